"""Rows added at once come back as they went in, however many a statement holds."""

from typing import Any

import pytest
from sqlalchemy import select

from reconcile.store import Database
from reconcile.store.bulk import MOST_PARAMETERS, add_values
from reconcile.store.engines import reading, writing
from reconcile.store.record_tables import TextRow
from reconcile.store.reference_tables import ReferenceKind, ReferenceStateRow

COLUMNS = ("id", "kind", "digest")
JUST = MOST_PARAMETERS // len(COLUMNS)


def states(number: int) -> list[tuple[Any, ...]]:
    return [(place, ReferenceKind.VALUES, f"digest {place}") for place in range(1, number + 1)]


@pytest.mark.parametrize("number", [1, JUST - 1, JUST, JUST + 1, 2 * JUST, 3 * JUST + 2])
def test_all_rows_are_kept_in_their_order(database: Database, number: int) -> None:
    rows = states(number)
    with writing(database._engine) as connection:
        add_values(connection, ReferenceStateRow, COLUMNS, rows)
    columns = [getattr(ReferenceStateRow, name) for name in COLUMNS]
    with reading(database._engine) as connection:
        found = connection.execute(select(*columns).order_by(ReferenceStateRow.id)).all()
    assert [tuple(row) for row in found] == rows


def test_a_column_that_is_empty_throughout_is_empty_as_one_that_is_not(database: Database) -> None:
    columns = ("digest", "content", "erased_at", "erased_why")
    with writing(database._engine) as connection:
        add_values(connection, TextRow, columns, [("a", "one", None, None), ("b", "two", None, None)])
    with reading(database._engine) as connection:
        found = connection.execute(select(*(getattr(TextRow, name) for name in columns)).order_by(TextRow.digest))
        assert [tuple(row) for row in found] == [("a", "one", None, None), ("b", "two", None, None)]
