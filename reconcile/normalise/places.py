"""Where an event is said to have happened: the place text, the region and the coordinates of a record as candidates.

A name beats a bearing beside it, a place beats the region around it, and what a region's text says is never a point.
"""

from collections.abc import Iterable

from reconcile.domain.gazetteer import PlaceQuery
from reconcile.domain.issues import Issue
from reconcile.domain.places import PlaceCandidate
from reconcile.domain.records import Record
from reconcile.normalise.faults import fault
from reconcile.normalise.lookup import SHORTEST_SKELETON, Finder, name_key, skeleton
from reconcile.normalise.place_coordinates import with_coordinates
from reconcile.normalise.place_grammar import PlaceText, read_place
from reconcile.normalise.place_readings import surroundings, with_spellings
from reconcile.normalise.place_scene import Scene
from reconcile.normalise.place_text import from_text
from reconcile.normalise.place_units import from_region
from reconcile.normalise.regions import StatedRegion, region_names, stated_region


def place_query(records: Iterable[Record]) -> PlaceQuery:
    """Every key and skeleton that the places and regions of `records` will be looked up by."""
    names: set[str] = set()
    for record in records:
        if record.place is not None:
            names.update(read_place(record.place).names())
        if record.admin1 is not None:
            names.update(region_names(record.admin1))
    keys = frozenset(key for name in names if (key := name_key(name)))
    skeletons = frozenset(bones for name in names if len(bones := skeleton(name)) >= SHORTEST_SKELETON)
    return PlaceQuery(keys=keys, skeletons=skeletons)


def place_candidates(record: Record, finder: Finder) -> tuple[tuple[PlaceCandidate, ...], tuple[Issue, ...]]:
    """The candidates of a record, ordered by part and falling weight, and what is wrong with its place."""
    region = stated_region(record.admin1, record.country, finder)
    text = PlaceText(segments=()) if record.place is None else read_place(record.place)
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


def _issues(record: Record, region: StatedRegion | None, text: PlaceText, codes: tuple[str, ...]) -> Iterable[Issue]:
    if text.shortened:
        yield fault("place-shortened", "place", record.place, record.id)
    if region is not None and region.unit is None:
        yield fault("region-unknown", "admin1", record.admin1, record.id)
    for code in dict.fromkeys(codes):
        yield fault(code, "place", record.place, record.id)
