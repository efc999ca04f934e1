"""Whatever breaks in the middle (disk, connection, another process) is told in a sentence, and nothing is half done."""

import multiprocessing
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event, text

from reconcile.domain.outcomes import RunState
from reconcile.domain.records import RecordKind
from reconcile.errors import DatabaseError, LockedError, NotFoundError
from reconcile.locations import fixtures
from reconcile.pipeline.collecting import ingest_file
from reconcile.pipeline.running import run_reconciliation
from reconcile.settings import Settings
from reconcile.store import open_database
from tests.conftest import on_server
from tests.pipeline.running import export_bytes
from tests.pipeline.victim import AS_OF, NOW, collect, work
from tests.stocked import STOCKED

FORKED = multiprocessing.get_context("fork")
"""Processes that need not read the program and its tables again."""
LARGE = 200_000_000
"""Bytes, as all sizes of file systems here."""
SPARE = (40_000, 120_000)


def at_once(task: Callable[[], object], times: int) -> list[object]:
    """What so many processes give back that are let go at one instant; LockedError where it was raised."""
    barrier, answers = FORKED.Barrier(times), FORKED.SimpleQueue()

    def told() -> None:
        barrier.wait(60)
        try:
            answers.put(task())
        except LockedError:
            answers.put(LockedError)

    started = [FORKED.Process(target=told) for _ in range(times)]
    for process in started:
        process.start()
    for process in started:
        process.join(300)
    assert [process.exitcode for process in started] == [0] * times
    found = [answers.get() for _ in started]
    answers.close()
    return found


def unharmed(url: str) -> None:
    with open_database(url) as database:
        assert database.verify().faults == ()
        assert database.faults() == ()


def states(url: str) -> list[RunState]:
    """Of the runs, from the latest."""
    with open_database(url) as database:
        return [run.state for run in database.runs()]


@pytest.mark.parametrize("runs", [2, 8])
def test_runs_started_at_once(stocked_url: str, tmp_path: Path, runs: int) -> None:
    """Whoever finds the lock taken is told so; whoever comes when it is free again finds the same."""
    collect(stocked_url, tmp_path)
    keys = at_once(lambda: run_reconciliation(stocked_url, Settings(), AS_OF, NOW).run.key, runs)
    done = [key for key in keys if key is not LockedError]
    assert len(set(done)) == 1
    assert states(stocked_url) == [RunState.DONE] * len(done)
    found = export_bytes(stocked_url, tmp_path)
    run_reconciliation(stocked_url, Settings(), AS_OF, NOW)
    assert export_bytes(stocked_url, tmp_path) == found
    unharmed(stocked_url)


def test_a_run_that_starts_while_another_is_at_work(stocked_url: str, tmp_path: Path) -> None:
    collect(stocked_url, tmp_path)
    refused: list[str] = []

    def overlap(done: int) -> None:
        with pytest.raises(LockedError) as told:
            run_reconciliation(stocked_url, Settings(), AS_OF, NOW)
        refused.append(str(told.value))

    run_reconciliation(stocked_url, Settings(), AS_OF, NOW, progress=overlap)
    assert len(refused) >= 3
    assert states(stocked_url) == [RunState.DONE]


def test_one_file_ingested_by_two_processes(stocked_url: str, tmp_path: Path) -> None:
    file = tmp_path / "claims.jsonl"
    shutil.copy(fixtures() / "mali-2017-04" / "claims.jsonl", file)
    good = len(file.read_text(encoding="utf-8").splitlines())
    with file.open("a", encoding="utf-8") as more:
        more.write('{"id": "nobody"}\n')
    told: list[Any] = at_once(lambda: dict(ingest_file(stocked_url, RecordKind.CLAIM, file, NOW).counts), 2)
    for counts, new in zip(sorted(told, key=itemgetter("new")), (0, good), strict=True):
        assert counts == {"read": good + 1, "new": new, "new versions": 0, "unchanged": good - new, "rejected": 1}
    rejects = (tmp_path / "claims.jsonl.rejects.jsonl").read_text(encoding="utf-8")
    assert rejects.count("nobody") == 1
    with open_database(stocked_url) as database:
        assert len(database.known_versions(RecordKind.CLAIM, NOW)) == good
    unharmed(stocked_url)


# ---- a full disk ----


@contextmanager
def no_more_pages(url: str, spare: int) -> Iterator[None]:
    """SQLite may grow the file by so many pages and no more."""
    size = create_engine(url)
    with size.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar() or 0
    size.dispose()

    def limit(connection: Any, record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages + spare}")

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


@pytest.mark.parametrize("spare", [0, 4])
def test_a_full_disk_is_told_and_nothing_is_half_written(stocked_sqlite_url: str, tmp_path: Path, spare: int) -> None:
    url = stocked_sqlite_url
    with no_more_pages(url, spare), pytest.raises(DatabaseError, match="full"):
        collect(url, tmp_path)
    unharmed(url)
    collect(url, tmp_path)
    with no_more_pages(url, spare), pytest.raises(DatabaseError, match="full"):
        run_reconciliation(url, Settings(), AS_OF, NOW)
    with open_database(url) as database:
        assert database.latest_run() is None
    work(url, tmp_path)
    shown = export_bytes(url, tmp_path)
    run_reconciliation(url, Settings(), AS_OF, NOW)
    assert export_bytes(url, tmp_path) == shown
    unharmed(url)


