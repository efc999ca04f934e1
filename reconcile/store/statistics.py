"""What PostgreSQL knows of the sizes of tables, by which it plans its queries.

It gathers that by itself, some time after many rows came. Until then it takes a large table for a small one and reads
it whole for every few rows that are asked of it: a run right after ingest would take a quarter longer, and with ten
times the records a hundred times as long for that part.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, text

from reconcile.store.schema import Schema

MANY = 10_000
"""Rows from which on they are gathered at once."""


def refresh_statistics(connection: Connection, tables: Iterable[type[Schema]]) -> None:
    """Of the columns that rows are found by: those of all columns would take five times as long.

    Nothing on SQLite, which plans by the indexes alone. Where the tables are another's, PostgreSQL passes over them
    with a warning.
    """
    if connection.dialect.name == "postgresql":
        for table in tables:
            columns = ", ".join(_found_by(table))
            connection.execute(text(f"ANALYZE {table.__tablename__} ({columns})"))


def _found_by(table: type[Schema]) -> list[str]:
    """Names of the columns of its keys and indexes."""
    whole = Schema.metadata.tables[table.__tablename__]
    keys = [*whole.primary_key, *(column for index in whole.indexes for column in index.columns)]
    return sorted({column.name for column in keys})
