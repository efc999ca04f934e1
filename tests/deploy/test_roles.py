"""The roles of deploy/postgres/roles.sql, on a server: what each can do, and what it cannot."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from reconcile.domain.admitting import ReviewRules
from reconcile.domain.decisions import Act, DecisionKind, Draft, Role, Subject
from reconcile.domain.erasures import ErasableField
from reconcile.domain.people import AccessKind
from reconcile.domain.records import RecordKind
from reconcile.domain.sessions import Session
from reconcile.errors import DatabaseError
from reconcile.pipeline.access import log_access
from reconcile.pipeline.collecting import ingest_coverage, ingest_file
from reconcile.pipeline.guarding import redact_record, verify_database
from reconcile.pipeline.publishing import finding_of, write_export, write_report
from reconcile.pipeline.running import run_reconciliation
from reconcile.pipeline.withdrawing import withdraw_batch
from reconcile.settings import Settings
from reconcile.store import Order, open_database
from reconcile.store.addresses import parse_address
from reconcile.store.engines import make_engine
from tests.cli.test_commands import CLAIM, STATEMENT, write

pytestmark = pytest.mark.postgres
ROLES = Path(__file__).resolve().parents[2] / "deploy" / "postgres" / "roles.sql"
NOW = datetime(2030, 1, 1, tzinfo=UTC)
LATER = datetime(2030, 1, 2, tzinfo=UTC)


def execute(url: str, command: str) -> None:
    engine = make_engine(parse_address(url))
    try:
        with engine.begin() as connection:
            raw: Any = connection.connection.driver_connection
            if ";" in command:
                raw.execute(command)
            else:
                connection.execute(text(command))
    finally:
        engine.dispose()


@pytest.fixture
def as_role(postgres_url: str) -> Iterator[Callable[[str], str]]:
    """The address of the database for somebody who logs in with a role; twice, for the file may be run again."""
    names = {"reconcile_runner": "hourly", "reconcile_analyst": "ana", "reconcile_reviewer": "rhea"}
    for _ in range(2):
        execute(postgres_url, ROLES.read_text(encoding="utf-8"))
    for role, name in names.items():
        execute(postgres_url, f"CREATE ROLE {name} LOGIN IN ROLE {role}")
    yield lambda role: postgres_url.replace("//tests@", f"//{names[role]}@")
    for name in names.values():
        execute(postgres_url, f"DROP ROLE {name}")


@pytest.fixture
def runner(as_role: Callable[[str], str], tmp_path: Path) -> str:
    """The address of the runner, who has ingested and run."""
    url = as_role("reconcile_runner")
    told = CLAIM | {"text": "words", "persons": "A. Person"}
    ingest_file(url, RecordKind.CLAIM, write(tmp_path / "claims.jsonl", told), NOW)
    ingest_file(url, RecordKind.STATEMENT, write(tmp_path / "statements.jsonl", STATEMENT), NOW)
    (tmp_path / "days.csv").write_text("source,from,to\nminusma,2017-03-01,2017-05-31\n", encoding="utf-8")
    ingest_coverage(url, tmp_path / "days.csv", Settings())
    assert run_reconciliation(url, Settings(), NOW, NOW).run.number == 1
    return url


def test_the_runner_ingests_and_runs_again_and_again(runner: str, postgres_url: str, tmp_path: Path) -> None:
    order = Order(author="owner", now=NOW, why="asked for")
    redact_record(postgres_url, RecordKind.CLAIM, "c1", [ErasableField.TEXT, ErasableField.PERSONS], order)
    told = CLAIM | {"text": "words", "persons": "A. Person", "killed_min": 7}
    counts = ingest_file(runner, RecordKind.CLAIM, write(tmp_path / "claims.jsonl", told), LATER).counts
    assert counts["new versions"] == 1, "with a tombstone for what it brings again"
    moved = STATEMENT | {"place": "Gao"}
    ingest_file(runner, RecordKind.STATEMENT, write(tmp_path / "statements.jsonl", moved), LATER)
    assert run_reconciliation(runner, Settings(), LATER, LATER).run.number == 2
    found = verify_database(runner)
    assert (found.faults, found.counts["chain"] > 6) == ((), True)


def test_the_runner_takes_a_batch_back_with_what_was_declared(runner: str) -> None:
    told = withdraw_batch(runner, 2, LATER, "wrong file", Settings(), with_declared=True)
    assert [one.name for one in told.declared] == ["MINUSMA"]
    with open_database(runner) as database:
        assert database.coverage(LATER) == ()


KEPT = ("claims", "statements", "texts", "documents", "decisions", "erasures", "chain", "coverage", "readings")
CHANGES = {
    "claims": "UPDATE claims SET place = 'Gao'",
    "statements": "UPDATE statements SET place = 'Gao'",
    "texts": "UPDATE texts SET content = 'other'",
    "decisions": "UPDATE decisions SET verdict = 'same_event'",
    "chain": "UPDATE chain SET number = number + 1",
    "erasures": "UPDATE erasures SET why = 'other'",
    "coverage": "UPDATE coverage SET last_day = '2018-01-01'",
}


@pytest.mark.parametrize(
    "command",
    [
        *(f"DELETE FROM {table}" for table in (*KEPT, "batches", "runs", "findings", "pairs")),  # noqa: S608
        *(f"TRUNCATE {table} CASCADE" for table in ("claims", "decisions")),
        *CHANGES.values(),
        "INSERT INTO accounts (name) VALUES ('x')",
        "INSERT INTO draft_decisions SELECT * FROM draft_decisions",
        "SELECT password_hash FROM accounts",
        "DROP TABLE decisions",
        "CREATE TABLE mine (id int)",
    ],
)
def test_what_the_runner_cannot_do(runner: str, command: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        execute(runner, command)


def test_the_reviewer_decides_and_starts_no_run(
    runner: str, as_role: Callable[[str], str], postgres_url: str, tmp_path: Path
) -> None:
    url = as_role("reconcile_reviewer")
    subject = Subject(kind=DecisionKind.PAIR, claim="c1", statement="s1")
    draft = Draft(act=Act.DECIDE, subject=subject, verdict="same_event", reason="As both say.")
    session = Session(digest="0" * 64, account="ada", opened_at=NOW, seen_at=NOW, ended_at=None)
    with open_database(postgres_url) as database:
        database.add_account("ada", Role.REVIEWER, "no hash", NOW)
    with open_database(url) as database:
        database.decide([draft], "ada", ReviewRules(two_person=frozenset(), grades=()), NOW)
        database.open_session(session)
        database.end_session(session.digest, NOW)
    log_access(url, AccessKind.EXPORT, "json of the latest run", NOW)
    ingest_file(url, RecordKind.CLAIM, write(tmp_path / "accepted.jsonl", CLAIM | {"id": "c-accepted"}), NOW)
    assert verify_database(url).faults == ()
    with pytest.raises(DatabaseError, match="permission denied"):
        run_reconciliation(url, Settings(), LATER, LATER)
    for command in ("UPDATE accounts SET role = 'admin'", "INSERT INTO runs SELECT * FROM runs", *CHANGES.values()):
        with pytest.raises(ProgrammingError, match="permission denied"):
            execute(url, command)
    for table in (*KEPT, "sessions", "access_log", "batches", "runs", "findings", "pairs"):
        with pytest.raises(ProgrammingError, match="permission denied"):
            execute(url, f"DELETE FROM {table}")  # noqa: S608


def test_the_analyst_reads_and_writes_nothing(runner: str, as_role: Callable[[str], str], tmp_path: Path) -> None:
    url = as_role("reconcile_analyst")
    assert write_report(url, Settings(), tmp_path / "report").exists()
    write_export(url, "json", tmp_path / "findings.json")
    log_access(url, AccessKind.EXPORT, "json of the latest run", NOW)
    for command in ("DELETE FROM access_log", "SELECT subject FROM access_log", "UPDATE access_log SET subject = ''"):
        with pytest.raises(ProgrammingError, match="permission denied"):
            execute(url, command)
    assert finding_of(url, "c1")[0].id == "c1"
    assert verify_database(url).faults == ()
    file = write(tmp_path / "claims.jsonl", CLAIM | {"id": "c2"})
    with pytest.raises(DatabaseError, match="permission denied"):
        ingest_file(url, RecordKind.CLAIM, file, NOW)
    with pytest.raises(DatabaseError, match="permission denied"):
        run_reconciliation(url, Settings(), NOW, NOW)
    for table in KEPT:
        for command in (f"DELETE FROM {table}", f"INSERT INTO {table} SELECT * FROM {table}"):  # noqa: S608
            with pytest.raises(ProgrammingError, match="permission denied"):
                execute(url, command)
    with pytest.raises(ProgrammingError, match="permission denied"):
        execute(url, "SELECT name FROM accounts")
