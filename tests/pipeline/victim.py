"""A day of work on one database, in a process that may stop itself at a chosen instant of it.

Usage: python -m tests.pipeline.victim URL FOLDER [STATEMENT MILLISECONDS]

FOLDER/sent.json gets, where nothing stops it, for each statement sent to the database whether it stood in a
transaction that writes. With STATEMENT (counted from 1) the process stops (SIGSTOP) so many milliseconds after that one
was sent; with 0 before it is sent. Whoever started it looks at the database and kills it (SIGKILL).
"""

import json
import os
import signal
import sys
import threading
import time
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

from reconcile.domain.records import RecordKind
from reconcile.locations import fixtures
from reconcile.pipeline.collecting import ingest_coverage, ingest_file
from reconcile.pipeline.demonstrating import PLAN
from reconcile.pipeline.running import run_reconciliation
from reconcile.settings import Settings

NOW = datetime(2030, 1, 1, tzinfo=UTC)
AS_OF = datetime(2020, 2, 1, tzinfo=UTC)


def work(url: str, folder: Path) -> None:
    """Reads the cases of the demo and reconciles them. Doing it twice changes nothing."""
    collect(url, folder)
    run_reconciliation(url, Settings(), AS_OF, NOW)


def collect(url: str, folder: Path) -> None:
    for case in tomllib.loads((fixtures() / PLAN).read_text(encoding="utf-8"))["cases"]:
        for kind in RecordKind:
            for path in sorted((fixtures() / case).glob(f"{kind.plural}.*")):
                ingest_file(url, kind, path, NOW, rejects=folder / f"{case}.{kind.plural}.rejects.jsonl")
        coverage = fixtures() / case / "coverage.csv"
        if coverage.exists():
            ingest_coverage(url, coverage, Settings())


class Watch:
    """Sees every statement and every transaction of this process."""

    def __init__(self, stop_at: int, milliseconds: float) -> None:
        self.inside = False
        self.sent: list[bool] = []
        self.stop_at = stop_at
        self.seconds = milliseconds / 1000
        event.listen(Engine, "begin", self.begins)
        event.listen(Engine, "commit", self.ends)
        event.listen(Engine, "rollback", self.ends)
        event.listen(Engine, "before_cursor_execute", self.sends)

    def begins(self, connection: Connection) -> None:
        self.inside = connection.get_execution_options().get("reconcile_begin") == "IMMEDIATE"

    def ends(self, _: Connection) -> None:
        self.inside = False

    def sends(self, *_: Any) -> None:
        self.sent.append(self.inside)
        if len(self.sent) == self.stop_at:
            if self.seconds:
                threading.Thread(target=self.stop, daemon=True).start()
            else:
                self.stop()

    def stop(self) -> None:
        time.sleep(self.seconds)
        os.kill(os.getpid(), signal.SIGSTOP)


def main() -> None:
    url, folder = sys.argv[1], Path(sys.argv[2])
    statement, milliseconds = (int(sys.argv[3]), float(sys.argv[4])) if len(sys.argv) > 3 else (0, 0.0)
    watch = Watch(statement, milliseconds)
    work(url, folder)
    if not statement:
        (folder / "sent.json").write_text(json.dumps(watch.sent), encoding="utf-8")


if __name__ == "__main__":
    main()
