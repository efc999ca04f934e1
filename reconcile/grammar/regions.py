"""The first-order region a record states, as the key of a unit."""

from dataclasses import dataclass

from reconcile.domain.cleantext import one_line
from reconcile.domain.places import UNKNOWN_REGION, GazetteerPlace, PlaceClass
from reconcile.grammar.lookup import Finder, Surroundings, name_key
from reconcile.grammar.place_words import place_words

_LONGEST = 120
"""Characters of a region that are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedRegion:
    """What `admin1` says. An unknown name has a key too, so that equal unknown names compare as equal."""

    name: str
    key: str
    unit: GazetteerPlace | None


def region_names(admin1: str) -> tuple[str, ...]:
    """The names to look up: as written, and without words such as region or state."""
    written = one_line(admin1[:_LONGEST])
    kinds = place_words().units
    words = written.split()
    while len(words) > 1 and words[-1].casefold() in kinds:
        words = words[:-1]
    bare = " ".join(words)
    return (written,) if bare == written else (written, bare)


def stated_region(admin1: str | None, country: str | None, finder: Finder) -> StatedRegion | None:
    """The region of a record; None where it states none."""
    if admin1 is None or not name_key(region_names(admin1)[-1]):
        return None
    names = region_names(admin1)
    around = Surroundings(country=country)
    unit = finder.units(names, around, PlaceClass.REGION).best or finder.respelt_region(names[-1], country)
    if unit is None and country is None:
        abroad = finder.abroad(names, around).best
        unit = abroad if abroad is not None and abroad.place_class is PlaceClass.REGION else None
    if unit is None or unit.admin1 is None:
        unknown = f"{UNKNOWN_REGION}{country or ''}:{name_key(names[-1])}"
        return StatedRegion(name=names[-1], key=_of_its_seat(names, around, finder) or unknown, unit=None)
    return StatedRegion(name=names[-1], key=unit.admin1, unit=unit)


def _of_its_seat(names: tuple[str, ...], around: Surroundings, finder: Finder) -> str | None:
    """The key of the region in which the one town of that name lies: a gazetteer may have سبها for the town alone."""
    towns = () if around.country is None else finder.localities(names, around).places
    return towns[0][0].admin1 if len(towns) == 1 else None
