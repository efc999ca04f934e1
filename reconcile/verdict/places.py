"""The place facet (contract: *Place*)."""

from reconcile.domain.cleantext import quoted
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.names import alike
from reconcile.domain.outcomes import Facet, FacetFinding, FacetResult
from reconcile.domain.places import PlaceCandidate, PlaceClass, PlaceShape
from reconcile.domain.spheres import distance_km
from reconcile.verdict.wording import in_quotes, speaker, unsaid

LEAST_WEIGHT = 0.2
"""Homonyms less likely than this do not decide a facet."""
_ORDER = (FacetResult.AGREES, FacetResult.COARSER, FacetResult.DIFFERS)
_WIDTH = {place_class: width for width, place_class in enumerate(PlaceClass)}


def compare_places(claim: ClaimAccount, statement: StatementAccount) -> FacetFinding:
    """The best-fitting readings of the two places decide."""
    one, other = said(claim), said(statement)
    result = place_result(_readings(claim, one), _readings(statement, other))
    return FacetFinding(
        facet=Facet.PLACE,
        result=result,
        claim_says=one,
        statement_says=other,
        sentence=_sentence(speaker(claim), one, speaker(statement), other, result),
    )


def said(account: ClaimAccount | StatementAccount) -> str | None:
    """The place as written, else the region; None where neither is stated."""
    written = account.record.place or account.record.admin1
    return None if written is None else quoted(written)


def _readings(account: ClaimAccount | StatementAccount, written: str | None) -> tuple[PlaceCandidate, ...]:
    if written is None and account.record.lat is None:
        return ()
    return tuple(place for place in account.values.places if place.weight >= LEAST_WEIGHT)


def place_result(ones: tuple[PlaceCandidate, ...], others: tuple[PlaceCandidate, ...]) -> FacetResult:
    """How two sets of readings compare: the best of all combinations; not stated where either set is empty."""
    found = {_compare(one, other) for one in ones for other in others}
    return next((result for result in _ORDER if result in found), FacetResult.NOT_STATED)


def _compare(one: PlaceCandidate, other: PlaceCandidate) -> FacetResult:
    if _same_shape(one, other):
        return FacetResult.AGREES
    if one.place_class is PlaceClass.LOCAL and other.place_class is PlaceClass.LOCAL:
        return FacetResult.AGREES if _local_agree(one, other) else FacetResult.DIFFERS
    if one.place_class is other.place_class is PlaceClass.REGION:
        return FacetResult.AGREES if _same_unit(one, other) else FacetResult.DIFFERS
    wide, narrow = (one, other) if _WIDTH[one.place_class] >= _WIDTH[other.place_class] else (other, one)
    return FacetResult.COARSER if _holds(wide, narrow) else FacetResult.DIFFERS


def _same_shape(one: PlaceCandidate, other: PlaceCandidate) -> bool:
    """The same stretch of road, or the same district, on both sides."""
    if one.shape is other.shape is PlaceShape.AXIS:
        return one.axis_keys == other.axis_keys
    same_class = one.place_class is other.place_class is PlaceClass.DISTRICT
    return same_class and one.place_key is not None and one.place_key == other.place_key and one.shape is other.shape


def _local_agree(one: PlaceCandidate, other: PlaceCandidate) -> bool:
    if one.located and other.located:
        distance = distance_km(one, other)
        return distance is not None and distance <= one.radius_km + other.radius_km
    return _fits(one.country, other.country) and _fits(one.admin1, other.admin1) and _named_alike(one, other)


def _named_alike(one: PlaceCandidate, other: PlaceCandidate) -> bool:
    bearing = PlaceShape.BEARING in (one.shape, other.shape)
    return not bearing and alike(one.name_key, other.name_key)


def _same_unit(one: PlaceCandidate, other: PlaceCandidate) -> bool:
    if one.place_key is not None and one.place_key == other.place_key:
        return True
    return one.admin1 is not None and one.admin1 == other.admin1


def _holds(wide: PlaceCandidate, narrow: PlaceCandidate) -> bool:
    """Whether the wider place may contain the narrower one: by unit, by distance, or by country where that is all."""
    if wide.place_class is PlaceClass.REGION and wide.admin1 is not None and wide.admin1 == narrow.admin1:
        return True
    distance = distance_km(wide, narrow)
    if distance is not None:
        return distance <= wide.radius_km + narrow.radius_km
    units_known = wide.place_class is PlaceClass.REGION and None not in (wide.admin1, narrow.admin1)
    return not units_known and _fits(wide.country, narrow.country)


def _fits(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _sentence(a: str, claimed: str | None, b: str, stated: str | None, result: FacetResult) -> str:
    one, other = in_quotes(claimed), in_quotes(stated)
    silent = unsaid(a, one, b, other, "states a place", "states no place")
    if silent is not None:
        return silent
    if one == other:
        return f"Both {a} and {b} say {one}."
    tail = {
        FacetResult.AGREES: "which fit together",
        FacetResult.COARSER: "one of them less exact than the other",
        FacetResult.DIFFERS: "which do not fit together",
        FacetResult.NOT_STATED: "which cannot be compared",
    }[result]
    return f"{a} says {one}; {b} says {other}, {tail}."
