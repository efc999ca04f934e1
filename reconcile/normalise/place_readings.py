"""What each segment of a place text can mean in the gazetteer, seen together with its neighbours."""

from collections.abc import Iterable
from dataclasses import replace

from reconcile.domain.light_values import light_value
from reconcile.domain.places import GazetteerPlace, PlaceClass
from reconcile.grammar.lookup import (
    LOCALITIES,
    NOTHING,
    UNITS,
    Finder,
    Found,
    Surroundings,
    is_wide,
    same_spelling,
    seats,
)
from reconcile.grammar.regions import StatedRegion
from reconcile.normalise.place_grammar import Segment, SegmentKind, Stop

SINGLE = (SegmentKind.NAME, SegmentKind.AREA)
"""Kinds of segments that name one place."""
LOCAL_KINDS = (*SINGLE, SegmentKind.BEARING, SegmentKind.AXIS)
UNIT_KINDS = (SegmentKind.UNIT, SegmentKind.PART)


@light_value(frozen=True, slots=True, kw_only=True)
class Reading:
    """A segment with the localities and units it can mean."""

    segment: Segment
    local: Found = NOTHING
    unit: Found = NOTHING

    @property
    def known(self) -> bool:
        return bool(self.local.places or self.unit.places)

    @property
    def wide_unit(self) -> GazetteerPlace | None:
        """The unit it can mean, if that is more than the town it is named after and no word says it is the town."""
        unit = self.unit.best
        if unit is None or (self.segment.site and self.local.places):
            return None
        return unit if is_wide(unit) or not self.local.places else None


def read_segment(segment: Segment, around: Surroundings, finder: Finder) -> Reading:
    """What a segment with a name can mean: exact names in the country, then other spellings, then other countries."""
    local = finder.localities(segment.lookups, around)
    unit = finder.units(segment.lookups, around, segment.wanted)
    if not unit.places and segment.wanted is None and not segment.site:
        unit = finder.wider(segment.lookups)
        local = NOTHING if unit.places else local
    if local.places and unit.best is not None and not segment.site:
        local = seats(local, unit.best, around)
    if local.fault is not None and not unit.places:
        return Reading(segment=segment, local=_respelt_nearer(segment, around, finder) or local)
    if local.places or unit.places:
        return Reading(segment=segment, local=local, unit=unit)
    found = _otherwise(segment, around, finder)
    if found.best is not None and found.best.place_class is PlaceClass.LOCAL:
        return Reading(segment=segment, local=found)
    return Reading(segment=segment, unit=found)


def _respelt_nearer(segment: Segment, around: Surroundings, finder: Finder) -> Found | None:
    """Where every place of that name lies outside the region stated, one in it that is spelt otherwise."""
    found = finder.respelt(segment.lookups, around, LOCALITIES)
    return found if found.places else None


def _otherwise(segment: Segment, around: Surroundings, finder: Finder) -> Found:
    """Other spellings, of what the words beside the name select first; then other countries."""
    orders = (LOCALITIES,) if segment.site else (LOCALITIES, UNITS)
    for classes in orders if segment.wanted is None else (UNITS, LOCALITIES):
        found = finder.respelt(segment.lookups, around, classes)
        if found.places:
            return found
    return finder.abroad(segment.lookups, around)


def with_spellings(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Takes a bracketed name that is another spelling of one before it for that: `Ghoubio (Gubio)` is one place."""
    kept: list[Segment] = []
    for segment in segments:
        twin = next((i for i, other in enumerate(kept) if _spelt_again(other, segment)), None)
        if twin is None:
            kept.append(segment)
        else:
            first = kept[twin]
            kept[twin] = replace(first, lookups=(*first.lookups[:-1], segment.lookups[-1], first.lookups[-1]))
    return tuple(kept)


def _spelt_again(first: Segment, second: Segment) -> bool:
    if not second.bracketed or first.kind not in SINGLE or second.kind not in SINGLE:
        return False
    return same_spelling(first.name, second.name)


def surroundings(
    country: str | None, region: StatedRegion | None, segments: tuple[Segment, ...], finder: Finder
) -> Surroundings:
    """Country, regions and districts that the record and the text itself state."""
    country = country or _country_of(region, segments, finder)
    bare = Surroundings(country=country)
    stated = [] if region is None or region.unit is None else [region.unit]
    for segment in _context(segments):
        if segment.outward and finder.localities(segment.lookups[-1:], bare).places:
            continue  # south of Baghdad is not in the region that is named after the town
        wanted = segment.wanted
        units = [unit for unit, _ in finder.units(segment.lookups, bare, wanted).places]
        if not units and segment.kind is SegmentKind.UNIT:
            units = _respelt_unit(segment, bare, finder)
        stated += [unit for unit in units[:1] if is_wide(unit)]
    regions = tuple(unit for unit in stated if unit.place_class is PlaceClass.REGION)
    return Surroundings(
        country=country,
        regions=regions,
        related=finder.related(unit.key for unit in regions),
        districts=frozenset(unit.key for unit in stated if unit.place_class is PlaceClass.DISTRICT),
        limits=_districts_named(segments, bare, finder),
    )


def _districts_named(segments: tuple[Segment, ...], around: Surroundings, finder: Finder) -> tuple[GazetteerPlace, ...]:
    """Districts that a word says are such, and not those of another place of the text."""
    for segment in segments:
        named = segment.kind is SegmentKind.UNIT and segment.wanted is PlaceClass.DISTRICT
        if named and segment.stop is not Stop.SEMICOLON and not segment.bracketed:
            found = finder.units(segment.lookups, around, PlaceClass.DISTRICT).places
            return tuple(unit for unit, _ in found if unit.place_class is PlaceClass.DISTRICT)
    return ()


def _respelt_unit(segment: Segment, around: Surroundings, finder: Finder) -> list[GazetteerPlace]:
    """A unit under another spelling; where a word says that it is a region (ولاية موبتي), districts that bear the same
    name are not meant."""
    found = [unit for unit, _ in finder.respelt(segment.lookups, around, UNITS).places]
    if found or segment.wanted is not PlaceClass.REGION:
        return found
    region = finder.respelt_region(segment.lookups[-1], around.country)
    return [] if region is None else [region]


def _context(segments: tuple[Segment, ...]) -> Iterable[Segment]:
    """The segments that say where the place named first lies."""
    places = (s for s in segments if s.kind in LOCAL_KINDS)
    first = None if begins_with_district(segments) else next(places, None)
    return (s for s in segments if s is not first and s.kind in (*SINGLE, *UNIT_KINDS) and not s.site)


def begins_with_district(segments: tuple[Segment, ...]) -> bool:
    """Whether a district is named before anything else: what follows may be what holds it."""
    return bool(segments) and segments[0].kind is SegmentKind.UNIT and segments[0].wanted is PlaceClass.DISTRICT


def _country_of(region: StatedRegion | None, segments: tuple[Segment, ...], finder: Finder) -> str | None:
    """The country of a record that states none: that of its region, or one that its text names."""
    if region is not None and region.unit is not None:
        return region.unit.country
    nowhere = Surroundings(country=None)
    for segment in reversed(segments):
        found = finder.abroad(segment.lookups, nowhere).best
        if found is not None and found.place_class is PlaceClass.WIDER:
            return found.country
    return None
