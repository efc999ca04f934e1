"""Logins: opened, seen and ended."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from reconcile.domain.sessions import Session
from reconcile.store.session_tables import SessionRow


def open_session(connection: Connection, session: Session) -> None:
    connection.execute(insert(SessionRow).values(asdict(session)))


def find_session(connection: Connection, digest: str) -> Session | None:
    row = connection.execute(select(SessionRow.__table__).where(SessionRow.digest == digest)).one_or_none()
    return None if row is None else Session(**row._mapping)


def touch_session(connection: Connection, digest: str, now: datetime) -> None:
    """Keep the time of the last request."""
    connection.execute(update(SessionRow).where(SessionRow.digest == digest).values(seen_at=now))


def end_session(connection: Connection, digest: str, now: datetime) -> None:
    """Ending an ended session changes nothing."""
    held = (SessionRow.digest == digest) & SessionRow.ended_at.is_(None)
    connection.execute(update(SessionRow).where(held).values(ended_at=now))
