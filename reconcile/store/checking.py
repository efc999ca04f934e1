"""Whether a database is sound, and a copy of it that is: what the file system or a restore may have spoilt."""

import contextlib
import re
import shlex
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import URL, Connection, ForeignKeyConstraint, and_, func, select

from reconcile.errors import DatabaseError, OutputError
from reconcile.store.addresses import in_memory, shown, sqlite_path
from reconcile.store.schema import Schema

COUNTED = ("batches", "claims", "statements", "runs", "decisions", "erasures", "chain")
"""Tables whose rows are numbered from 1 without a gap and never taken out."""
_PAGES = 1_000
"""Pages copied at a time: others may write in between, and the copy then begins anew."""


def faults(connection: Connection) -> Iterator[str]:
    """What is wrong, a sentence each: pages of the file, references to rows that are not there, rows that are gone."""
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        yield from (
            f"The file is damaged: {told}." for told in found if told != "ok" and not _told_wrongly(connection, told)
        )
    for table in Schema.metadata.sorted_tables:
        for key in sorted(table.foreign_key_constraints, key=lambda one: str(one.name)):
            dangling = _dangling(connection, key)
            if dangling:
                yield f"{dangling} rows of {table.name} refer to rows of {key.referred_table.name} that are not there."
    for name in COUNTED:
        yield from _gaps(connection, name)


def _told_wrongly(connection: Connection, told: str) -> bool:
    """SQLite up to 3.40 takes columns of tables without row ids for others, and finds NULL where there is none."""
    found = re.fullmatch(r"NULL value in (\w+)\.(\w+)", told)
    table = Schema.metadata.tables.get(found[1]) if found else None
    if found is None or table is None:
        return False
    column = table.columns[found[2]]
    return connection.execute(select(func.count()).select_from(table).where(column.is_(None))).scalar_one() == 0


def _dangling(connection: Connection, key: ForeignKeyConstraint) -> int:
    """How many rows name a row that is not there; both databases can be talked into keeping such."""
    table, referred = key.parent, key.referred_table.alias()
    pairs = [(element.parent, referred.c[element.column.name]) for element in key.elements]
    stated = [column.is_not(None) for column, _ in pairs]
    there = select(referred).where(and_(*(column == other for column, other in pairs))).exists()
    return connection.execute(select(func.count()).select_from(table).where(*stated, ~there)).scalar_one()


def _gaps(connection: Connection, name: str) -> Iterator[str]:
    table = Schema.metadata.tables[name]
    (number,) = table.primary_key.columns
    rows, first, last = connection.execute(select(func.count(), func.min(number), func.max(number))).one()
    if rows and (first, last) != (1, rows):
        yield f"{name} holds {rows} rows numbered {first} to {last}; expected 1 to {rows}: rows are gone."


def back_up(url: URL, target: Path, check: Callable[[Path], None], progress: Callable[[int], None] | None) -> None:
    """A copy of an SQLite database as of one instant, at `target` once it is checked; others may read and write on.

    `progress` is told the pages just copied. Raises OutputError where the file is there or cannot be written.
    """
    path = sqlite_path(url)
    if path is None:
        raise DatabaseError(f"Only an SQLite file can be copied, not {shown(url)}.")
    if target.exists():
        raise OutputError(f"{target} is there already; name another file for the backup.")
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        _copy(path, unfinished, progress)
        check(unfinished)
        unfinished.rename(target)
    except (sqlite3.Error, OSError) as error:
        raise OutputError(f"The backup {target} cannot be written: {error}.") from error
    finally:
        for left in (unfinished, *(Path(f"{unfinished}-{end}") for end in ("wal", "shm", "journal"))):
            left.unlink(missing_ok=True)


def _copy(path: Path, target: Path, progress: Callable[[int], None] | None) -> None:
    target.unlink(missing_ok=True)
    done = 0

    def told(status: int, remaining: int, total: int) -> None:
        nonlocal done
        if progress is not None:
            progress(max(0, total - remaining - done))
        done = total - remaining

    with (
        contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as source,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy, pages=_PAGES, progress=told)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it


def dump_line(url: URL, target: Path) -> str:
    """The command that backs up a PostgreSQL database, without its password (pg_dump takes that from ~/.pgpass)."""
    bare = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    plain = bare.render_as_string(hide_password=False)
    return shlex.join(["pg_dump", "--format=custom", f"--file={target}", plain])


def is_file(url: URL) -> bool:
    """Whether the database is an SQLite file. Raises DatabaseError for one in memory, which nothing can back up."""
    if in_memory(url):
        raise DatabaseError("A database in memory cannot be backed up.")
    return sqlite_path(url) is not None
