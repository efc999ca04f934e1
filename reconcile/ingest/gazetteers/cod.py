"""Populated places of the Common Operational Datasets of OCHA, as CSV with place codes.

Offices name the columns differently, and shapefiles cut names after ten characters, so each column has several.
"""

from collections.abc import Iterator, Sequence

from reconcile.domain.places import TOWN_RADIUS_KM, GazetteerPlace, PlaceClass
from reconcile.ingest.gazetteers.atlas import Atlas
from reconcile.ingest.gazetteers.cells import Cells, PlaceRowError, name_cell, point_cells
from reconcile.ingest.gazetteers.columns import columns_of
from reconcile.ingest.gazetteers.packed import PlaceFile
from reconcile.ingest.gazetteers.spellings import spellings
from reconcile.ingest.rows import RawRow

SOURCE = "OCHA Common Operational Datasets"
LICENCE = "as stated on the data set's page; mostly CC BY-IGO 3.0"
COLUMNS = {
    "name": ("featurenam", "featurename", "featurename_en", "featurename_fr", "name"),
    "key": ("pcode", "featurepco", "featurepcode", "popplacepc"),
    "lat": ("latitude", "lat", "y"),
    "lon": ("longitude", "lon", "long", "x"),
    "country": ("admin0pcod", "admin0pcode", "adm0_pcode", "admin0name", "admin0name_en", "adm0_en"),
    "admin1": ("admin1name", "admin1name_en", "admin1name_fr", "adm1_en", "adm1_fr"),
    "admin2": ("admin2name", "admin2name_en", "admin2name_fr", "adm2_en", "adm2_fr"),
    "reference name": ("featureref", "featurerefname"),
    "other name": ("featurealt", "featurealtname1", "featurealt1"),
    "third name": ("featurea_1", "featurealtname2", "featurealt2"),
}
"""By what we make of it: the headings under which it is met, best first."""
REQUIRED = ("name", "key", "lat", "lon", "country")
_NAMES = ("reference name", "other name", "third name")


class CommonOperational:
    """Settlements; the code of the place is its key."""

    source, licence = SOURCE, LICENCE

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas

    def rows(self, file: PlaceFile) -> Iterator[RawRow]:
        known = [heading for headings in COLUMNS.values() for heading in headings]
        required = [COLUMNS[name] for name in REQUIRED]
        return columns_of(file, known, required, "table of populated places of OCHA")

    def place(self, cells: Cells) -> GazetteerPlace | None:
        told = {name: next(_filled(cells, headings), "") for name, headings in COLUMNS.items()}
        country = self._atlas.country("admin0Pcod", *_filled(cells, COLUMNS["country"]))
        name = name_cell(told, "name")
        lat, lon = point_cells(told, "lat", "lon")
        admin1, admin2 = self._atlas.whereabouts(country, told["admin1"], told["admin2"])
        self._atlas.assert_within(country, (lat, lon), admin1)
        if not told["key"].isalnum():
            raise PlaceRowError("place-key", "pcode", told["key"], "a code of letters and digits")
        return GazetteerPlace(
            key=f"cod:{told['key']}",
            name=name,
            place_class=PlaceClass.LOCAL,
            country=country,
            admin1=admin1,
            admin2=admin2,
            lat=lat,
            lon=lon,
            radius_km=TOWN_RADIUS_KM,
            population=None,
            source=SOURCE,
            names=spellings(name, (told[name] for name in _NAMES)),
        )

    def rest(self) -> Iterator[GazetteerPlace]:
        return iter(())


def _filled(cells: Cells, headings: Sequence[str]) -> Iterator[str]:
    return (cells[heading] for heading in headings if cells.get(heading))
