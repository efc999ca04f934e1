"""An extract of ACLED events: each location once, however many events were placed there."""

from collections.abc import Iterator

from reconcile.domain.names import name_key
from reconcile.domain.places import TOWN_RADIUS_KM, GazetteerPlace, PlaceClass
from reconcile.ingest.gazetteers.atlas import Atlas
from reconcile.ingest.gazetteers.cells import Cells, name_cell, point_cells
from reconcile.ingest.gazetteers.columns import columns_of
from reconcile.ingest.gazetteers.packed import PlaceFile
from reconcile.ingest.gazetteers.spellings import spellings
from reconcile.ingest.rows import RawRow

SOURCE, LICENCE = "ACLED", "terms of use of ACLED: attribution, no redistribution"
REQUIRED = ("country", "location", "latitude", "longitude")
COLUMNS = (*REQUIRED, "admin1", "admin2", "geo_precision", "event_id_cnty")
_QUARTER = " - "
"""Between a city and its part: `Mogadishu - Hodan`."""
_REGION_ONLY = ("3", "3.0")
"""Values of geo_precision: only the larger region was known. Its seat stands for it; a sea lies in no region."""


class Acled:
    """Locations; what is known of events is not kept."""

    source, licence = SOURCE, LICENCE

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._met: set[str] = set()

    def rows(self, file: PlaceFile) -> Iterator[RawRow]:
        return columns_of(file, COLUMNS, ((name,) for name in REQUIRED), "extract of ACLED")

    def place(self, cells: Cells) -> GazetteerPlace | None:
        if not cells.get("admin1") and cells.get("geo_precision", "").strip() in _REGION_ONLY:
            return None
        country = self._atlas.country("country", cells.get("country", ""))
        name = name_cell(cells, "location")
        lat, lon = point_cells(cells, "latitude", "longitude")
        key = f"acled:{country}:{name_key(name)}:{lat:g}:{lon:g}"
        if key in self._met:
            return None
        admin1, admin2 = self._atlas.whereabouts(country, cells.get("admin1", ""), cells.get("admin2", ""))
        self._atlas.assert_within(country, (lat, lon), admin1)
        self._met.add(key)
        return GazetteerPlace(
            key=key,
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
            names=spellings(name, name.split(_QUARTER)[1:]),
        )

    def rest(self) -> Iterator[GazetteerPlace]:
        return iter(())
