"""What unrelated events look like: places, victims, attacks and groups, and how often each occurs.

Learnt from a sample of ACLED events where one lies beside the project (`../shared/data/acled`), with the villages of
the gazetteer extracts there; otherwise from the project's own gazetteer, with assessed shares. Nothing learnt is kept.
"""

import csv
import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reconcile.domain.places import PlaceClass
from reconcile.reference import Reference

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
COUNTRIES = ("AF", "BF", "CD", "CM", "IQ", "ML", "MZ", "NE", "NG", "PH", "PK", "SO", "SY", "TD", "YE")
"""Countries in which armed groups publish claims and institutions statements."""
FATAL_TYPES = ("Battles", "Explosions/Remote violence", "Violence against civilians")
STATE, REBELS, MILITIA, CIVILIANS, FOREIGN = 1, 2, 3, 7, 8
"""ACLED interaction codes."""
TARGETS = {
    "base": r"checkpoint|check-post|camp\b|base\b|barracks|outpost|post\b|position|police station|garrison",
    "convoy": r"convoy|patrol|vehicle|escort|motorcade|truck",
}
"""Words of a note that say what was hit. Order is meaning: a patrol near a base is read as the base."""
NEVER_SEEN = 0.5
"""Fallback: how often an event lies at a place that the sample does not hold (0.53 in the ACLED sample)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place as a text would name it."""

    country: str
    admin1: str | None
    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What was done to whom, without place and day."""

    attack: str
    """Key of the generator's attack words."""
    victim: str
    """`army`, `police`, `civilians`, `foreign`, or the name of a mission or militia."""
    family: str
    """`base`, `convoy`, `civilians`, `forces` or `militia`."""
    killed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Everything by country, each list as long as its things are frequent."""

    origin: str
    weights: Mapping[str, int]
    deeds: Mapping[str, tuple[Deed, ...]]
    spots: Mapping[str, tuple[Spot, ...]]
    villages: Mapping[str, tuple[Spot, ...]]
    """Places to draw from when an event lies where none lay before."""
    novelty: Mapping[str, float]
    """How often that is: the share of places seen once (Good and Turing)."""
    groups: Mapping[str, tuple[str, ...]]


def learn(reference: Reference, shared: Path = SHARED) -> Vocabulary:
    """From the ACLED sample where it is there, else from the project's gazetteer alone."""
    sample = shared / "data" / "acled" / "acled-2022h1-sample.csv.gz"
    if not sample.exists():
        return _assessed(reference)
    names = {name: code for code in COUNTRIES for name in (reference.countries[code].name, *_also(code))}
    rows = [row for row in _rows(sample) if row["country"] in names and _of_interest(row)]
    by_country: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        by_country[names[row["country"]]].append(row)
    spots = {code: tuple(_spot(row, code) for row in found) for code, found in by_country.items()}
    return Vocabulary(
        origin=f"{len(rows)} events of the ACLED sample",
        weights={code: len(found) for code, found in sorted(by_country.items())},
        deeds={code: tuple(_deed(row) for row in found) for code, found in by_country.items()},
        spots=spots,
        villages={code: _villages(code, shared, reference) for code in by_country},
        novelty={code: _novelty(found) for code, found in spots.items()},
        groups={code: _groups(found) for code, found in by_country.items()},
    )


def _also(code: str) -> tuple[str, ...]:
    return {"CD": ("Democratic Republic of Congo",), "SY": ("Syria",)}.get(code, ())


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def _code(row: Mapping[str, str], column: str) -> int:
    return int(float(row[column] or 0))


def _of_interest(row: Mapping[str, str]) -> bool:
    sides = {_code(row, "inter1"), _code(row, "inter2")}
    return row["event_type"] in FATAL_TYPES and bool(sides & {REBELS, MILITIA})


def _spot(row: Mapping[str, str], country: str) -> Spot:
    return Spot(
        country=country,
        admin1=row["admin1"] or None,
        name=row["location"],
        lat=float(row["latitude"]),
        lon=float(row["longitude"]),
    )


def _deed(row: Mapping[str, str]) -> Deed:
    victim = _victim(row)
    return Deed(
        attack=row["sub_event_type"],
        victim=victim,
        family=_family(victim, row["notes"]),
        killed=_code(row, "fatalities"),
    )


def _victim(row: Mapping[str, str]) -> str:
    """The side that is no rebel group; of two armed groups the second."""
    sides = [(_code(row, "inter2"), row["actor2"]), (_code(row, "inter1"), row["actor1"])]
    code, name = next((side for side in sides if side[0] not in (0, REBELS, MILITIA)), sides[0])
    if code == CIVILIANS:
        return "civilians"
    if code in (STATE, FOREIGN) and "Police" in name:
        return "police"
    if code == STATE:
        return "army"
    shown = re.sub(r"\s*\(.*$", "", name).partition(":")[0].strip()
    if code == FOREIGN and shown.startswith("Military Forces"):
        return "foreign"
    return shown if shown and not shown.startswith("Unidentified") else "army"


