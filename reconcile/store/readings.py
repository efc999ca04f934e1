"""What batches show of having been read: which issuer's own statements of which days."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from reconcile.domain.instants import local_day
from reconcile.domain.records import Attribution, Record, StatementRecord
from reconcile.store.bulk import add_rows
from reconcile.store.chunks import chunked
from reconcile.store.fetching import fetch_rows
from reconcile.store.record_tables import ReadingRow, StatementRow
from reconcile.store.row_numbers import highest
from reconcile.store.withdrawals import withdrawn_batches


class Reading(NamedTuple):
    """That a file brought a statement in an issuer's own name, published or retrieved on a day."""

    issuer: str
    """As written, and so the next two."""
    country: str
    publisher: str
    day: date


def readings_of(record: Record) -> Iterable[Reading]:
    """What one record shows, new or not: a statement read again on a later day shows that it was read that day.

    Nothing is shown by a claim, by what others relay of an issuer, nor by the day of the page it was `reported` on.
    """
    if not isinstance(record, StatementRecord) or record.attribution not in (None, Attribution.DIRECT):
        return
    for written in (record.published, record.retrieved):
        if written is not None:
            yield Reading(record.issuer, record.country or "", record.publisher or "", local_day(written))


def keep_readings(connection: Connection, batch: int, readings: Iterable[Reading]) -> None:
    first = highest(connection, ReadingRow.id) + 1
    rows = [
        {
            "id": first + place,
            "batch": batch,
            "issuer": reading.issuer,
            "country": reading.country or None,
            "publisher": reading.publisher or None,
            "day": reading.day,
        }
        for place, reading in enumerate(sorted(set(readings)))
    ]
    for chunk in chunked(rows):
        add_rows(connection, ReadingRow, chunk)


def load_readings(connection: Connection) -> tuple[Reading, ...]:
    """Of all batches that were not taken back, each once, sorted."""
    return tuple(sorted(reading for _, reading in _first_shown(connection, withdrawn_batches(connection))))


def readings_by_batch(connection: Connection) -> tuple[tuple[int, Reading], ...]:
    """Sorted: each reading with the first batch not taken back that shows it, and with every one that was."""
    withdrawn = withdrawn_batches(connection)
    of_withdrawn = connection.execute(select(ReadingRow.batch, *_TOLD).where(ReadingRow.batch.in_(withdrawn)))
    return tuple(sorted([*_first_shown(connection, withdrawn), *(_with_batch(row) for row in of_withdrawn)]))


_TOLD = (ReadingRow.issuer, ReadingRow.country, ReadingRow.publisher, ReadingRow.day)


def _first_shown(connection: Connection, withdrawn: Collection[int]) -> list[tuple[int, Reading]]:
    first = select(func.min(ReadingRow.batch), *_TOLD).where(ReadingRow.batch.not_in(withdrawn)).group_by(*_TOLD)
    return [_with_batch(row) for row in connection.execute(first)]


def _with_batch(row: Sequence[Any]) -> tuple[int, Reading]:
    batch, issuer, country, publisher, day = row
    return batch, Reading(issuer, country or "", publisher or "", day)


class Spoken(NamedTuple):
    """An issuer as a batch writes it, with a day on which it published a statement or one was read; None: no day."""

    issuer: str
    country: str | None
    day: date | None


def spoken_in(connection: Connection, batch: int) -> tuple[Spoken, ...]:
    """Of the versions of statements that a batch brought, whoever carried them: each once."""
    columns = StatementRow.__table__.c
    told = ("issuer", "country", "published", "reported", "retrieved")
    query = select(*(columns[name] for name in told)).where(StatementRow.batch == batch).distinct()
    found: dict[Spoken, None] = {}
    for issuer, country, *written in fetch_rows(connection, query):
        days = [local_day(one) for one in written if one is not None]
        found |= dict.fromkeys([Spoken(issuer, country, day) for day in days] or [Spoken(issuer, country, None)])
    return tuple(found)


def read_before_readings_were_kept(connection: Connection) -> None:
    """The readings of batches that were ingested before this table was there, as far as their versions show them."""
    columns = StatementRow.__table__.c
    told = ("batch", "issuer", "country", "publisher", "published", "retrieved", "attribution")
    found: dict[int, set[Reading]] = {}
    for row in connection.execute(select(*(columns[name] for name in told)).distinct()).mappings():
        record = StatementRecord(id="", **{name: row[name] for name in told if name != "batch"})
        found.setdefault(row["batch"], set()).update(readings_of(record))
    for batch, readings in sorted(found.items()):
        keep_readings(connection, batch, readings)
