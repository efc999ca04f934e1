"""Long inputs in pieces of bounded size."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Boolean, ColumnElement, Integer, String, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

T = TypeVar("T")

CHUNK = 2_000
"""Rows per statement: large enough that a statement costs nothing, small enough for any limit on parameters."""
VALUED = 10_000
"""Versions whose values are kept in one transaction."""
CLOSE = 2
"""Row numbers are close where at least every second one is wanted."""


def among(column: InstrumentedAttribute[int] | ColumnElement[int], numbers: Sequence[int]) -> ColumnElement[bool]:
    """That `column` is one of the ascending `numbers`, or (where they lie close) between the first and the last; what
    lies between is for the caller to leave out. The statement is the same for every chunk and is not compiled anew."""
    if numbers and numbers[-1] - numbers[0] < CLOSE * len(numbers):
        return column.between(numbers[0], numbers[-1])
    listed = _Numbers(literal(json.dumps(list(numbers)), String()))
    return column.op("IN", is_comparison=True, return_type=Boolean())(listed)


class _Numbers(FunctionElement[int]):
    """The numbers of a JSON list, in one parameter: a parameter for each costs more than finding its row."""

    name = "numbers"
    type = Integer()
    inherit_cache = True


@compiles(_Numbers, "sqlite")
def _of_sqlite(element: _Numbers, compiler: SQLCompiler, **options: Any) -> str:
    told = compiler.process(element.clauses, **options)
    return f"(SELECT value FROM json_each({told}))"  # noqa: S608 - a mark for the parameter


@compiles(_Numbers, "postgresql")
def _of_postgresql(element: _Numbers, compiler: SQLCompiler, **options: Any) -> str:
    told = compiler.process(element.clauses, **options)
    return f"(SELECT unnest(CAST(translate({told}, '[]', '{{}}') AS bigint[])))"


def chunked(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Lists of up to `size` items, in order. Reads no further ahead than the list it gives."""
    waiting = iter(items)
    while chunk := list(islice(waiting, size)):
        yield chunk
