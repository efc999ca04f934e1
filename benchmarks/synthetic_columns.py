"""The columns that the matching core reads, made straight from synthetic records: no files, no database.

They hold what normalising would make of the records where the gazetteer knows every town by one spelling: other
spellings stay names without a point. Homonyms are left out: every reading has weight 1.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np

from benchmarks.synthetic import NOT_STATED, Accounts, Synthetic
from benchmarks.synthetic_world import PLACELESS, REGION_ONLY, UNLOCATED, VICINITY, World, town_key
from reconcile.domain.columns import Bools, Codes, Columns, Floats, Ints, SideColumns
from reconcile.domain.names import name_key
from reconcile.domain.places import AREA_RADIUS_KM, TOWN_RADIUS_KM, PlaceClass, PlaceShape
from reconcile.reference import Reference
from reconcile.settings import LinkSettings

LOCAL, REGION = (list(PlaceClass).index(c) for c in (PlaceClass.LOCAL, PlaceClass.REGION))
POINT, AREA, UNIT = (list(PlaceShape).index(s) for s in (PlaceShape.POINT, PlaceShape.AREA, PlaceShape.UNIT))


def columns_of(synthetic: Synthetic, reference: Reference) -> Columns:
    """Both sides; records are in the order of the synthetic ones, `row` is their index."""
    builder = _Builder(synthetic.world, reference)
    settings = LinkSettings()
    return Columns(
        claims=builder.side(synthetic.claims, settings.claim_delay_days),
        statements=builder.side(synthetic.statements, settings.statement_delay_days),
        codes=builder.codes,
    )


class _Builder:
    """Tables from the world's numbers to the codes of the columns."""

    def __init__(self, world: World, reference: Reference) -> None:
        self._world = world
        towns = range(len(world.names))
        keys = [[name_key(name) for name in names] for names in world.names]
        regions = [f"{place.key}@{number}" for number, place in enumerate(world.regions)]
        region_names = [name_key(place.name) for place in world.regions]
        actors = [[world.actor_code(c, a) for a in range(len(world.actors))] for c in range(len(world.countries))]
        families = {code: reference.targets.family(code) for code in world.targets}
        self.codes = Codes(
            countries=_table(world.countries),
            admin1=_table(regions),
            admin2=(),
            names=_table([name for names in keys for name in names] + region_names),
            place_keys=_table([*regions, *map(town_key, towns)]),
            targets=_table(world.targets),
            families=_table(families.values()),
            attacks=_table(world.attacks),
            actor_sets=_table(code for codes in actors for code in codes),
            speakers=("speaker",),
            documents=(),
        )
        codes = self.codes
        self._country = _places(world.countries, codes.countries)
        self._admin1 = _places(regions, codes.admin1)
        widest = max(map(len, keys))
        padded = [name for names in keys for name in (names + names[-1:] * widest)[:widest]]
        self._town_names = _places(padded, codes.names).reshape(len(keys), widest)
        self._spellings = np.array([len(names) - 1 for names in keys])
        self._region_names = _places(region_names, codes.names)
        self._town_keys = _places(map(town_key, towns), codes.place_keys)
        self._region_keys = _places(regions, codes.place_keys)
        self._targets = _places(world.targets, codes.targets)
        self._families = _places(families.values(), codes.families)
        self._attacks = _places(world.attacks, codes.attacks)
        self._actors = np.array([_places(row, codes.actor_sets) for row in actors])
        self._town_points = _unit_sphere(world.lat, world.lon)
        self._region_points = _unit_sphere(
            np.array([place.lat for place in world.regions], dtype=np.float64),
            np.array([place.lon for place in world.regions], dtype=np.float64),
        )
        self._region_radius = np.array([place.radius_km for place in world.regions])

    def side(self, accounts: Accounts, delay_days: int) -> SideColumns:
        n = len(accounts.event)
        country = self._country[accounts.country]
        actors = self._actors[accounts.country, accounts.actor]
        return SideColumns(
            row=np.arange(n),
            competes=np.ones(n, dtype=np.bool_),
            country=country,
            document=accounts.text,
            speaker=np.zeros(n, dtype=np.int64),
            target=_coded(self._targets, accounts.target),
            family=_coded(self._families, accounts.target),
            attack=_coded(self._attacks, accounts.attack),
            actors=np.where(accounts.actor == NOT_STATED, NOT_STATED, actors),
            events=np.ones(n, dtype=np.int64),
            series=np.full(n, -1, dtype=np.int64),
            stated=accounts.stated,
            denies=np.zeros(n, dtype=np.bool_),
            numeric=np.ones(n, dtype=np.bool_),
            bound_first=accounts.published - delay_days,
            bound_last=accounts.published,
            published=np.where(accounts.stated, NOT_STATED, accounts.published),
            weekday=np.full(n, NOT_STATED),
            date_offset=_offsets(accounts.stated),
            date_first=accounts.first[accounts.stated],
            date_last=accounts.last[accounts.stated],
            **self._placed(accounts, country),
        )

    def _placed(self, accounts: Accounts, country: Ints) -> dict[str, Any]:
        some = accounts.kind != PLACELESS
        town, kind = accounts.town[some], accounts.kind[some]
        region = self._world.town_region[town]
        spelling = np.where(kind == UNLOCATED, 1 + accounts.spelling[some] % self._spellings[town], 0)
        wide, unlocated = kind == REGION_ONLY, kind == UNLOCATED
        points = np.where(wide[:, None], self._region_points[region], self._town_points[town])
        points[unlocated] = np.nan
        named = np.where(wide, self._region_keys[region], self._town_keys[town])
        radii = [self._region_radius[region], np.full(len(town), AREA_RADIUS_KM)]
        count = len(town)
        return {
            "place_offset": _offsets(some),
            "place_part": np.zeros(count, dtype=np.int64),
            "place_weight": np.ones(count),
            "place_xyz": points,
            "place_radius": np.select([wide, kind == VICINITY], radii, TOWN_RADIUS_KM),
            "place_class": np.where(wide, REGION, LOCAL),
            "place_shape": np.select([wide, kind == VICINITY], [UNIT, AREA], POINT),
            "place_name": np.where(wide, self._region_names[region], self._town_names[town, spelling]),
            "place_key": np.where(unlocated, NOT_STATED, named),
            "place_country": country[some],
            "place_admin1": self._admin1[region],
            "place_admin2": np.full(count, NOT_STATED),
        }


def _table(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(texts)))


def _places(texts: Iterable[str], table: tuple[str, ...]) -> Ints:
    index = {text: place for place, text in enumerate(table)}
    return np.array([index[text] for text in texts], dtype=np.int64)


def _coded(codes: Ints, told: Ints) -> Ints:
    return np.where(told == NOT_STATED, NOT_STATED, codes[told])


def _offsets(has: Bools) -> Ints:
    return np.concatenate([[0], np.cumsum(has)])


def _unit_sphere(lat: Floats, lon: Floats) -> Floats:
    phi, theta = np.radians(lat), np.radians(lon)
    return np.column_stack((np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)))
