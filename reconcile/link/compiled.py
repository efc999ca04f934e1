"""Whether loops are compiled: where the extra `compiled` is installed, and for so many records that it pays."""

from functools import cache
from importlib.util import find_spec
from types import ModuleType

COMPILED_FROM = 400_000
"""Claims and statements together. Loading compiled loops takes half a second, as much as they save there."""


def loops_for(records: int) -> ModuleType | None:
    """`reconcile.link.loops` for inputs of so many records; None: all is done in steps of numpy."""
    return _loops() if records >= COMPILED_FROM else None


@cache
def _loops() -> ModuleType | None:
    if find_spec("numba") is None:
        return None
    # Loaded where it is used: it takes longer than a small run.
    from reconcile.link import loops

    return loops
