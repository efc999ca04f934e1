"""Lists in sentences: all of few names, the first of many and how many others."""

import pytest

from reconcile.domain.phrases import NAMED, joined_in_short


def names(number: int) -> list[str]:
    return [f"n{one}" for one in range(1, number + 1)]


@pytest.mark.parametrize(("number", "told"), [(0, ""), (1, "n1"), (2, "n1 and n2"), (3, "n1, n2 and n3")])
def test_few_are_all_named(number: int, told: str) -> None:
    assert joined_in_short(names(number)) == told


def test_the_last_that_are_all_named_and_the_first_that_are_not() -> None:
    assert joined_in_short(names(NAMED)).endswith(f"n{NAMED - 1} and n{NAMED}")
    assert joined_in_short(names(NAMED + 1)).endswith(f"n{NAMED - 1} and 2 others")
    assert joined_in_short(names(2_000)).endswith(f"n{NAMED - 1} and 1,989 others")
