"""The invented towns of the synthetic records, around real first-order centres, and what can happen there."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from reconcile.domain.columns import Floats, Ints
from reconcile.domain.places import TOWN_RADIUS_KM, GazetteerPlace, PlaceClass
from reconcile.reference import Reference

AS_SPELT, UNLOCATED, VICINITY, REGION_ONLY, PLACELESS = range(5)
"""How a record names its town."""
FIRST_DAY = date(2017, 1, 1).toordinal()
DAYS = 1826
TOWNS_PER_COUNTRY = 400
TOWN_SPREAD_KM = 40.0
POPULARITY = 0.8
"""Exponent of the share of events by a town's rank."""
CAMPAIGNS_PER_COUNTRY = 150
CAMPAIGN_SHARE = 0.2
"""Events that lie within a week and a region with others."""
SPELLINGS = 4
KM_PER_DEGREE = 111.2
TURN = 97.0
"""Degrees by which a country lies further east each time it is used again."""
TARGETS = {
    "checkpoint": 0.18, "outpost": 0.12, "base": 0.18, "convoy": 0.15, "patrol": 0.2, "civilians": 0.1,
    "government_building": 0.07,
}  # fmt: skip
TARGET_MATES = {
    "checkpoint": "outpost", "outpost": "base", "base": "outpost", "convoy": "patrol", "patrol": "convoy",
    "civilians": "civilians", "government_building": "government_building",
}  # fmt: skip
ATTACKS = {"ambush": 0.2, "raid": 0.25, "ied": 0.25, "indirect_fire": 0.15, "assassination": 0.1, "suicide": 0.05}
ATTACK_MATES = {
    "ambush": "raid", "raid": "ambush", "ied": "suicide", "indirect_fire": "indirect_fire",
    "assassination": "assassination", "suicide": "ied",
}  # fmt: skip
ACTORS = {"{}_ARMY": 0.6, "{}_POLICE": 0.2, "{}_FORCES": 0.05, "CIVILIANS": 0.15}
ACTOR_WORDS = {"{}_ARMY": "{} army", "{}_POLICE": "{} police", "{}_FORCES": "{} forces", "CIVILIANS": "civilians"}
ACTOR_MATES = {"{}_ARMY": "{}_FORCES", "{}_POLICE": "{}_FORCES", "{}_FORCES": "{}_ARMY", "CIVILIANS": "CIVILIANS"}
CONSONANTS, VOWELS = "bdfgklmnrst", "aeiou"
DISGUISES = (("k", "q"), ("s", "z"), ("d", "dd"), ("i", "y"), ("a", "e"), ("g", "gh"), ("o", "ou"), ("m", "mm"))


