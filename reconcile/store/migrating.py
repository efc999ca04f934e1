"""The schema: how a database gets to head."""

import sqlite3
import threading
import time
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, Engine

from reconcile import locations
from reconcile.errors import DatabaseError
from reconcile.store.addresses import in_memory, shown
from reconcile.store.chain import chain_unchained
from reconcile.store.chain_tables import ChainKind, ChainRow
from reconcile.store.engines import make_engine, people_errors, writing
from reconcile.store.erasure_tables import ErasureRow
from reconcile.store.readings import read_before_readings_were_kept
from reconcile.store.record_tables import ReadingRow
from reconcile.store.redacting import tombstones_for_texts_erased_before
from reconcile.store.revisions import current_revision, refuse_foreign, require_folder, table_names

WITHDRAWALS_CHAINED = "0014"
"""Since this revision withdrawals are links of the chain."""

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
        refuse_foreign(connection, engine.url)
        before, earlier = table_names(connection), current_revision(connection)
        command.upgrade(alembic_config(connection), "head")
        _carry_over(connection, before, earlier)
        _refuse_dangling(connection)
        revision = current_revision(connection)
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
