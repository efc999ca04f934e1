"""Whether loops are compiled: where the extra `compiled` is installed, and for so many records that it pays.

`reconcile.link.loops` is imported inside the functions that call it: loading it takes longer than a small run.
"""

from functools import cache

COMPILED_FROM = 400_000
"""Claims and statements together. Loading compiled loops takes half a second, as much as they save there."""


def compiled_for(records: int) -> bool:
    """Whether inputs of so many records are walked by compiled loops and not in steps of numpy."""
    return records >= COMPILED_FROM and _numba_loads()


@cache
def _numba_loads() -> bool:
    try:
        import numba  # noqa: F401
    except (ImportError, OSError):
        # It is not there, or cannot be loaded beside the numpy or on the system at hand. What is found is the same.
        return False
    return True
