"""The schema: whether a database is ours and at head, and how it gets there."""

import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, inspect

from reconcile import locations
from reconcile.errors import DatabaseError
from reconcile.store.addresses import in_memory, shown, sqlite_path
from reconcile.store.chain import chain_unchained
from reconcile.store.chain_tables import ChainKind, ChainRow
from reconcile.store.engines import make_engine, people_errors, writing
from reconcile.store.erasure_tables import ErasureRow
from reconcile.store.readings import read_before_readings_were_kept
from reconcile.store.record_tables import ReadingRow
from reconcile.store.redacting import tombstones_for_texts_erased_before

VERSION_TABLE = "reconcile_schema"
"""A name of its own: a database that Alembic keeps for another program is not taken for ours."""
WITHDRAWALS_CHAINED = "0014"
"""Since this revision withdrawals are links of the chain."""
SQLITE_HEADER = b"SQLite format 3\0"
"""First bytes of a database file (SQLite file format, 1.3)."""

_WAL_TRIES = 100
_WAL_PAUSE = 0.1
"""Seconds between them."""

_one_at_a_time = threading.Lock()
"""Alembic's environment is one per process."""


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, built without an ini file; migrations run on `connection` where one is given."""
    config = Config()
    config.set_main_option("script_location", str(locations.migrations()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(url: URL) -> str:
    """Create or migrate the schema in one transaction and return the revision it is at.

    Raises DatabaseError, having written nothing, if the database cannot be reached or is not ours.
    """
    require_folder(url)
    engine = make_engine(url, foreign_keys=False)
    try:
        return upgrade_engine(engine)
    finally:
        engine.dispose()


def upgrade_engine(engine: Engine) -> str:
    with _one_at_a_time, writing(engine) as connection:
        _refuse_foreign(connection, engine.url)
        before, earlier = _tables(connection), _current(connection)
        command.upgrade(alembic_config(connection), "head")
        _carry_over(connection, before, earlier)
        _refuse_dangling(connection)
        revision = _current(connection)
    if engine.dialect.name == "sqlite":
        with people_errors(engine), engine.connect() as connection:
            _use_wal(connection)
    return str(revision)


def _carry_over(connection: Connection, before: set[str], earlier: str | None) -> None:
    """What a migration cannot do without the program: chain, tombstones and readings of what was there before them.

    Only when they are new to the database (`before`: its tables, `earlier`: its revision): later, a row that is not in
    the chain is a fault, not an old row.
    """
    if ChainRow.__tablename__ not in before:
        chain_unchained(connection)
    elif earlier is not None and earlier < WITHDRAWALS_CHAINED:
        chain_unchained(connection, [ChainKind.WITHDRAWAL])
    if ErasureRow.__tablename__ not in before:
        tombstones_for_texts_erased_before(connection)
    if ReadingRow.__tablename__ not in before:
        read_before_readings_were_kept(connection)


def require_head(engine: Engine) -> None:
    """Raises DatabaseError unless the database is ours and its schema the one this program works with."""
    with people_errors(engine), engine.connect() as connection:
        tables = _tables(connection)
        if not tables:
            raise DatabaseError(
                f"The database {shown(engine.url)} is empty; `reconcile db upgrade` creates its tables."
            )
        _refuse_foreign(connection, engine.url)
        current = _current(connection)
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    if current != head:
        raise DatabaseError(
            f"The database {shown(engine.url)} has schema {current or 'none'} and this program needs {head}; "
            "`reconcile db upgrade` migrates it."
        )


def require_folder(url: URL) -> None:
    path = sqlite_path(url)
    if path is None:
        return
    if path.is_dir():
        raise DatabaseError(f"{path} is a folder, not a database; name a file in it.")
    if not path.parent.is_dir():
        raise DatabaseError(f"The folder {path.parent} for the database does not exist; create it or name another.")
    if path.is_file() and not _begins_like_sqlite(path):
        raise DatabaseError(f"{path} is not an SQLite database; name another file.")


def _begins_like_sqlite(path: Path) -> bool:
    """Whether a file is empty or has the header of SQLite: it would write over any other file as short as a page."""
    try:
        with path.open("rb") as file:
            begin = file.read(len(SQLITE_HEADER))
    except OSError as error:
        raise DatabaseError(f"{path} cannot be read: {error.strerror}.") from error
    return begin in (b"", SQLITE_HEADER)


def require_file(url: URL) -> None:
    """An SQLite file must be there: connecting would create an empty one."""
    require_folder(url)
    path = sqlite_path(url)
    if path is not None and not path.is_file():
        raise DatabaseError(f"There is no database {path}; `reconcile db upgrade` creates it.")


def _tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def _current(connection: Connection) -> str | None:
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    return context.get_current_revision()


def _refuse_foreign(connection: Connection, url: URL) -> None:
    tables = _tables(connection)
    if tables and VERSION_TABLE not in tables:
        raise DatabaseError(
            f"The database {shown(url)} belongs to another program (it holds a table {min(tables)!r}); "
            "name an empty one."
        )
    current = _current(connection) if tables else None
    known = {script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()}
    if current is not None and current not in known:
        raise DatabaseError(
            f"The database {shown(url)} was made by a later version of reconcile (schema {current}); "
            "install that version."
        )


def _refuse_dangling(connection: Connection) -> None:
    """SQLite does not watch foreign keys while tables are rebuilt, so they are checked before the end."""
    if connection.dialect.name != "sqlite":
        return
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if dangling is not None:
        raise DatabaseError(f"The migration would break a reference in the table {dangling[0]!r}; nothing was changed.")


def _use_wal(connection: Connection) -> None:
    """Readers and one writer at a time; kept in the file. Only now, so that a file that is not ours stays as it was."""
    if in_memory(connection.engine.url):
        return
    driver: Any = connection.connection.driver_connection
    for _ in range(_WAL_TRIES):
        try:
            driver.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise DatabaseError(f"The database {shown(connection.engine.url)} cannot be used: {error}.") from error
            # SQLite does not wait here: it sees a deadlock where another process switches or migrates too.
            time.sleep(_WAL_PAUSE)
        else:
            return
    raise DatabaseError(f"The database {shown(connection.engine.url)} is in use; try again when it is not.")
