"""Candidates for administrative units, parts of countries, land along borders, and what a record without place says."""

from dataclasses import replace

from reconcile.domain.places import UNKNOWN_REGION, GazetteerPlace, PlaceCandidate, PlaceClass, PlaceShape
from reconcile.grammar.lookup import name_key, plain, point_of
from reconcile.grammar.place_words import place_words
from reconcile.normalise.place_grammar import Segment, SegmentKind
from reconcile.normalise.place_localities import local, unknown
from reconcile.normalise.place_readings import Reading
from reconcile.normalise.place_scene import Places, Scene
from reconcile.normalise.place_shapes import UNKNOWN_RADIUS_KM, as_unit, rounded_degrees


def unit_part(reading: Reading, scene: Scene) -> Places:
    """A unit, a part of a unit or country, or a name that a word makes a unit."""
    segment, unit = reading.segment, reading.unit.best
    codes = () if reading.unit.fault is None else (reading.unit.fault,)
    if segment.kind is SegmentKind.PART:
        return _part_of(reading, scene)
    if unit is not None:
        return (_as_told(as_unit(unit, segment.name, part=0), segment),), codes
    if reading.local.places and segment.wanted is PlaceClass.DISTRICT:
        return (_as_told(_district_around(reading.local.places[0][0], segment, scene), segment),), codes
    if reading.local.places:
        return local(_named_barely(reading, segment, SegmentKind.AREA), [], scene, part=0)
    if scene.names_the_region(segment.lookups[-1]):
        return from_region(scene), ()
    if _loosely_named(segment):
        return _unit_or_surroundings(reading, scene), ("place-unknown",)
    return (_as_told(_unknown_unit(segment, segment.wanted or PlaceClass.REGION, scene), segment),), ("place-unknown",)


def _named_barely(reading: Reading, segment: Segment, kind: SegmentKind) -> Reading:
    """What a name was read as, told as a place of that kind and without the words beside the name."""
    return replace(reading, segment=replace(segment, kind=kind, name=segment.lookups[-1]))


def _unit_or_surroundings(reading: Reading, scene: Scene) -> tuple[PlaceCandidate, ...]:
    """Both: the other side may call it a region or a village."""
    unit = _unknown_unit(reading.segment, PlaceClass.REGION, scene)
    around_it = _named_barely(reading, reading.segment, SegmentKind.AREA)
    return tuple(replace(one, weight=0.5) for one in (unit, *unknown(around_it, [], scene, part=0)[0]))


def _loosely_named(segment: Segment) -> bool:
    """`région de Kouré`, where no unit is named so: likely the surroundings of a village."""
    words = [plain(word) for word in segment.name.split()]
    vocabulary = place_words()
    return len(words) > 2 and words[0] in vocabulary.loose_units and words[1] in vocabulary.joints


def _as_told(unit: PlaceCandidate, segment: Segment) -> PlaceCandidate:
    """`near Hit district` is not the district, which the other side may name: it is what lies around."""
    around = segment.near and unit.place_class is PlaceClass.DISTRICT
    return replace(unit, shape=PlaceShape.AREA) if around else unit


def _district_around(seat: GazetteerPlace, segment: Segment, scene: Scene) -> PlaceCandidate:
    """The district of a town that the gazetteer has, where it has no district of that name."""
    unit = _unknown_unit(segment, PlaceClass.DISTRICT, scene)
    point = point_of(seat)
    return replace(
        unit,
        name_key=name_key(seat.name),
        lat=rounded_degrees(point, 0),
        lon=rounded_degrees(point, 1),
        country=seat.country,
        admin1=seat.admin1,
        admin2=seat.admin2,
    )


def _part_of(reading: Reading, scene: Scene) -> Places:
    """`northern Mali`, `north of the country`, `eastern Menaka region`, `north of Gao`, `central Kabul`; a compass word
    can also belong to the name itself."""
    segment = reading.segment
    if plain(segment.lookups[-1]) in place_words().countries:
        return (wider(segment.name, scene, PlaceShape.UNIT),), ()
    whole = scene.read(replace(segment, lookups=segment.lookups[:-1] or segment.lookups, wanted=None))
    if len(segment.lookups) > 1 and whole.unit.places and whole.unit.fault is None:
        return unit_part(replace(whole, segment=replace(segment, kind=SegmentKind.UNIT)), scene)
    inner = scene.read(replace(segment, lookups=segment.lookups[-1:]))
    unit = inner.unit.best
    if inner.local.places and segment.wanted is None and _means_the_centre(segment):
        return local(_named_barely(inner, segment, SegmentKind.NAME), [], scene, part=0)
    if inner.local.places and (unit is None or (segment.outward and unit.place_class is not PlaceClass.WIDER)):
        return local(_named_barely(inner, segment, SegmentKind.AREA), [], scene, part=0)
    if unit is not None and unit.place_class is not PlaceClass.WIDER:
        return (as_unit(unit, segment.name, part=0),), ()
    if segment.outward and not inner.known:
        return unknown(_named_barely(inner, segment, SegmentKind.AREA), [], scene, part=0)
    return (wider(segment.name, scene, PlaceShape.UNIT),), ()


def _means_the_centre(segment: Segment) -> bool:
    return plain(segment.name.split()[0]) in place_words().town_centre


def wider(name: str, scene: Scene, shape: PlaceShape) -> PlaceCandidate:
    """A part of a country, or the land along a border: of the region, where one is stated."""
    region = scene.region_key
    place_class = PlaceClass.WIDER if region is None else PlaceClass.REGION
    return PlaceCandidate(
        part=0,
        weight=1.0,
        name=name,
        name_key=name_key(name),
        place_class=place_class,
        shape=shape,
        radius_km=UNKNOWN_RADIUS_KM[place_class],
        country=scene.around.country,
        admin1=region,
    )


def _unknown_unit(segment: Segment, place_class: PlaceClass, scene: Scene) -> PlaceCandidate:
    key = name_key(segment.lookups[-1])
    own = f"{UNKNOWN_REGION}{scene.around.country or ''}:{key}" if place_class is PlaceClass.REGION else None
    return PlaceCandidate(
        part=0,
        weight=1.0,
        name=segment.name,
        name_key=key,
        place_class=place_class,
        shape=PlaceShape.UNIT,
        radius_km=UNKNOWN_RADIUS_KM[place_class],
        country=scene.around.country,
        admin1=scene.region_key or own,
    )


def from_region(scene: Scene) -> tuple[PlaceCandidate, ...]:
    """The region stated, else the country; nothing where neither is."""
    region, country = scene.region, scene.around.country
    if region is not None and region.unit is not None:
        return (as_unit(region.unit, region.name, part=0),)
    if region is not None:
        return (_named_only(region.name, name_key(region.name), PlaceClass.REGION, country, region.key),)
    if country is not None:
        return (_named_only(country, country.casefold(), PlaceClass.WIDER, country, None),)
    return ()


def _named_only(
    name: str, key: str, place_class: PlaceClass, country: str | None, admin1: str | None
) -> PlaceCandidate:
    return PlaceCandidate(
        part=0,
        weight=1.0,
        name=name,
        name_key=key,
        place_class=place_class,
        shape=PlaceShape.UNIT,
        radius_km=UNKNOWN_RADIUS_KM[place_class],
        country=country,
        admin1=admin1,
    )
