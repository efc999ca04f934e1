"""Fetching from the gazetteers what some records name: all names first, other spellings only of those not found.

A gazetteer of a country has dozens of places for each skeleton of consonants, and few records need them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from reconcile.domain.gazetteer import NamedPlaces
from reconcile.domain.places import GazetteerPlace
from reconcile.domain.written_records import Written
from reconcile.normalise import KnownPlaces, place_query, place_wording, respellings
from reconcile.reference import Reference
from reconcile.store import Database

MOST_KNOWN = 100_000
"""Wordings of places that are remembered: about 100 MB. Beyond them all are read anew."""


def places_for(
    database: Database, reference: Reference, records: Sequence[Written], known: KnownPlaces | None = None
) -> NamedPlaces:
    """All places that normalising these records asks for, those of `known` wordings left out.

    A spelling found can lead to further questions (a region found says which homonyms are meant), so what asked is
    read again until nothing has a new question. What each wording means is then added to `known`.
    """
    known = {} if known is None else known
    if len(known) > MOST_KNOWN:
        known.clear()
    waiting = [wording for wording in dict.fromkeys(map(place_wording, records)) if wording not in known]
    places = database.places_named(place_query(waiting).keys)
    answered: set[tuple[str, str]] = set()
    while waiting:
        read = dict(zip(waiting, respellings(waiting, reference, places), strict=True))
        fresh = {question for _, questions in read.values() for question in questions} - answered
        known.update((wording, reading) for wording, (reading, questions) in read.items() if not questions & fresh)
        places = replace(places, by_skeleton=_both(places.by_skeleton, database.places_respelt(fresh)))
        answered |= fresh
        waiting = [wording for wording, (_, questions) in read.items() if questions & fresh]
    return places


def _both(
    one: Mapping[str, Collection[GazetteerPlace]], other: Mapping[str, Collection[GazetteerPlace]]
) -> dict[str, tuple[GazetteerPlace, ...]]:
    """Places by skeleton of two answers, which may be for different countries."""
    joined: dict[str, tuple[GazetteerPlace, ...]] = {}
    for bones in sorted(one.keys() | other.keys()):
        found = {place.key: place for place in (*one.get(bones, ()), *other.get(bones, ()))}
        joined[bones] = tuple(found[key] for key in sorted(found))
    return joined
