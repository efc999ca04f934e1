"""What a run says of each claim."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.outcomes import (
    Facet,
    Finding,
    Flag,
    Linked,
    Pair,
    PairRole,
    ScoredPair,
    Status,
)
from reconcile.domain.phrases import count
from reconcile.domain.records import ClaimKind, RecordKind
from reconcile.domain.staleness import DecisionMark
from reconcile.verdict.dates import EXCHANGED
from reconcile.verdict.deciding import sorted_out, with_decisions
from reconcile.verdict.notes import notes_on
from reconcile.verdict.pairs import Accounts, facets_in_words, judge_pair, points_to_exchange
from reconcile.verdict.silence import Ledger, judge_silence
from reconcile.verdict.stances import claim_stance, denied_in_words, denies
from reconcile.verdict.wording import listed, speaker

_ROLES = list(PairRole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What findings take from the records of a run that are not their own."""

    answered: Mapping[int, tuple[int, ...]]
    """By row of each linked statement: the rows of the claims it is linked to, best first."""
    replaced_claims: Mapping[str, str]
    """By id of a claim that is there: the id of the last one that says it replaces it."""
    replaced_statements: Mapping[str, str]


def reach_findings(
    claims: Sequence[ClaimAccount],
    statements: Sequence[StatementAccount],
    linked: Linked,
    ledger: Ledger,
    decisions: Sequence[DecisionMark] = (),
    around: Surroundings | None = None,
    wanted: Collection[int] | None = None,
) -> tuple[Finding, ...]:
    """Exactly one finding per claim, in the order of `claims`, with what people decided brought to bear.

    `wanted`: rows of the claims that findings are asked of (None: all). Of a run that asks for some only, `linked`
    holds their pairs, `claims` and `statements` those and whatever else they name, and `around` what holds in the whole
    run (None: the records given are the whole).
    """
    around = _surroundings(claims, statements, linked) if around is None else around
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
    found = (_finding(claim, _ordered(of_claim[claim.version.row]), accounts, ledger) for claim in asked)
    speakers: dict[tuple[RecordKind, str], str] = {(RecordKind.CLAIM, one.id): speaker(one) for one in claims}
    speakers |= {(RecordKind.STATEMENT, one.id): speaker(one) for one in statements}
    decided = sorted_out(decisions, speakers)
    return tuple(
        with_decisions(_completed(finding, accounts, linked, around.replaced_claims, ledger), decided)
        for finding in found
    )


def _surroundings(
    claims: Sequence[ClaimAccount], statements: Sequence[StatementAccount], linked: Linked
) -> Surroundings:
    return Surroundings(
        answered=_answered(linked.pairs),
        replaced_claims=replaced((one.id, one.record.supersedes) for one in claims),
        replaced_statements=replaced((one.id, one.record.supersedes) for one in statements),
    )


