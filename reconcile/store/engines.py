"""Connections: how a database is reached, how a transaction begins, and what its faults mean to people."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event, func, select
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, StatementError

from reconcile.errors import DatabaseError
from reconcile.store.addresses import in_memory, shown

BUSY_SECONDS = 60.0
"""How long a writer waits for another one before it gives up."""
_WRITE_LOCK = 0x7265636F_0001
"""Advisory lock of writers on PostgreSQL: "reco" and a number."""
_BEGIN = "reconcile_begin"


def make_engine(url: URL, *, foreign_keys: bool = True) -> Engine:
    """An engine for `url`. Raises DatabaseError where the driver is missing."""
    options: dict[str, Any] = {"json_serializer": canonical_json}
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url, options, foreign_keys=foreign_keys)
    try:
        return create_engine(url, pool_pre_ping=True, connect_args={"options": "-c timezone=UTC"}, **options)
    except ImportError as error:
        raise DatabaseError(
            f"{shown(url)} needs the PostgreSQL driver; install it with pip install 'reconcile[postgres]'."
        ) from error


def canonical_json(value: object) -> str:
    """JSON whose bytes depend on the value alone."""
    return _CANONICAL.encode(value)


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
"""Made once: `json.dumps` makes a new one at every call."""


def _sqlite_engine(url: URL, options: dict[str, Any], *, foreign_keys: bool) -> Engine:
    if in_memory(url):
        options["poolclass"] = StaticPool
    # Used by one thread at a time, but not always by the one that opened it.
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}, **options)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: object) -> None:
        # Without this the driver begins transactions when it pleases, and never before DDL.
        connection.isolation_level = None
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get(_BEGIN, 'DEFERRED')}")

    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the database throughout, and writes nothing."""
    with people_errors(engine), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that excludes other writers from its start to its end.

    So row numbers can be given out as the highest so far plus one, in the order in which they become visible:
    a high-water mark never has a gap that is filled later.
    """
    with people_errors(engine), engine.connect() as connection:
        connection = connection.execution_options(**{_BEGIN: "IMMEDIATE"})
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(_WRITE_LOCK)))
            yield connection


@contextmanager
def erasing(engine: Engine) -> Iterator[Connection]:
    """`writing` after which nothing of what was erased is left in the file of an SQLite database.

    SQLite leaves deleted content in free pages and in its log: `secure_delete` overwrites what this transaction frees,
    VACUUM rewrites the file without what earlier ones left, and the checkpoint empties the log.
    PostgreSQL keeps dead rows until `VACUUM FULL`, which only the owner of the tables may do: see docs/operations.md.
    """
    if engine.dialect.name != "sqlite":
        with writing(engine) as connection:
            yield connection
        return
    with people_errors(engine), engine.connect() as outside:
        driver: Any = outside.connection.driver_connection
        driver.execute("PRAGMA secure_delete = ON")
    with writing(engine) as connection:
        yield connection
    with people_errors(engine), engine.connect() as outside:
        driver = outside.connection.driver_connection
        driver.execute("VACUUM")
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def people_errors(engine: Engine) -> Iterator[None]:
    """Faults of the database as sentences."""
    try:
        yield
    except OperationalError as error:
        raise DatabaseError(_sentence(engine, error)) from error
    except IntegrityError as error:
        raise DatabaseError(f"The database {shown(engine.url)} refuses a value: {_cause(error)}.") from error
    except (StatementError, UnicodeEncodeError, OverflowError) as error:
        if "not a database" in str(error):
            raise DatabaseError(
                f"The file {shown(engine.url)} is not an SQLite database; name another file."
            ) from error
        # StatementError: the driver could not even send the value; DBAPIError, its child: the database would not.
        raise DatabaseError(f"The database {shown(engine.url)} cannot do this: {_cause(error)}.") from error


def _sentence(engine: Engine, error: OperationalError) -> str:
    told = _cause(error)
    if "database is locked" in told:
        return f"The database {shown(engine.url)} is busy with another writer; try again when that is done."
    if isinstance(error.orig, Exception) and error.connection_invalidated:
        return f"The connection to the database {shown(engine.url)} was lost; run the command again."
    return f"The database {shown(engine.url)} cannot be used: {told}."


def _cause(error: Exception) -> str:
    """The first line of what the driver says: no SQL, no values of records (PostgreSQL tells those on later lines)."""
    if isinstance(error, UnicodeEncodeError):
        return "a text holds characters that are no Unicode text"
    cause = error.orig if isinstance(error, StatementError) and error.orig is not None else error
    if isinstance(cause, UnicodeEncodeError):
        return _cause(cause)
    lines = str(cause).strip().splitlines() or [type(cause).__name__]
    known = isinstance(error, DBAPIError) or isinstance(cause, (OverflowError, ValueError))
    return lines[0].rstrip(".") if known else type(cause).__name__
