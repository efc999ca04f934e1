"""Texts that must not be kept: erased, with a tombstone in their place."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from reconcile.errors import NotFoundError
from reconcile.store.record_tables import TextRow


def erase_text(connection: Connection, digest: str, now: datetime, reason: str) -> None:
    """Erase the content; digest, time and reason stay. Erased before: the first time and reason stay.

    Raises NotFoundError where no text has this digest.
    """
    if connection.execute(select(TextRow.digest).where(TextRow.digest == digest)).first() is None:
        raise NotFoundError(f"There is no text with the digest {digest}.")
    connection.execute(
        update(TextRow)
        .where(TextRow.digest == digest, TextRow.erased_at.is_(None))
        .values(content=None, erased_at=now, erased_why=reason)
    )
