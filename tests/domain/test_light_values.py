"""Light values behave like frozen dataclasses, but for what the type checker alone refuses."""

from dataclasses import replace

import pytest

from reconcile.domain.light_values import light_value


@light_value(frozen=True, slots=True, kw_only=True)
class Point:
    x: int
    y: int = 0


def test_they_are_equal_hashed_and_replaced_by_their_fields() -> None:
    assert Point(x=1) == Point(x=1, y=0)
    assert len({Point(x=1), Point(x=1), Point(x=2)}) == 2
    assert replace(Point(x=1), y=3) == Point(x=1, y=3)


def test_they_hold_their_fields_and_nothing_else() -> None:
    with pytest.raises(AttributeError):
        Point(x=1).z = 2  # type: ignore[attr-defined]


def test_they_are_declared_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        light_value(frozen=False, slots=True, kw_only=True)
