"""The toll facet: like with like, beside the flag and never part of it (contract: *Toll*)."""

from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.outcomes import Facet, FacetFinding, FacetResult
from reconcile.domain.records import TollScope
from reconcile.domain.tolls import CONSISTENT_DIFFERENCE, CONSISTENT_RATIO, CountRange, Harm, TollSide
from reconcile.verdict.wording import speaker

CIVILIANS = "civilians"
"""The target family whose losses are civilian: then the claim's killed are compared with `civilians`."""


def compare_tolls(claim: ClaimAccount, statement: StatementAccount) -> FacetFinding:
    """The killed a claim says it inflicted, against those the statement gives for the side attacked."""
    one = claim.values.tolls.get((TollSide.OWN, Harm.KILLED))
    other = statement.values.tolls.get((_side(claim, statement), Harm.KILLED))
    return FacetFinding(
        facet=Facet.TOLL,
        result=_result(claim, statement, one, other),
        claim_says=None if one is None else f"{one} killed",
        statement_says=None if other is None else f"{other} killed",
        sentence=_sentence(claim, statement, one, other),
    )


def _side(claim: ClaimAccount, statement: StatementAccount) -> TollSide:
    civilian = CIVILIANS in (claim.values.target_family, statement.values.target_family)
    return TollSide.CIVILIANS if civilian else TollSide.OWN


def _result(
    claim: ClaimAccount, statement: StatementAccount, one: CountRange | None, other: CountRange | None
) -> FacetResult:
    if one is None or other is None:
        return FacetResult.NOT_STATED
    if _scope(claim) != _scope(statement):
        return FacetResult.COARSER
    return FacetResult.AGREES if consistent(one, other) else FacetResult.DIFFERS


def _scope(account: ClaimAccount | StatementAccount) -> TollScope:
    return account.values.toll_scope


def consistent(one: CountRange, other: CountRange) -> bool:
    """Ranges that overlap, differ by at most 2, or stand in a ratio up to 1.5."""
    lower, upper = sorted((one, other), key=lambda count: count.low or 0)
    top, bottom = lower.high, upper.low or 0
    if top is None or bottom <= top:
        return True
    return bottom - top <= CONSISTENT_DIFFERENCE or (top > 0 and bottom / top <= CONSISTENT_RATIO)


def ratio(one: CountRange, other: CountRange) -> float | None:
    """First over second, by their lowest stated figures; None where the second is 0."""
    above = one.low if one.low is not None else one.high
    below = other.low if other.low is not None else other.high
    if above is None or not below:
        return None
    return above / below


def _sentence(
    claim: ClaimAccount, statement: StatementAccount, one: CountRange | None, other: CountRange | None
) -> str:
    a, b = speaker(claim), speaker(statement)
    of = "civilians" if _side(claim, statement) is TollSide.CIVILIANS else "dead on the side attacked"
    if one is None and other is None:
        return f"Neither {a} nor {b} gives a figure of {of}."
    if one is None:
        return f"{a} gives no figure; {b} gives {other} killed."
    if other is None:
        return f"{a} gives {one} killed; {b} gives no figure of {of}."
    if _scope(claim) != _scope(statement):
        return f"{a} gives {one} killed and {b} {other}, which do not count the same thing."
    times = ratio(one, other)
    compared = "" if times is None else f" (ratio {times:.2f})"
    return f"{a} gives {one} killed; {b} gives {other}{compared}."
