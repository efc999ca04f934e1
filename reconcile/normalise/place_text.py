"""Which segment of a place text names the place; the others say where it lies."""

from collections.abc import Sequence
from dataclasses import replace

from reconcile.domain.places import GazetteerPlace, PlaceCandidate, PlaceClass, PlaceShape
from reconcile.normalise.place_grammar import Segment, SegmentKind, Stop
from reconcile.normalise.place_localities import axis, local, unknown
from reconcile.normalise.place_readings import LOCAL_KINDS, UNIT_KINDS, Reading, begins_with_district
from reconcile.normalise.place_scene import Places, Scene
from reconcile.normalise.place_units import unit_part, wider

_NARROWEST_FIRST = (PlaceClass.LOCAL, PlaceClass.DISTRICT, PlaceClass.REGION, PlaceClass.WIDER)


def from_text(scene: Scene) -> Places:
    """Candidates of the finest thing the text names."""
    readings = [scene.read(s) for s in scene.segments if s.kind in LOCAL_KINDS]
    main = _main_local(readings, scene)
    if main is not None:
        return _local_parts(main, readings, scene)
    units = [r for r in readings if r.unit.places] + [scene.read(s) for s in _units(scene.segments)]
    if units:
        candidates = [_unit_parts(reading, scene) for reading in units]
        return min(candidates, key=lambda found: _NARROWEST_FIRST.index(found[0][0].place_class))
    border = next((s for s in scene.segments if s.kind is SegmentKind.BORDER), None)
    return ((), ()) if border is None else ((wider(border.name, scene, PlaceShape.AREA),), ())


def _unit_parts(reading: Reading, scene: Scene) -> Places:
    """A unit, or several joined by "and" (`régions de Ménaka et de Mopti`)."""
    if reading.segment.pieces and not reading.known:
        return _pieces(reading.segment, scene)
    return unit_part(reading, scene)


def _units(segments: tuple[Segment, ...]) -> list[Segment]:
    """The units named. What lies north of a town behind a district (`Azim district, north of Baqubah`) says where the
    district is, and is no place of its own."""
    said_of_it = begins_with_district(segments)
    return [s for s in segments if s.kind in UNIT_KINDS and not (said_of_it and s.outward)]


def _main_local(readings: list[Reading], scene: Scene) -> Reading | None:
    """The segment that names the place; the others say where it lies."""
    chosen: Reading | None = None
    leading = not _follows_its_district(readings, scene)
    for position, reading in enumerate(readings):
        if _names_a_locality(reading, scene, first=leading and position == 0):
            chosen = reading
            break
    if chosen is not None and chosen.segment.kind is SegmentKind.AXIS:
        return next((r for r in readings if r.segment.kind is SegmentKind.AREA and r.wide_unit is None), chosen)
    if chosen is None or chosen.segment.kind is not SegmentKind.BEARING:
        return chosen
    rivals = (r for r in readings if r.segment.kind is SegmentKind.NAME and not r.segment.bracketed)
    return next((r for r in rivals if r.local.places and r.wide_unit is None), chosen)


def _follows_its_district(readings: list[Reading], scene: Scene) -> bool:
    """Whether the text goes from a district to what holds it: a region (`Hays district, Al Hudaydah`, where it has a
    town of that name too) or, where the gazetteer has neither, a name (`Saiburi district, Pattani`)."""
    if not readings or not begins_with_district(scene.segments) or readings[0].segment.kind is not SegmentKind.NAME:
        return False
    unit = readings[0].wide_unit
    if unit is not None:
        return unit.place_class is PlaceClass.REGION
    return not readings[0].known and not scene.read(scene.segments[0]).known


def _names_a_locality(reading: Reading, scene: Scene, *, first: bool) -> bool:
    segment = reading.segment
    if segment.kind is SegmentKind.AXIS:
        return True
    if reading.local.places:
        return first or segment.site or reading.wide_unit is None
    unit = reading.unit.best
    if unit is not None:
        return unit.place_class is not PlaceClass.WIDER and _needs_a_locality(segment, unit, scene)
    if _is_the_region(segment, scene):
        return False
    return first or not any(s.kind in UNIT_KINDS for s in scene.segments)


