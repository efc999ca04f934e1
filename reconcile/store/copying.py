"""A copy of a database to try something out in: what happens there never touches the original."""

import sqlite3
from contextlib import closing
from pathlib import Path

from reconcile.errors import DatabaseError
from reconcile.store.addresses import parse_address, shown, sqlite_path
from reconcile.store.revisions import require_file


def copy_database(url: str, target: Path) -> str:
    """Copies an SQLite database, whoever works in it meanwhile, to a new file; the address of the copy.

    Raises DatabaseError where the database is no SQLite file or the target is there already.
    """
    address = parse_address(url)
    source = sqlite_path(address)
    if source is None:
        raise DatabaseError(
            f"{shown(address)} is no SQLite file; copy it with the tools of its server and name the copy as --database."
        )
    require_file(address)
    if target.exists():
        raise DatabaseError(f"{target} is there already; name a new file for the copy.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.part")
        with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(part)) as copy:
            original.backup(copy)
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise DatabaseError(f"{target} cannot be written: {error}.") from error
    return f"sqlite:///{target}"
