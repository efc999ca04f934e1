"""Whether a database is there, ours and at head. Alembic is left to those who migrate: loading it takes longer."""

from pathlib import Path

from sqlalchemy import URL, Connection, Engine, inspect, text

from reconcile import locations
from reconcile.errors import DatabaseError
from reconcile.store.addresses import shown, sqlite_path
from reconcile.store.engines import people_errors

VERSION_TABLE = "reconcile_schema"
"""A name of its own: a database that Alembic keeps for another program is not taken for ours."""
SQLITE_HEADER = b"SQLite format 3\0"
"""First bytes of a database file (SQLite file format, 1.3)."""


def known_revisions() -> tuple[str, ...]:
    """Those this program has scripts for, from the first to the head: scripts are named after their revision."""
    scripts = (locations.migrations() / "versions").glob("[0-9]*_*.py")
    return tuple(sorted(script.name.partition("_")[0] for script in scripts))


def require_head(engine: Engine) -> None:
    """Raises DatabaseError unless the database is ours and its schema the one this program works with."""
    with people_errors(engine), engine.connect() as connection:
        tables = table_names(connection)
        if not tables:
            raise DatabaseError(
                f"The database {shown(engine.url)} is empty; `reconcile db upgrade` creates its tables."
            )
        refuse_foreign(connection, engine.url)
        current = current_revision(connection)
    head = known_revisions()[-1]
    if current != head:
        raise DatabaseError(
            f"The database {shown(engine.url)} has schema {current or 'none'} and this program needs {head}; "
            "`reconcile db upgrade` migrates it."
        )


def current_revision(connection: Connection) -> str | None:
    """None where there is no schema of ours yet."""
    if VERSION_TABLE not in table_names(connection):
        return None
    found: str | None = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608
    return found


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


def table_names(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def refuse_foreign(connection: Connection, url: URL) -> None:
    tables = table_names(connection)
    if tables and VERSION_TABLE not in tables:
        raise DatabaseError(
            f"The database {shown(url)} belongs to another program (it holds a table {min(tables)!r}); "
            "name an empty one."
        )
    current = current_revision(connection)
    if current is not None and current not in known_revisions():
        raise DatabaseError(
            f"The database {shown(url)} was made by a later version of reconcile (schema {current}); "
            "install that version."
        )
