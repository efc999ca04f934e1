"""Who's On First as CSV: one row a place, further names in one cell, mended and dropped rows marked."""

from collections.abc import Iterator
from dataclasses import replace

from reconcile.domain.names import name_key
from reconcile.domain.places import TOWN_RADIUS_KM, UNKNOWN_REGION, GazetteerPlace, PlaceClass
from reconcile.ingest.gazetteers.atlas import Atlas
from reconcile.ingest.gazetteers.cells import Cells, PlaceRowError, name_cell, point_cells, population_cell
from reconcile.ingest.gazetteers.columns import columns_of
from reconcile.ingest.gazetteers.geonames import geonames_key
from reconcile.ingest.gazetteers.packed import PlaceFile
from reconcile.ingest.gazetteers.spellings import spellings
from reconcile.ingest.gazetteers.units import UNIT_RADIUS_KM, UnitNames
from reconcile.ingest.rows import RawRow

SOURCE, LICENCE = "Who's On First", "CC0 1.0; with data of GeoNames, CC BY 4.0"
REQUIRED = ("wof_id", "name", "placetype", "lat", "lon", "country")
COLUMNS = (
    *REQUIRED,
    "gn_id",
    "pop",
    "is_current",
    "superseded",
    "deprecated",
    "region",
    "county",
    "altnames",
)
_CLASSES = {
    "locality": PlaceClass.LOCAL,
    "neighbourhood": PlaceClass.LOCAL,
    "campus": PlaceClass.LOCAL,
    "county": PlaceClass.DISTRICT,
    "region": PlaceClass.REGION,
}
"""By placetype. Countries are left out, and the few communes (localadmin), which bear the names of their towns."""


class WhosOnFirst:
    """Localities under their GeoNames number where they state one, so that both sources tell of one place."""

    source, licence = SOURCE, LICENCE

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._units = UnitNames()
        self._numbers: set[str] = set()

    def rows(self, file: PlaceFile) -> Iterator[RawRow]:
        return columns_of(file, COLUMNS, ((name,) for name in REQUIRED), "table of Who's On First")

    def place(self, cells: Cells) -> GazetteerPlace | None:
        place_class = _CLASSES.get(cells.get("placetype", ""))
        if place_class is None or _is_past(cells):
            return None
        told = self._told(cells)
        if place_class is PlaceClass.LOCAL:
            return told
        self._units.add(self._known_unit(told, place_class) or _unit(told, place_class), (told.name, *told.names))
        return None

    def rest(self) -> Iterator[GazetteerPlace]:
        return self._units.all()

    def _told(self, cells: Cells) -> GazetteerPlace:
        """The row as a locality."""
        country = self._atlas.country("country", cells.get("country", ""))
        name = name_cell(cells, "name")
        lat, lon = point_cells(cells, "lat", "lon")
        admin1, admin2 = self._atlas.whereabouts(country, cells.get("region", ""), cells.get("county", ""))
        self._atlas.assert_within(country, (lat, lon), admin1)
        return GazetteerPlace(
            key=self._key(cells),
            name=name,
            place_class=PlaceClass.LOCAL,
            country=country,
            admin1=admin1,
            admin2=admin2,
            lat=lat,
            lon=lon,
            radius_km=TOWN_RADIUS_KM,
            population=population_cell(cells, "pop"),
            source=f"{SOURCE} ({LICENCE})",
            names=spellings(name, cells.get("altnames", "").split("|")),
        )

    def _key(self, cells: Cells) -> str:
        """The number of GeoNames, the first time it is met; else the source's own."""
        number = cells.get("gn_id", "")
        if number and number not in self._numbers and cells["placetype"] == "locality":
            self._numbers.add(number)
            return geonames_key(number)
        own = cells.get("wof_id", "")
        if not own.isascii() or not own.isdigit():
            raise PlaceRowError("place-key", "wof_id", own, "a whole number")
        return f"wof:{own}"

    def _known_unit(self, told: GazetteerPlace, place_class: PlaceClass) -> GazetteerPlace | None:
        if place_class is PlaceClass.DISTRICT:
            return self._atlas.district(told.country, told.name, told.admin1)
        return self._atlas.region(told.country, told.name) or self._atlas.district(told.country, told.name)


def _is_past(cells: Cells) -> bool:
    """Whether another row took the place of this one, or it was dropped."""
    return cells.get("is_current") == "0" or bool(cells.get("superseded") or cells.get("deprecated"))


def _unit(told: GazetteerPlace, place_class: PlaceClass) -> GazetteerPlace:
    """A unit that the reference tables lack; a region has the key that its name has wherever it is unknown."""
    region = place_class is PlaceClass.REGION
    key = f"{UNKNOWN_REGION}{told.country}:{name_key(told.name)}" if region else told.key
    return replace(
        told,
        key=key,
        place_class=place_class,
        admin1=key if region else told.admin1,
        admin2=None if region else key,
        radius_km=UNIT_RADIUS_KM[place_class],
    )