def _needs_a_locality(segment: Segment, unit: GazetteerPlace, scene: Scene) -> bool:
    """Whether the words beside a name say that it is a town, though the gazetteer has only its unit: a site, "near",
    a bearing from it; and who gives a bearing to a district means its town."""
    if segment.site or segment.kind in (SegmentKind.AREA, SegmentKind.BEARING):
        return True
    bearing = any(s.kind is SegmentKind.BEARING for s in scene.segments)
    return bearing and unit.place_class is PlaceClass.DISTRICT


def _is_the_region(segment: Segment, scene: Scene) -> bool:
    """Whether a name that the gazetteer lacks repeats the region (admin1 Basilan, place Basilan)."""
    return segment.kind is SegmentKind.NAME and not segment.site and scene.names_the_region(segment.name)


def _local_parts(main: Reading, readings: list[Reading], scene: Scene) -> Places:
    if main.segment.kind is SegmentKind.AXIS:
        return (axis(main.segment, scene),), ()
    others = [reading for reading in readings if reading is not main]
    if main.segment.pieces and (main.segment.kind is SegmentKind.BEARING or not main.known):
        return _pieces(main.segment, scene, others)
    listed = _listed(main, readings)
    if listed:
        return _pieces(replace(main.segment, pieces=listed), scene)
    neighbours = _neighbours(others)
    if main.local.places and neighbours:
        around = replace(scene.around, neighbours=neighbours)
        main = scene.read(main.segment, around)
    return local(main, others, scene, part=0)


def _listed(main: Reading, readings: list[Reading]) -> tuple[Segment, ...]:
    """The places of `A, B and C`, of which the last two are one segment, or of `A; B`; empty where the text is no such
    list."""
    if main is not readings[0] or main.segment.kind is not SegmentKind.NAME or main.segment.pieces:
        return ()
    names = [main.segment]
    for reading in readings[1:]:
        segment = reading.segment
        if reading.wide_unit is not None and reading is readings[-1]:
            break  # what holds them all
        road = segment.kind is SegmentKind.AXIS and segment.stop is Stop.SEMICOLON
        if segment.stop is Stop.NONE or not (road or segment.kind is SegmentKind.NAME) or reading.wide_unit is not None:
            return ()
        if segment.pieces:
            return () if reading.known else (*names, *segment.pieces)
        names.append(segment)
    return tuple(names) if any(name.stop is Stop.SEMICOLON for name in names) else ()


def _neighbours(others: list[Reading]) -> tuple[GazetteerPlace, ...]:
    """Localities named beside the place, that are not regions of the same name."""
    return tuple(
        place
        for reading in others
        if reading.wide_unit is None and reading.segment.km is None
        for place, _ in reading.local.places
    )


def _pieces(segment: Segment, scene: Scene, beside: Sequence[Reading] = ()) -> Places:
    """Several places in one text: a part each. `beside`: what is named beside them all, the town of two hotels."""
    parts: list[PlaceCandidate] = []
    codes: list[str] = []
    for part, piece in enumerate(segment.pieces):
        found, more = _piece(scene.read(piece), scene, part, beside)
        parts += found
        codes += more
    return tuple(parts), tuple(codes)


def _piece(reading: Reading, scene: Scene, part: int, beside: Sequence[Reading]) -> Places:
    if reading.segment.kind is SegmentKind.AXIS:
        return (replace(axis(reading.segment, scene), part=part),), ()
    if reading.local.places and reading.segment.kind not in UNIT_KINDS:
        return local(reading, [], scene, part=part)
    if reading.unit.places or reading.segment.kind in UNIT_KINDS:
        found, codes = unit_part(reading, scene)
        return tuple(replace(candidate, part=part) for candidate in found), codes
    return unknown(reading, list(beside) if reading.segment.urban else [], scene, part=part)
