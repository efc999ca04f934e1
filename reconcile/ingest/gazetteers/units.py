"""Regions and districts in tables of places: those of the reference tables gain names, others are kept as they are.

A source's own centre of a unit that the reference tables have would stand beside theirs as if it were another unit, and
its key would agree with nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reconcile.domain.names import name_key
from reconcile.domain.places import GazetteerPlace, PlaceClass
from reconcile.ingest.gazetteers.spellings import spellings

UNIT_RADIUS_KM = {PlaceClass.DISTRICT: 50.0, PlaceClass.REGION: 150.0}
"""Radius of a unit of which the source states none. Assessed: half the usual way to the next one."""


class UnitNames:
    """Units met so far, given out at the end, since several rows may tell of one."""

    def __init__(self) -> None:
        self._units: dict[str, GazetteerPlace] = {}
        self._names: dict[str, list[str]] = {}

    def add(self, unit: GazetteerPlace, names: Iterable[str]) -> None:
        kept = self._units.setdefault(unit.key, unit)
        self._names.setdefault(kept.key, []).extend(names)

    def all(self) -> Iterator[GazetteerPlace]:
        """By key, each with the names that it does not have already."""
        for key in sorted(self._units):
            unit = self._units[key]
            known = {name_key(name) for name in unit.names}
            fresh = (name for name in self._names[key] if name_key(name) not in known)
            yield replace(unit, names=spellings(unit.name, fresh))
