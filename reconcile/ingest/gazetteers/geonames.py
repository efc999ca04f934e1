"""GeoNames, country dump: download.geonames.org/export/dump (columns as of its readme)."""

from collections.abc import Iterator
from itertools import chain

from reconcile.domain.places import TOWN_RADIUS_KM, GazetteerPlace, PlaceClass
from reconcile.ingest.gazetteers.atlas import Atlas
from reconcile.ingest.gazetteers.cells import Cells, PlaceRowError, name_cell, point_cells, population_cell
from reconcile.ingest.gazetteers.packed import PlaceFile
from reconcile.ingest.gazetteers.spellings import spellings
from reconcile.ingest.gazetteers.tabbed import tabbed_rows
from reconcile.ingest.gazetteers.units import UNIT_RADIUS_KM, UnitNames
from reconcile.ingest.rows import RawRow

SOURCE, LICENCE = "GeoNames", "CC BY 4.0"
COLUMNS = (
    "geonameid",
    "name",
    "asciiname",
    "alternatenames",
    "latitude",
    "longitude",
    "feature class",
    "feature code",
    "country code",
    "cc2",
    "admin1 code",
    "admin2 code",
    "admin3 code",
    "admin4 code",
    "population",
    "elevation",
    "dem",
    "timezone",
    "modification date",
)
_PAST = frozenset(("PPLH", "PPLCH"))
"""Places that are no more. Abandoned and destroyed ones stay: they are fought over."""
_SITES = frozenset(("AIRB", "AIRF", "AIRP", "BRKS", "CMPRF", "FT", "INSM", "MILB", "PP"))
"""Airfields, barracks, refugee camps, forts, military sites, police posts."""
_UNITS = {"ADM1": PlaceClass.REGION, "ADM2": PlaceClass.DISTRICT}
_UNKNOWN_UNIT = "00"


def geonames_key(number: str) -> str:
    """Raises PlaceRowError for what is no number of GeoNames."""
    if not number.isascii() or not number.isdigit() or len(number) > 12:
        raise PlaceRowError("place-key", "geonameid", number, "a whole number")
    return f"geonames:{number}"


class GeoNames:
    """Populated places and military sites; units give names to those of the reference tables."""

    source, licence = SOURCE, LICENCE

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._units = UnitNames()

    def rows(self, file: PlaceFile) -> Iterator[RawRow]:
        return tabbed_rows(file, COLUMNS)

    def place(self, cells: Cells) -> GazetteerPlace | None:
        code = cells["feature code"]
        if not cells["country code"] or not (code in _UNITS or _is_local(cells["feature class"], code)):
            return None
        place = self._place(cells, _UNITS.get(code, PlaceClass.LOCAL))
        if place.place_class is PlaceClass.LOCAL:
            return place
        self._units.add(self._atlas.unit(place.key) or place, (place.name, *place.names))
        return None

    def rest(self) -> Iterator[GazetteerPlace]:
        return self._units.all()

    def _place(self, cells: Cells, place_class: PlaceClass) -> GazetteerPlace:
        country = self._atlas.country("country code", cells["country code"])
        name = name_cell(cells, "name")
        lat, lon = point_cells(cells, "latitude", "longitude")
        admin1, admin2 = _unit_keys(country, cells["admin1 code"], cells["admin2 code"])
        own = {PlaceClass.REGION: admin1, PlaceClass.DISTRICT: admin2}
        key = own.get(place_class) or geonames_key(cells["geonameid"])
        self._atlas.assert_within(country, (lat, lon), admin1)
        return GazetteerPlace(
            key=key,
            name=name,
            place_class=place_class,
            country=country,
            admin1=admin1,
            admin2=None if place_class is PlaceClass.REGION else admin2,
            lat=lat,
            lon=lon,
            radius_km=UNIT_RADIUS_KM.get(place_class, TOWN_RADIUS_KM),
            population=population_cell(cells, "population"),
            source=f"{SOURCE} ({LICENCE})",
            names=spellings(name, chain((cells["asciiname"],), cells["alternatenames"].split(","))),
        )


def _is_local(feature_class: str, code: str) -> bool:
    return (feature_class == "P" and code not in _PAST) or (feature_class in ("L", "S") and code in _SITES)


def _unit_keys(country: str, admin1: str, admin2: str) -> tuple[str | None, str | None]:
    if not admin1 or admin1 == _UNKNOWN_UNIT:
        return None, None
    return f"{country}.{admin1}", f"{country}.{admin1}.{admin2}" if admin2 else None
