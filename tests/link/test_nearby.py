"""Points near one another are found whatever cell, band of radius or side of the date line they lie in."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.domain.places import EARTH_RADIUS_KM
from reconcile.link import nearby
from reconcile.link.nearby import Discs, near_abroad
from tests.link import building

Told = tuple[float, float, float, int]


def told() -> st.SearchStrategy[Told]:
    lat = st.one_of(st.floats(-90, 90), st.sampled_from([0.0, 14.5, 15.4, 89.9, -89.9]))
    lon = st.one_of(st.floats(-180, 180), st.sampled_from([0.0, 0.9, 179.9, -179.9]))
    return st.tuples(lat, lon, st.sampled_from([5.0, 25.0, 29.9, 30.0, 150.0, 900.0, 2500.0]), st.integers(0, 2))


def discs(all_told: list[Told]) -> Discs:
    lat, lon = (np.radians(np.array([one[axis] for one in all_told], dtype=np.float64)) for axis in (0, 1))
    return Discs(
        records=np.arange(len(all_told)),
        begins=np.arange(len(all_told) + 1),
        country=np.array([one[3] for one in all_told], dtype=np.int64),
        xyz=np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat))),
        radius=np.array([one[2] for one in all_told], dtype=np.float64),
    )


@settings(max_examples=150, deadline=None)
@given(
    st.lists(told(), min_size=1, max_size=12), st.lists(told(), min_size=1, max_size=12), st.sampled_from([1.0, 100.0])
)
def test_pairs_are_those_of_brute_force(here: list[Told], there: list[Told], limit_km: float) -> None:
    a, b = discs(here), discs(there)
    i, j = near_abroad(a, b, limit_km)
    wanted = []
    for x in range(len(here)):
        for y in range(len(there)):
            chord = float(np.linalg.norm(a.xyz[x] - b.xyz[y]))
            apart = 2 * EARTH_RADIUS_KM * float(np.arcsin(min(chord / 2, 1.0)))
            if a.country[x] != b.country[y] and apart <= a.radius[x] + b.radius[y] + limit_km:
                wanted.append((x, y))
    assert sorted(zip(i.tolist(), j.tolist(), strict=True)) == wanted


@settings(max_examples=60, deadline=None)
@given(st.lists(told(), min_size=1, max_size=12))
def test_discs_hold_the_places_of_their_records(here: list[Told]) -> None:
    lat, lon = (np.radians(np.array([one[axis] for one in here], dtype=np.float64)) for axis in (0, 1))
    spots = [building.Spot(lat=lat, lon=lon, radius=radius) for lat, lon, radius, _ in here]
    records = [building.Told(country=one[3], spots=[spot]) for one, spot in zip(here, spots, strict=True)]
    sides = building.columns(records, [])
    held = nearby.discs(sides.claims, nearby.first_located(sides.claims))
    points = np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))
    assert sorted(held.records.tolist()) == list(range(len(here)))
    disc_of = np.empty(len(here), dtype=np.int64)
    disc_of[held.records] = np.repeat(np.arange(len(held.country)), np.diff(held.begins))
    for at, one in enumerate(here):
        disc = int(disc_of[at])
        apart = float(nearby.great_circles_km(points[at : at + 1], held.xyz[disc : disc + 1])[0])
        assert apart + one[2] <= held.radius[disc]
        assert held.country[disc] == one[3]
