"""The toll facet: like with like, beside the flag and never part of it (contract: *Toll*)."""

from functools import lru_cache

from reconcile.domain.like_with_like import TollPair, consistent, like_with_like, ratio
from reconcile.domain.outcomes import Facet, FacetFinding, FacetResult
from reconcile.domain.tolls import TollSide
from reconcile.verdict.hearing import FACETS_KEPT, Heard


def compare_tolls(claim: Heard, statement: Heard) -> FacetFinding:
    """The killed a claim says it inflicted, against those the statement gives for the side attacked."""
    return _told(claim.speaker, statement.speaker, like_with_like(claim.account, statement.account))


@lru_cache(maxsize=FACETS_KEPT)
def _told(a: str, b: str, tolls: TollPair) -> FacetFinding:
    """Most accounts give no figure, and most figures are small."""
    return FacetFinding(
        facet=Facet.TOLL,
        result=_result(tolls),
        claim_says=None if tolls.claimed is None else f"{tolls.claimed} killed",
        statement_says=None if tolls.official is None else f"{tolls.official} killed",
        sentence=_sentence(a, b, tolls),
    )


def _result(tolls: TollPair) -> FacetResult:
    if tolls.claimed is None or tolls.official is None:
        return FacetResult.NOT_STATED
    if not tolls.same_scope:
        return FacetResult.COARSER
    return FacetResult.AGREES if consistent(tolls.claimed, tolls.official) else FacetResult.DIFFERS


def _sentence(a: str, b: str, tolls: TollPair) -> str:
    one, other = tolls.claimed, tolls.official
    of = "civilians" if tolls.side is TollSide.CIVILIANS else "dead on the side attacked"
    if one is None and other is None:
        return f"Neither {a} nor {b} gives a figure of {of}."
    if one is None:
        return f"{a} gives no figure; {b} gives {other} killed."
    if other is None:
        return f"{a} gives {one} killed; {b} gives no figure of {of}."
    if not tolls.same_scope:
        return f"{a} gives {one} killed and {b} {other}, which do not count the same thing."
    times = ratio(one, other)
    compared = "" if times is None else f" (ratio {times:.2f})"
    return f"{a} gives {one} killed; {b} gives {other}{compared}."
