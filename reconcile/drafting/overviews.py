"""A sentence on several events at once, and the sentences behind it that tell of each.

`Forces detained four insurgents in two operations in Helmand. On 1 May, a leader was arrested in Sangin …`: the first
tells of no event of its own. What it counts is of all together and goes to none; the region it names is that of each.
With a day of its own it is an account of that day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reconcile.drafting.events import Event, Facts
from reconcile.drafting.places import Kind, PlaceMention


def spread(events: Sequence[Event]) -> list[Event]:
    """The events without those that only tell of several at once, where others behind tell of each."""
    left = []
    for number, event in enumerate(events):
        opening = next((place for place, facts in enumerate(event.facts) if facts.several), None)
        if opening is None or _of_one_day(event.facts[opening]) or _details(event.facts[:opening]):
            left.append(event)
            continue
        overview, behind = event.facts[opening], event.facts[opening + 1 :]
        further = _behind(events[number + 1 :], event)
        regions = [place for place in overview.places if place.kind is Kind.REGION]
        within = _details(behind)
        if not within and not further:
            left.append(event)
            continue
        for other in further:
            _place(other, regions)
        if within:
            event.facts[opening] = replace(
                overview, losses=[], day=None if any(one.day for one in within) else overview.day
            )
            left.append(event)
    return left


def _of_one_day(overview: Facts) -> bool:
    return overview.day is not None and not overview.tells_days


def _details(facts: Iterable[Facts]) -> list[Facts]:
    """The units that tell of one event with a day or a place of its own."""
    return [
        one for one in facts if one.tells and not one.several and not one.unit.heading and (one.day or one.fine_places)
    ]


def _behind(events: Sequence[Event], overview: Event) -> list[Event]:
    """The events told right behind by the same side, until one that the text sets apart."""
    found = []
    for event in events:
        same = (event.speaker.party, event.speaker.key) == (overview.speaker.party, overview.speaker.key)
        if not same or event.facts[0].another or not _details(event.facts):
            break
        found.append(event)
    return found


def _place(event: Event, regions: list[PlaceMention]) -> None:
    if regions and not any(place.kind is Kind.REGION for place in event.places):
        event.facts[0] = replace(event.facts[0], places=[*event.facts[0].places, *regions])
