"""When loops are compiled, and under which name compiled code is kept."""

import sys
from collections.abc import Iterator
from types import ModuleType

import numpy as np
import pytest

from reconcile.link import compiled
from reconcile.link.compiled import COMPILED_FROM, compiled_for


@pytest.fixture
def loops() -> ModuleType:
    pytest.importorskip("numba", reason="the extra `compiled` is not installed")
    from reconcile.link import loops

    return loops


@pytest.fixture
def _asked_anew() -> Iterator[None]:
    compiled._numba_loads.cache_clear()
    yield
    compiled._numba_loads.cache_clear()


def test_many_records_are_walked_by_compiled_loops_and_few_in_steps(loops: ModuleType) -> None:
    assert compiled_for(COMPILED_FROM)
    assert not compiled_for(COMPILED_FROM - 1)


@pytest.mark.usefixtures("_asked_anew")
def test_where_numba_cannot_be_loaded_many_records_are_walked_in_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numba", None)
    assert not compiled_for(10 * COMPILED_FROM)


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


def test_compiled_code_is_kept_under_what_is_compiled_into_it(loops: ModuleType) -> None:
    assert loops.sift.__qualname__ == f"sift-{loops._FROZEN}"
    assert loops._digest(loops.DAYS, loops.Side._fields) != loops._digest(loops.DAYS + 1, loops.Side._fields)
    assert loops._digest(loops.DAYS, loops.Side._fields) != loops._digest(loops.DAYS, loops.Side._fields[::-1])


def test_other_numbers_than_those_compiled_for_are_refused(loops: ModuleType) -> None:
    days = np.array([1, 2], dtype=np.int64)
    with pytest.raises(TypeError, match="No matching definition"):
        loops.extent(days, np.zeros(2, dtype=np.int8), 0, days, days)