def _mates(mates: dict[str, str]) -> Ints:
    names = list(mates)
    return np.array([names.index(mate) for mate in mates.values()])


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Towns of all countries, one array element a town."""

    countries: tuple[str, ...]
    adjectives: tuple[str, ...]
    home: tuple[str, ...]
    """The real country whose regions and actors each country has; beyond the real ones they are used again."""
    regions: tuple[GazetteerPlace, ...]
    """Regions of all countries; those of one country stand together."""
    town_country: Ints
    town_region: Ints
    lat: Floats
    lon: Floats
    names: tuple[tuple[str, ...], ...]
    """By town: its gazetteer name, then other spellings."""
    ranked: Ints
    """(countries, towns of each) the towns from the most to the least attacked."""
    neighbour: Ints
    """The nearest other town of the same country."""
    targets: tuple[str, ...] = tuple(TARGETS)
    attacks: tuple[str, ...] = tuple(ATTACKS)
    actors: tuple[str, ...] = tuple(ACTORS)
    target_mates: Ints
    attack_mates: Ints
    actor_mates: Ints
    spellings: int = SPELLINGS

    def events(self, count: int, random: np.random.Generator) -> dict[str, Ints]:
        """Town, country, day, target, actor and attack of `count` events."""
        country = random.integers(0, len(self.countries), count)
        share = np.arange(1, TOWNS_PER_COUNTRY + 1) ** -POPULARITY
        town = self.ranked[country, random.choice(TOWNS_PER_COUNTRY, count, p=share / share.sum())]
        day = FIRST_DAY + random.integers(0, DAYS, count)
        campaign_town, campaign_day = self._campaigns(country, random)
        campaigning = random.random(count) < CAMPAIGN_SHARE
        return {
            "country": country,
            "town": np.where(campaigning, campaign_town, town),
            "day": np.where(campaigning, campaign_day, day),
            "target": random.choice(len(TARGETS), count, p=list(TARGETS.values())),
            "actor": random.choice(len(ACTORS), count, p=list(ACTORS.values())),
            "attack": random.choice(len(ATTACKS), count, p=list(ATTACKS.values())),
        }

    def _campaigns(self, country: Ints, random: np.random.Generator) -> tuple[Ints, Ints]:
        """A town near the centre of the event's campaign, and a day of its week."""
        which = country * CAMPAIGNS_PER_COUNTRY + random.integers(0, CAMPAIGNS_PER_COUNTRY, len(country))
        count = len(self.countries) * CAMPAIGNS_PER_COUNTRY
        begins = FIRST_DAY + random.integers(0, DAYS - 7, count)
        centre = np.repeat(np.arange(len(self.countries)), CAMPAIGNS_PER_COUNTRY) * TOWNS_PER_COUNTRY
        centre += random.integers(0, TOWNS_PER_COUNTRY, count)
        region = self.town_region[centre[which]]
        starts = np.searchsorted(self.town_region, region, "left")
        ends = np.searchsorted(self.town_region, region, "right")
        town = starts + (random.random(len(country)) * (ends - starts)).astype(np.int64)
        return town, begins[which] + random.integers(0, 7, len(country))

    def actor_code(self, country: int, actor: int) -> str:
        return self.actors[actor].format(self.home[country])

    def actor_words(self, country: int, actor: int) -> str:
        return ACTOR_WORDS[self.actors[actor]].format(self.adjectives[country])

    def place_words(self, town: int, kind: int, spelling: int) -> dict[str, str]:
        """The place as a record writes it."""
        if kind == PLACELESS:
            return {}
        admin1 = self.regions[int(self.town_region[town])].name
        if kind == REGION_ONLY:
            return {"admin1": admin1}
        name = self.names[town][0 if kind != UNLOCATED else 1 + spelling % (len(self.names[town]) - 1)]
        return {"admin1": admin1, "place": f"near {name}" if kind == VICINITY else name}

    def write_places(self, path: Path) -> None:
        """The towns as a gazetteer of one's own; other spellings stay unknown to it."""
        with path.open("w", encoding="utf-8", newline="") as stream:
            table = csv.writer(stream)
            table.writerow(("key", "name", "country", "class", "admin1", "lat", "lon", "radius_km"))
            for town, names in enumerate(self.names):
                country = self.countries[int(self.town_country[town])]
                point = f"{self.lat[town]:.5f}", f"{self.lon[town]:.5f}"
                region = self.regions[int(self.town_region[town])]
                table.writerow((town_key(town), names[0], country, "local", region.key, *point, TOWN_RADIUS_KM))


def town_key(town: int) -> str:
    return f"synthetic:{town:06d}"


