"""When loops are compiled, and that they serve where nothing can be kept on disk."""

from types import ModuleType

import numpy as np
import pytest

from reconcile.link import compiled
from reconcile.link.compiled import COMPILED_FROM, loops_for


@pytest.fixture
def loops() -> ModuleType:
    pytest.importorskip("numba", reason="the extra `compiled` is not installed")
    found = loops_for(COMPILED_FROM)
    assert found is not None
    return found


def test_few_records_are_walked_in_steps_of_numpy() -> None:
    assert loops_for(COMPILED_FROM - 1) is None


def test_without_the_extra_many_records_are_walked_so_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "find_spec", lambda _: None)
    compiled._loops.cache_clear()
    try:
        assert loops_for(10 * COMPILED_FROM) is None
    finally:
        compiled._loops.cache_clear()


def test_loops_serve_where_no_compiled_code_can_be_kept(loops: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[bool] = []

    def njit(_: object, *, nogil: bool, cache: bool = False) -> object:
        kept.append(cache)
        if cache:
            # As numba says it where neither the folder of the module nor that of the user can be written to.
            raise RuntimeError("cannot cache function: no locator available")
        return lambda loop: loop

    monkeypatch.setattr(loops.numba, "njit", njit)
    double = loops._compiled()(lambda number: 2 * number)
    assert (double(21), kept) == (42, [True, False])


def test_other_numbers_than_those_compiled_for_are_refused(loops: ModuleType) -> None:
    days = np.array([1, 2], dtype=np.int64)
    with pytest.raises(TypeError, match="No matching definition"):
        loops.extent(days, np.zeros(2, dtype=np.int8), 0, days, days)
