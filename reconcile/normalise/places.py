"""Where an event is said to have happened: the place text, the region and the coordinates of a record as candidates.

A name beats a bearing beside it, a place beats the region around it, and what a region's text says is never a point.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from reconcile.domain.gazetteer import PlaceQuery
from reconcile.domain.issues import Issue
from reconcile.domain.places import PlaceCandidate
from reconcile.domain.written_records import Written
from reconcile.grammar.lookup import SHORTEST_OF_REGIONS, SHORTEST_SKELETON, Finder, name_key, skeleton, skeletons_read
from reconcile.grammar.regions import StatedRegion, region_names, stated_region
from reconcile.normalise.faults import fault
from reconcile.normalise.place_coordinates import with_coordinates
from reconcile.normalise.place_grammar import PlaceText, SegmentKind, read_place
from reconcile.normalise.place_readings import SINGLE, surroundings, with_spellings
from reconcile.normalise.place_scene import Scene
from reconcile.normalise.place_text import from_text
from reconcile.normalise.place_units import from_region


class PlaceWording(NamedTuple):
    """All of a record that its place candidates depend on."""

    place: str | None
    admin1: str | None
    country: str | None
    lat: float | None
    lon: float | None
    beside: str | None
    """Who was hit, as written, where that may name the place."""


class PlaceReading(NamedTuple):
    """What a wording means, and what is wrong with it."""

    candidates: tuple[PlaceCandidate, ...]
    faults: tuple[tuple[str, str], ...]
    """Code and column of each."""


KnownPlaces = dict[PlaceWording, PlaceReading]
"""Wordings read before with one state of the gazetteers: the same places are written of again and again."""


def place_wording(record: Written) -> PlaceWording:
    beside = record.target_actor if record.place is not None and _sites_alone(record.place) else None
    return PlaceWording(record.place, record.admin1, record.country, record.lat, record.lon, beside)


def place_query(wordings: Iterable[PlaceWording]) -> PlaceQuery:
    """Every key and skeleton that the places and regions of `wordings` will be looked up by."""
    names: set[str] = set()
    regions: set[str] = set()
    for wording in wordings:
        names.update(_text(wording).names())
        if wording.admin1 is not None:
            regions.update(region_names(wording.admin1))
    keys = frozenset(key for name in names | regions if (key := name_key(name)))
    skeletons = {bones for name in names for bones in skeletons_read(name) if len(bones) >= SHORTEST_SKELETON}
    skeletons |= {bones for name in regions if len(bones := skeleton(name)) >= SHORTEST_OF_REGIONS}
    return PlaceQuery(keys=keys, skeletons=frozenset(skeletons))


def place_candidates(
    record: Written, finder: Finder, known: KnownPlaces
) -> tuple[tuple[PlaceCandidate, ...], tuple[Issue, ...]]:
    """The candidates of a record, ordered by part and falling weight, and what is wrong with its place."""
    wording = place_wording(record)
    reading = known.get(wording)
    if reading is None:
        reading = known[wording] = read_wording(wording, finder)
    issues = [fault(code, field, getattr(record, field), record.id) for code, field in reading.faults]
    return reading.candidates, tuple(issues)


def read_wording(wording: PlaceWording, finder: Finder) -> PlaceReading:
    region = stated_region(wording.admin1, wording.country, finder)
    text = _text(wording)
    segments = with_spellings(text.segments)
    scene = Scene(
        finder=finder, region=region, around=surroundings(wording.country, region, segments, finder), segments=segments
    )
    found, codes = from_text(scene)
    if wording.lat is not None and wording.lon is not None:
        found, more = with_coordinates(found, (wording.lat, wording.lon), scene)
        codes = (*codes, *more)
    found = found or from_region(scene)
    return PlaceReading(found, tuple(_faults(region, text, codes)))


@lru_cache(maxsize=65536)
def _sites_alone(place: str) -> bool:
    """Asked of every record more than once, and of more wordings than `read_place` keeps."""
    segments = read_place(place).segments
    return bool(segments) and all(segment.kind is SegmentKind.SITE for segment in segments)


def _text(wording: PlaceWording) -> PlaceText:
    """What the place text says. Where it names a kind of site alone (`camp`), whoever was hit may have the name beside
    it: `army camp at Inates`."""
    if wording.place is None:
        return PlaceText(segments=())
    text = read_place(wording.place)
    if wording.beside is None:
        return text
    beside = read_place(wording.beside).segments
    if not beside or beside[0].kind is not SegmentKind.SITE:
        return text
    return replace(text, segments=tuple(segment for segment in beside if segment.kind in SINGLE))


def _faults(region: StatedRegion | None, text: PlaceText, codes: tuple[str, ...]) -> Iterable[tuple[str, str]]:
    if text.shortened:
        yield "place-shortened", "place"
    if region is not None and region.unit is None:
        yield "region-unknown", "admin1"
    for code in dict.fromkeys(codes):
        yield code, "place"
