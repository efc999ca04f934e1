"""What a run says of each claim."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from reconcile.domain.outcomes import (
    ClaimStance,
    Facet,
    Finding,
    Flag,
    Linked,
    Pair,
    PairRole,
    Status,
)
from reconcile.domain.phrases import NAMED, count, named_first
from reconcile.domain.records import ClaimKind, RecordKind
from reconcile.domain.replacements import replaced_by
from reconcile.domain.staleness import DecisionMark
from reconcile.domain.tellings import ToldClaim, ToldStatement
from reconcile.verdict.contradictions import contradictions_of
from reconcile.verdict.dates import EXCHANGED
from reconcile.verdict.deciding import sorted_out, with_decisions
from reconcile.verdict.notes import notes_on
from reconcile.verdict.pairs import Accounts, facets_in_words, judge_pair, points_to_exchange
from reconcile.verdict.silence import Ledger, judge_silence
from reconcile.verdict.stances import claim_stance, denied_in_words, denies
from reconcile.verdict.wording import listed, speaker

_RANKS = {role: rank for rank, role in enumerate(PairRole)}
# Names of the module are found ten times as fast as members in their class, which counts pair by pair.
_LINKED = PairRole.LINKED
_CLAIM = ClaimKind.CLAIM
_AGREEMENT = Flag.AGREEMENT
_TOLL = Facet.TOLL


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What findings take from the records of a run that are not their own."""

    answered: Mapping[int, tuple[int, ...]]
    """By row of each linked statement: the rows of the claims it is linked to, best first."""
    replaced_claims: Mapping[str, str]
    """By id of a claim that is there: the id of the last one that says it replaces it."""
    replaced_statements: Mapping[str, str]


def reach_findings(
    claims: Sequence[ToldClaim],
    statements: Sequence[ToldStatement],
    linked: Linked,
    ledger: Ledger,
    around: Surroundings,
    decisions: Sequence[DecisionMark] = (),
    wanted: Collection[int] | None = None,
) -> tuple[Finding, ...]:
    """Exactly one finding per claim, in the order of `claims`, with what people decided brought to bear.

    `wanted`: rows of the claims that findings are asked of (None: all). Of a run that asks for some only, `linked`
    holds their pairs, `claims` and `statements` those and whatever else they name, and `around` what holds in the whole
    run.
    """
    accounts = Accounts(
        claims={claim.version.row: claim for claim in claims},
        statements={statement.version.row: statement for statement in statements},
        answered=around.answered,
        replaced=around.replaced_statements,
    )
    asked = claims if wanted is None else [claim for claim in claims if claim.version.row in wanted]
    of_claim: dict[int, list[Pair]] = {claim.version.row: [] for claim in asked}
    for scored in linked.pairs:
        of_claim[scored.claim_row].append(judge_pair(scored, accounts, ledger.reference))
    whole = _Whole(accounts, linked, around.replaced_claims, ledger)
    decided = sorted_out(decisions, _speakers(claims, statements) if decisions else {})
    return tuple(
        with_decisions(_finding(claim, _ordered(of_claim[claim.version.row]), whole), decided) for claim in asked
    )


def silence_told_again(finding: Finding, claim: ToldClaim, later: Mapping[str, str], ledger: Ledger) -> Finding:
    """A silence on which nobody decided, of which nothing but the time is another: its status and its reason follow.

    `later`: by id of a claim, the id of the one that its group put in its place.
    """
    outcome = _silent(claim, finding.pairs, ledger)
    return replace(finding, status=outcome.status, reason=_with_its_fate(outcome.reason, claim, later))


def _speakers(claims: Sequence[ToldClaim], statements: Sequence[ToldStatement]) -> dict[tuple[RecordKind, str], str]:
    told: dict[tuple[RecordKind, str], str] = {(RecordKind.CLAIM, one.id): speaker(one) for one in claims}
    return told | {(RecordKind.STATEMENT, one.id): speaker(one) for one in statements}


