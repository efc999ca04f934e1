"""One run at a time per database, by a lock that dies with its holder."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import OperationalError

from reconcile.errors import DatabaseError, LockedError
from reconcile.store.addresses import shown, sqlite_path
from reconcile.store.engines import people_errors

_RUN_LOCK = 0x7265636F_0002
"""Advisory lock of runs on PostgreSQL: "reco" and a number."""


@contextmanager
def run_lock(engine: Engine) -> Iterator[None]:
    """Held until the block ends, or the process. Raises LockedError at once where another run holds it."""
    path = sqlite_path(engine.url)
    if path is not None:
        with _file_lock(path):
            yield
    elif engine.dialect.name == "postgresql":
        with _advisory_lock(engine):
            yield
    else:
        yield  # a database in memory belongs to this process alone


@contextmanager
def _file_lock(path: Path) -> Iterator[None]:
    """An exclusive transaction on an empty database beside ours: SQLite knows how to lock files on every system.

    The file stays: whoever removed it could remove one that another run has just locked.
    """
    beside = path.with_name(f"{path.name}.run-lock")
    try:
        with closing(sqlite3.connect(beside, timeout=0, isolation_level=None, check_same_thread=False)) as lock:
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                if "locked" in str(error):
                    raise LockedError(_held(str(path))) from error
                raise
            yield
    except sqlite3.Error as error:
        raise DatabaseError(f"The lock file {beside} cannot be used: {error}.") from error


@contextmanager
def _advisory_lock(engine: Engine) -> Iterator[None]:
    """Of the session, so that the server frees it when the connection ends in whatever way."""
    with people_errors(engine), engine.connect() as connection:
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        if not connection.execute(select(func.pg_try_advisory_lock(_RUN_LOCK))).scalar():
            raise LockedError(_held(shown(engine.url)))
        try:
            yield
        finally:
            # A connection that was lost has given back its lock, and what was raised inside must not be hidden.
            with suppress(OperationalError):
                connection.execute(select(func.pg_advisory_unlock(_RUN_LOCK)))


def _held(database: str) -> str:
    return f"Another run holds the database {database}; run again when it has ended."
