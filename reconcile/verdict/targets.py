"""The target facet (contract: *Target*)."""

from datetime import date
from functools import lru_cache

from reconcile.domain.outcomes import Facet, FacetFinding, FacetResult
from reconcile.domain.tellings import AnyTold
from reconcile.reference import Reference
from reconcile.verdict.hearing import FACETS_KEPT, Heard
from reconcile.verdict.wording import in_quotes, unsaid

# Names of the module are found ten times as fast as members in their class, which counts pair by pair.
_AGREES = FacetResult.AGREES
_DIFFERS = FacetResult.DIFFERS
_NOT_STATED = FacetResult.NOT_STATED


def compare_targets(claim: Heard, statement: Heard, reference: Reference) -> FacetFinding:
    """Agrees within one family when the sides hit, where both are named, are compatible."""
    result = target_result(claim.account, statement.account, reference)
    return _told(result, claim.speaker, claim.target, statement.speaker, statement.target)


@lru_cache(maxsize=FACETS_KEPT)
def _told(result: FacetResult, a: str, one: str | None, b: str, other: str | None) -> FacetFinding:
    """The same groups and issuers name the same few targets all the time."""
    return FacetFinding(
        facet=Facet.TARGET,
        result=result,
        claim_says=one,
        statement_says=other,
        sentence=_sentence(a, in_quotes(one), b, in_quotes(other), result),
    )


def target_result(claim: AnyTold, statement: AnyTold, reference: Reference) -> FacetResult:
    """How the targets compare, without the words for it."""
    one, other = claim.values, statement.values
    if one.target is None or other.target is None:
        return _NOT_STATED
    silent = reference.targets.other
    if one.target == other.target == silent:
        together = _compatible(claim, statement, reference)
        return {None: _NOT_STATED, True: _AGREES, False: _DIFFERS}[together]
    if silent in (one.target, other.target):
        return _NOT_STATED
    if one.target_family != other.target_family or _compatible(claim, statement, reference) is False:
        return _DIFFERS
    return _AGREES


def _compatible(claim: AnyTold, statement: AnyTold, reference: Reference) -> bool | None:
    """Whether those hit can be the same; None where a side names none."""
    one, other = claim.values.target_actors, statement.values.target_actors
    if not one or not other:
        return None
    if one == other:
        return True
    return reference.actors.compatible(one, other, _day(claim, statement))


def _day(claim: AnyTold, statement: AnyTold) -> date:
    """The day of which the accounts speak: who belongs to whom changes with time."""
    span = claim.values.date.span or statement.values.date.span
    return min(claim.version.known_from, statement.version.known_from).date() if span is None else span.end


_TAILS = {
    _AGREES: "which fit together",
    FacetResult.COARSER: "one of them less exact than the other",
    _DIFFERS: "which do not fit together",
    _NOT_STATED: "and at least one of them does not name a type of target that can be compared",
}


def _sentence(a: str, one: str | None, b: str, other: str | None, result: FacetResult) -> str:
    if one is None or other is None:
        return unsaid(a, one, b, other, "says what was hit", "does not say what was hit")
    if one == other and result is _AGREES:
        return f"Both {a} and {b} say {one}."
    return f"{a} says {one}; {b} says {other}, {_TAILS[result]}."
