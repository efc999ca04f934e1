"""Record versions in: which are new, which are other, which are the same as before."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, insert, select, update

from reconcile.domain.digests import kind_of, version_digest
from reconcile.domain.fields import FIELDS
from reconcile.domain.identity import other_event
from reconcile.domain.instants import known_from
from reconcile.domain.issues import Issue
from reconcile.domain.records import Record, RecordKind
from reconcile.errors import DatabaseError
from reconcile.store.batches import Batch, IngestCounts, keep_issues
from reconcile.store.bulk import add_rows, known_keys
from reconcile.store.chain import append_link
from reconcile.store.chain_tables import ChainKind
from reconcile.store.chunks import chunked
from reconcile.store.readings import Reading, keep_readings, readings_of
from reconcile.store.record_tables import RECORD_ROWS, BatchRow, DocumentRow, TextRow, column_name
from reconcile.store.redacting import TEXTS, add_tombstones, brought_again, emptied
from reconcile.store.row_numbers import highest
from reconcile.store.versions import load_versions
from reconcile.store.withdrawals import withdrawn_batches

KEY_LIMIT = 2_000
"""Bytes of a record id or document key: PostgreSQL cannot index much longer texts."""

_DOCUMENT_FIELDS = ("url", "archive_url", "publisher", "published", "retrieved", "language")


@dataclass(frozen=True, slots=True)
class _Latest:
    """What is held of a record: its highest version, and the version in force (None: its batches were taken back)."""

    version: int
    row: int | None
    digest: str | None
    known_from: datetime | None


@dataclass(slots=True)
class _Tally:
    new: int = 0
    new_versions: int = 0
    unchanged: int = 0
    issues: list[Issue] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Opened:
    """The batch that is being read."""

    number: int
    file: str
    withdrawn: tuple[int, ...]
    """The batches taken back so far."""


def add_records(
    connection: Connection,
    kind: RecordKind,
    batch: Batch,
    records: Iterable[tuple[int, Record]],
    issues: Iterable[Issue],
    now: datetime,
    progress: Callable[[int], None] | None,
) -> IngestCounts:
    """Keep the records (each with its line) of one file; see `Database.add_records`."""
    number = _open_batch(connection, kind, batch, now)
    opened = _Opened(number, batch.file, withdrawn_batches(connection))
    tally = _Tally()
    readings: set[Reading] = set()
    for chunk in chunked(records):
        _add_chunk(connection, kind, opened, chunk, now, tally)
        readings.update(reading for _, record in chunk for reading in readings_of(record))
        if progress is not None:
            progress(len(chunk))
    rejected = keep_issues(connection, number, chain(issues, tally.issues))
    counts = {
        "read": tally.new + tally.new_versions + tally.unchanged + rejected,
        "new": tally.new,
        "new_versions": tally.new_versions,
        "unchanged": tally.unchanged,
        "rejected": rejected,
    }
    connection.execute(update(BatchRow).where(BatchRow.id == number).values(**counts))
    keep_readings(connection, number, readings)
    append_link(connection, ChainKind.BATCH, number)
    return IngestCounts(batch=number, **counts, issues=tuple(tally.issues))


def text_digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _open_batch(connection: Connection, kind: RecordKind, batch: Batch, now: datetime) -> int:
    number = highest(connection, BatchRow.id) + 1
    none_yet = dict.fromkeys(("read", "new", "new_versions", "unchanged", "rejected"), 0)
    told = {"file": batch.file, "file_digest": batch.file_digest, "source": batch.source}
    connection.execute(insert(BatchRow).values(id=number, kind=kind, ingested_at=now, **told, **none_yet))
    return number


def _add_chunk(
    connection: Connection,
    kind: RecordKind,
    batch: _Opened,
    chunk: Sequence[tuple[int, Record]],
    now: datetime,
    tally: _Tally,
) -> None:
    table = RECORD_ROWS[kind]
    if any(kind_of(record) is not kind for _, record in chunk):
        raise ValueError(f"only {kind.plural} go among the {kind.plural}")
    _require_storable(chunk)
    latest = _latest_versions(connection, kind, {record.id for _, record in chunk}, batch.withdrawn)
    amended: list[tuple[int, int, Record]] = []
    row = highest(connection, table.id)
    rows: list[dict[str, Any]] = []
    fresh: list[tuple[int, Record]] = []
    for line, record in chunk:
        digest = version_digest(record)
        held = latest.get(record.id)
        if held is not None and held.digest == digest:
            tally.unchanged += 1
            continue
        known = known_from(record, now, None if held is None else held.known_from)
        if held is not None and held.row is not None:
            amended.append((held.row, line, record))
        tally.new += held is None
        tally.new_versions += held is not None
        row += 1
        version = 1 if held is None else held.version + 1
        latest[record.id] = _Latest(version, row, digest, known)
        own = {"id": row, "version": version, "digest": digest, "known_from": known, "line": line}
        own["batch"] = batch.number
        rows.append(own | _written(kind, record))
        fresh.append((row, record))
    again = brought_again(connection, kind, fresh, now)
    by_row = {written["id"]: written for written in rows}
    for one in again:
        if one.field not in TEXTS:
            by_row[one.row][one.field.value] = emptied(one.field)
    _add_texts(connection, [record for _, record in fresh])
    _add_documents(connection, batch.number, [record for _, record in fresh])
    add_rows(connection, table, rows)
    add_tombstones(connection, kind, again)
    tally.issues += _other_events(connection, kind, amended, batch.file)


def _require_storable(chunk: Sequence[tuple[int, Record]]) -> None:
    for line, record in chunk:
        for name, key in (("id", record.id), ("document", record.document or "")):
            if len(key.encode("utf-8", "replace")) > KEY_LIMIT:
                raise DatabaseError(
                    f"Line {line}: {name} is longer than {KEY_LIMIT:,} bytes, more than can be indexed."
                )
        written = (*_values_of(record), *record.extra, *record.extra.values())
        texts = [text for text in written if isinstance(text, str)]
        if not _storable("".join(texts)):
            raise DatabaseError(f"Line {line}: a text holds NUL or half a character, which no database keeps.")


def _storable(text: str) -> bool:
    if "\x00" in text:
        return False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _latest_versions(
    connection: Connection, kind: RecordKind, ids: set[str], withdrawn: Sequence[int]
) -> dict[str, _Latest]:
    table = RECORD_ROWS[kind]
    found = connection.execute(
        select(table.record_id, table.version, table.id, table.digest, table.known_from, table.batch)
        .where(table.record_id.in_(sorted(ids)))
        .order_by(table.version)
    )
    latest: dict[str, _Latest] = {}
    for record, version, row, digest, known, batch in found:
        held = latest.get(record)
        if batch not in withdrawn:
            latest[record] = _Latest(version, row, digest, known)
        else:
            latest[record] = _Latest(version, None, None, None) if held is None else replace(held, version=version)
    return latest


def _other_events(
    connection: Connection, kind: RecordKind, amended: Sequence[tuple[int, int, Record]], file: str
) -> Iterator[Issue]:
    """New versions (with the row of the version before and their line) that seem to be of another event."""
    before = {
        version.row: version.record for version in load_versions(connection, kind, [row for row, _, _ in amended])
    }
    for row, line, record in amended:
        issue = other_event(before[row], record, file, line)
        if issue is not None:
            yield issue


def _written(kind: RecordKind, record: Record) -> dict[str, Any]:
    """The columns of the contract. Texts are kept apart, so their digest stands here."""
    row = dict(zip(_COLUMNS[kind], _FIELDS[kind](record), strict=True))
    row["text_digest"] = None if record.text is None else text_digest(record.text)
    row["translation_digest"] = None if record.translation is None else text_digest(record.translation)
    row["extra"] = dict(record.extra)
    return row


def _values_of(record: Record) -> tuple[Any, ...]:
    return _FIELDS[kind_of(record)](record)


_COLUMNS = {kind: [column_name(one) for one in fields] for kind, fields in FIELDS.items()}
_FIELDS: dict[RecordKind, Callable[[Record], tuple[Any, ...]]] = {
    kind: attrgetter(*(one.name for one in fields)) for kind, fields in FIELDS.items()
}
"""Takes the values of all fields of the contract out of a record at once."""


def _add_texts(connection: Connection, records: Sequence[Record]) -> None:
    """Texts not held yet. One that was erased stays erased, even if a file brings it again."""
    texts = {text_digest(text): text for r in records for text in (r.text, r.translation) if text is not None}
    known = known_keys(connection, TextRow.digest, texts.keys())
    add_rows(connection, TextRow, [{"digest": key, "content": text} for key, text in texts.items() if key not in known])


def _add_documents(connection: Connection, batch: int, records: Sequence[Record]) -> None:
    documents: dict[str, dict[str, Any]] = {}
    for record in records:
        if record.document is not None and record.document not in documents:
            told = {name: getattr(record, name) for name in _DOCUMENT_FIELDS}
            documents[record.document] = told | {"key": record.document, "batch": batch}
    known = known_keys(connection, DocumentRow.key, documents.keys())
    add_rows(connection, DocumentRow, [row for key, row in documents.items() if key not in known])
