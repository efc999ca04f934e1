"""Many rows at once."""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain
from operator import itemgetter
from sqlite3 import SQLITE_LIMIT_VARIABLE_NUMBER
from typing import Any, TypeVar

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.orm import InstrumentedAttribute

from reconcile.store.schema import Schema

K = TypeVar("K")

MOST_PARAMETERS = 8_000
"""Values in one statement of SQLite, where it takes so many: more make no difference."""


def add_rows(connection: Connection, table: type[Schema], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all have the same columns."""
    if rows:
        columns = list(rows[0])
        take = itemgetter(*columns) if len(columns) > 1 else lambda row: (row[columns[0]],)
        add_values(connection, table, columns, [take(row) for row in rows])


def add_values(
    connection: Connection, table: type[Schema], columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Insert rows of values.

    Past SQLAlchemy's own INSERT, which spends more on each parameter than the drivers do; values pass through the
    types of their columns all the same, those that repeat in a column once. Columns that are empty in all rows are left
    out: to the drivers an empty value is dearer than a text.
    """
    if not rows:
        return
    whole = Schema.metadata.tables[table.__tablename__]
    kinds = [whole.c[name].type.dialect_impl(connection.dialect) for name in columns]
    makers: list[Callable[[Any], Any] | None] = [kind.bind_processor(connection.dialect) for kind in kinds]
    told = zip(zip(*rows, strict=True), makers, strict=True)
    try:
        sent = [column if make is None else _made(column, make) for column, make in told]
        stated = [place for place, column in enumerate(sent) if any(value is not None for value in column)]
        add_tuples(
            connection,
            table,
            [columns[place] for place in stated],
            zip(*(sent[place] for place in stated), strict=True),
        )
    except ValueError as error:
        raise StatementError(str(error), f"insert into {whole.name}", None, error) from error


def _made(column: tuple[Any, ...], make: Callable[[Any], Any]) -> list[Any]:
    """What the driver takes for the values of a column. Raises ValueError where its type refuses one."""
    try:
        made = {value: make(value) for value in set(column)}
    except TypeError:
        # Mappings and lists, which go into JSON, have no hash.
        return [make(value) for value in column]
    return [made[value] for value in column]


def add_tuples(
    connection: Connection, table: type[Schema], columns: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Insert rows as the driver takes them: codes and JSON are text already."""
    whole = Schema.metadata.tables[table.__tablename__]
    quoted = ", ".join(connection.dialect.identifier_preparer.quote(name) for name in columns)
    if connection.dialect.name == "postgresql":
        _copy(connection, f"COPY {whole.name} ({quoted}) FROM STDIN", rows)
    else:
        statement = f"INSERT INTO {whole.name} ({quoted}) VALUES "  # noqa: S608 - names of our own schema
        _insert(connection, statement, list(rows), len(columns))


def known_keys(connection: Connection, column: InstrumentedAttribute[K], keys: Collection[K]) -> set[K]:
    """Which of these keys are there. Under the write lock none can be added before ours are."""
    return set(connection.execute(select(column).where(column.in_(keys))).scalars())


def _insert(connection: Connection, statement: str, rows: list[tuple[Any, ...]], width: int) -> None:
    """Many rows in a statement: SQLite makes the lists of codes that a table checks anew for every statement, which
    takes longer than all else."""
    raw: Any = connection.connection.driver_connection
    many = max(1, min(MOST_PARAMETERS, raw.getlimit(SQLITE_LIMIT_VARIABLE_NUMBER)) // width)
    marks = f"({', '.join('?' * width)})"
    whole = len(rows) - len(rows) % many
    joined = [tuple(chain.from_iterable(rows[start : start + many])) for start in range(0, whole, many)]
    if joined:
        connection.exec_driver_sql(statement + ", ".join([marks] * many), joined)
    if rows[whole:]:
        connection.exec_driver_sql(statement + marks, rows[whole:])


def _copy(connection: Connection, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """COPY takes half the time that INSERT does."""
    driver: Any = connection.dialect.loaded_dbapi
    raw: Any = connection.connection.driver_connection
    try:
        with raw.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except driver.Error as error:
        lost = connection.dialect.is_disconnect(error, raw, None)
        raise DBAPIError.instance(statement, None, error, driver.Error, connection_invalidated=lost) from error
