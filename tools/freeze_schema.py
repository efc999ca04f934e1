"""Freeze a database of a released schema for tests/store/frozen, as the program of its day leaves it.

    git worktree add --detach OLD COMMIT      # the last commit whose newest migration is the schema
    PYTHONPATH=. python tools/freeze_schema.py OLD tests/store/frozen

It is filled by `fill_for_freezing.py` in a process of its own, with the program of OLD, on SQLite and on a server of
the tests' own.
"""

import lzma
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.postgres_server import _find_binaries, postgres_server

KEPT_PLACES = 150
"""Of the gazetteer, to keep the files small; its digest is blanked, so that the next run brings it anew."""
KEPT = f"(SELECT id FROM places ORDER BY id LIMIT {KEPT_PLACES})"  # noqa: S608
TRIM = (
    f"DELETE FROM place_names WHERE place NOT IN {KEPT}",  # noqa: S608
    f"DELETE FROM places WHERE id NOT IN {KEPT}",  # noqa: S608
    f"UPDATE gazetteers SET file_digest = '{'0' * 64}'",  # noqa: S608
)
FILL = Path(__file__).with_name("fill_for_freezing.py")


def freeze(old: Path, output: Path) -> None:
    schema = max(path.name[:4] for path in (old / "migrations" / "versions").glob("0*.py"))
    with tempfile.TemporaryDirectory() as scratch:
        _pack(output / f"{schema}.db.xz", _sqlite(old, Path(scratch)))
    with tempfile.TemporaryDirectory() as scratch, postgres_server() as address:
        _pack(output / f"{schema}.sql.xz", _postgresql(old, address.format("postgres"), Path(scratch)))


def _sqlite(old: Path, scratch: Path) -> bytes:
    """The bytes of the file."""
    path = scratch / "frozen.db"
    _fill(old, f"sqlite:///{path}", scratch)
    connection = sqlite3.connect(path, isolation_level=None)
    for command in (*TRIM, "PRAGMA journal_mode = DELETE", "VACUUM"):
        connection.execute(command)
    connection.close()
    return path.read_bytes()


def _postgresql(old: Path, url: str, scratch: Path) -> bytes:
    """A dump that a driver can execute."""
    _fill(old, url, scratch)
    tools = _find_binaries()
    _run(str(tools / "psql"), url, "--quiet", "--command", "; ".join(TRIM))
    told = _run(str(tools / "pg_dump"), "--no-owner", "--no-privileges", "--inserts", url)
    # Lines for psql alone mean nothing to a driver.
    return "".join(line for line in told.splitlines(keepends=True) if not line.startswith("\\")).encode("utf-8")


def _fill(old: Path, url: str, scratch: Path) -> None:
    _run(sys.executable, str(FILL), url, str(old / "fixtures"), str(scratch), PYTHONPATH=str(old))


def _run(*command: str, **environment: str) -> str:
    done = subprocess.run(command, env=os.environ | environment, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    return done.stdout


def _pack(path: Path, content: bytes) -> None:
    path.write_bytes(lzma.compress(content, preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    freeze(Path(sys.argv[1]), Path(sys.argv[2]))
