"""Candidates for localities: homonyms of known ones, what can be said of unknown ones, and roads between two."""

from dataclasses import replace

from reconcile.domain.places import AREA_RADIUS_KM, TOWN_RADIUS_KM, GazetteerPlace, PlaceCandidate, PlaceShape
from reconcile.grammar.geodesy import distance_km
from reconcile.grammar.lookup import Found, name_key, point_of
from reconcile.normalise.place_grammar import Segment, SegmentKind
from reconcile.normalise.place_readings import SINGLE, Reading
from reconcile.normalise.place_scene import Places, Scene
from reconcile.normalise.place_shapes import (
    DISTRICT_LIMIT_KM,
    Spot,
    at_spot,
    axis_spot,
    bearing_spot,
    rounded_degrees,
    rounded_km,
    shares,
    spot_at,
)

BESIDE_KM = 40.0
"""How far from a town named beside it a place may lie and still be meant."""


def local(main: Reading, others: list[Reading], scene: Scene, *, part: int) -> Places:
    """The homonyms of a locality, or what can be said of one the gazetteer does not know."""
    if not main.local.places or _only_namesakes(main, others):
        return unknown(main, others, scene, part=part)
    weights = shares(weight for _, weight in main.local.places)
    segment, towards = main.segment, scene.towards
    found = tuple(
        at_spot(
            spot_at(place, segment, towards),
            segment.name,
            name_key(place.name),
            part=part,
            weight=weight,
            place=_far_from(_as_stated(place, scene), segment, scene),
        )
        for (place, _), weight in zip(main.local.places, weights, strict=True)
    )
    return found, () if main.local.fault is None else (main.local.fault,)


def _as_stated(place: GazetteerPlace, scene: Scene) -> GazetteerPlace:
    """The place in the region that the record states, where the gazetteer has it in none, or in one that was cut out of
    the other: it is the accounts that are compared."""
    stated = scene.region_key
    if stated is None or not (place.admin1 is None or place.admin1 in scene.around.related):
        return place
    return place if place.admin1 == stated else replace(place, admin1=stated)


def _far_from(place: GazetteerPlace, segment: Segment, scene: Scene) -> GazetteerPlace:
    """The place that a bearing starts from; without its units where the event lies so far off that it need not lie in
    them, unless the record states them: 150 km north of a capital is seldom in the capital's region."""
    if segment.km is None or segment.km <= AREA_RADIUS_KM:
        return place
    return replace(place, admin1=scene.region_key, admin2=scene.district_key)


def _only_namesakes(main: Reading, others: list[Reading]) -> bool:
    """Whether a town stands beside the name and every place of that name lies far from it: `Faladie, Bamako` is a
    quarter of Bamako, not the village Faladie 60 km away. A region's name beside it (`Tessalit, Kidal`) is no town, but
    that of its seat is where only towns have such sites (`Rawdah quarter, Marib`)."""
    urban = main.segment.urban
    beside = (r for r in others if r.segment.kind is SegmentKind.NAME and (urban or r.wide_unit is None))
    town = next((r.local.best for r in beside if r.local.best is not None), None)
    if town is None or main.segment.kind not in SINGLE or any(r.segment.kind is SegmentKind.BEARING for r in others):
        return False
    here = point_of(town)
    points = [point_of(place) for place, _ in main.local.places]
    return here is not None and all(p is not None and distance_km(here, p) > BESIDE_KM for p in points)


def unknown(main: Reading, others: list[Reading], scene: Scene, *, part: int) -> Places:
    """Candidates with the name, the region, and a point only where something beside it gives one.

    Where the name beside it is unknown too (`Mile 4, near Baga`), either may be what the other side calls the place; of
    a village on a road (`Taghlit, Tessalit-Aguelhok axis`), the other side may name the one or the other.
    """
    code = main.local.fault or "place-unknown"
    segment = main.segment
    town = _town_of(segment, others)
    if town is not None:
        return local(replace(town, segment=replace(town.segment, kind=SegmentKind.NAME)), [], scene, part=part)
    spot, place = _spot_beside(segment, others, scene)
    known = _unlocated(main, segment, spot, place, scene, part)
    beside = segment if spot.shape is PlaceShape.AXIS else None
    if spot.point is None:
        beside = _unknown_beside(others, scene)
    if beside is None:
        return (known,), (code,)
    area = Spot(point=None, radius_km=AREA_RADIUS_KM, shape=PlaceShape.AREA)
    second = _unlocated(main, beside, area, None, scene, part)
    return tuple(replace(candidate, weight=0.5) for candidate in (known, second)), (code,)


