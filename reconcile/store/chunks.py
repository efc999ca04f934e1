"""Long inputs in pieces of bounded size."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

T = TypeVar("T")

CHUNK = 2_000
"""Rows per statement: large enough that a statement costs nothing, small enough for any limit on parameters."""
VALUED = 10_000
"""Versions whose values are kept in one transaction."""
CLOSE = 2
"""Row numbers are close where at least every second one is wanted."""


def among(column: InstrumentedAttribute[int], numbers: Sequence[int]) -> ColumnElement[bool]:
    """That `column` is one of the ascending `numbers`, or (where they lie close) between the first and the last: the
    statement is then the same for every chunk and need not be compiled anew. What lies between is for the caller to
    leave out."""
    if numbers and numbers[-1] - numbers[0] < CLOSE * len(numbers):
        return column.between(numbers[0], numbers[-1])
    return column.in_(numbers)


def chunked(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Lists of up to `size` items, in order. Reads no further ahead than the list it gives."""
    waiting = iter(items)
    while chunk := list(islice(waiting, size)):
        yield chunk
