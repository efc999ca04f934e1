"""Statistics of tables that many rows came to."""

import pytest
from sqlalchemy import create_engine, text

from reconcile.domain.records import RecordKind
from reconcile.store import open_database
from reconcile.store.statistics import MANY


def gathered(url: str, table: str) -> bool:
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT reltuples FROM pg_class WHERE relname = :table"), {"table": table})
        found = rows.scalar_one()
    engine.dispose()
    return bool(found >= 0)


def test_postgresql_gathers_them_when_many_values_came(postgres_url: str) -> None:
    with open_database(postgres_url) as database:
        database.values_added(RecordKind.CLAIM, MANY - 1)
        assert not gathered(postgres_url, "claim_values")
        database.values_added(RecordKind.CLAIM, MANY)
    assert gathered(postgres_url, "claim_values")
    assert gathered(postgres_url, "claims")
    assert not gathered(postgres_url, "statement_values")


@pytest.mark.parametrize("number", [0, MANY])
def test_sqlite_needs_none(stocked_sqlite_url: str, number: int) -> None:
    with open_database(stocked_sqlite_url) as database:
        database.values_added(RecordKind.STATEMENT, number)
