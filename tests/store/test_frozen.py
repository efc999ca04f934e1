"""Databases that earlier versions left behind: upgraded, with all that was in them."""

import lzma
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from reconcile.domain.outcomes import RunState
from reconcile.errors import DatabaseError
from reconcile.pipeline.running import run_reconciliation
from reconcile.settings import Settings
from reconcile.store import open_database, upgrade_database
from reconcile.store.addresses import parse_address
from reconcile.store.engines import make_engine
from tests.conftest import BOTH, newest_revision

FROZEN = Path(__file__).parent / "frozen"
PROJECT = Path(__file__).resolve().parents[2]
SCHEMAS = sorted(path.name.removesuffix(".db.xz") for path in FROZEN.glob("*.db.xz"))
AFTER = datetime(2026, 11, 26, tzinfo=UTC)
RUN_AFTER = [
    *(("sqlite", schema) for schema in SCHEMAS),
    *(pytest.param("postgresql", schema, marks=pytest.mark.postgres) for schema in (SCHEMAS[0], SCHEMAS[-1])),
]
"""A run after an upgrade brings the whole gazetteer anew, so on PostgreSQL the oldest and the newest stand for all."""


@pytest.fixture(params=BOTH)
def thawed(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Puts the frozen database of a schema into a fresh one; its address."""

    def thaw(schema: str) -> str:
        if request.param == "sqlite":
            path = tmp_path / "frozen.db"
            path.write_bytes(lzma.decompress((FROZEN / f"{schema}.db.xz").read_bytes()))
            return f"sqlite:///{path}"
        url: str = request.getfixturevalue("empty_postgres_url")
        engine = make_engine(parse_address(url))
        with engine.begin() as connection:
            raw: Any = connection.connection.driver_connection
            raw.execute(lzma.decompress((FROZEN / f"{schema}.sql.xz").read_bytes()).decode("utf-8"))
        engine.dispose()
        return url

    return thaw


def content(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """What was in the tables of 0001, whatever else is there."""
    columns = {
        "claims": "id, record_id, version, digest, known_from, claimant, place, killed_min, persons, text_digest",
        "statements": "id, record_id, version, digest, known_from, issuer, place, own_killed_min",
        "texts": "digest, content, erased_at, erased_why",
        "runs": "number, key, state, as_of, started, ended, error, last_claim, last_statement, last_coverage",
        "findings": "id, claim, flag, status, stance, reason, first_run, last_run",
        "pairs": "id, claim, statement, role, weight, sentence, digest, first_run, last_run",
        "decisions": "id, kind, claim, statement, verdict, author, decided_at, reason, supersedes",
        "coverage": "id, source, first_day, last_day, basis",
        "batches": "id, kind, file, file_digest, ingested_at, read, new",
    }
    engine = make_engine(parse_address(url))
    with engine.connect() as connection:
        found = {
            table: [tuple(row) for row in connection.execute(text(f"SELECT {listed} FROM {table} ORDER BY 1"))]  # noqa: S608
            for table, listed in columns.items()
        }
    engine.dispose()
    return found


def test_every_released_schema_is_frozen_for_both_databases() -> None:
    released = [path.name[:4] for path in (PROJECT / "migrations" / "versions").glob("0*.py")]
    never_alone = {"0003"}  # its tables came with those of 0004, in one step
    assert set(released) - set(SCHEMAS) == never_alone | {newest_revision()}
    assert sorted(path.name.removesuffix(".sql.xz") for path in FROZEN.glob("*.sql.xz")) == SCHEMAS


@pytest.mark.parametrize("schema", SCHEMAS)
def test_it_is_upgraded_with_all_that_was_in_it(thawed: Callable[[str], str], schema: str) -> None:
    url = thawed(schema)
    with pytest.raises(DatabaseError, match="reconcile db upgrade"):
        open_database(url)
    before = content(url)
    assert len(before["claims"]) > 15
    assert len(before["decisions"]) == 3
    upgrade_database(url)
    assert content(url) == before
    upgrade_database(url)
    with open_database(url) as database:
        first, second = (database.load_outcome(number) for number in (1, 2))
        assert (len(first.findings), len(second.findings)) == (len(first.claims), len(second.claims))
        assert database.run(3).state is RunState.FAILED
        assert database.verify().faults == ()
        assert database.faults() == ()


@pytest.mark.parametrize(("thawed", "schema"), RUN_AFTER, indirect=["thawed"])
def test_work_goes_on_where_it_stood(thawed: Callable[[str], str], schema: str) -> None:
    url = thawed(schema)
    upgrade_database(url)
    result = run_reconciliation(url, Settings(), AFTER, AFTER)
    with open_database(url) as database:
        held, found = database.load_outcome(2), database.load_outcome(result.run.number)
        taken_back = {"c-other"} if any(batch.withdrawn_at for batch in database.batches()) else set()
        assert {claim.id for claim in held.claims} - {claim.id for claim in found.claims} == taken_back
        assert [run.state for run in database.runs()][:-3] == [RunState.DONE] * (result.run.number - 3)
        assert database.verify().faults == ()


@pytest.mark.parametrize("schema", [schema for schema in SCHEMAS if schema >= "0008"])
def test_what_was_taken_back_is_in_the_chain_now(thawed: Callable[[str], str], schema: str) -> None:
    url = thawed(schema)
    upgrade_database(url)
    with open_database(url) as database, database._engine.begin() as connection:
        assert [batch.file for batch in database.batches() if batch.withdrawn_at] == ["other.jsonl"]
        connection.execute(text("UPDATE withdrawals SET reason = 'another'"))
    with open_database(url) as database:
        assert [(fault.table, fault.row) for fault in database.verify().faults] == [("withdrawals", 1)]
