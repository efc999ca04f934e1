"""Candidate generation loses no pair that may be compared, and gives none twice."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.domain.columns import UNBOUNDED_FIRST, UNBOUNDED_LAST, Columns
from reconcile.domain.places import EARTH_RADIUS_KM
from reconcile.link import blocking, runs, shelves, windows
from reconcile.settings import LinkSettings
from tests.link.building import Spot, Told, columns, on
from tests.link.ways import way as way

SETTINGS = LinkSettings()
DAY = 736_000
EXCHANGEABLE = [date(2016, *day).toordinal() for day in ((2, 1), (1, 2), (3, 1), (1, 3), (12, 11), (11, 12), (6, 5))]
"""Days of which most are another's with day and month exchanged, some within the slack of no other."""


def spots() -> st.SearchStrategy[list[Spot]]:
    lat = st.sampled_from([14.0, 14.5, 15.9, -0.2, 0.2])
    lon = st.sampled_from([-1.9, 0.0, 0.7, 179.9, -179.9])
    located = st.builds(lambda a, b: Spot(lat=a, lon=b), lat, lon)
    return st.lists(st.one_of(located, st.just(Spot())), max_size=2)


def told() -> st.SearchStrategy[Told]:
    first = st.integers(DAY, DAY + 40)
    days = st.builds(
        lambda start, length: [(start, start + length)],
        st.one_of(first, st.sampled_from(EXCHANGEABLE)),
        st.sampled_from([0, 0, 1, 6, 30, 400]),
    )
    bounds = st.one_of(st.none(), st.builds(lambda last: (last - 45, last), first))
    return st.builds(
        Told,
        days=st.one_of(days, st.just([])),
        bounds=bounds,
        spots=spots(),
        country=st.sampled_from([-1, 0, 1]),
        competes=st.booleans(),
        numeric=st.booleans(),
    )


def span(record: Told) -> tuple[int, int]:
    if record.days:
        return record.days[0]
    return record.bounds or (UNBOUNDED_FIRST, UNBOUNDED_LAST)


def near_in_time(claim: Told, statement: Told) -> bool:
    (a, b), (c, d) = span(claim), span(statement)
    return a - SETTINGS.date_slack_days <= d and c <= b + SETTINGS.date_slack_days


def exchanged(claim: Told, statement: Told) -> bool:
    """Whether both are of one stated day, and of one day if day and month of either were exchanged."""
    if not claim.days or not statement.days or not (claim.numeric or statement.numeric):
        return False
    one, other = ([date.fromordinal(day) for day in record.days[0]] for record in (claim, statement))
    if one[0] != one[1] or other[0] != other[1]:
        return False
    return (one[0].year, one[0].month, one[0].day) == (other[0].year, other[0].day, other[0].month)


def km(one: Spot, other: Spot) -> float:
    assert one.lat is not None
    assert other.lat is not None
    assert one.lon is not None
    assert other.lon is not None
    lat1, lat2 = np.radians(one.lat), np.radians(other.lat)
    turn = np.radians(other.lon - one.lon)
    cosine = np.sin(lat1) * np.sin(lat2) + np.cos(lat1) * np.cos(lat2) * np.cos(turn)
    return float(6371.0088 * np.arccos(np.clip(cosine, -1, 1)))


def near_in_space(claim: Told, statement: Told) -> bool:
    if claim.country == statement.country or -1 in (claim.country, statement.country):
        return True
    one = next((s for s in claim.spots if s.lat is not None), None)
    other = next((s for s in statement.spots if s.lat is not None), None)
    if one is None or other is None:
        return False
    return km(one, other) <= one.radius + other.radius + SETTINGS.place_limit_km


def found_in_pieces(
    sides: Columns, slice_pairs: int, most_listed: int, piece: int, cells: int
) -> list[tuple[int, int]]:
    """Candidate pairs as they are found with other sizes of what is done at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(windows, "SLICE_PAIRS", slice_pairs)
        patch.setattr(windows, "LISTED_AT_ONCE", slice_pairs)
        patch.setattr(windows, "MOST_LISTED", most_listed)
        patch.setattr(runs, "PIECE", piece)
        patch.setattr(shelves, "LEAST_CELLS", cells)
        slices = blocking.candidate_pairs(sides.claims, sides.statements, SETTINGS)
        return sorted((int(i), int(j)) for a, b in slices for i, j in zip(a, b, strict=True))


AT_ONCE = (
    st.sampled_from([1, 3, 2_000_000]),
    st.sampled_from([0, 1, windows.MOST_LISTED]),
    st.sampled_from([1, 4, 999]),
    st.sampled_from([16, shelves.LEAST_CELLS]),
)
"""With few cells, a step of a shelf is of several days."""


@settings(max_examples=150, deadline=None)
@given(st.lists(told(), max_size=8), st.lists(told(), max_size=8), *AT_ONCE)
def test_candidates_are_those_of_brute_force(
    claims: list[Told], statements: list[Told], slice_pairs: int, most_listed: int, piece: int, cells: int
) -> None:
    wanted = [
        (i, j)
        for i, claim in enumerate(claims)
        for j, statement in enumerate(statements)
        if claim.competes
        and (near_in_time(claim, statement) or exchanged(claim, statement))
        and near_in_space(claim, statement)
    ]
    assert found_in_pieces(columns(claims, statements), slice_pairs, most_listed, piece, cells) == wanted


@settings(max_examples=150, deadline=None)
@given(st.lists(told(), max_size=10), *AT_ONCE)
def test_claims_are_candidates_of_one_another_both_ways(
    claims: list[Told], slice_pairs: int, most_listed: int, piece: int, cells: int
) -> None:
    sides = columns(claims, [])
    wanted = [
        (i, j)
        for i, claim in enumerate(claims)
        for j, other in enumerate(claims)
        if claim.competes and near_in_time(claim, other) and near_in_space(claim, other)
    ]
    assert found_in_pieces(replace(sides, statements=sides.claims), slice_pairs, most_listed, piece, cells) == wanted


@pytest.mark.parametrize(("days", "expected"), [(5, 1), (6, 0)])
def test_the_window_has_a_sharp_edge(days: int, expected: int) -> None:
    sides = columns([on(DAY)], [on(DAY + days)])
    pairs = list(blocking.candidate_pairs(sides.claims, sides.statements, SETTINGS))
    assert sum(len(i) for i, _ in pairs) == expected


@pytest.mark.parametrize("radius", [5.0, 1_600.0])
def test_the_limit_abroad_has_a_sharp_edge(radius: float) -> None:
    """Some pairs lie so near the limit that only great circles in double precision tell them apart."""

    def at(country: int, km: float) -> Told:
        where = Spot(lat=14.0 + float(np.degrees(km / EARTH_RADIUS_KM)), lon=0.0, radius=radius, country=country)
        return Told(days=[(DAY, DAY)], spots=[where], country=country)

    beyond = [-1.0, 0.001, -0.015, 0.015, -0.001, 1.0]
    reach = 2 * radius + SETTINGS.place_limit_km
    sides = columns([at(0, 0.0)], [at(1, reach + km) for km in beyond])
    (pairs,) = blocking.candidate_pairs(sides.claims, sides.statements, SETTINGS)
    assert sorted(pairs[1].tolist()) == [place for place, km in enumerate(beyond) if km <= 0]
