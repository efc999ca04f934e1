"""Whole records made comparable, facet by facet."""

from collections.abc import Iterable, Iterator
from datetime import date

from reconcile.domain.comparables import Comparable
from reconcile.domain.dates import EventDate
from reconcile.domain.gazetteer import NamedPlaces, PlaceQuery
from reconcile.domain.records import TollScope
from reconcile.domain.written_records import Written
from reconcile.grammar.lookup import Finder
from reconcile.normalise.actors import speaker, target_actors
from reconcile.normalise.date_bounds import DateBounds
from reconcile.normalise.dates import event_date
from reconcile.normalise.places import (
    KnownPlaces,
    PlaceReading,
    PlaceWording,
    place_candidates,
    place_query,
    place_wording,
    read_wording,
)
from reconcile.normalise.targets import of_whom, target_values
from reconcile.normalise.tolls import toll_values
from reconcile.reference import Reference

_DEFAULT_BOUNDS = DateBounds()


def place_names(records: Iterable[Written]) -> PlaceQuery:
    """All keys and skeletons that normalising these records will look up, to be fetched from the gazetteer at once."""
    return place_query(dict.fromkeys(map(place_wording, records)))


def respellings(
    wordings: Iterable[PlaceWording], reference: Reference, places: NamedPlaces
) -> tuple[tuple[PlaceReading, frozenset[tuple[str, str]]], ...]:
    """For each wording what it means as far as `places` tells, and the other spellings it asks for: pairs of country
    and skeleton. Where all it asks for had been fetched, that is what it means.

    Far fewer than the skeletons of `place_names`: most names are found as they are written.
    """
    finder = Finder(places, reference.made_from)
    found = []
    for wording in wordings:
        finder.asked.clear()
        found.append((read_wording(wording, finder), frozenset(finder.asked)))
    return tuple(found)


def normalise_records(
    records: Iterable[Written],
    reference: Reference,
    places: NamedPlaces,
    bounds: DateBounds = _DEFAULT_BOUNDS,
    known: KnownPlaces | None = None,
) -> Iterator[Comparable]:
    """The comparable values of each record, in the order given.

    `places` must hold at least what `place_names` of these records asks for, its skeletons as far as `respellings` asks
    for them; wordings of places that are `known` are not looked up. What is not understood is left out and
    said in the issues of the value; nothing is raised for bad data.
    """
    finder = Finder(places, reference.made_from)
    read: KnownPlaces = {} if known is None else known
    for record in records:
        yield _comparable(record, reference, finder, bounds, read)


def _comparable(
    record: Written, reference: Reference, finder: Finder, bounds: DateBounds, known: KnownPlaces
) -> Comparable:
    when, date_issues = event_date(record, bounds)
    where, place_issues = place_candidates(record, finder, known)
    what, target_issues = target_values(record, reference)
    country = record.country or (where[0].country if where else None)
    on = _day_told_of(when)
    who, speaker_issues = speaker(record, on, reference)
    hit, actor_issues = target_actors(record, country, on, who, what.target, reference)
    what = of_whom(what, record, hit, reference)
    tolls, toll_issues = toll_values(record)
    return Comparable(
        country=country,
        date=when,
        places=where,
        target=what.target,
        target_family=what.family,
        attack=what.attack,
        target_actors=hit,
        speaker=who,
        tolls=tolls,
        toll_scope=record.toll_scope or TollScope.EVENT,
        events=1 if record.events is None else max(1, record.events),
        issues=(*date_issues, *place_issues, *target_issues, *speaker_issues, *actor_issues, *toll_issues),
    )


def _day_told_of(when: EventDate) -> date | None:
    """The day by which names are read: of the event, else the last that publication allows."""
    if when.span is not None:
        return when.span.start
    return None if when.bounds is None else when.bounds.end