def _family(victim: str, notes: str) -> str:
    if victim == "civilians":
        return "civilians"
    found = next((family for family, words in TARGETS.items() if re.search(words, notes, re.IGNORECASE)), None)
    return found or ("forces" if victim in ("army", "police", "foreign") else "militia")


def _novelty(spots: Iterable[Spot]) -> float:
    seen = Counter(spot.name for spot in spots)
    return sum(number == 1 for number in seen.values()) / sum(seen.values())


def _groups(rows: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    """Names of rebel groups as often as they act; abbreviations where the name begins with one."""
    named = [
        row[f"actor{side}"].partition(":")[0].partition(" (")[0]
        for row in rows
        for side in ("1", "2")
        if _code(row, f"inter{side}") == REBELS and "Unidentified" not in row[f"actor{side}"]
    ]
    return tuple(named) or ("Islamic State",)


def _villages(country: str, shared: Path, reference: Reference) -> tuple[Spot, ...]:
    """Localities of the gazetteer extract, else places of the project's gazetteer."""
    extract = shared / "data" / "gazetteer" / f"wof-{country}.csv.gz"
    if not extract.exists():
        return _own_places(country, reference)
    box = _box(country, reference)
    found = tuple(
        Spot(country=country, admin1=row["region"] or None, name=row["name"], lat=float(row["lat"]),
             lon=float(row["lon"]))
        for row in _rows(extract)
        if row["placetype"] == "locality" and row["name"] and row["lat"]
    )  # fmt: skip
    return tuple(spot for spot in found if _inside(spot, box)) or _own_places(country, reference)


def _own_places(country: str, reference: Reference) -> tuple[Spot, ...]:
    units = {place.key: place.name for place in reference.places if place.place_class is PlaceClass.REGION}
    return tuple(
        Spot(country=country, admin1=units.get(place.admin1 or ""), name=place.name, lat=place.lat, lon=place.lon)
        for place in reference.places
        if place.country == country
        and place.place_class is PlaceClass.LOCAL
        and place.lat is not None
        and place.lon is not None
    )


def _box(country: str, reference: Reference) -> tuple[float, float, float, float]:
    """The range of the known places with a degree around it: extracts hold strays (Malta is filed under Mali)."""
    spots = _own_places(country, reference)
    lats, lons = [spot.lat for spot in spots], [spot.lon for spot in spots]
    return min(lats) - 1, max(lats) + 1, min(lons) - 1, max(lons) + 1


def _inside(spot: Spot, box: tuple[float, float, float, float]) -> bool:
    return box[0] <= spot.lat <= box[1] and box[2] <= spot.lon <= box[3]


def _assessed(reference: Reference) -> Vocabulary:
    """Without the sample: places as frequent as the square root of their people, deeds in assessed shares."""
    spots, villages = {}, {}
    for code in COUNTRIES:
        villages[code] = _own_places(code, reference)
        peopled = {place.name: place.population or 0 for place in reference.places if place.country == code}
        spots[code] = tuple(spot for spot in villages[code] for _ in range(1 + int(peopled[spot.name] ** 0.5 / 100)))
    return Vocabulary(
        origin="the project's gazetteer and assessed shares",
        weights=dict.fromkeys(COUNTRIES, 1),
        deeds=dict.fromkeys(COUNTRIES, _ASSESSED_DEEDS),
        spots=spots,
        villages=villages,
        novelty=dict.fromkeys(COUNTRIES, NEVER_SEEN),
        groups={code: _ASSESSED_GROUPS.get(code, ("Islamic State",)) for code in COUNTRIES},
    )


_ASSESSED_DEEDS = tuple(
    Deed(attack=attack, victim=victim, family=family, killed=killed)
    for attack, victim, family, killed, times in (
        ("Armed clash", "army", "base", 4, 6),
        ("Armed clash", "army", "convoy", 3, 4),
        ("Armed clash", "army", "forces", 2, 6),
        ("Armed clash", "police", "base", 1, 4),
        ("Remote explosive/landmine/IED", "army", "convoy", 2, 6),
        ("Remote explosive/landmine/IED", "civilians", "civilians", 3, 3),
        ("Shelling/artillery/missile attack", "army", "base", 0, 3),
        ("Attack", "civilians", "civilians", 2, 9),
        ("Abduction/forced disappearance", "civilians", "civilians", 0, 4),
        ("Suicide bomb", "army", "base", 8, 1),
    )
    for _ in range(times)
)
_ASSESSED_GROUPS = {
    "AF": ("Taliban", "Islamic State"),
    "BF": ("JNIM", "Islamic State"),
    "CD": ("ADF", "Islamic State"),
    "ML": ("JNIM", "JNIM", "Islamic State"),
    "NE": ("JNIM", "Islamic State"),
    "PH": ("NPA", "Islamic State"),
    "PK": ("TTP", "BLA"),
    "SO": ("Al Shabaab",),
    "YE": ("AQAP", "Houthi movement"),
}