def _unknown_beside(others: list[Reading], scene: Scene) -> Segment | None:
    """A second name that the gazetteer lacks and that is not the region's, or the place a short way from it."""
    names = (r.segment for r in others if not r.known and _may_stand_for(r.segment))
    return next((segment for segment in names if not scene.names_the_region(segment.name)), None)


def _may_stand_for(segment: Segment) -> bool:
    if segment.kind is SegmentKind.BEARING:
        return segment.km is not None and segment.km <= AREA_RADIUS_KM and bool(segment.lookups)
    return segment.kind in SINGLE and not segment.bracketed


def _unlocated(
    main: Reading, segment: Segment, spot: Spot, beside: GazetteerPlace | None, scene: Scene, part: int
) -> PlaceCandidate:
    place = main.unit.best or beside
    if place is not None and scene.around.country not in (None, place.country):
        place = None  # a namesake abroad says nothing of the region here
    return PlaceCandidate(
        part=part,
        weight=1.0,
        name=segment.name,
        name_key=name_key(segment.name),
        place_class=spot.place_class,
        shape=spot.shape,
        radius_km=rounded_km(spot.radius_km),
        lat=rounded_degrees(spot.point, 0),
        lon=rounded_degrees(spot.point, 1),
        place_key=None if beside is None else beside.key,
        country=scene.around.country,
        admin1=scene.region_key or (None if place is None else place.admin1),
        admin2=scene.district_key or (None if place is None else place.admin2),
        axis_keys=spot.axis_keys,
    )


def _town_of(segment: Segment, others: list[Reading]) -> Reading | None:
    """The town beside a site of the kind that towns have (an embassy, a market)."""
    if not segment.urban:
        return None
    return next((r for r in others if r.local.places and r.segment.kind in SINGLE), None)


def _spot_beside(segment: Segment, others: list[Reading], scene: Scene) -> tuple[Spot, GazetteerPlace | None]:
    """Where something beside an unknown name puts it: an axis, a bearing, a locality near by (which is given too).

    Its own name is no bearing from anywhere, so the shape is an area, however it was found.
    """
    for other in others:
        if other.segment.kind is SegmentKind.AXIS:
            spot = _axis_found(other.segment, scene)[0]
            if spot.point is not None and spot.radius_km <= DISTRICT_LIMIT_KM:
                return spot, None
        place = other.local.best
        if place is not None and (other.wide_unit is None or _means_the_town(other.segment)):
            if other.segment.km is None:
                return spot_at(place, replace(segment, kind=SegmentKind.AREA), scene.towards), place
            return replace(spot_at(place, other.segment, scene.towards), shape=PlaceShape.AREA), None
    if segment.km is not None:
        return bearing_spot(None, segment.km, segment.bearing, None), None
    near = segment.kind is SegmentKind.AREA
    radius = AREA_RADIUS_KM if near else TOWN_RADIUS_KM
    return Spot(point=None, radius_km=radius, shape=PlaceShape.AREA if near else PlaceShape.POINT), None


def _means_the_town(segment: Segment) -> bool:
    """Whether the words beside a name say that its town is meant, though a district or region has the name too: `near
    Beni`, `Beni town`, `5 km from Beni`."""
    return segment.km is not None or segment.kind is SegmentKind.AREA or segment.site


# Axes


def _axis_found(segment: Segment, scene: Scene) -> tuple[Spot, tuple[Segment, Segment], tuple[Found, Found]]:
    """The pair of ends that the gazetteer knows best, where hyphens leave a choice."""
    best: tuple[int, tuple[Segment, Segment], tuple[Found, Found]] | None = None
    for ends in segment.ends:
        found = (scene.read(ends[0]).local, scene.read(ends[1]).local)
        known = sum(bool(end.places) for end in found)
        if best is None or known > best[0]:
            best = (known, ends, found)
    assert best is not None  # noqa: S101 - an axis has ends
    return axis_spot(best[1], best[2]), best[1], best[2]


def axis(segment: Segment, scene: Scene) -> PlaceCandidate:
    spot, ends, found = _axis_found(segment, scene)
    places = [end.best for end in found if end.best is not None]
    admin1 = {place.admin1 for place in places}
    return PlaceCandidate(
        part=0,
        weight=1.0,
        name=f"{ends[0].name}-{ends[1].name}",
        name_key="|".join(spot.axis_keys),
        place_class=spot.place_class,
        shape=PlaceShape.AXIS,
        radius_km=rounded_km(spot.radius_km),
        lat=rounded_degrees(spot.point, 0),
        lon=rounded_degrees(spot.point, 1),
        country=scene.around.country or (places[0].country if places else None),
        admin1=scene.region_key or (admin1.pop() if len(admin1) == 1 else None),
        axis_keys=spot.axis_keys,
    )
