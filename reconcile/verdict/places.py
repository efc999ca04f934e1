"""The place facet (contract: *Place*)."""

from reconcile.domain.names import alike, same_ends
from reconcile.domain.outcomes import Facet, FacetFinding, FacetResult
from reconcile.domain.places import UNKNOWN_REGION, PlaceCandidate, PlaceClass, PlaceShape
from reconcile.domain.spheres import distance_km
from reconcile.verdict.hearing import Heard
from reconcile.verdict.wording import unsaid

# Names of the module are found ten times as fast as members in their class, which counts pair by pair.
_AGREES = FacetResult.AGREES
_COARSER = FacetResult.COARSER
_DIFFERS = FacetResult.DIFFERS
_NOT_STATED = FacetResult.NOT_STATED
_LOCAL = PlaceClass.LOCAL
_REGION = PlaceClass.REGION
_AXIS = PlaceShape.AXIS
_NAMED = (PlaceShape.POINT, PlaceShape.AREA)
_ORDER = (_AGREES, _COARSER, _DIFFERS)
_WIDTH = {place_class: width for width, place_class in enumerate(PlaceClass)}


def compare_places(claim: Heard, statement: Heard) -> FacetFinding:
    """The best-fitting readings of the two places decide."""
    result = place_result(claim.readings, statement.readings)
    return FacetFinding(
        facet=Facet.PLACE,
        result=result,
        claim_says=claim.place,
        statement_says=statement.place,
        sentence=_sentence(claim.speaker, claim.place_in_quotes, statement.speaker, statement.place_in_quotes, result),
    )


def place_result(ones: tuple[PlaceCandidate, ...], others: tuple[PlaceCandidate, ...]) -> FacetResult:
    """How two sets of readings compare: the best of all combinations; not stated where either set is empty."""
    if len(ones) == 1 and len(others) == 1:
        return _compare(ones[0], others[0])
    found = {_compare(one, other) for one in ones for other in others}
    return next((result for result in _ORDER if result in found), _NOT_STATED)


def _compare(one: PlaceCandidate, other: PlaceCandidate) -> FacetResult:
    if one.shape is other.shape and _same_shape(one, other):
        return _AGREES
    if one.place_class is other.place_class is _LOCAL:
        return _AGREES if _local_agree(one, other) else _DIFFERS
    if _of_one_name(one, other) and _local_agree(one, other):
        return _AGREES
    if one.place_class is other.place_class is _REGION:
        return _AGREES if _same_unit(one, other) else _DIFFERS
    wide, narrow = (one, other) if _WIDTH[one.place_class] >= _WIDTH[other.place_class] else (other, one)
    return _COARSER if _holds(wide, narrow) else _DIFFERS


def _same_shape(one: PlaceCandidate, other: PlaceCandidate) -> bool:
    """The same stretch of road, or the same district, on both sides, described alike."""
    if one.shape is _AXIS:
        return one.axis_keys == other.axis_keys or same_ends(one.axis_keys, other.axis_keys)
    if not (one.place_class is other.place_class is PlaceClass.DISTRICT):
        return False
    if one.place_key is not None and other.place_key is not None:
        return one.place_key == other.place_key
    return one.shape is PlaceShape.UNIT and _one_district(one, other)


def _one_district(one: PlaceCandidate, other: PlaceCandidate) -> bool:
    """Whether districts of which the gazetteer lacks one at least, or knows it only by its town, bear one name."""
    within = _fits(one.country, other.country) and _regions_fit(one, other) and _fits(one.admin2, other.admin2)
    return within and alike(one.name_key, other.name_key)


def _of_one_name(one: PlaceCandidate, other: PlaceCandidate) -> bool:
    """Whether both name one village or town, which no gazetteer has and one side tells the way to: of `Tarkint, 160 km
    north of Gao` the name counts, and not how far off it may lie."""
    named = one.shape in _NAMED and other.shape in _NAMED and _LOCAL in (one.place_class, other.place_class)
    return named and alike(one.name_key, other.name_key)


def _local_agree(one: PlaceCandidate, other: PlaceCandidate) -> bool:
    distance = distance_km(one, other)
    if distance is not None:
        return distance <= one.radius_km + other.radius_km
    return _fits(one.country, other.country) and _regions_fit(one, other) and _named_alike(one, other)


def _regions_fit(one: PlaceCandidate, other: PlaceCandidate) -> bool:
    """A region that no gazetteer knows may be another name of the other side's (Sulu, which lies in Bangsamoro)."""
    named = (one.admin1, other.admin1)
    return _fits(*named) or any(key is not None and key.startswith(UNKNOWN_REGION) for key in named)


def _named_alike(one: PlaceCandidate, other: PlaceCandidate) -> bool:
    bearing = PlaceShape.BEARING in (one.shape, other.shape)
    return not bearing and alike(one.name_key, other.name_key)


def _same_unit(one: PlaceCandidate, other: PlaceCandidate) -> bool:
    if one.place_key is not None and one.place_key == other.place_key:
        return True
    return one.admin1 is not None and one.admin1 == other.admin1


def _holds(wide: PlaceCandidate, narrow: PlaceCandidate) -> bool:
    """Whether the wider place may contain the narrower one: by unit, by distance, or by country where that is all."""
    if wide.place_class is _REGION and wide.admin1 is not None and wide.admin1 == narrow.admin1:
        return True
    distance = distance_km(wide, narrow)
    if distance is not None:
        return distance <= wide.radius_km + narrow.radius_km
    units_known = wide.place_class is _REGION and None not in (wide.admin1, narrow.admin1)
    return not units_known and _fits(wide.country, narrow.country)


def _fits(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


_TAILS = {
    _AGREES: "which fit together",
    _COARSER: "one of them less exact than the other",
    _DIFFERS: "which do not fit together",
    _NOT_STATED: "which cannot be compared",
}


def _sentence(a: str, one: str | None, b: str, other: str | None, result: FacetResult) -> str:
    if one is None or other is None:
        return unsaid(a, one, b, other, "states a place", "states no place")
    if one == other:
        return f"Both {a} and {b} say {one}."
    return f"{a} says {one}; {b} says {other}, {_TAILS[result]}."
