"""Intervals of shares against published ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.domain.proportions import Proportion


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [  # Newcombe 1998, Statistics in Medicine 17, table I, method 3 (score without continuity correction)
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_intervals(part: int, whole: int, low: float, high: float) -> None:
    assert Proportion(part=part, whole=whole).interval == pytest.approx((low, high), abs=0.00005)


def test_without_a_case_there_is_no_share() -> None:
    none = Proportion(part=0, whole=0)
    assert (none.share, none.interval) == (None, None)


@pytest.mark.parametrize(("part", "whole"), [(2, 1), (-1, 3)])
def test_a_part_is_no_more_than_its_whole(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="is no part of"):
        Proportion(part=part, whole=whole)


@given(st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_the_interval_holds_the_share_and_mirrors(case: tuple[int, int]) -> None:
    part, whole = case
    one, other = Proportion(part=part, whole=whole), Proportion(part=whole - part, whole=whole)
    assert one.interval is not None
    assert one.share is not None
    assert other.interval is not None
    low, high = one.interval
    assert 0 <= low <= one.share + 1e-12
    assert one.share - 1e-12 <= high <= 1
    assert other.interval == pytest.approx((1 - high, 1 - low))
