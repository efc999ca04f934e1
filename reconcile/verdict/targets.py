"""The target facet (contract: *Target*)."""

from datetime import date

from reconcile.domain.cleantext import quoted
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.outcomes import Facet, FacetFinding, FacetResult
from reconcile.reference import Reference
from reconcile.verdict.wording import in_quotes, speaker, unsaid


def compare_targets(claim: ClaimAccount, statement: StatementAccount, reference: Reference) -> FacetFinding:
    """Agrees within one family when the sides hit, where both are named, are compatible."""
    result = _result(claim, statement, reference)
    one, other = said(claim), said(statement)
    return FacetFinding(
        facet=Facet.TARGET,
        result=result,
        claim_says=one,
        statement_says=other,
        sentence=_sentence(speaker(claim), one, speaker(statement), other, result),
    )


def said(account: ClaimAccount | StatementAccount) -> str | None:
    """Type of target and who was hit, as written: `convoy: MINUSMA`. A code of the taxonomy is nobody's wording: it is
    told in words."""
    kind = account.record.target_type
    if kind is not None and kind == account.values.target:
        kind = kind.replace("_", " ")
    parts = [part for part in (kind, account.record.target_actor) if part]
    return quoted(": ".join(parts)) if parts else None


def _result(claim: ClaimAccount, statement: StatementAccount, reference: Reference) -> FacetResult:
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


def _day(claim: ClaimAccount, statement: StatementAccount) -> date:
    """The day of which the accounts speak: who belongs to whom changes with time."""
    span = claim.values.date.span or statement.values.date.span
    return min(claim.version.known_from, statement.version.known_from).date() if span is None else span.end


def _sentence(a: str, claimed: str | None, b: str, stated: str | None, result: FacetResult) -> str:
    one, other = in_quotes(claimed), in_quotes(stated)
    silent = unsaid(a, one, b, other, "says what was hit", "does not say what was hit")
    if silent is not None:
        return silent
    if one == other and result is FacetResult.AGREES:
        return f"Both {a} and {b} say {one}."
    tail = {
        FacetResult.AGREES: "which fit together",
        FacetResult.COARSER: "one of them less exact than the other",
        FacetResult.DIFFERS: "which do not fit together",
        FacetResult.NOT_STATED: "and at least one of them does not name a type of target that can be compared",
    }[result]
    return f"{a} says {one}; {b} says {other}, {tail}."
