"""Two at once: runs exclude one another, ingests follow one another, readers are never held up."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from reconcile.domain.records import ClaimRecord, RecordKind
from reconcile.errors import LockedError
from reconcile.store import Database, IngestCounts, open_database, upgrade_database
from tests.conftest import newest_revision
from tests.store.making import FILE, LATER, NOW, claim, ingest

HOLD_THE_LOCK = """
import sys
from reconcile.store import open_database
with open_database(sys.argv[1]) as database, database.run_lock():
    print("held", flush=True)
    sys.stdin.read()
"""
INGEST = """
import sys
from reconcile.domain.records import RecordKind
from reconcile.store import open_database
from tests.store.making import FILE, NOW, claim
with open_database(sys.argv[1]) as database:
    sys.stdin.readline()
    lines = [(n, claim(f"c{n}", text=f"text {n % 7}", document=f"d{n % 5}")) for n in range(1, 3001)]
    counts = database.add_records(RecordKind.CLAIM, FILE, lines, NOW)
    print(counts.new, counts.new_versions, counts.unchanged)
"""


def other_process(code: str, url: str) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", code, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_a_second_run_is_told_at_once(database: Database, database_url: str) -> None:
    with open_database(database_url) as other:
        with database.run_lock(), pytest.raises(LockedError, match="Another run"), other.run_lock():
            pass
        with other.run_lock():
            pass


def test_the_lock_is_given_back_after_a_failure(database: Database) -> None:
    with pytest.raises(KeyboardInterrupt), database.run_lock():
        raise KeyboardInterrupt
    with database.run_lock():
        pass


def test_a_killed_run_leaves_no_lock(database: Database, database_url: str) -> None:
    with other_process(HOLD_THE_LOCK, database_url) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LockedError), database.run_lock():
            pass
        holder.kill()
        holder.wait()
    end = threading.Event()
    for _ in range(100):  # a server may take a moment to see that its client is gone
        try:
            with database.run_lock():
                return
        except LockedError:
            end.wait(0.05)
    pytest.fail("the lock outlived its holder")


def test_writing_goes_on_under_the_lock(database: Database) -> None:
    with database.run_lock():
        assert ingest(database, [claim()]).new == 1


def test_two_processes_ingest_one_file(database: Database, database_url: str) -> None:
    with other_process(INGEST, database_url) as one, other_process(INGEST, database_url) as two:
        told = [process.communicate("go\n")[0].split() for process in (one, two)]
    assert sorted(told) == [["0", "0", "3000"], ["3000", "0", "0"]]
    assert len(database.known_versions(RecordKind.CLAIM, LATER)) == 3_000


def test_two_threads_ingest_overlapping_files(database: Database) -> None:
    barrier = threading.Barrier(2)

    def work(first: int) -> IngestCounts:
        barrier.wait()
        return ingest(database, [claim(f"c{n}", document=f"d{n % 3}") for n in range(first, first + 1_000)])

    with ThreadPoolExecutor(2) as pool:
        counts = list(pool.map(work, (0, 500)))
    assert sum(count.new for count in counts) == 1_500
    assert sum(count.unchanged for count in counts) == 500


def test_row_numbers_become_visible_in_their_order(database: Database, database_url: str) -> None:
    """A mark taken while somebody ingests never has a gap below it that is filled later."""
    marks: list[tuple[int, int]] = []

    def lines(other: Database) -> Iterator[tuple[int, ClaimRecord]]:
        for n in range(1, 4_002):
            if n % 2_000 == 1:
                seen = other.marks()
                marks.append((seen.claims, len(other.known_versions(RecordKind.CLAIM, LATER, seen))))
            yield n, claim(f"c{n}")

    with open_database(database_url) as other:
        database.add_records(RecordKind.CLAIM, FILE, lines(other), NOW)
        marks.append((other.marks().claims, len(other.known_versions(RecordKind.CLAIM, LATER))))
    assert marks == [(0, 0), (0, 0), (0, 0), (4_001, 4_001)]


def test_two_threads_upgrade_at_once(empty_database_url: str) -> None:
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(upgrade_database, [empty_database_url] * 2)) == [newest_revision()] * 2
    with open_database(empty_database_url) as database:
        assert database.latest_run() is None
