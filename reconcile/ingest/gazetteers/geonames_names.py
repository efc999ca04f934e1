"""GeoNames, alternate names: further names of places that were imported before."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reconcile.domain.names import name_key
from reconcile.domain.places import GazetteerPlace
from reconcile.ingest.gazetteers.cells import Cells, name_cell
from reconcile.ingest.gazetteers.geonames import LICENCE, SOURCE, geonames_key
from reconcile.ingest.gazetteers.packed import PlaceFile
from reconcile.ingest.gazetteers.spellings import spellings
from reconcile.ingest.gazetteers.tabbed import tabbed_rows
from reconcile.ingest.rows import RawRow

COLUMNS = (
    "alternatenameid",
    "geonameid",
    "isolanguage",
    "alternate name",
    "ispreferredname",
    "isshortname",
    "iscolloquial",
    "ishistoric",
    "from",
    "to",
)
_OPTIONAL = 6
"""The marks at the end; older files have no from and to."""
_NO_NAMES = frozenset(("link", "wkdt", "post", "iata", "icao", "faac", "tcid", "unlc", "abbr", "phon", "piny"))
"""Values of isolanguage that stand for addresses, codes and transcriptions of sounds."""


class GeoNamesNames:
    """Each place named is told again, under its key, with the names that are new."""

    source, licence = SOURCE, LICENCE

    def __init__(self, known: Mapping[str, GazetteerPlace]) -> None:
        """`known`: the places imported before, by key."""
        self._known = known
        self._names: dict[str, list[str]] = {}

    def rows(self, file: PlaceFile) -> Iterator[RawRow]:
        return tabbed_rows(file, COLUMNS, _OPTIONAL)

    def place(self, cells: Cells) -> GazetteerPlace | None:
        key = geonames_key(cells["geonameid"])
        if key in self._known and cells["isolanguage"] not in _NO_NAMES:
            self._names.setdefault(key, []).append(name_cell(cells, "alternate name"))
        return None

    def rest(self) -> Iterator[GazetteerPlace]:
        for key in sorted(self._names):
            place = self._known[key]
            known = {name_key(name) for name in (place.name, *place.names)}
            names = spellings(place.name, (name for name in self._names[key] if name_key(name) not in known))
            if names:
                yield replace(place, names=names)
