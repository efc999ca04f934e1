"""Long inputs in pieces of bounded size."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

CHUNK = 2_000
"""Rows per statement: large enough that a statement costs nothing, small enough for any limit on parameters."""


def chunked(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Lists of up to `size` items, in order. Reads no further ahead than the list it gives."""
    waiting = iter(items)
    while chunk := list(islice(waiting, size)):
        yield chunk
