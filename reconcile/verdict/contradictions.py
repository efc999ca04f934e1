"""Contradictions of a claim: denials, attribution to another group, denials of another group's claim, rival claims.

Sentences set the two sides beside one another and take neither's part.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from reconcile.domain.contradictions import Contradiction, ContradictionKind
from reconcile.domain.outcomes import Facet, FacetResult, Pair, PairRole
from reconcile.domain.records import Denied, RecordKind
from reconcile.domain.tellings import ToldClaim, ToldStatement
from reconcile.reference import Reference
from reconcile.reference.groups import armed_groups_named
from reconcile.verdict.pairs import Accounts
from reconcile.verdict.stances import denied_in_words, denies
from reconcile.verdict.wording import listed, speaker

# Names of the module are found ten times as fast as members in their class, which counts pair by pair.
_LINKED = PairRole.LINKED
_DIFFERS = FacetResult.DIFFERS
_DATE = Facet.DATE
_PLACE = Facet.PLACE
_TARGET = Facet.TARGET
_FITTING = (FacetResult.AGREES, FacetResult.COARSER)
UNLINKED = ", in a statement that is not linked and may tell of the same event,"


def contradictions_of(
    claim: ToldClaim,
    pairs: Sequence[Pair],
    family: Sequence[ToldClaim],
    accounts: Accounts,
    reference: Reference,
) -> tuple[Contradiction, ...]:
    """Of statements first, in the order of the pairs, then of claims, in the order of the family."""
    return (
        *_of_statements(claim, pairs, family, accounts, reference),
        *_rival_claims(claim, family, reference),
    )


def _rival_claims(claim: ToldClaim, family: Sequence[ToldClaim], reference: Reference) -> Iterator[Contradiction]:
    """Other groups that claim what may be the same event."""
    for other in family:
        group = other.values.speaker
        if group is not None and _unrelated(claim, group, reference):
            yield Contradiction(
                kind=ContradictionKind.COMPETING_CLAIM,
                record=RecordKind.CLAIM,
                id=other.id,
                linked=False,
                groups=(group,),
                sentence=f"{speaker(claim)} and {speaker(other)} each claim what may be the same event.",
            )


def _of_statements(
    claim: ToldClaim,
    pairs: Sequence[Pair],
    family: Sequence[ToldClaim],
    accounts: Accounts,
    reference: Reference,
) -> Iterator[Contradiction]:
    """Of statements that are linked, and of those that are not but may tell of the same event."""
    for pair in pairs:
        linked = pair.scored.role is _LINKED
        statement = accounts.statements[pair.scored.statement_row]
        denying = denies(pair)
        if statement.record.summary is None and not denying:
            continue  # names nobody and denies nothing: nearly all
        if not linked and not _may_be_of_it(pair, family, accounts):
            continue
        groups = _groups_named(statement, claim, reference)
        others = groups if all(_unrelated(claim, group, reference) for group in groups) else ()
        if not others and not groups and denying and not linked:
            others = _answered_rival(pair, claim, accounts, reference)
        if others:
            yield _about_others(claim, statement, pair, others, reference)
        elif denying and linked:
            yield _denied(claim, statement, pair)


def _denied(claim: ToldClaim, statement: ToldStatement, pair: Pair) -> Contradiction:
    return Contradiction(
        kind=ContradictionKind.DENIED,
        record=RecordKind.STATEMENT,
        id=statement.id,
        linked=True,
        denies=pair.denies,
        sentence=f"{speaker(claim)} claims the event; {speaker(statement)} denies {denied_in_words(pair.denies)}.",
    )


def _about_others(
    claim: ToldClaim, statement: ToldStatement, pair: Pair, groups: tuple[str, ...], reference: Reference
) -> Contradiction:
    """That a statement speaks of other groups, and whether it denies what they are said to claim."""
    linked, denying = pair.scored.role is _LINKED, denies(pair)
    issuer = f"{speaker(statement)}{'' if linked else UNLINKED}"
    named = listed([reference.actors.get(group).label for group in groups])
    if Denied.ATTRIBUTION in pair.denies:
        said = f"names {named} and denies who is said to be behind it"
    elif denying:
        said = f"names {named} and denies {denied_in_words(pair.denies)}"
    else:
        said = f"names {named} for it"
    return Contradiction(
        kind=ContradictionKind.OTHER_CLAIM_DENIED if denying else ContradictionKind.ATTRIBUTED_ELSEWHERE,
        record=RecordKind.STATEMENT,
        id=statement.id,
        linked=linked,
        groups=groups,
        denies=pair.denies,
        sentence=f"{speaker(claim)} claims the event; {issuer} {said}.",
    )


def _answered_rival(pair: Pair, claim: ToldClaim, accounts: Accounts, reference: Reference) -> tuple[str, ...]:
    """The group whose claim of what may be the same event a denial answers, where that is another one."""
    rows = accounts.answered.get(pair.scored.statement_row, ())[:1]
    groups = (accounts.claims[row].values.speaker for row in rows)
    return tuple(group for group in groups if group is not None and _unrelated(claim, group, reference))


def _unrelated(claim: ToldClaim, group: str, reference: Reference) -> bool:
    """Whether a known group is another than the claimant and neither belongs to the other."""
    own = claim.values.speaker
    return own is not None and own != group and not reference.actors.groups_related(own, group, _day(claim))


def _day(claim: ToldClaim) -> date:
    span = claim.values.date.span
    return claim.version.known_from.date() if span is None else span.end


def _may_be_of_it(pair: Pair, family: Sequence[ToldClaim], accounts: Accounts) -> bool:
    """Whether date and place fit, the target does not differ, and the claim that the statement fits best, if it is
    linked at all, is one of the family. Of the claims it is linked to, that one alone is in the basis of a finding."""
    if pair.facets[_TARGET].result is _DIFFERS:
        return False
    if pair.facets[_DATE].result not in _FITTING or pair.facets[_PLACE].result not in _FITTING:
        return False
    own = {other.version.row for other in family}
    return own.issuperset(accounts.answered.get(pair.scored.statement_row, ())[:1])


def _groups_named(statement: ToldStatement, claim: ToldClaim, reference: Reference) -> tuple[str, ...]:
    """Armed groups in what the statement says in one sentence, without those it says were hit."""
    found = armed_groups_named(statement.record.summary, reference.actors, _day(claim))
    return tuple(code for code in found if code not in statement.values.target_actors)