def make_world(reference: Reference, countries: int, random: np.random.Generator) -> World:
    """Real countries, in the order of their codes, as far as they go; then the same again, moved around the globe."""
    real: dict[str, list[GazetteerPlace]] = defaultdict(list)
    for place in reference.places:
        if place.place_class is PlaceClass.REGION and place.lat is not None:
            real[place.country].append(place)
    homes = sorted(real)
    home = tuple(homes[number % len(homes)] for number in range(countries))
    codes = tuple(c if n < len(homes) else f"{c}{n // len(homes)}" for n, c in enumerate(home))
    regions = [(number, place) for number, code in enumerate(home) for place in real[code]]
    region_country = np.array([number for number, _ in regions])
    town_country = np.repeat(np.arange(countries), TOWNS_PER_COUNTRY)
    town_region = _spread_over(region_country, countries, random)
    lat, lon = _points([place for _, place in regions], town_region, town_country // len(homes), random)
    return World(
        countries=codes,
        adjectives=tuple(reference.countries[code].adjectives[0] for code in home),
        home=home,
        regions=tuple(_turned(place, number // len(homes)) for number, place in regions),
        town_country=town_country,
        town_region=town_region,
        lat=lat,
        lon=lon,
        names=_names(len(town_country), random),
        ranked=random.permuted(np.arange(len(town_country)).reshape(countries, TOWNS_PER_COUNTRY), axis=1),
        neighbour=_neighbours(lat, lon, countries),
        target_mates=_mates(TARGET_MATES),
        attack_mates=_mates(ATTACK_MATES),
        actor_mates=_mates(ACTOR_MATES),
    )


def _turned(place: GazetteerPlace, turn: int) -> GazetteerPlace:
    """A region of a country that is used again, where its towns are: else all would lie over one another."""
    if not turn or place.lat is None or place.lon is None:
        return place
    return replace(place, lat=-place.lat if turn % 2 else place.lat, lon=(place.lon + TURN * turn + 180) % 360 - 180)


def _spread_over(region_country: Ints, countries: int, random: np.random.Generator) -> Ints:
    """(towns,) region of each town, ascending."""
    starts = np.searchsorted(region_country, np.arange(countries), "left")
    ends = np.searchsorted(region_country, np.arange(countries), "right")
    within = random.random((countries, TOWNS_PER_COUNTRY)) * (ends - starts)[:, None]
    return np.sort((starts[:, None] + within).astype(np.int64).ravel())


def _points(
    regions: Sequence[GazetteerPlace], town_region: Ints, turn: Ints, random: np.random.Generator
) -> tuple[Floats, Floats]:
    lat = np.array([place.lat for place in regions], dtype=np.float64)[town_region]
    lon = np.array([place.lon for place in regions], dtype=np.float64)[town_region]
    lat = lat + random.normal(0, TOWN_SPREAD_KM, len(lat)) / KM_PER_DEGREE
    lon = lon + random.normal(0, TOWN_SPREAD_KM, len(lon)) / (KM_PER_DEGREE * np.cos(np.radians(lat)))
    turned = (lon + TURN * turn + 180) % 360 - 180
    return np.where(turn % 2 == 1, -lat, lat), turned


def _neighbours(lat: Floats, lon: Floats, countries: int) -> Ints:
    found = np.empty(len(lat), dtype=np.int64)
    for country in range(countries):
        here = slice(country * TOWNS_PER_COUNTRY, (country + 1) * TOWNS_PER_COUNTRY)
        east = lon[here] * np.cos(np.radians(lat[here]))
        apart = (lat[here][:, None] - lat[here]) ** 2 + (east[:, None] - east) ** 2
        np.fill_diagonal(apart, np.inf)
        found[here] = here.start + apart.argmin(axis=1)
    return found


def _names(count: int, random: np.random.Generator) -> tuple[tuple[str, ...], ...]:
    """Names of two to four syllables with other spellings; some are of more than one town, as in life."""
    return tuple(_spelt(_name(random), random) for _ in range(count))


def _name(random: np.random.Generator) -> str:
    syllables = int(random.integers(2, 5))
    pairs = zip(random.integers(0, len(CONSONANTS), syllables), random.integers(0, len(VOWELS), syllables), strict=True)
    return "".join(CONSONANTS[c] + VOWELS[v] for c, v in pairs).capitalize()


def _spelt(name: str, random: np.random.Generator) -> tuple[str, ...]:
    body = name.lower()
    fitting = [(old, new) for old, new in DISGUISES if old in body] or [(body[-1], body[-1] + "h")]
    chosen = random.permutation(len(fitting))[: SPELLINGS - 1]
    others = [body.replace(*fitting[int(at)], 1).capitalize() for at in chosen]
    return (name, *others)
