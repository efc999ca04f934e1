"""Sorting by counting puts in the order that comparing puts in."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reconcile.link.ordering import ordered, small_order


@given(st.lists(st.one_of(st.integers(0, 3), st.integers(0, 1 << 40))))
def test_small_codes_are_put_in_order_equal_ones_as_they_stand(codes: list[int]) -> None:
    code = np.array(codes, dtype=np.int64)
    order = small_order(code, max(codes, default=0))
    assert order.tolist() == np.argsort(code, kind="stable").tolist()


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 1 << 40), st.integers(0, 1 << 30)), unique=True))
def test_several_keys_are_told_by_one_number_or_in_turn(keys: list[tuple[int, int, int]]) -> None:
    columns = np.array(keys, dtype=np.int64).reshape(-1, 3).T
    assert [keys[at] for at in ordered(*columns)] == sorted(keys)
