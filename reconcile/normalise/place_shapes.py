"""Candidates out of places found: point, area, bearing, axis, unit, each with its radius and class."""

from collections.abc import Iterable

from reconcile.domain.light_values import light_value
from reconcile.domain.places import (
    AREA_RADIUS_KM,
    LOCAL_LIMIT_KM,
    TOWN_RADIUS_KM,
    GazetteerPlace,
    PlaceCandidate,
    PlaceClass,
    PlaceShape,
)
from reconcile.grammar.geodesy import Point, bearing_to, displaced, distance_km, midpoint
from reconcile.grammar.lookup import Found, name_key, point_of
from reconcile.normalise.place_grammar import Segment, SegmentKind

DISTRICT_LIMIT_KM = 75.0
"""Up to this radius a bearing or an axis counts as a district, beyond it as a region. Assessed."""
UNKNOWN_RADIUS_KM = {
    PlaceClass.LOCAL: TOWN_RADIUS_KM,
    PlaceClass.DISTRICT: 50.0,
    PlaceClass.REGION: 150.0,
    PlaceClass.WIDER: 500.0,
}
"""Radius of a place that the gazetteer does not know, by class. Assessed; no point goes with it."""


@light_value(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a described place lies, apart from its name."""

    point: Point | None
    radius_km: float
    shape: PlaceShape
    axis_keys: tuple[str, ...] = ()

    @property
    def place_class(self) -> PlaceClass:
        return class_of_radius(self.radius_km)


def class_of_radius(radius_km: float) -> PlaceClass:
    if radius_km <= LOCAL_LIMIT_KM:
        return PlaceClass.LOCAL
    return PlaceClass.DISTRICT if radius_km <= DISTRICT_LIMIT_KM else PlaceClass.REGION


def spot_at(place: GazetteerPlace, segment: Segment, towards: Point | None) -> Spot:
    """Where the segment puts the event, if its name means the locality `place`."""
    point = point_of(place)
    if segment.km is not None:
        return bearing_spot(point, segment.km, segment.bearing, towards)
    if segment.kind is SegmentKind.NAME:
        return Spot(point=point, radius_km=place.radius_km, shape=PlaceShape.POINT)
    return Spot(point=point, radius_km=max(AREA_RADIUS_KM, place.radius_km), shape=PlaceShape.AREA)


def bearing_spot(base: Point | None, km: float, bearing: float | None, towards: Point | None) -> Spot:
    """N km from X: the larger of 5 and N/4 around the point in that direction.

    Without a direction the event lies somewhere on the circle, so the radius takes in the circle.
    """
    slack = max(TOWN_RADIUS_KM, km / 4)
    if bearing is None and towards is not None and base is not None:
        bearing = bearing_to(base, towards)
    if bearing is None:
        return Spot(point=base, radius_km=km + slack, shape=PlaceShape.BEARING)
    point = None if base is None else displaced(base, bearing, km)
    return Spot(point=point, radius_km=slack, shape=PlaceShape.BEARING)


def axis_spot(ends: tuple[Segment, Segment], found: tuple[Found, Found]) -> Spot:
    """The road between two places: its middle, with half its length (at least 5) around it."""
    pair = _nearest(found)
    if pair is None:
        keys = sorted(_end_key(end, readings.best) for end, readings in zip(ends, found, strict=True))
        radius = UNKNOWN_RADIUS_KM[PlaceClass.DISTRICT]
        return Spot(point=None, radius_km=radius, shape=PlaceShape.AXIS, axis_keys=tuple(keys))
    (a, here), (b, there) = pair
    return Spot(
        point=midpoint(here, there),
        radius_km=max(TOWN_RADIUS_KM, distance_km(here, there) / 2),
        shape=PlaceShape.AXIS,
        axis_keys=tuple(sorted((name_key(a.name), name_key(b.name)))),
    )


def _nearest(found: tuple[Found, Found]) -> tuple[tuple[GazetteerPlace, Point], tuple[GazetteerPlace, Point]] | None:
    """Among homonyms at either end, the pair that lies closest together."""
    pairs = [
        (distance_km(here, there), a.key, b.key, (a, here), (b, there))
        for a, _ in found[0].places
        for b, _ in found[1].places
        if (here := point_of(a)) is not None and (there := point_of(b)) is not None
    ]
    if not pairs:
        return None
    best = min(pairs, key=lambda pair: pair[:3])
    return best[3], best[4]


def _end_key(end: Segment, place: GazetteerPlace | None) -> str:
    return name_key(end.name if place is None else place.name)


def shares(weights: Iterable[float]) -> list[float]:
    """Weights rounded to six digits that still sum to 1: the first, the likeliest, takes the remainder."""
    rounded = [round(weight, 6) for weight in weights]
    return [round(1.0 - sum(rounded[1:]), 6), *rounded[1:]]


def at_spot(spot: Spot, name: str, key: str, *, part: int, weight: float, place: GazetteerPlace) -> PlaceCandidate:
    """A candidate for a locality of the gazetteer, described by `spot`."""
    return PlaceCandidate(
        part=part,
        weight=weight,
        name=name,
        name_key=key,
        place_class=spot.place_class,
        shape=spot.shape,
        radius_km=rounded_km(spot.radius_km),
        lat=rounded_degrees(spot.point, 0),
        lon=rounded_degrees(spot.point, 1),
        place_key=place.key,
        country=place.country,
        admin1=place.admin1,
        admin2=place.admin2,
        axis_keys=spot.axis_keys,
    )


def as_unit(unit: GazetteerPlace, name: str, *, part: int, key: str | None = None) -> PlaceCandidate:
    """A candidate for an administrative unit, an island or part of a country."""
    point = point_of(unit)
    return PlaceCandidate(
        part=part,
        weight=1.0,
        name=name,
        name_key=name_key(unit.name) if key is None else key,
        place_class=unit.place_class,
        shape=PlaceShape.UNIT,
        radius_km=rounded_km(unit.radius_km),
        lat=rounded_degrees(point, 0),
        lon=rounded_degrees(point, 1),
        place_key=unit.key,
        country=unit.country,
        admin1=unit.admin1,
        admin2=unit.admin2,
    )


def rounded_km(km: float) -> float:
    return round(km, 3)


def rounded_degrees(point: Point | None, axis: int) -> float | None:
    """Five digits: about a metre, and the same on every machine."""
    return None if point is None else round(point[axis], 5)
