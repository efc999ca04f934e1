"""The gazetteer: administrative units and wider areas, named bases, populated places."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from reconcile.domain.places import TOWN_RADIUS_KM, GazetteerPlace, PlaceClass
from reconcile.reference.countries import Country
from reconcile.reference.tables import Desk, Row

UNITS_FILE = "units.csv"
BASES_FILE = "bases.csv"
PLACES_FILE = "places.csv"
ORIGINS_FILE = "place_origins.csv"
UNIT_COLUMNS = (
    "key",
    "class",
    "name",
    "country",
    "part_of",
    "made_from",
    "lat",
    "lon",
    "radius_km",
    "names",
    "origin",
    "note",
)
BASE_COLUMNS = ("key", "name", "country", "admin1", "lat", "lon", "names", "origin", "note")
PLACE_COLUMNS = ("geonames_id", "name", "country", "admin1", "admin2", "lat", "lon", "population", "names", "origin")
ORIGIN_COLUMNS = ("key", "source", "licence", "retrieved", "address")
_LARGEST_RADIUS_KM = 5000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    places: tuple[GazetteerPlace, ...]
    """Units, bases and populated places, by key."""
    made_from: Mapping[str, str]
    """By key of a first-order unit: the earlier unit it was made out of (Ménaka from Gao), both in use in texts."""


def load_gazetteer(desk: Desk, countries: Mapping[str, Country]) -> Gazetteer:
    """All places; faults in any of the four tables go to the desk."""
    origins = _origins(desk)
    units, made_from = _units(desk, countries, origins)
    bases = _bases(desk, countries, units, origins)
    places = _places(desk, countries, units, origins)
    found = sorted(chain(units.values(), bases, places), key=lambda place: place.key)
    return Gazetteer(places=tuple(found), made_from=made_from)


def _origins(desk: Desk) -> dict[str, str]:
    """Where coordinates come from, in words with the licence, by key."""
    rows = [row for row in desk.rows(ORIGINS_FILE, ORIGIN_COLUMNS) if desk.required(row, "key", "source", "licence")]
    desk.unique(rows, "key")
    for row in rows:
        desk.day(row, "retrieved")
    return {row["key"]: f"{row['source']} ({row['licence']})" for row in rows}


def _units(
    desk: Desk, countries: Mapping[str, Country], origins: Mapping[str, str]
) -> tuple[dict[str, GazetteerPlace], dict[str, str]]:
    rows = [
        row for row in desk.rows(UNITS_FILE, UNIT_COLUMNS) if desk.required(row, "key", "class", "name", "radius_km")
    ]
    desk.unique(rows, "key")
    classes = {row["key"]: row["class"] for row in rows}
    regions = {key for key, kind in classes.items() if kind == PlaceClass.REGION}
    units: dict[str, GazetteerPlace] = {}
    for row in rows:
        fits = [
            desk.known(row, "class", (PlaceClass.DISTRICT, PlaceClass.REGION, PlaceClass.WIDER), "class of unit"),
            desk.known(row, "country", countries, "country of countries.csv"),
            desk.known(row, "origin", origins, "origin of place_origins.csv"),
            not row["part_of"] or desk.known(row, "part_of", regions, "region of this table"),
            not row["made_from"] or desk.known(row, "made_from", regions - {row["key"]}, "other region of this table"),
        ]
        point, radius = _point(desk, row), desk.number(row, "radius_km", 1, _LARGEST_RADIUS_KM)
        if radius is not None and all(fits):
            units[row["key"]] = _unit(row, point, radius, origins)
    return units, {row["key"]: row["made_from"] for row in rows if row["made_from"]}


def _unit(row: Row, point: tuple[float, float] | None, radius: float, origins: Mapping[str, str]) -> GazetteerPlace:
    kind = PlaceClass(row["class"])
    within = {PlaceClass.REGION: row["key"], PlaceClass.DISTRICT: row["part_of"] or None}
    return GazetteerPlace(
        key=row["key"],
        name=row["name"],
        place_class=kind,
        country=row["country"],
        admin1=within.get(kind),
        admin2=row["key"] if kind is PlaceClass.DISTRICT else None,
        lat=None if point is None else point[0],
        lon=None if point is None else point[1],
        radius_km=radius,
        population=None,
        source=origins[row["origin"]],
        names=row.parts("names"),
    )


def _bases(
    desk: Desk, countries: Mapping[str, Country], units: Collection[str], origins: Mapping[str, str]
) -> Iterator[GazetteerPlace]:
    rows = [row for row in desk.rows(BASES_FILE, BASE_COLUMNS) if desk.required(row, "key", "name", "lat", "lon")]
    desk.unique(rows, "key")
    for row in rows:
        fits = _located_in(desk, row, countries, units, origins)
        point = _point(desk, row)
        if fits and point is not None:
            yield GazetteerPlace(
                key=f"base:{row['key']}",
                name=row["name"],
                place_class=PlaceClass.LOCAL,
                country=row["country"],
                admin1=row["admin1"] or None,
                admin2=None,
                lat=point[0],
                lon=point[1],
                radius_km=TOWN_RADIUS_KM,
                population=None,
                source=origins[row["origin"]],
                names=row.parts("names"),
            )


def _places(
    desk: Desk, countries: Mapping[str, Country], units: Collection[str], origins: Mapping[str, str]
) -> Iterator[GazetteerPlace]:
    rows = [
        row for row in desk.rows(PLACES_FILE, PLACE_COLUMNS) if desk.required(row, "geonames_id", "name", "lat", "lon")
    ]
    desk.unique(rows, "geonames_id")
    for row in rows:
        fits = _located_in(desk, row, countries, units, origins)
        fits = (not row["admin2"] or desk.known(row, "admin2", units, "unit of units.csv")) and fits
        point, population = _point(desk, row), desk.number(row, "population", 0, 1e8)
        if fits and point is not None:
            yield GazetteerPlace(
                key=f"geonames:{row['geonames_id']}",
                name=row["name"],
                place_class=PlaceClass.LOCAL,
                country=row["country"],
                admin1=row["admin1"] or None,
                admin2=row["admin2"] or None,
                lat=point[0],
                lon=point[1],
                radius_km=TOWN_RADIUS_KM,
                population=None if population is None else int(population),
                source=origins[row["origin"]],
                names=row.parts("names"),
            )


def _located_in(
    desk: Desk, row: Row, countries: Mapping[str, Country], units: Collection[str], origins: Mapping[str, str]
) -> bool:
    return all(
        [
            desk.known(row, "country", countries, "country of countries.csv"),
            desk.known(row, "origin", origins, "origin of place_origins.csv"),
            not row["admin1"] or desk.known(row, "admin1", units, "unit of units.csv"),
        ]
    )


def _point(desk: Desk, row: Row) -> tuple[float, float] | None:
    """Latitude and longitude; None where a unit has none or one is faulty."""
    lat, lon = desk.number(row, "lat", -90, 90), desk.number(row, "lon", -180, 180)
    if (not row["lat"]) != (not row["lon"]):
        desk.required(row, "lat", "lon")
    return None if lat is None or lon is None else (lat, lon)
