"""What stands beside a flag: rival claims, other groups named, revised statements, flags that would turn."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from reconcile.domain.outcomes import (
    Alternative,
    Facet,
    FacetResult,
    Flag,
    Note,
    NoteKind,
    Pair,
    PairRole,
    flag_of,
)
from reconcile.domain.phrases import count
from reconcile.domain.records import Denied
from reconcile.domain.tellings import ToldClaim, ToldStatement
from reconcile.reference import Reference
from reconcile.reference.groups import armed_groups_named
from reconcile.verdict.circles import circles
from reconcile.verdict.pairs import Accounts
from reconcile.verdict.stances import denies
from reconcile.verdict.wording import listed, possessive, speaker


def notes_on(
    claim: ToldClaim,
    flag: Flag | None,
    pairs: Sequence[Pair],
    links: Sequence[Pair],
    family: Sequence[ToldClaim],
    accounts: Accounts,
    alternatives: Sequence[Alternative],
    reference: Reference,
) -> tuple[Note, ...]:
    """All notes on the finding of one claim, in a fixed order of kinds. `links`: those of `pairs` that are linked."""
    linked = [accounts.statements[pair.scored.statement_row] for pair in links]
    return (
        *_rival_claims(claim, family, reference),
        *_other_groups(claim, pairs, family, accounts, reference),
        *_revisions(linked),
        *circles(claim, linked),
        *_turning(claim.version.row, flag, pairs, alternatives),
    )


def _rival_claims(claim: ToldClaim, family: Sequence[ToldClaim], reference: Reference) -> Iterator[Note]:
    """Other groups that claim what may be the same event."""
    rivals = [other for other in family if _unrelated(claim, other.values.speaker, reference)]
    if rivals:
        groups = listed([speaker(other) for other in rivals])
        yield Note(
            kind=NoteKind.COMPETING_CLAIM,
            sentence=f"{speaker(claim)} and {groups} each claim what may be the same event.",
            records=tuple(other.id for other in rivals),
        )


def _unrelated(claim: ToldClaim, group: str | None, reference: Reference) -> bool:
    """Whether a known group is another than the claimant and neither belongs to the other."""
    own = claim.values.speaker
    if own is None or group is None or own == group:
        return False
    return not reference.actors.groups_related(own, group, _day(claim))


def _day(claim: ToldClaim) -> date:
    span = claim.values.date.span
    return claim.version.known_from.date() if span is None else span.end


def _other_groups(
    claim: ToldClaim,
    pairs: Sequence[Pair],
    family: Sequence[ToldClaim],
    accounts: Accounts,
    reference: Reference,
) -> Iterator[Note]:
    """Statements that name another armed group than the claimant, and not the claimant: those that are linked, and
    those that are not but may tell of the same event."""
    for pair in pairs:
        linked = pair.scored.role is PairRole.LINKED
        statement = accounts.statements[pair.scored.statement_row]
        if not statement.record.summary or not (linked or _may_be_of_it(pair, family, accounts)):
            continue
        groups = _groups_named(statement, claim, reference)
        if not groups or not all(_unrelated(claim, group, reference) for group in groups):
            continue
        named = listed([reference.actors.get(group).label for group in groups])
        issuer, who = speaker(statement), speaker(claim)
        which = "" if linked else ", which is not linked and may tell of the same event,"
        told = f"{possessive(issuer)} statement{which} names {named}, where the claim is {possessive(who)}"
        if Denied.ATTRIBUTION in pair.denies:
            told += "; it denies who is said to be behind the event"
        elif denies(pair):
            told += "; it denies the account"
        yield Note(kind=NoteKind.OTHER_GROUP, sentence=f"{told}.", records=(statement.id,))


def _may_be_of_it(pair: Pair, family: Sequence[ToldClaim], accounts: Accounts) -> bool:
    """Whether date and place fit, the target does not differ, and the claim that the statement fits best, if it is
    linked at all, is one of the family. Of the claims it is linked to, that one alone is in the basis of a finding."""
    if pair.facets[Facet.TARGET].result is FacetResult.DIFFERS:
        return False
    fitting = (FacetResult.AGREES, FacetResult.COARSER)
    if any(pair.facets[facet].result not in fitting for facet in (Facet.DATE, Facet.PLACE)):
        return False
    own = {other.version.row for other in family}
    return own.issuperset(accounts.answered.get(pair.scored.statement_row, ())[:1])


def _groups_named(statement: ToldStatement, claim: ToldClaim, reference: Reference) -> tuple[str, ...]:
    """Armed groups in what the statement says in one sentence, without those it says were hit."""
    found = armed_groups_named(statement.record.summary, reference.actors, _day(claim))
    return tuple(code for code in found if code not in statement.values.target_actors)


def _revisions(told: Sequence[ToldStatement]) -> Iterator[Note]:
    """Several statements of one issuer on one event: a first account and what it said later."""
    if len(told) < 2:
        return
    by_issuer = sorted(told, key=lambda one: (_issuer(one), one.version.known_from, one.id))
    for _, group in groupby(by_issuer, key=_issuer):
        several = list(group)
        if len(several) > 1:
            yield Note(
                kind=NoteKind.REVISED_STATEMENT,
                sentence=(
                    f"{speaker(several[0])} tells of the event in {count(len(several), 'statement')}, from first to "
                    "latest; they are versions of one account and do not compete."
                ),
                records=tuple(one.id for one in several),
            )


def _issuer(statement: ToldStatement) -> str:
    return statement.values.speaker or speaker(statement)


def _turning(
    claim_row: int, flag: Flag | None, pairs: Sequence[Pair], alternatives: Sequence[Alternative]
) -> Iterator[Note]:
    """Settings under which the claim would have another flag."""
    for alternative in alternatives:
        linked = alternative.links.get(claim_row)
        if linked is None or flag is None:
            continue
        facets = {pair.scored.statement_row: pair.facets for pair in pairs}
        flags = [flag_of(facets[row]) for row in linked if row in facets]
        other = _best(flags) if linked else Flag.NO_OFFICIAL_COMMENT
        if other is not flag:
            yield Note(
                kind=NoteKind.SENSITIVE,
                sentence=f"The flag would be {other.words} if {alternative.words}.",
                setting=alternative.setting,
                flag=other,
            )


def _best(flags: Sequence[Flag]) -> Flag:
    return Flag.AGREEMENT if Flag.AGREEMENT in flags else Flag.PARTIAL_MATCH
