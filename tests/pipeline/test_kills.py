"""Killed at random instants of ingest and run: nothing is lost or half done, and the next run gives the same bytes.

`RECONCILE_TEST_KILLS` says how many times each database is killed (3; `make test-faults`: 50).
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from reconcile.domain.outcomes import RunState
from reconcile.store import open_database
from reconcile.store.addresses import parse_address
from tests.pipeline.running import export_bytes
from tests.pipeline.victim import work
from tests.stocked import MakeDatabase

KILLS = int(os.environ.get("RECONCILE_TEST_KILLS", "3"))
INSIDE = 0.8
"""Share of the kills that must come while a transaction that writes is open."""
AIMED_INSIDE = 0.95
AT_ONCE = 0.3
"""Share of the kills that come between two statements; the others up to `LONGEST_MS` after one is sent."""
LONGEST_MS = 4.0
WRITE_LOCK = 0x7265636F_0001
"""What every writer holds on PostgreSQL until its transaction ends (`reconcile.store.engines`)."""


@dataclass
class Tally:
    killed: int = 0
    inside: int = 0
    without_end: int = 0
    """Kills that left the record of a run without an end."""
    late: int = 0
    """The work was done before the kill came."""

    def told(self, kind: str, statements: int) -> str:
        return (
            f"{kind}: killed {self.killed} times among {statements} statements, {self.inside} of them inside a "
            f"transaction that writes; {self.without_end} left a run without an end. The same bytes after each."
        )


@dataclass(frozen=True)
class Aim:
    statement: int
    milliseconds: float


def test_killed_at_random_instants(fresh_url: MakeDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    undisturbed = fresh_url()
    assert subprocess.run(_command(undisturbed, tmp_path), check=False, timeout=300).returncode == 0
    expected = export_bytes(undisturbed, tmp_path)
    sent: list[bool] = json.loads((tmp_path / "sent.json").read_text(encoding="utf-8"))
    dice = random.Random(20261125)  # noqa: S311
    tally = Tally()
    while tally.killed < KILLS or tally.inside < INSIDE * KILLS:
        assert tally.killed + tally.late < 2 * KILLS + 1, tally
        _kill_once(fresh_url(), tmp_path, _aim(dice, sent), expected, tally)
    with capsys.disabled():
        print("\n" + tally.told("SQLite" if undisturbed.startswith("sqlite") else "PostgreSQL", len(sent)))  # noqa: T201


def _aim(dice: random.Random, sent: list[bool]) -> Aim:
    wanted = dice.random() < AIMED_INSIDE
    statement = dice.choice([place for place, inside in enumerate(sent, 1) if inside is wanted])
    return Aim(statement, 0.0 if dice.random() < AT_ONCE else dice.random() * LONGEST_MS)


def _kill_once(url: str, folder: Path, aim: Aim, expected: bytes, tally: Tally) -> None:
    inside = _killed(url, folder, aim)
    if inside is None:
        tally.late += 1
        return
    tally.killed += 1
    tally.inside += inside
    with open_database(url) as database:
        tally.without_end += any(run.state is RunState.RUNNING for run in database.runs())
        assert database.verify().faults == ()
        if database.latest_run() is not None:  # killed after the end of the run: all of it is there
            assert export_bytes(url, folder) == expected
    work(url, folder)
    assert export_bytes(url, folder) == expected
    with open_database(url) as database:
        states = [run.state for run in database.runs()]
        assert states[0] is RunState.DONE
        assert RunState.RUNNING not in states
        assert (database.verify().faults, database.faults()) == ((), ())


def _killed(url: str, folder: Path, aim: Aim) -> bool | None:
    """Whether a transaction that writes was open when it was killed; None: it ended before."""
    process = subprocess.Popen([*_command(url, folder), str(aim.statement), str(aim.milliseconds)])
    _, status = os.waitpid(process.pid, os.WUNTRACED)
    if not os.WIFSTOPPED(status):
        process.wait()
        assert os.waitstatus_to_exitcode(status) == 0
        return None
    try:
        inside = _written_to(url)
    finally:
        process.send_signal(signal.SIGKILL)
        ended = process.wait(60)
    assert ended == -signal.SIGKILL
    return inside


def _command(url: str, folder: Path) -> list[str]:
    return [sys.executable, "-m", "tests.pipeline.victim", url, str(folder)]


def _written_to(url: str) -> bool:
    """Whether another connection has a transaction open that writes; asked while its process stands still."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=0, isolation_level=None)) as other:
            try:
                other.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                return "locked" in str(error)
        return False
    query = text(
        "SELECT state = 'active' AND wait_event IS DISTINCT FROM 'ClientRead' "
        "FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND granted "
        "AND (classid::bigint << 32) + objid::bigint = :lock AND datname = current_database()"
    )
    engine = create_engine(parse_address(url), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            for _ in range(200):  # what it was sent last may still be at work: the end of the transaction, perhaps
                at_work = connection.execute(query, {"lock": WRITE_LOCK}).scalars().all()
                if not any(at_work):
                    return bool(at_work)
                time.sleep(0.05)
    finally:
        engine.dispose()
    raise AssertionError("a statement of a stopped process is still at work after ten seconds")
