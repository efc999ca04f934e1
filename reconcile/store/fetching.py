"""Many rows read at once, column by column: what repeats is made into a value once.

SQLAlchemy's own rows cost more than all else on long reads: every cell passes through the type of its column, dates and
codes in Python. Here the driver's rows are taken as they are, and each distinct cell of a column is made once.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, Select

from reconcile.store.chunks import CHUNK

T = TypeVar("T")

Maker = Callable[[Any], Any]
Query = Select[*tuple[Any, ...]]


def fetch_columns(connection: Connection, query: Query) -> list[tuple[Any, ...]]:
    """The columns of all rows that a query finds, in their order; as many as it selects, also where it finds none."""
    return next(fetch_chunks(connection, query, None), [()] * len(query.selected_columns))


def fetch_rows(connection: Connection, query: Query) -> Iterator[tuple[Any, ...]]:
    """The rows that a query finds, as plain tuples."""
    return zip(*fetch_columns(connection, query), strict=True)


def fetch_chunks(connection: Connection, query: Query, size: int | None = CHUNK) -> Iterator[list[tuple[Any, ...]]]:
    """The columns of up to `size` rows at a time (None: of all at once)."""
    with _opened(connection, query) as (cursor, makers):
        while rows := (cursor.fetchall() if size is None else cursor.fetchmany(size)):
            yield [
                told if make is None else _made(told, make)
                for told, make in zip(zip(*rows, strict=True), makers, strict=True)
            ]


def fetch_parts(
    connection: Connection, query: Query, make: Callable[..., T], made: dict[tuple[Any, ...], tuple[T]]
) -> dict[Any, tuple[T, ...]]:
    """By the first column of a query, in the order of its rows: what is made of the others.

    `made` holds by its cells, as the driver gives them, what was made before; rows with equal cells share one value,
    and keys that have that value alone share the tuple it stands in.
    """
    found: dict[Any, tuple[T, ...]] = {}
    with _opened(connection, query) as (cursor, makers):
        for row in cursor.fetchall():
            key, cells = row[0], row[1:]
            one = made.get(cells)
            if one is None:
                values = zip(cells, makers[1:], strict=True)
                one = made[cells] = (make(*(cell if maker is None else maker(cell) for cell, maker in values)),)
            found[key] = (*found[key], *one) if key in found else one
    return found


@contextmanager
def _opened(connection: Connection, query: Query) -> Iterator[tuple[Any, list[Maker | None]]]:
    """The driver's cursor over the rows, and what makes values of its cells (None: they are values)."""
    with closing(connection.execute(query)) as result:
        cursor: Any = result.cursor
        kinds = [told[1] for told in cursor.description]
        dialect = connection.dialect
        yield (
            cursor,
            [
                column.type.dialect_impl(dialect).result_processor(dialect, kind)
                for column, kind in zip(query.selected_columns, kinds, strict=True)
            ],
        )


def _made(column: tuple[Any, ...], make: Maker) -> tuple[Any, ...]:
    told = {cell: make(cell) for cell in set(column)}
    return tuple([told[cell] for cell in column])
