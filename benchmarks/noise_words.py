"""How the two sides would word an event: places, days, targets, attacks, victims, in English and French."""

import math
import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from benchmarks.vocabulary import Deed, Spot
from reconcile.domain.places import EARTH_RADIUS_KM
from reconcile.reference import Reference

FRENCH = frozenset({"BF", "CD", "CM", "ML", "NE", "TD"})
FRENCH_SHARE = 0.35
ATTACKS: Mapping[str, Sequence[str]] = {
    "Armed clash": ("armed assault", "ambush", "clash", "raid", "complex attack", "attack", "shooting"),
    "Attack": ("armed attack", "shooting", "attack", "raid", "assassination"),
    "Remote explosive/landmine/IED": ("IED", "roadside bomb", "landmine", "explosive device", "bombing"),
    "Shelling/artillery/missile attack": ("mortar attack", "rockets", "shelling", "indirect fire"),
    "Air/drone strike": ("clash", "attack", "drone strike"),
    "Abduction/forced disappearance": ("abduction", "kidnapping"),
    "Suicide bomb": ("suicide attack", "suicide bombing", "car bomb"),
    "Grenade": ("grenade attack",),
}
ATTACKS_FRENCH: Mapping[str, Sequence[str]] = {
    "Armed clash": ("attaque armée", "embuscade", "accrochage", "attaque complexe", "attaque"),
    "Attack": ("attaque armée", "attaque", "assassinat"),
    "Remote explosive/landmine/IED": ("engin explosif improvisé", "mine", "EEI"),
    "Shelling/artillery/missile attack": ("tirs d'obus", "tirs de roquettes", "tirs de mortier"),
    "Abduction/forced disappearance": ("enlèvement",),
}
TARGETS: Mapping[str, Sequence[str]] = {
    "base": ("base", "camp", "outpost", "post", "position", "checkpoint", "barracks", "military camp"),
    "convoy": ("convoy", "patrol", "vehicle", "military convoy", "logistics convoy"),
    "forces": ("soldiers", "troops", "security forces", ""),
    "civilians": ("civilians", "village", "market", "bus", "villagers"),
    "militia": ("militia", "fighters", "militia position", ""),
}
TARGETS_FRENCH: Mapping[str, Sequence[str]] = {
    "base": ("base", "camp", "poste", "position", "poste de contrôle", "camp militaire"),
    "convoy": ("convoi", "patrouille", "véhicule", "convoi logistique"),
    "forces": ("soldats", "militaires", ""),
    "civilians": ("civils", "village", "marché", "car de transport"),
    "militia": ("milice", ""),
}
DIRECTIONS = ("north", "east", "south", "west")
DIRECTIONS_FRENCH = ("au nord", "à l'est", "au sud", "à l'ouest")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAYS_FRENCH = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def speaks_french(draw: random.Random, country: str) -> bool:
    return country in FRENCH and draw.random() < FRENCH_SHARE


def attack_words(draw: random.Random, deed: Deed, *, french: bool) -> str | None:
    """None in one case of eight: the side does not describe the attack."""
    if draw.random() < 0.12:
        return None
    words = ATTACKS_FRENCH.get(deed.attack) if french else None
    return draw.choice(words or ATTACKS.get(deed.attack, ("attack",)))


def target_words(draw: random.Random, deed: Deed, *, french: bool) -> str | None:
    words = (TARGETS_FRENCH if french else TARGETS)[deed.family]
    return draw.choice(words) or None


def victim_words(draw: random.Random, deed: Deed, country: str, reference: Reference) -> str | None:
    """The side that was hit as a text would name it; None in one case of ten."""
    if draw.random() < 0.1:
        return None
    nation = (reference.countries[country].adjectives or (reference.countries[country].name,))[0]
    worded = {
        "army": (f"{nation} army", f"{nation} forces", f"{nation} soldiers", "army", f"{nation} military"),
        "police": (f"{nation} police", "police", f"{nation} security forces"),
        "civilians": ("civilians", "villagers", f"{nation} civilians"),
        "foreign": ("foreign forces", "coalition forces"),
    }
    return draw.choice(worded.get(deed.victim, (deed.victim,)))


def place_words(
    draw: random.Random, spot: Spot, neighbours: Sequence[Spot], *, french: bool
) -> tuple[str | None, Spot]:
    """How the place is worded, and where the event then lies. None: no more than the region is stated."""
    kind = draw.choices(
        ("plain", "near", "area", "bearing", "axis", "region", "two", "none"), weights=(60, 13, 6, 6, 4, 9, 1, 1)
    )[0]
    if kind == "region" and spot.admin1 is None:
        kind = "plain"
    name, other = spot.name, draw.choice(neighbours).name
    if kind == "bearing":
        return _bearing(draw, spot, french=french)
    worded = {
        "plain": name,
        "near": f"près de {name}" if french else f"near {name}",
        "area": f"zone de {name}" if french else f"{name} area",
        "axis": f"axe {name}-{other}" if french else f"{name}-{other} road",
        "region": None,
        "none": None,
        "two": f"{name} et {other}" if french else f"{name} and {other}",
    }
    return worded[kind], spot


def _bearing(draw: random.Random, spot: Spot, *, french: bool) -> tuple[str, Spot]:
    km, way = draw.choice((8, 10, 12, 15, 20, 25, 30, 40)), draw.randrange(4)
    text = (
        f"à {km} km {DIRECTIONS_FRENCH[way]} de {spot.name}" if french else f"{km} km {DIRECTIONS[way]} of {spot.name}"
    )
    degrees = math.degrees(km / EARTH_RADIUS_KM)
    lat = spot.lat + degrees * (1, 0, -1, 0)[way]
    lon = spot.lon + degrees * (0, 1, 0, -1)[way] / math.cos(math.radians(spot.lat))
    return text, Spot(country=spot.country, admin1=spot.admin1, name=spot.name, lat=lat, lon=lon)


def day_words(draw: random.Random, day: date, published: date, *, french: bool) -> dict[str, str]:
    """The fields that date the event: exact, worded, a range of days, a month, or none (one record in ten)."""
    kind = draw.choices(("exact", "worded", "range", "month", "none"), weights=(69, 14, 6, 1, 10))[0]
    if kind == "exact":
        return {"event_date": day.isoformat()}
    if kind == "month":
        return {"event_date": f"{day:%Y-%m}"}
    if kind == "range":
        first = day - timedelta(days=draw.randrange(4))
        return {"event_date": f"{first}/{first + timedelta(days=draw.randrange(3, 7))}"}
    if kind == "worded" and (published - day).days < 7:
        if day == published:
            return {"event_date": "aujourd'hui" if french else "today"}
        if (published - day).days == 1:
            return {"event_date": "hier" if french else "yesterday"}
        return {"event_date": (WEEKDAYS_FRENCH if french else WEEKDAYS)[day.weekday()]}
    return {}
