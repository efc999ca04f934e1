"""The target facet (contract: *Target*)."""

from datetime import date

from reconcile.domain.outcomes import Facet, FacetFinding, FacetResult
from reconcile.domain.tellings import AnyTold
from reconcile.reference import Reference
from reconcile.verdict.hearing import Heard
from reconcile.verdict.wording import unsaid


def compare_targets(claim: Heard, statement: Heard, reference: Reference) -> FacetFinding:
    """Agrees within one family when the sides hit, where both are named, are compatible."""
    result = target_result(claim.account, statement.account, reference)
    one, other = claim.target_in_quotes, statement.target_in_quotes
    return FacetFinding(
        facet=Facet.TARGET,
        result=result,
        claim_says=claim.target,
        statement_says=statement.target,
        sentence=_sentence(claim.speaker, one, statement.speaker, other, result),
    )


def target_result(claim: AnyTold, statement: AnyTold, reference: Reference) -> FacetResult:
    """How the targets compare, without the words for it."""
    one, other = claim.values, statement.values
    if one.target is None or other.target is None:
        return FacetResult.NOT_STATED
    together = reference.actors.compatible(one.target_actors, other.target_actors, _day(claim, statement))
    silent = reference.targets.other
    if one.target == other.target == silent:
        return {None: FacetResult.NOT_STATED, True: FacetResult.AGREES, False: FacetResult.DIFFERS}[together]
    if silent in (one.target, other.target):
        return FacetResult.NOT_STATED
    if one.target_family != other.target_family or together is False:
        return FacetResult.DIFFERS
    return FacetResult.AGREES


def _day(claim: AnyTold, statement: AnyTold) -> date:
    """The day of which the accounts speak: who belongs to whom changes with time."""
    span = claim.values.date.span or statement.values.date.span
    return min(claim.version.known_from, statement.version.known_from).date() if span is None else span.end


_TAILS = {
    FacetResult.AGREES: "which fit together",
    FacetResult.COARSER: "one of them less exact than the other",
    FacetResult.DIFFERS: "which do not fit together",
    FacetResult.NOT_STATED: "and at least one of them does not name a type of target that can be compared",
}


def _sentence(a: str, one: str | None, b: str, other: str | None, result: FacetResult) -> str:
    silent = unsaid(a, one, b, other, "says what was hit", "does not say what was hit")
    if silent is not None:
        return silent
    if one == other and result is FacetResult.AGREES:
        return f"Both {a} and {b} say {one}."
    return f"{a} says {one}; {b} says {other}, {_TAILS[result]}."
