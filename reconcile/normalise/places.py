"""Where an event is said to have happened: the place text, the region and the coordinates of a record as candidates.

A name beats a bearing beside it, a place beats the region around it, and what a region's text says is never a point.
"""

from collections.abc import Iterable
from dataclasses import replace

from reconcile.domain.gazetteer import PlaceQuery
from reconcile.domain.issues import Issue
from reconcile.domain.places import PlaceCandidate
from reconcile.domain.records import Record
from reconcile.grammar.lookup import SHORTEST_OF_REGIONS, SHORTEST_SKELETON, Finder, name_key, skeleton
from reconcile.grammar.regions import StatedRegion, region_names, stated_region
from reconcile.normalise.faults import fault
from reconcile.normalise.place_coordinates import with_coordinates
from reconcile.normalise.place_grammar import PlaceText, SegmentKind, read_place
from reconcile.normalise.place_readings import SINGLE, surroundings, with_spellings
from reconcile.normalise.place_scene import Scene
from reconcile.normalise.place_text import from_text
from reconcile.normalise.place_units import from_region


def place_query(records: Iterable[Record]) -> PlaceQuery:
    """Every key and skeleton that the places and regions of `records` will be looked up by."""
    names: set[str] = set()
    regions: set[str] = set()
    for record in records:
        names.update(_text(record).names())
        if record.admin1 is not None:
            regions.update(region_names(record.admin1))
    keys = frozenset(key for name in names | regions if (key := name_key(name)))
    skeletons = {bones for name in names if len(bones := skeleton(name)) >= SHORTEST_SKELETON}
    skeletons |= {bones for name in regions if len(bones := skeleton(name)) >= SHORTEST_OF_REGIONS}
    return PlaceQuery(keys=keys, skeletons=frozenset(skeletons))


def place_candidates(record: Record, finder: Finder) -> tuple[tuple[PlaceCandidate, ...], tuple[Issue, ...]]:
    """The candidates of a record, ordered by part and falling weight, and what is wrong with its place."""
    region = stated_region(record.admin1, record.country, finder)
    text = _text(record)
    segments = with_spellings(text.segments)
    scene = Scene(
        finder=finder, region=region, around=surroundings(record.country, region, segments, finder), segments=segments
    )
    found, codes = from_text(scene)
    if record.lat is not None and record.lon is not None:
        found, more = with_coordinates(found, (record.lat, record.lon), scene)
        codes = (*codes, *more)
    found = found or from_region(scene)
    return found, tuple(_issues(record, region, text, codes))


def _text(record: Record) -> PlaceText:
    """What the place text says. Where it names a kind of site alone (`camp`), whoever was hit may have the name beside
    it: `army camp at Inates`."""
    if record.place is None:
        return PlaceText(segments=())
    text = read_place(record.place)
    only_sites = bool(text.segments) and all(segment.kind is SegmentKind.SITE for segment in text.segments)
    if not only_sites or record.target_actor is None:
        return text
    beside = read_place(record.target_actor).segments
    if not beside or beside[0].kind is not SegmentKind.SITE:
        return text
    return replace(text, segments=tuple(segment for segment in beside if segment.kind in SINGLE))


def _issues(record: Record, region: StatedRegion | None, text: PlaceText, codes: tuple[str, ...]) -> Iterable[Issue]:
    if text.shortened:
        yield fault("place-shortened", "place", record.place, record.id)
    if region is not None and region.unit is None:
        yield fault("region-unknown", "admin1", record.admin1, record.id)
    for code in dict.fromkeys(codes):
        yield fault(code, "place", record.place, record.id)
