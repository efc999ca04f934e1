"""Two things at once: numpy leaves the interpreter to another thread while it works on an array."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def both(one: Callable[[], T], other: Callable[[], T]) -> tuple[T, T]:
    """What the two give, one done here and the other on a thread of its own meanwhile."""
    with ThreadPoolExecutor(1) as beside:
        meanwhile = beside.submit(other)
        return one(), meanwhile.result()
