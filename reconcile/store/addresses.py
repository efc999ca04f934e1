"""Where a database is: what people type, made into an address the drivers understand."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from reconcile.errors import DatabaseError

_DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


def parse_address(written: str) -> URL:
    """The address of an SQLite file (a path or `sqlite:///path`) or of a PostgreSQL database.

    Raises DatabaseError, never showing a password, for anything else.
    """
    if "://" not in written:
        return URL.create("sqlite", database=None if written in ("", ":memory:") else written)
    try:
        url = make_url(written)
    except (ArgumentError, ValueError) as error:
        scheme = written.split("://", 1)[0]
        raise DatabaseError(
            f"The database address that starts with {scheme!r} cannot be read; it looks like "
            "sqlite:///reconcile.db or postgresql://user:password@host/name."
        ) from error
    url = url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise DatabaseError(f"Only SQLite and PostgreSQL can hold the data, not {url.get_backend_name()!r}.")
    return url


def shown(url: URL) -> str:
    """The address as people may see it: without its password, an SQLite file as its path."""
    path = sqlite_path(url)
    if path is not None:
        return str(path)
    return url.render_as_string(hide_password=True).replace("+psycopg", "", 1)


def sqlite_path(url: URL) -> Path | None:
    """The file of an SQLite database; None for PostgreSQL and for a database in memory."""
    if url.get_backend_name() != "sqlite" or in_memory(url):
        return None
    return Path(url.database or "")


def in_memory(url: URL) -> bool:
    return url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")
