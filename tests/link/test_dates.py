"""Date levels, on both sides of every edge."""

import numpy as np
import pytest

from reconcile.link.compare.dates import date_levels
from reconcile.settings import LinkSettings
from tests.link.building import Told, columns, on

LEVELS = (
    "same_day", "overlap_days", "overlap_weeks", "overlap_long", "one_day", "few_days", "many_days", "exchanged",
    "bounded_near", "bounded", "undated_near", "undated_weekday", "undated", "weekday_differs", "too_far",
)  # fmt: skip
INDEX = {level: place for place, level in enumerate(LEVELS)}
TUESDAY = 736_437
"""18 April 2017, a Tuesday."""


def level(claim: Told, statement: Told) -> str:
    sides = columns([claim], [statement])
    zero = np.zeros(1, dtype=np.int64)
    found, _ = date_levels(sides.claims, sides.statements, zero, zero, INDEX, LinkSettings())
    return LEVELS[int(found[0])]


def lasting(days: int) -> Told:
    return Told(days=[(TUESDAY, TUESDAY + days - 1)])


@pytest.mark.parametrize(
    ("claim", "statement", "expected"),
    [
        (on(TUESDAY), on(TUESDAY), "same_day"),
        (lasting(2), on(TUESDAY + 1), "same_day"),
        (lasting(3), on(TUESDAY), "overlap_days"),
        (lasting(8), on(TUESDAY), "overlap_days"),
        (lasting(9), on(TUESDAY), "overlap_weeks"),
        (lasting(62), on(TUESDAY), "overlap_weeks"),
        (lasting(63), on(TUESDAY), "overlap_long"),
        (on(TUESDAY), on(TUESDAY + 1), "one_day"),
        (on(TUESDAY), on(TUESDAY - 2), "few_days"),
        (on(TUESDAY), on(TUESDAY + 3), "few_days"),
        (on(TUESDAY), on(TUESDAY + 4), "many_days"),
        (on(TUESDAY), on(TUESDAY + 5), "many_days"),
        (on(TUESDAY), on(TUESDAY + 6), "too_far"),
    ],
)
def test_stated_dates(claim: Told, statement: Told, expected: str) -> None:
    assert level(claim, statement) == expected
    assert level(statement, claim) == expected


def test_the_closest_of_several_readings_counts() -> None:
    ambiguous = Told(days=[(TUESDAY - 30, TUESDAY - 30), (TUESDAY, TUESDAY)])
    assert level(ambiguous, on(TUESDAY)) == "same_day"


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ((TUESDAY - 30, TUESDAY), "bounded_near"),
        ((TUESDAY - 30, TUESDAY + 10), "bounded_near"),
        ((TUESDAY - 30, TUESDAY + 11), "bounded"),
        ((TUESDAY + 1, TUESDAY + 30), "too_far"),
        ((TUESDAY - 30, TUESDAY - 1), "too_far"),
        (None, "undated"),
    ],
)
def test_one_side_undated(bounds: tuple[int, int] | None, expected: str) -> None:
    assert level(Told(bounds=bounds), on(TUESDAY)) == expected
    assert level(on(TUESDAY), Told(bounds=bounds)) == expected


def test_a_named_weekday_helps_or_excludes() -> None:
    assert level(Told(weekday=1), on(TUESDAY)) == "undated_weekday"
    assert level(Told(weekday=2), on(TUESDAY)) == "weekday_differs"
    assert level(Told(weekday=2, bounds=(TUESDAY - 9, TUESDAY + 1)), on(TUESDAY)) == "weekday_differs"
    assert level(Told(weekday=1), Told(weekday=1)) == "undated_weekday"
    assert level(Told(weekday=1), Told(weekday=0)) == "weekday_differs"


def test_neither_side_dated() -> None:
    early, late = (TUESDAY - 45, TUESDAY), (TUESDAY - 20, TUESDAY + 25)
    assert level(Told(bounds=early), Told(bounds=early)) == "undated_near"
    assert level(Told(bounds=early), Told(bounds=late)) == "bounded"
    assert level(Told(bounds=early), Told(bounds=(TUESDAY + 1, TUESDAY + 46))) == "too_far"
    assert level(Told(), Told()) == "undated"
