"""Keeping what is kept trustworthy, and keeping no longer what must not be."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from reconcile.domain.erasures import ErasableField
from reconcile.domain.records import RecordKind
from reconcile.errors import SettingsError
from reconcile.settings import Settings
from reconcile.store import ErasedCounts, Order, Verified, back_up_database, open_database


def rows_to_verify(url: str) -> int:
    """How many rows `verify_database` reports progress on."""
    with open_database(url) as database:
        return database.rows_to_verify()


def verify_database(url: str, *, progress: Callable[[int], None] | None = None) -> Verified:
    """Recomputes the chain and every digest of content."""
    with open_database(url) as database:
        return database.verify(progress)


def redact_record(
    url: str, kind: RecordKind, record_id: str, fields: Collection[ErasableField], order: Order
) -> ErasedCounts:
    """Erases these fields of a record for good. Raises NotFoundError for an unknown one, LockedError during a run."""
    with open_database(url) as database, database.run_lock():
        return database.redact(kind, record_id, fields, order)


def redact_document(url: str, key: str, order: Order) -> ErasedCounts:
    """Erases the text of a collected document. Raises NotFoundError for an unknown one, LockedError during a run."""
    with open_database(url) as database, database.run_lock():
        return database.redact_document(key, order)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expired:
    """What the rule of retention erased, or would erase."""

    before: datetime
    texts: int
    characters: int
    holders: int | None
    """Records and documents that held one of them; None: nothing was erased yet."""


def redact_expired(url: str, settings: Settings, author: str, now: datetime, *, dry_run: bool = False) -> Expired:
    """Erases the texts whose last version or document came in more than `[retention] text_days` ago.

    Raises SettingsError where the settings have no such rule.
    """
    days = settings.retention.text_days
    if days is None:
        raise SettingsError("No settings say how long texts are kept; set text_days under [retention].")
    before = now - timedelta(days=days)
    with open_database(url) as database, database.run_lock():
        texts = database.expired_texts(before)
        erased = None
        if texts and not dry_run:
            order = Order(author=author, now=now, why=f"kept for {days} days")
            erased = database.erase_texts(texts, order)
    return Expired(
        before=before,
        texts=len(texts),
        characters=sum(texts.values()),
        holders=None if erased is None else erased.records + len(erased.documents),
    )


def back_up(url: str, target: Path, *, progress: Callable[[int], None] | None = None) -> str | None:
    """Copies an SQLite database, checked; for PostgreSQL gives the command that does."""
    return back_up_database(url, target, progress)


def database_faults(url: str) -> tuple[str, ...]:
    """What is wrong with the database as a store; it is at head, else it does not open."""
    with open_database(url) as database:
        return database.faults()
