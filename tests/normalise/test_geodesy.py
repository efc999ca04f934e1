"""Distances and directions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.domain.places import EARTH_RADIUS_KM
from reconcile.grammar.geodesy import Point, bearing_to, displaced, distance_km, midpoint

POINTS = st.tuples(st.floats(-80, 80), st.floats(-179, 179))
QUARTER_KM = EARTH_RADIUS_KM * 3.141592653589793 / 2


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        ((0, 0), (0, 90), QUARTER_KM),
        ((0, 0), (90, 0), QUARTER_KM),
        ((10, 179.5), (10, -179.5), 109.5),
        ((5, 5), (5, 5), 0),
    ],
)
def test_distance(a: Point, b: Point, km: float) -> None:
    assert distance_km(a, b) == pytest.approx(km, abs=0.1)


@pytest.mark.parametrize(
    ("bearing", "lat", "lon"),
    [(0, 1, 0), (90, 0, 1), (180, -1, 0), (270, 0, -1)],
    ids=["north", "east", "south", "west"],
)
def test_compass(bearing: float, lat: float, lon: float) -> None:
    one_degree = QUARTER_KM / 90
    assert displaced((0, 0), bearing, one_degree) == pytest.approx((lat, lon), abs=1e-9)


@given(POINTS, st.floats(0, 359), st.floats(1, 1000))
def test_a_displaced_point_lies_as_far_and_in_that_direction(start: Point, bearing: float, km: float) -> None:
    end = displaced(start, bearing, km)
    assert distance_km(start, end) == pytest.approx(km, rel=1e-6)
    assert abs((bearing_to(start, end) - bearing + 180) % 360 - 180) < 0.01


@given(POINTS, st.floats(0, 359), st.floats(1, 2000))
def test_the_middle_is_as_far_from_both(start: Point, bearing: float, km: float) -> None:
    end = displaced(start, bearing, km)
    middle = midpoint(start, end)
    assert distance_km(start, middle) == pytest.approx(km / 2, rel=1e-5)
    assert distance_km(middle, end) == pytest.approx(km / 2, rel=1e-5)