@contextmanager
def small_file_system(folder: Path) -> Iterator[Callable[[int], None]]:
    """A file system of its own; what is yielded leaves so many bytes free in it."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small file system")
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={LARGE}", "tmpfs", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")

    def leave_free(spare: int) -> None:
        now = os.statvfs(folder)
        taken = (now.f_blocks - now.f_bfree) * now.f_frsize
        subprocess.run(["mount", "-o", f"remount,size={taken + spare}", str(folder)], check=True)

    try:
        yield leave_free
    finally:
        subprocess.run(["umount", str(folder)], check=True)
        folder.rmdir()


def full_and_then_not(url: str, other: str, leave_free: Callable[[int], None], spare: int, folder: Path) -> None:
    """The work is refused where there is no room, and done when there is: as in another database that had room."""
    leave_free(spare)
    with pytest.raises(DatabaseError, match=r"full|No space left|disk I/O"):
        work(url, folder)
    leave_free(LARGE)
    unharmed(url)
    work(url, folder)
    work(other, folder)
    assert export_bytes(url, folder) == export_bytes(other, folder)
    assert RunState.RUNNING not in states(url)
    unharmed(url)


@pytest.mark.parametrize("spare", SPARE)
def test_a_full_file_system_under_sqlite(stocked_sqlite_url: str, tmp_path: Path, spare: int) -> None:
    small = tmp_path / "small"
    with small_file_system(small) as leave_free:
        shutil.copy(stocked_sqlite_url.removeprefix("sqlite:///"), small / "reconcile.db")
        full_and_then_not(f"sqlite:///{small / 'reconcile.db'}", stocked_sqlite_url, leave_free, spare, tmp_path)


@pytest.mark.parametrize("spare", SPARE)
def test_a_full_tablespace_under_postgresql(
    stocked_postgres_url: str, postgres_address: str, tmp_path: Path, spare: int
) -> None:
    small = Path(postgres_address.rpartition("=")[2]) / "small"
    with small_file_system(small) as leave_free, ExitStack() as made:
        shutil.chown(small, "nobody")
        on_server(postgres_address, f"CREATE TABLESPACE small LOCATION '{small}'")
        made.callback(on_server, postgres_address, "DROP TABLESPACE small")
        on_server(postgres_address, f"CREATE DATABASE full_one TEMPLATE {STOCKED} TABLESPACE small")
        made.callback(on_server, postgres_address, "DROP DATABASE full_one WITH (FORCE)")
        full_and_then_not(postgres_address.format("full_one"), stocked_postgres_url, leave_free, spare, tmp_path)


# ---- connections ----


def drop_connections(url: str, address: str, *, but_the_lock: bool = False) -> None:
    """The server ends every connection to the database (or all but the one that holds the lock of runs)."""
    name = url.split("@/")[1].split("?")[0]
    kept = "AND query NOT LIKE '%advisory_lock%'" if but_the_lock else ""
    on_server(address, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' {kept}")  # noqa: S608


@pytest.mark.parametrize("call", [1, 2, 3])
def test_connections_that_are_dropped_in_the_middle(
    stocked_postgres_url: str, postgres_address: str, tmp_path: Path, call: int
) -> None:
    """While values are made of claims, of statements, and while pairs are compared. With its connection a run loses its
    lock; as no other has begun, it may end, and whether it does or not, its record says so."""
    url = stocked_postgres_url
    collect(url, tmp_path)
    calls = iter(range(1, 99))

    def drop(done: int) -> None:
        if next(calls) == call:
            drop_connections(url, postgres_address)

    with suppress(DatabaseError):
        run_reconciliation(url, Settings(), AS_OF, NOW, progress=drop)
    assert next(calls) > call
    assert RunState.RUNNING not in states(url)
    found = run_reconciliation(url, Settings(), AS_OF, NOW)
    assert found.run.number == len(states(url))
    unharmed(url)


@pytest.mark.parametrize("after", ["UPDATE runs", "SELECT max(findings.id)"])
def test_a_transaction_whose_connection_is_dropped(
    stocked_postgres_url: str, postgres_address: str, tmp_path: Path, after: str
) -> None:
    """While the outcome is written: none of it is there, and the record says that the run failed."""
    url = stocked_postgres_url
    collect(url, tmp_path)
    left = [after]

    def drop(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if left and statement.startswith(left[0]):
            left.clear()
            drop_connections(url, postgres_address, but_the_lock=True)

    event.listen(Engine, "after_cursor_execute", drop)
    try:
        with pytest.raises(DatabaseError, match=r"connection to the database .* was lost"):
            run_reconciliation(url, Settings(), AS_OF, NOW)
    finally:
        event.remove(Engine, "after_cursor_execute", drop)
    assert states(url) == [RunState.FAILED]
    run_reconciliation(url, Settings(), AS_OF, NOW)
    assert states(url) == [RunState.DONE, RunState.FAILED]
    unharmed(url)


def test_a_run_that_lost_its_lock_writes_nothing(stocked_url: str, tmp_path: Path) -> None:
    """Its connection was dropped and another run has begun: that one closed its record, so it cannot end."""
    collect(stocked_url, tmp_path)
    calls = iter(range(99))

    def overtake(done: int) -> None:
        if next(calls) == 2:  # values were made for claims and statements: pairs are compared
            with open_database(stocked_url) as database:
                database.close_stale_runs(NOW)

    with pytest.raises(NotFoundError, match="Run 1 is no longer under way"):
        run_reconciliation(stocked_url, Settings(), AS_OF, NOW, progress=overtake)
    assert states(stocked_url) == [RunState.FAILED]
    unharmed(stocked_url)
