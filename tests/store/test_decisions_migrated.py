"""Decisions that a database held before there were accounts."""

from datetime import UTC, datetime

from alembic import command
from sqlalchemy import text

from reconcile.domain.decisions import DecisionKind, Role, Subject
from reconcile.domain.standing import fold
from reconcile.store import open_database
from reconcile.store.addresses import parse_address
from reconcile.store.engines import make_engine, writing
from reconcile.store.migrating import alembic_config, upgrade_engine

ROWS = """INSERT INTO decisions VALUES
 (1, 'pair', 'c1', 's1', 'same_event', 'ana', '2026-11-25 09:00:00.000000', 'Both name the convoy.', :a, :b, NULL),
 (2, 'pair', 'c1', 's1', 'not_same', 'ben', '2026-11-26 09:00:00.000000', 'Another day.', :a, :b, 1),
 (3, 'flag', 'c1', NULL, 'agreement', 'ana', '2026-11-24 09:00:00.000000', NULL, :a, NULL, NULL)"""


def test_they_stay_in_force_and_their_authors_get_closed_accounts(empty_database_url: str) -> None:
    engine = make_engine(parse_address(empty_database_url), foreign_keys=False)
    with writing(engine) as connection:
        command.upgrade(alembic_config(connection), "0001")
        connection.execute(text(ROWS), {"a": "a" * 64, "b": "b" * 64})
    upgrade_engine(engine)
    engine.dispose()
    with open_database(empty_database_url) as database:
        standing = fold(database.decisions())
        accounts = database.accounts()
        assert database.password_hash("ana") == "none"
    pair = Subject(kind=DecisionKind.PAIR, claim="c1", statement="s1")
    in_force = standing[pair].in_force
    assert in_force is not None
    assert (in_force.number, in_force.verdict, in_force.supersedes) == (2, "not_same", 1)
    assert [(one.name, one.role, one.active) for one in accounts] == [
        ("ana", Role.VIEWER, False),
        ("ben", Role.VIEWER, False),
    ]
    assert accounts[0].created_at == datetime(2026, 11, 24, 9, tzinfo=UTC)
