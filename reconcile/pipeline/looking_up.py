"""Fetching from the gazetteers what some records name: all names first, other spellings only of those not found.

A gazetteer of a country has dozens of places for each skeleton of consonants, and few records need them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from reconcile.domain.gazetteer import NamedPlaces
from reconcile.domain.places import GazetteerPlace
from reconcile.domain.records import Record
from reconcile.normalise import place_names, respellings
from reconcile.reference import Reference
from reconcile.store import Database


def places_for(database: Database, reference: Reference, records: Sequence[Record]) -> NamedPlaces:
    """All places that normalising these records asks for.

    A spelling found can lead to further questions (a region found says which homonyms are meant), so the records
    that asked are read again until none has a new question.
    """
    places = database.places_named(place_names(records).keys)
    answered: set[tuple[str, str]] = set()
    waiting = list(records)
    while waiting:
        asked = respellings(waiting, reference, places)
        fresh = {question for questions in asked for question in questions} - answered
        places = replace(places, by_skeleton=_both(places.by_skeleton, database.places_respelt(fresh)))
        answered |= fresh
        waiting = [record for record, questions in zip(waiting, asked, strict=True) if questions & fresh]
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
