"""Points near one another are found whatever cell, band of radius or side of the date line they lie in."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.domain.columns import Floats, Ints
from reconcile.domain.places import EARTH_RADIUS_KM
from reconcile.link.borders import DISCS_EACH, Discs, Ground, ground_of, near_abroad
from reconcile.link.nearby import great_circles_km
from tests.link import building

Told = tuple[float, float, float, int]


def told() -> st.SearchStrategy[Told]:
    lat = st.one_of(st.floats(-90, 90), st.sampled_from([0.0, 14.5, 15.4, 89.9, -89.9]))
    lon = st.one_of(st.floats(-180, 180), st.sampled_from([0.0, 0.9, 179.9, -179.9]))
    return st.tuples(lat, lon, st.sampled_from([5.0, 25.0, 29.9, 30.0, 150.0, 900.0, 2500.0]), st.integers(0, 2))


def discs(all_told: list[Told]) -> Discs:
    """Each told one is a disc of its own, by country."""
    return Discs(
        code=np.array([one[3] * DISCS_EACH + at for at, one in enumerate(all_told)], dtype=np.int64),
        xyz=points(all_told),
        radius=np.array([one[2] for one in all_told], dtype=np.float64),
    )


def points(all_told: list[Told]) -> Floats:
    lat, lon = (np.radians(np.array([one[axis] for one in all_told], dtype=np.float64)) for axis in (0, 1))
    return np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))


@settings(max_examples=150, deadline=None)
@given(st.lists(told(), min_size=1, max_size=20), st.sampled_from([1.0, 100.0]))
def test_pairs_are_those_of_brute_force(all_told: list[Told], limit_km: float) -> None:
    by_country = sorted(all_told, key=lambda one: one[3])
    made = discs(by_country)
    i, j = near_abroad(made, limit_km)
    wanted = []
    for x, one in enumerate(by_country):
        for y, other in enumerate(by_country):
            chord = float(np.linalg.norm(made.xyz[x] - made.xyz[y]))
            apart = 2 * EARTH_RADIUS_KM * float(np.arcsin(min(chord / 2, 1.0)))
            if one[3] < other[3] and apart <= one[2] + other[2] + limit_km:
                wanted.append((x, y))
    assert sorted(zip(i.tolist(), j.tolist(), strict=True)) == wanted


def grounds(all_told: list[Told]) -> Ground:
    lat_lon = [(one[0], one[1]) for one in all_told]
    spots = [building.Spot(lat=a, lon=b, radius=one[2]) for (a, b), one in zip(lat_lon, all_told, strict=True)]
    records = [building.Told(country=one[3], spots=[spot]) for one, spot in zip(all_told, spots, strict=True)]
    return ground_of(building.columns(records, []).claims)


@settings(max_examples=60, deadline=None)
@given(st.lists(told(), min_size=1, max_size=12))
def test_discs_hold_the_places_of_their_records(here: list[Told]) -> None:
    ground = grounds(here)
    assert sorted(ground.records.tolist()) == list(range(len(here)))
    assert (np.diff(ground.discs.code) > 0).all()
    disc_of = np.empty(len(here), dtype=np.int64)
    disc_of[ground.records] = np.repeat(np.arange(len(ground.discs.code)), np.diff(ground.begins))
    assert_held(here, ground.discs, disc_of)


@settings(max_examples=60, deadline=None)
@given(st.lists(told(), min_size=1, max_size=8), st.lists(told(), min_size=1, max_size=8))
def test_discs_of_both_sides_hold_the_places_of_both(here: list[Told], there: list[Told]) -> None:
    one, other = grounds(here), grounds(there)
    together = one.discs.with_those(other.discs)
    for all_told, ground in ((here, one), (there, other)):
        disc_of = np.empty(len(all_told), dtype=np.int64)
        disc_of[ground.records] = np.repeat(np.searchsorted(together.code, ground.discs.code), np.diff(ground.begins))
        assert_held(all_told, together, disc_of)


def assert_held(all_told: list[Told], held: Discs, disc_of: Ints) -> None:
    for point, one, disc in zip(points(all_told), all_told, disc_of.tolist(), strict=True):
        apart = float(great_circles_km(point[None], held.xyz[disc : disc + 1])[0])
        assert apart + one[2] <= held.radius[disc]
        assert held.country[disc] == one[3]
