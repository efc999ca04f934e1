"""Columns are the cells that rows would have held."""

from sqlalchemy import select

from reconcile.store import Database
from reconcile.store.engines import reading
from reconcile.store.fetching import fetch_chunks, fetch_columns, fetch_parts, fetch_rows
from reconcile.store.record_tables import ClaimRow
from tests.store.making import claim, ingest

QUERY = select(ClaimRow.__table__).order_by(ClaimRow.id)


def test_columns_are_rows_on_their_side(database: Database) -> None:
    ingest(database, [claim(f"c{n}", withdrawn=bool(n % 2), killed_min=n % 3 or None) for n in range(7)])
    with reading(database._engine) as connection:
        rows = [tuple(row) for row in connection.execute(QUERY)]
        assert list(fetch_rows(connection, QUERY)) == rows
        assert fetch_columns(connection, QUERY) == list(zip(*rows, strict=True))
        chunks = [list(zip(*columns, strict=True)) for columns in fetch_chunks(connection, QUERY, 3)]
    assert [len(chunk) for chunk in chunks] == [3, 3, 1]
    assert [row for chunk in chunks for row in chunk] == rows


def test_where_nothing_is_found_there_are_columns_all_the_same(database: Database) -> None:
    with reading(database._engine) as connection:
        assert fetch_columns(connection, QUERY) == [()] * len(QUERY.selected_columns)
        assert list(fetch_rows(connection, QUERY)) == []


def test_rows_that_are_alike_share_what_is_made_of_them(database: Database) -> None:
    ingest(database, [claim(f"c{n}", place="Gao" if n % 2 else "Kidal") for n in range(4)])
    columns = ClaimRow.__table__.c
    query = select(columns.id, columns.place, columns.withdrawn).order_by(columns.id)
    with reading(database._engine) as connection:
        parts = fetch_parts(connection, query, lambda *cells: list(cells), {})
    assert {row: made for row, (made,) in parts.items()} == {
        1: ["Kidal", None], 2: ["Gao", None], 3: ["Kidal", None], 4: ["Gao", None],
    }  # fmt: skip
    assert parts[1][0] is parts[3][0]