def replaced(records: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """By id of a record that is there: the id of the last one that says it replaces it. `records`: each with the id of
    the one it replaces."""
    told = list(records)
    ids = {id_ for id_, _ in told}
    return {old: new for new, old in told if old is not None and old in ids and old != new}


@dataclass(frozen=True, slots=True)
class _Whole:
    """What the findings of a run are made of beside the claims and their pairs."""

    accounts: Accounts
    linked: Linked
    later: Mapping[str, str]
    """By id of a claim: the id of the one that its group put in its place."""
    ledger: Ledger


def _with_its_fate(reason: str, claim: ToldClaim, later: Mapping[str, str]) -> str:
    """The reason, and that the group took the claim back or put another in its place: it was made all the same."""
    if claim.record.withdrawn:
        return f"{reason.removesuffix('.')}; {speaker(claim)} has withdrawn this claim."
    if claim.id in later:
        return f"{reason.removesuffix('.')}; {replaced_by(claim.record.speaker, later[claim.id])}."
    return reason


def _ordered(pairs: list[Pair]) -> tuple[Pair, ...]:
    if len(pairs) < 2:
        return tuple(pairs)
    return tuple(sorted(pairs, key=lambda pair: (_RANKS[pair.scored.role], -pair.scored.weight, pair.statement)))


def _finding(claim: ToldClaim, pairs: tuple[Pair, ...], whole: _Whole) -> Finding:
    """With its family, what contradicts it, what stands beside its flag, and what became of the claim itself."""
    row, accounts = claim.version.row, whole.accounts
    kind = claim.record.claim_kind or _CLAIM
    links = tuple([pair for pair in pairs if pair.scored.role is _LINKED])
    if kind is not _CLAIM:
        outcome = _apart(claim, kind)
        pairs = links = ()
    elif links:
        outcome = _linked(claim, links, accounts)
    else:
        outcome = _silent(claim, pairs, whole.ledger)
    family = [accounts.claims[other] for other in whole.linked.families.get(row, ())]
    return Finding(
        claim=claim.id,
        version=claim.version.version,
        claim_row=row,
        flag=outcome.flag,
        status=outcome.status,
        stance=outcome.stance,
        reason=_with_its_fate(outcome.reason, claim, whole.later),
        pairs=pairs,
        family=tuple([other.id for other in family]),
        notes=notes_on(claim, outcome.flag, pairs, links, accounts, whole.linked.alternatives),
        contradictions=contradictions_of(claim, pairs, family, accounts, whole.ledger.reference),
    )


class _Outcome(NamedTuple):
    """How a claim's accounts compare, before what stands beside that is told."""

    flag: Flag | None
    status: Status
    stance: ClaimStance | None
    reason: str


def _linked(claim: ToldClaim, links: tuple[Pair, ...], accounts: Accounts) -> _Outcome:
    flag = _AGREEMENT if _AGREEMENT in [pair.flag for pair in links] else Flag.PARTIAL_MATCH
    return _Outcome(flag, Status.CONCLUDED, claim_stance(links), _reason(claim, flag, links, accounts))


def _silent(claim: ToldClaim, pairs: tuple[Pair, ...], ledger: Ledger) -> _Outcome:
    silence = judge_silence(claim, ledger)
    told = [f"the nearest: {pairs[0].sentence.removesuffix('.')}"] if pairs else []
    told += [pair.sentence.removesuffix(".") for pair in pairs[1:] if points_to_exchange(pair.scored, pair.facets)]
    reason = "; ".join([silence.sentence.removesuffix("."), *told]) + "."
    return _Outcome(Flag.NO_OFFICIAL_COMMENT, silence.status, None, reason)


def _apart(claim: ToldClaim, kind: ClaimKind) -> _Outcome:
    """A denial or an allegation: listed apart, outside the denominators."""
    group = speaker(claim)
    status, reason = {
        ClaimKind.DENIAL: (Status.GROUP_DENIES, f"{group} denies responsibility; it claims nothing here."),
        ClaimKind.ALLEGATION: (Status.ALLEGATION, f"{group} accuses somebody else; it claims nothing here."),
    }[kind]
    return _Outcome(None, status, None, reason)


def _reason(claim: ToldClaim, flag: Flag, links: Sequence[Pair], accounts: Accounts) -> str:
    """One sentence: who tells of the event, how date, place and target compare, who denies what, how tolls stand."""
    best = [pair for pair in links if pair.flag is flag]
    issuers = listed([_issuer(pair, accounts) for pair in links])
    parts = [f"{speaker(claim)} and {issuers} tell of the same event", _compared(flag, best, accounts)]
    others = len(links) - len(best)
    if others:
        parts.append(f"{count(others, 'further statement')} {'fits' if others == 1 else 'fit'} less exactly")
    parts += [EXCHANGED for pair in links if pair.scored.days_exchanged]
    parts += _denials(links, accounts)
    parts += _tolls(links)
    return "; ".join(dict.fromkeys(parts)) + "."


def _issuer(pair: Pair, accounts: Accounts) -> str:
    return speaker(accounts.statements[pair.scored.statement_row])


def _compared(flag: Flag, best: Sequence[Pair], accounts: Accounts) -> str:
    """How date, place and target compare; issuers of whom the same holds are named together."""
    if flag is _AGREEMENT:
        return "agreement on date, place and target"
    issuers: dict[str, list[str]] = {}
    for pair in best:
        issuers.setdefault(facets_in_words(pair.facets), []).append(_issuer(pair, accounts))
    if len(issuers) == 1:
        return next(iter(issuers))
    beside = [f"beside {listed(names)}, {told.replace('; ', ', ')}" for told, names in issuers.items()]
    shown, others = named_first(beside)
    return "; ".join([*shown, f"{others:,} further comparisons come out otherwise"] if others else shown)


def _denials(links: Sequence[Pair], accounts: Accounts) -> list[str]:
    """Who denies what: one by one, or where many do, together by what they deny."""
    issuers: dict[str, list[str]] = {}
    for pair in links:
        if denies(pair):
            issuers.setdefault(denied_in_words(pair.denies), []).append(_issuer(pair, accounts))
    if sum(len(set(names)) for names in issuers.values()) > NAMED:
        return [f"{listed(names)} {'denies' if len(set(names)) == 1 else 'deny'} {it}" for it, names in issuers.items()]
    return [f"{_issuer(pair, accounts)} denies {denied_in_words(pair.denies)}" for pair in links if denies(pair)]


def _tolls(links: Sequence[Pair]) -> list[str]:
    """The figures side by side, where any side gives one."""
    told = [pair.facets[_TOLL] for pair in links]
    claimed = next((found.claim_says for found in told if found.claim_says), None)
    official = list(dict.fromkeys([found.statement_says for found in told if found.statement_says is not None]))
    if claimed is None and not official:
        return ["neither side gives a toll"]
    said = "the claim gives no toll" if claimed is None else f"the claim gives {claimed}"
    shown, others = named_first([one.removesuffix(" killed") for one in official])
    more = f", or one of {others:,} other figures" if others else ""
    return [f"{said}, officials give {' or '.join(shown) + ' killed' + more if official else 'no such figure'}"]