def replaced(records: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """By id of a record that is there: the id of the last one that says it replaces it. `records`: each with the id of
    the one it replaces."""
    told = list(records)
    ids = {id_ for id_, _ in told}
    return {old: new for new, old in told if old is not None and old in ids and old != new}


def _completed(
    finding: Finding, accounts: Accounts, linked: Linked, later: Mapping[str, str], ledger: Ledger
) -> Finding:
    """With its family, what stands beside its flag, and what became of the claim itself."""
    claim = accounts.claims[finding.claim_row]
    family = [accounts.claims[row] for row in linked.families.get(finding.claim_row, ())]
    return replace(
        finding,
        family=tuple(other.id for other in family),
        notes=notes_on(finding, family, accounts, linked.alternatives, ledger.reference),
        reason=_with_its_fate(finding.reason, claim, later),
    )


def _with_its_fate(reason: str, claim: ClaimAccount, later: Mapping[str, str]) -> str:
    """The reason, and that the group took the claim back or put another in its place: it was made all the same."""
    if claim.record.withdrawn:
        return f"{reason.removesuffix('.')}; {speaker(claim)} has withdrawn this claim."
    if claim.id in later:
        return f"{reason.removesuffix('.')}; {speaker(claim)} has replaced this claim by {later[claim.id]}."
    return reason


def _answered(pairs: Sequence[ScoredPair]) -> dict[int, tuple[int, ...]]:
    links = sorted((p for p in pairs if p.role is PairRole.LINKED), key=lambda pair: (-pair.weight, pair.claim_row))
    rows: dict[int, tuple[int, ...]] = {}
    for pair in links:
        rows[pair.statement_row] = (*rows.get(pair.statement_row, ()), pair.claim_row)
    return rows


def _ordered(pairs: list[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted(pairs, key=lambda pair: (_ROLES.index(pair.scored.role), -pair.scored.weight, pair.statement)))


def _finding(claim: ClaimAccount, pairs: tuple[Pair, ...], accounts: Accounts, ledger: Ledger) -> Finding:
    kind = claim.record.claim_kind or ClaimKind.CLAIM
    if kind is not ClaimKind.CLAIM:
        return _apart(claim, kind)
    links = tuple(pair for pair in pairs if pair.scored.role is PairRole.LINKED)
    if not links:
        return _silent(claim, pairs, ledger)
    flag = Flag.AGREEMENT if any(pair.flag is Flag.AGREEMENT for pair in links) else Flag.PARTIAL_MATCH
    return Finding(
        claim=claim.id,
        version=claim.version.version,
        claim_row=claim.version.row,
        flag=flag,
        status=Status.CONCLUDED,
        stance=claim_stance(links),
        reason=_reason(claim, flag, links, accounts),
        pairs=pairs,
    )


def _silent(claim: ClaimAccount, pairs: tuple[Pair, ...], ledger: Ledger) -> Finding:
    silence = judge_silence(claim, ledger)
    told = [f"the nearest, {pairs[0].sentence.removesuffix('.')}"] if pairs else []
    told += [pair.sentence.removesuffix(".") for pair in pairs[1:] if points_to_exchange(pair.scored, pair.facets)]
    return Finding(
        claim=claim.id,
        version=claim.version.version,
        claim_row=claim.version.row,
        flag=Flag.NO_OFFICIAL_COMMENT,
        status=silence.status,
        stance=None,
        reason="; ".join([silence.sentence.removesuffix("."), *told]) + ".",
        pairs=pairs,
    )


def _apart(claim: ClaimAccount, kind: ClaimKind) -> Finding:
    """A denial or an allegation: listed apart, outside the denominators."""
    group = speaker(claim)
    status, reason = {
        ClaimKind.DENIAL: (Status.GROUP_DENIES, f"{group} denies responsibility; it claims nothing here."),
        ClaimKind.ALLEGATION: (Status.ALLEGATION, f"{group} accuses somebody else; it claims nothing here."),
    }[kind]
    return Finding(
        claim=claim.id,
        version=claim.version.version,
        claim_row=claim.version.row,
        flag=None,
        status=status,
        stance=None,
        reason=reason,
    )


def _reason(claim: ClaimAccount, flag: Flag, links: Sequence[Pair], accounts: Accounts) -> str:
    """One sentence: who tells of the event, how date, place and target compare, who denies what, how tolls stand."""
    best = [pair for pair in links if pair.flag is flag]
    issuers = listed([_issuer(pair, accounts) for pair in links])
    parts = [f"{speaker(claim)} and {issuers} tell of the same event", _compared(flag, best, accounts)]
    others = len(links) - len(best)
    if others:
        parts.append(f"{count(others, 'further statement')} {'fits' if others == 1 else 'fit'} less exactly")
    parts += [EXCHANGED for pair in links if pair.scored.days_exchanged]
    parts += [_denial(pair, accounts) for pair in links if denies(pair)]
    parts += _tolls(links)
    return "; ".join(dict.fromkeys(parts)) + "."


def _issuer(pair: Pair, accounts: Accounts) -> str:
    return speaker(accounts.statements[pair.scored.statement_row])


def _compared(flag: Flag, best: Sequence[Pair], accounts: Accounts) -> str:
    """How date, place and target compare; issuers of whom the same holds are named together."""
    if flag is Flag.AGREEMENT:
        return "agreement on date, place and target"
    issuers: dict[str, list[str]] = {}
    for pair in best:
        issuers.setdefault(facets_in_words(pair.facets), []).append(_issuer(pair, accounts))
    if len(issuers) == 1:
        return next(iter(issuers))
    return "; ".join(f"beside {listed(names)}, {told.replace('; ', ', ')}" for told, names in issuers.items())


def _denial(pair: Pair, accounts: Accounts) -> str:
    return f"{_issuer(pair, accounts)} denies {denied_in_words(pair.denies)}"


def _tolls(links: Sequence[Pair]) -> list[str]:
    """The figures side by side, where any side gives one."""
    claimed = next((p.facets[Facet.TOLL].claim_says for p in links if p.facets[Facet.TOLL].claim_says), None)
    official = list(
        dict.fromkeys(said for pair in links if (said := pair.facets[Facet.TOLL].statement_says) is not None)
    )
    if claimed is None and not official:
        return ["neither side gives a toll"]
    told = "the claim gives no toll" if claimed is None else f"the claim gives {claimed}"
    figures = " or ".join(said.removesuffix(" killed") for said in official)
    return [f"{told}, officials give {figures + ' killed' if official else 'no such figure'}"]
