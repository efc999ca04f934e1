"""Record versions in: which are new, which are other, which are the same as before."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select, update

from reconcile.domain.digests import kind_of, version_digest
from reconcile.domain.fields import FIELDS, FieldKind
from reconcile.domain.identity import other_event
from reconcile.domain.instants import known_from
from reconcile.domain.issues import Issue
from reconcile.domain.records import Record, RecordKind
from reconcile.errors import DatabaseError
from reconcile.store.batches import Batch, IngestCounts, keep_issues
from reconcile.store.bulk import add_rows, add_values, known_keys
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


class _Fresh(NamedTuple):
    """A record that is new, or other than it was."""

    row: int
    version: int
    digest: str
    known_from: datetime
    line: int
    record: Record
    before: int | None
    """Row of the version in force before."""


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
    digest_of: Callable[[Record], str] = version_digest,
) -> IngestCounts:
    """Keep the records (each with its line) of one file; see `Database.add_records`."""
    number = _open_batch(connection, kind, batch, now)
    opened = _Opened(number, batch.file, withdrawn_batches(connection))
    tally = _Tally()
    readings: set[Reading] = set()
    for chunk in chunked(records):
        _require_storable(kind, chunk)
        fresh = _fresh(connection, kind, opened, chunk, now, tally, digest_of)
        _add_fresh(connection, kind, opened.number, fresh, now)
        tally.issues += _other_events(connection, kind, fresh, opened.file)
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


def _fresh(
    connection: Connection,
    kind: RecordKind,
    batch: _Opened,
    chunk: Sequence[tuple[int, Record]],
    now: datetime,
    tally: _Tally,
    digest_of: Callable[[Record], str],
) -> list[_Fresh]:
    """What of the records is new, counted."""
    latest = _latest_versions(connection, kind, {record.id for _, record in chunk}, batch.withdrawn)
    row = highest(connection, RECORD_ROWS[kind].id)
    fresh: list[_Fresh] = []
    for line, record in chunk:
        digest = digest_of(record)
        held = latest.get(record.id)
        if held is not None and held.digest == digest:
            tally.unchanged += 1
            continue
        known = known_from(record, now, None if held is None else held.known_from)
        tally.new += held is None
        tally.new_versions += held is not None
        row += 1
        version = 1 if held is None else held.version + 1
        latest[record.id] = _Latest(version, row, digest, known)
        fresh.append(_Fresh(row, version, digest, known, line, record, None if held is None else held.row))
    return fresh


def _add_fresh(connection: Connection, kind: RecordKind, batch: int, fresh: Sequence[_Fresh], now: datetime) -> None:
    records = [one.record for one in fresh]
    again = brought_again(connection, kind, [(one.row, one.record) for one in fresh], now)
    digests = _text_digests(records)
    _add_texts(connection, digests)
    _add_documents(connection, batch, records)
    rows = [_written(kind, one, batch, digests) for one in fresh]
    for one in again:
        if one.field not in TEXTS:
            rows[one.row - fresh[0].row][_PLACES[kind][one.field.value]] = emptied(one.field)
    add_values(connection, RECORD_ROWS[kind], _COLUMNS[kind], rows)
    add_tombstones(connection, kind, again)


def _require_storable(kind: RecordKind, chunk: Sequence[tuple[int, Record]]) -> None:
    """Looks at all records at once, and at each only where something is wrong."""
    if any(kind_of(record) is not kind for _, record in chunk):
        raise ValueError(f"only {kind.plural} go among the {kind.plural}")
    columns = zip(*(_WORDED[kind](record) for _, record in chunk), strict=True)
    extra = (text for _, record in chunk if record.extra for told in record.extra.items() for text in told)
    if not all(_storable("".join(filter(None, column))) for column in (*columns, extra)):
        raise DatabaseError(
            f"Line {_unstorable(kind, chunk)}: a text holds NUL or half a character, which no database keeps."
        )
    for line, record in chunk:
        for name, key in (("id", record.id), ("document", record.document or "")):
            if len(key) * 4 > KEY_LIMIT and len(key.encode()) > KEY_LIMIT:
                raise DatabaseError(
                    f"Line {line}: {name} is longer than {KEY_LIMIT:,} bytes, more than can be indexed."
                )


def _unstorable(kind: RecordKind, chunk: Sequence[tuple[int, Record]]) -> int:
    """The first line with a text that cannot be stored."""
    written = ((line, (*_WORDED[kind](record), *record.extra, *record.extra.values())) for line, record in chunk)
    return next(line for line, texts in written if not _storable("".join(filter(None, texts))))


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


def _other_events(connection: Connection, kind: RecordKind, fresh: Sequence[_Fresh], file: str) -> Iterator[Issue]:
    """New versions that seem to be of another event than the version before."""
    amended = [(one, one.before) for one in fresh if one.before is not None]
    earlier = {version.row: version.record for version in load_versions(connection, kind, [row for _, row in amended])}
    for one, row in amended:
        issue = other_event(earlier[row], one.record, file, one.line)
        if issue is not None:
            yield issue


_OWN = ("id", "version", "digest", "known_from", "line", "batch", "extra")
_COLUMNS = {kind: (*_OWN, *(column_name(one) for one in fields)) for kind, fields in FIELDS.items()}
_PLACES = {kind: {name: place for place, name in enumerate(columns)} for kind, columns in _COLUMNS.items()}
_FIELDS: dict[RecordKind, Callable[[Record], tuple[Any, ...]]] = {
    kind: attrgetter(*(one.name for one in fields)) for kind, fields in FIELDS.items()
}
"""Takes the values of all fields of the contract out of a record at once."""
_WORDED: dict[RecordKind, Callable[[Record], tuple[str | None, ...]]] = {
    kind: attrgetter(*(one.name for one in fields if one.kind in (FieldKind.TEXT, FieldKind.INSTANT)))
    for kind, fields in FIELDS.items()
}
"""Takes the values out that are kept as written."""


def _written(kind: RecordKind, one: _Fresh, batch: int, digests: Mapping[str, str]) -> list[Any]:
    """The row of a version. Texts are kept apart, so their digest stands here."""
    record = one.record
    own = (one.row, one.version, one.digest, one.known_from, one.line, batch, dict(record.extra))
    row = [*own, *_FIELDS[kind](record)]
    for name in TEXTS:
        text = getattr(record, name.value)
        if text is not None:
            row[_PLACES[kind][f"{name.value}_digest"]] = digests[text]
    return row


def _text_digests(records: Sequence[Record]) -> dict[str, str]:
    return {text: text_digest(text) for r in records for text in (r.text, r.translation) if text is not None}


def _add_texts(connection: Connection, digests: Mapping[str, str]) -> None:
    """Texts not held yet. One that was erased stays erased, even if a file brings it again."""
    texts = {digest: text for text, digest in digests.items()}
    known = known_keys(connection, TextRow.digest, texts.keys())
    add_rows(connection, TextRow, [{"digest": key, "content": text} for key, text in texts.items() if key not in known])


def _add_documents(connection: Connection, batch: int, records: Sequence[Record]) -> None:
    cited: dict[str, Record] = {}
    for record in records:
        if record.document is not None:
            cited.setdefault(record.document, record)
    known = known_keys(connection, DocumentRow.key, cited.keys())
    rows = [(key, batch, *_of_document(record)) for key, record in cited.items() if key not in known]
    add_values(connection, DocumentRow, ("key", "batch", *_DOCUMENT_FIELDS), rows)


_of_document = attrgetter(*_DOCUMENT_FIELDS)
