"""Many rows at once."""

from collections.abc import Callable, Collection, Iterable, Sequence
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.orm import InstrumentedAttribute

from reconcile.store.schema import Schema

K = TypeVar("K")


def add_rows(connection: Connection, table: type[Schema], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all have the same columns."""
    if rows:
        columns = list(rows[0])
        take = itemgetter(*columns) if len(columns) > 1 else lambda row: (row[columns[0]],)
        add_values(connection, table, columns, [take(row) for row in rows])


def add_values(
    connection: Connection, table: type[Schema], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert rows of values.

    Past SQLAlchemy's own INSERT, which spends more on each parameter than the drivers do; values pass through the
    types of their columns all the same, those that repeat in a column once.
    """
    if not rows:
        return
    whole = Schema.metadata.tables[table.__tablename__]
    kinds = [whole.c[name].type.dialect_impl(connection.dialect) for name in columns]
    makers: list[Callable[[Any], Any] | None] = [kind.bind_processor(connection.dialect) for kind in kinds]
    told = zip(zip(*rows, strict=True), makers, strict=True)
    try:
        sent = [column if make is None else _made(column, make) for column, make in told]
        add_tuples(connection, table, columns, zip(*sent, strict=True))
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
        marks = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {whole.name} ({quoted}) VALUES ({marks})"  # noqa: S608 - names of our own schema
        connection.exec_driver_sql(statement, list(rows))


def known_keys(connection: Connection, column: InstrumentedAttribute[K], keys: Collection[K]) -> set[K]:
    """Which of these keys are there. Under the write lock none can be added before ours are."""
    return set(connection.execute(select(column).where(column.in_(keys))).scalars())


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
