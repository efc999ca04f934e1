"""Coordinates given by a side or a coder, beside what the text says."""

from reconcile.domain.places import AREA_RADIUS_KM, TOWN_RADIUS_KM, PlaceCandidate, PlaceClass, PlaceShape
from reconcile.grammar.geodesy import Point, distance_km
from reconcile.normalise.place_scene import Places, Scene
from reconcile.normalise.place_shapes import class_of_radius, rounded_degrees

_FAR_KM = 100.0
"""Beyond this, coordinates and the place named beside them do not go together."""


def with_coordinates(told: tuple[PlaceCandidate, ...], point: Point, scene: Scene) -> Places:
    """Coordinates take the place of the first part that the text tells of, unless that is no more than a region."""
    first = [candidate for candidate in told if candidate.part == 0]
    if first and first[0].shape is PlaceShape.UNIT and first[0].place_class is not PlaceClass.LOCAL:
        return told, ()
    named = _nearest(first, point)
    near = named if named is not None and _distance(named, point) <= _FAR_KM else None
    given = _given(first[0] if first else None, near, point, scene)
    rest = tuple(candidate for candidate in told if candidate.part != 0)
    return (given, *rest), ("place-far-from-coordinates",) if named is not None and near is None else ()


def _given(first: PlaceCandidate | None, near: PlaceCandidate | None, point: Point, scene: Scene) -> PlaceCandidate:
    """The point, with the name the text has for it (none: an empty name) and what is known of the place near by."""
    area = first is not None and first.shape is PlaceShape.AREA
    radius = AREA_RADIUS_KM if area else TOWN_RADIUS_KM
    return PlaceCandidate(
        part=0,
        weight=1.0,
        name="" if first is None else first.name,
        name_key="" if first is None else first.name_key,
        place_class=class_of_radius(radius),
        shape=PlaceShape.COORDINATES,
        radius_km=radius,
        lat=rounded_degrees(point, 0),
        lon=rounded_degrees(point, 1),
        place_key=None if near is None else near.place_key,
        country=scene.around.country or (None if first is None else first.country),
        admin1=scene.region_key or (None if near is None else near.admin1),
        admin2=scene.district_key if near is None else near.admin2,
    )


def _nearest(candidates: list[PlaceCandidate], point: Point) -> PlaceCandidate | None:
    located = [c for c in candidates if c.located and c.place_class is PlaceClass.LOCAL]
    return min(located, key=lambda c: _distance(c, point), default=None)


def _distance(candidate: PlaceCandidate, point: Point) -> float:
    assert candidate.lat is not None and candidate.lon is not None  # noqa: S101, PT018 - only located ones
    return distance_km((candidate.lat, candidate.lon), point)
