"""A gazetteer of one's own, as CSV; the columns are in docs/reference.md."""

from collections.abc import Iterator

from reconcile.domain.cleantext import one_line
from reconcile.domain.places import LOCAL_LIMIT_KM, TOWN_RADIUS_KM, GazetteerPlace, PlaceClass
from reconcile.ingest.faults import RowError
from reconcile.ingest.gazetteers.atlas import Atlas, Whereabouts
from reconcile.ingest.gazetteers.cells import (
    Cells,
    PlaceRowError,
    name_cell,
    number_cell,
    point_cells,
    population_cell,
)
from reconcile.ingest.gazetteers.columns import columns_of
from reconcile.ingest.gazetteers.packed import PlaceFile
from reconcile.ingest.gazetteers.spellings import spellings
from reconcile.ingest.gazetteers.units import UNIT_RADIUS_KM
from reconcile.ingest.rows import RawRow

REQUIRED = ("key", "name", "country")
COLUMNS = (
    *REQUIRED,
    "class",
    "admin1",
    "admin2",
    "lat",
    "lon",
    "radius_km",
    "population",
    "names",
    "source",
)
RADIUS_KM = {PlaceClass.LOCAL: TOWN_RADIUS_KM, **UNIT_RADIUS_KM, PlaceClass.WIDER: 500.0}
LONGEST_KEY = 100
LARGEST_RADIUS_KM = 5_000.0


class PlainPlaces:
    """Places with keys of their maker's choice."""

    source, licence = "own table", "not stated"

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas

    def rows(self, file: PlaceFile) -> Iterator[RawRow]:
        return columns_of(file, COLUMNS, ((name,) for name in REQUIRED), "gazetteer of our columns")

    def place(self, cells: Cells) -> GazetteerPlace | None:
        key, place_class = _key(cells), _class(cells)
        name, country = name_cell(cells, "name"), self._atlas.country("country", cells.get("country", ""))
        point = _point(cells, place_class)
        admin1, admin2 = self._within(cells, country, key, place_class)
        if point is not None:
            self._atlas.assert_within(country, point, admin1)
        return GazetteerPlace(
            key=key,
            name=name,
            place_class=place_class,
            country=country,
            admin1=admin1,
            admin2=admin2,
            lat=None if point is None else point[0],
            lon=None if point is None else point[1],
            radius_km=_radius(cells, place_class),
            population=population_cell(cells, "population"),
            source=one_line(cells.get("source", "")) or self.source,
            names=spellings(name, cells.get("names", "").split("|")),
        )

    def rest(self) -> Iterator[GazetteerPlace]:
        return iter(())

    def _within(self, cells: Cells, country: str, key: str, place_class: PlaceClass) -> Whereabouts:
        """Units by key or by name; a unit lies in itself."""
        admin1, admin2 = cells.get("admin1", ""), cells.get("admin2", "")
        if self._atlas.unit(admin1) is not None:
            part = self._atlas.district(country, admin2, admin1) if admin2 else None
            told: Whereabouts = (admin1, admin2 if self._atlas.unit(admin2) else part.key if part else None)
        else:
            told = self._atlas.whereabouts(country, admin1, admin2)
        own = {PlaceClass.REGION: (key, None), PlaceClass.DISTRICT: (told[0], key), PlaceClass.WIDER: (None, None)}
        return own.get(place_class, told)


def _key(cells: Cells) -> str:
    key = one_line(cells.get("key", ""))
    if not key or len(key) > LONGEST_KEY or any(c.isspace() for c in key):
        raise PlaceRowError("place-key", "key", key, f"a key of up to {LONGEST_KEY} characters without spaces")
    return key


def _class(cells: Cells) -> PlaceClass:
    written = cells.get("class", "").strip() or PlaceClass.LOCAL
    if written not in tuple(PlaceClass):
        raise PlaceRowError("place-class", "class", written, f"{', '.join(PlaceClass)} or nothing")
    return PlaceClass(written)


def _point(cells: Cells, place_class: PlaceClass) -> tuple[float, float] | None:
    """Units may do without; of a locality without coordinates nothing can be said."""
    if place_class is PlaceClass.LOCAL or cells.get("lat") or cells.get("lon"):
        return point_cells(cells, "lat", "lon")
    return None


def _radius(cells: Cells, place_class: PlaceClass) -> float:
    radius = number_cell(cells, "radius_km", 0.1, LARGEST_RADIUS_KM)
    if radius is None:
        return RADIUS_KM[place_class]
    if place_class is PlaceClass.LOCAL and radius > LOCAL_LIMIT_KM:
        message = f"radius_km is {radius:g}; a place of the class local reaches up to {LOCAL_LIMIT_KM:g} km."
        raise RowError("place-radius", message, "radius_km")
    return radius
