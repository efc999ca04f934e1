"""Record versions in: which are new, which are other, which are the same as before."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from reconcile.domain.digests import kind_of, version_digest
from reconcile.domain.fields import FIELDS
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

KEY_LIMIT = 2_000
"""Bytes of a record id or document key: PostgreSQL cannot index much longer texts."""

_DOCUMENT_FIELDS = ("url", "archive_url", "publisher", "published", "retrieved", "language")


@dataclass(frozen=True, slots=True)
class _Latest:
    version: int
    digest: str
    known_from: datetime


@dataclass(slots=True)
class _Tally:
    new: int = 0
    new_versions: int = 0
    unchanged: int = 0


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
    tally = _Tally()
    readings: set[Reading] = set()
    for chunk in chunked(records):
        _add_chunk(connection, kind, number, chunk, now, tally)
        readings.update(reading for _, record in chunk for reading in readings_of(record))
        if progress is not None:
            progress(len(chunk))
    rejected = keep_issues(connection, number, issues)
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
    return IngestCounts(batch=number, **counts)


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
    batch: int,
    chunk: Sequence[tuple[int, Record]],
    now: datetime,
    tally: _Tally,
) -> None:
    table = RECORD_ROWS[kind]
    if any(kind_of(record) is not kind for _, record in chunk):
        raise ValueError(f"only {kind.plural} go among the {kind.plural}")
    _require_storable(chunk)
    latest = _latest_versions(connection, kind, {record.id for _, record in chunk})
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
        made = _Latest(1 if held is None else held.version + 1, digest, known)
        latest[record.id] = made
        tally.new += held is None
        tally.new_versions += held is not None
        row += 1
        own = {"id": row, "version": made.version, "digest": digest, "known_from": known, "batch": batch, "line": line}
        rows.append(own | _written(kind, record))
        fresh.append((row, record))
    again = brought_again(connection, kind, fresh, now)
    by_row = {written["id"]: written for written in rows}
    for one in again:
        if one.field not in TEXTS:
            by_row[one.row][one.field.value] = emptied(one.field)
    _add_texts(connection, [record for _, record in fresh])
    _add_documents(connection, batch, [record for _, record in fresh])
    add_rows(connection, table, rows)
    add_tombstones(connection, kind, again)


def _require_storable(chunk: Sequence[tuple[int, Record]]) -> None:
    for line, record in chunk:
        for name, key in (("id", record.id), ("document", record.document or "")):
            if len(key.encode("utf-8", "replace")) > KEY_LIMIT:
                raise DatabaseError(
                    f"Line {line}: {name} is longer than {KEY_LIMIT:,} bytes, more than can be indexed."
                )
        written = [getattr(record, name) for name in record.__dataclass_fields__]
        texts = [text for text in (*written, *record.extra, *record.extra.values()) if isinstance(text, str)]
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


def _latest_versions(connection: Connection, kind: RecordKind, ids: set[str]) -> dict[str, _Latest]:
    table = RECORD_ROWS[kind]
    found = connection.execute(
        select(table.record_id, table.version, table.digest, table.known_from)
        .where(table.record_id.in_(sorted(ids)))
        .order_by(table.version)
    )
    return {record: _Latest(version, digest, known) for record, version, digest, known in found}


def _written(kind: RecordKind, record: Record) -> dict[str, Any]:
    """The columns of the contract. Texts are kept apart, so their digest stands here."""
    row = {column: getattr(record, field) for field, column in _COLUMNS[kind]}
    row["text_digest"] = None if record.text is None else text_digest(record.text)
    row["translation_digest"] = None if record.translation is None else text_digest(record.translation)
    row["extra"] = dict(record.extra)
    return row


_COLUMNS = {kind: [(field.name, column_name(field)) for field in fields] for kind, fields in FIELDS.items()}


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
