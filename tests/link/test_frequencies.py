"""How common places are: what is counted without sorting is what is counted by it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reconcile.link.frequencies import _distinct


@given(st.lists(st.integers(0, 6)), st.booleans())
def test_distinct_codes_and_where_each_is(codes: list[int], ascending: bool) -> None:
    told = np.array(sorted(codes) if ascending else codes, dtype=np.int64)
    distinct, inverse = _distinct(told)
    wanted = np.unique(told, return_inverse=True)
    assert distinct.tolist() == wanted[0].tolist()
    assert inverse.tolist() == wanted[1].tolist()
