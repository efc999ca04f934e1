"""One sentence that names several attacked places, and sentences behind it that tell of each: an event for each place.

`Gunmen attacked two camps, at Panjgur and Naushki. At Naushki … At Panjgur …` is two events of one speaker.
"""

from collections.abc import Sequence
from dataclasses import replace

from reconcile.drafting.events import Event, Facts


def taken_apart(event: Event) -> list[Event]:
    """The events that an event tells place by place; itself alone where it does not.

    The first of them is the event itself, so that whatever points at it still does. Losses of the sentence that
    names all the places are of all together and go to none.
    """
    opening = next((number for number, facts in enumerate(event.facts) if len(_places(facts)) > 1), None)
    if opening is None:
        return [event]
    shared = event.facts[: opening + 1]
    told = _by_place(event.facts[opening + 1 :], _places(shared[-1]))
    if len(told) < 2:
        return [event]
    parts = [[_narrowed(facts, place) for facts in shared] + list(own) for place, own in told.items()]
    event.facts = parts[0]
    return [event, *(Event(speaker=event.speaker, own=event.own, facts=facts) for facts in parts[1:])]


def _places(facts: Facts) -> dict[str, None]:
    """Names of the towns and villages of a unit, in its order."""
    return dict.fromkeys(place.name.casefold() for place in facts.fine_places)


def _by_place(facts: Sequence[Facts], named: dict[str, None]) -> dict[str, list[Facts]]:
    """Units by the place they tell of; empty where they are not told place by place.

    A unit without a place belongs to the place told before it; before the first of them it tells of all, and is left.
    """
    found: dict[str, list[Facts]] = {}
    place: str | None = None
    for one in facts:
        here = _places(one)
        if len(here) > 1 or not here.keys() <= named.keys():
            return {}
        place = next(iter(here), place)
        if place is not None:
            found.setdefault(place, []).append(one)
    return {place: own for place, own in found.items() if any(one.tells for one in own)}


def _narrowed(facts: Facts, place: str) -> Facts:
    others = [one for one in facts.fine_places if one.name.casefold() != place]
    return replace(facts, places=[one for one in facts.places if one not in others], losses=[])
