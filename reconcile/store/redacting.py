"""What must not be kept: erased for good, with a tombstone for every version that held it."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute

from reconcile.domain.cleantext import id_meant, one_line
from reconcile.domain.digests import version_digest
from reconcile.domain.erasures import ErasableField
from reconcile.domain.records import Record, RecordKind
from reconcile.errors import NotFoundError
from reconcile.store.chain import append_link
from reconcile.store.chain_tables import ChainKind
from reconcile.store.chunks import chunked
from reconcile.store.document_erasing import drafted_from, erase_documents, last_collected, texts_of_document
from reconcile.store.engines import canonical_json
from reconcile.store.erasure_tables import ErasureRow
from reconcile.store.record_tables import RECORD_ROWS, BatchRow, DataIssueRow, TextRow
from reconcile.store.row_numbers import highest
from reconcile.store.value_tables import ISSUE_ROWS
from reconcile.store.versions import load_versions

TEXTS = (ErasableField.TEXT, ErasableField.TRANSLATION)
"""Kept once under their digest, whatever cites them."""
_WILD = re.compile(r"[%_\\]")
_ESCAPED = r"\\\g<0>"
"""Before signs that mean something to LIKE."""
_BLANK = "What was found here was erased."


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Who wants something erased, when and why."""

    author: str
    now: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedCounts:
    """What was erased: tombstones by field, and how many records hold one of them."""

    fields: Mapping[ErasableField, int]
    records: int
    documents: tuple[str, ...] = ()
    """Keys, sorted, of the collected documents whose text was erased."""
    left_in: tuple[str, ...] = ()
    """Keys, sorted, of the collected documents that a record was drafted from and that still hold their text."""


Target = tuple[RecordKind, int, ErasableField]
"""One field of one version, by its row."""


def erase_fields(
    connection: Connection, kind: RecordKind, record_id: str, fields: Collection[ErasableField], order: Order
) -> ErasedCounts:
    """Erase these fields in every version of a record, and its texts wherever they are cited.

    Raises NotFoundError where there is no such record.
    """
    table = RECORD_ROWS[kind]
    meant = _id_meant(connection, table.record_id, record_id)
    if meant is None:
        raise NotFoundError(f"There is no {kind.value} {record_id!r}.")
    rows = connection.execute(select(table.__table__).where(table.record_id == meant)).mappings().all()
    columns = [f"{field.value}_digest" for field in TEXTS if field in fields]
    digests = {row[column] for row in rows for column in columns} - {None}
    targets = {(kind, row["id"], field) for row in rows for field in fields if field not in TEXTS and row[field.value]}
    return replace(_erase_wherever(connection, targets, digests, order), left_in=drafted_from(connection, kind, meant))


def _id_meant(connection: Connection, column: InstrumentedAttribute[str], asked: str) -> str | None:
    """The id in this column that somebody names (`id_meant`). Only ids are read that may be meant."""
    if connection.execute(select(column).where(column == asked).limit(1)).first() is not None:
        return asked
    pattern = "".join(f"%{_WILD.sub(_ESCAPED, sign)}" for sign in one_line(asked) if not sign.isspace())
    may_be_meant = select(column).where(column.like(f"{pattern}%", escape="\\")).distinct()
    return id_meant(asked, connection.execute(may_be_meant).scalars())


def erase_document(connection: Connection, key: str, order: Order) -> ErasedCounts:
    """Erase the text of a collected document in all its versions, and wherever else it is cited.

    Raises NotFoundError where there is no such document.
    """
    return erase_texts(connection, texts_of_document(connection, key), order)


def erase_texts(connection: Connection, digests: Collection[str], order: Order) -> ErasedCounts:
    """Erase these texts wherever they are cited."""
    return _erase_wherever(connection, set(), digests, order)


def _erase_wherever(
    connection: Connection, targets: set[Target], digests: Collection[str], order: Order
) -> ErasedCounts:
    """Erase these fields, and these texts wherever records and documents cite them."""
    for chunk in chunked(sorted(digests)):
        targets |= _citing(connection, chunk)
    counts = _erase(connection, targets, order)
    documents = erase_documents(connection, digests, order.author, order.now, order.why)
    return replace(counts, documents=documents)


def expired_texts(connection: Connection, before: datetime) -> dict[str, int]:
    """By digest: the texts held whose last version or document came in before then, with the number of their
    characters."""
    latest = last_collected(connection)
    for kind in RecordKind:
        table = RECORD_ROWS[kind]
        for field in TEXTS:
            column = table.__table__.c[f"{field.value}_digest"]
            query: Select[Any] = (
                select(column, func.max(BatchRow.ingested_at)).join_from(table, BatchRow, BatchRow.id == table.batch)
            ).group_by(column)
            for digest, came in connection.execute(query.where(column.is_not(None))):
                latest[digest] = max(came, latest.get(digest, came))
    old = [digest for digest, came in latest.items() if came < before]
    held: dict[str, int] = {}
    for chunk in chunked(sorted(old)):
        still = (TextRow.digest.in_(chunk), TextRow.content.is_not(None))
        for digest, length in connection.execute(select(TextRow.digest, func.length(TextRow.content)).where(*still)):
            held[digest] = length
    return held


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """A new version brings again what was erased before: it is not kept, and the version gets a tombstone."""

    row: int
    field: ErasableField
    erased: str
    left: str
    order: Order


def brought_again(
    connection: Connection, kind: RecordKind, fresh: Sequence[tuple[int, Record]], now: datetime
) -> list[Again]:
    """Of versions about to be kept (by row): what was erased before, of that record or as a text of any."""
    if not fresh or connection.execute(select(ErasureRow.id).limit(1)).first() is None:
        return []
    texts = _texts_erased(connection, [record for _, record in fresh])
    earlier = _earlier(connection, kind, {record.id for _, record in fresh})
    found: list[Again] = []
    for row, record in fresh:
        digests = {field: _content_digest(record, field) for field in sorted(ErasableField) if getattr(record, field)}
        notes = {
            field: texts.get(digest) if field in TEXTS else earlier.get((record.id, field, digest))
            for field, digest in digests.items()
        }
        gone = {field: note for field, note in notes.items() if note is not None}
        left = version_digest(_without(record, gone)) if gone else ""
        for field, (author, why) in gone.items():
            order = Order(author=author, now=now, why=why)
            found.append(Again(row=row, field=field, erased=digests[field], left=left, order=order))
    return found


def add_tombstones(connection: Connection, kind: RecordKind, again: Iterable[Again]) -> None:
    for one in again:
        _add_tombstone(connection, kind, one.row, one.field, one.erased, one.left, one.order)


def emptied(field: ErasableField) -> Any:
    """What stands in the column of an erased field that is kept with its record."""
    return {} if field is ErasableField.EXTRA else None


def tombstones_for_texts_erased_before(connection: Connection) -> None:
    """For texts erased when a tombstone was a note on the text alone: who did it is not known."""
    notes = select(TextRow.digest, TextRow.erased_at, TextRow.erased_why).where(TextRow.erased_at.is_not(None))
    for note in connection.execute(notes.order_by(TextRow.digest)).all():
        order = Order(author="not recorded", now=note.erased_at, why=note.erased_why)
        _erase(connection, _citing(connection, [note.digest]), order)


def _citing(connection: Connection, digests: Collection[str]) -> set[Target]:
    """Every field of every version that holds one of these texts."""
    found: set[Target] = set()
    for kind in RecordKind:
        table = RECORD_ROWS[kind]
        for field in TEXTS:
            column = table.__table__.c[f"{field.value}_digest"]
            rows = connection.execute(select(table.id).where(column.in_(digests))).scalars()
            found |= {(kind, row, field) for row in rows}
    return found


def _erase(connection: Connection, targets: Iterable[Target], order: Order) -> ErasedCounts:
    """Tombstones are written in the order of kind, row and field, so that two databases do alike."""
    by_version: defaultdict[tuple[RecordKind, int], set[ErasableField]] = defaultdict(set)
    for kind, row, field in targets:
        by_version[kind, row].add(field)
    held = {key: _held(connection, *key) for key in by_version}
    counts: defaultdict[ErasableField, int] = defaultdict(int)
    records: set[tuple[RecordKind, str]] = set()
    for key in sorted(by_version):
        kind, row = key
        gone = _tombstones_of(connection, kind, row)
        wanted = sorted(by_version[key] - gone)
        if not wanted:
            continue
        record, cited = held[key]
        for field in wanted:
            _blank(connection, kind, row, field, cited, order)
        left = version_digest(_without(record, gone | set(wanted)))
        for field in wanted:
            erased = cited[field] if field in cited else _content_digest(record, field)
            _add_tombstone(connection, kind, row, field, erased, left, order)
            counts[field] += 1
        records.add((kind, record.id))
    return ErasedCounts(fields=dict(counts), records=len(records))


def _held(connection: Connection, kind: RecordKind, row: int) -> tuple[Record, dict[ErasableField, str]]:
    """The version as it is read now, and the digests of the texts it cites."""
    (version,) = load_versions(connection, kind, [row])
    columns = RECORD_ROWS[kind].__table__.c
    cited = connection.execute(select(columns.text_digest, columns.translation_digest).where(columns.id == row)).one()
    return version.record, {field: digest for field, digest in zip(TEXTS, cited, strict=True) if digest is not None}


def _without(record: Record, fields: Collection[ErasableField]) -> Record:
    empty: dict[str, Any] = {field.value: emptied(field) for field in fields}
    return replace(record, **empty)


def _content_digest(record: Record, field: ErasableField) -> str:
    held = getattr(record, field.value)
    told = canonical_json(dict(held)) if field is ErasableField.EXTRA else str(held)
    return hashlib.sha256(told.encode("utf-8")).hexdigest()


def _blank(
    connection: Connection,
    kind: RecordKind,
    row: int,
    field: ErasableField,
    cited: Mapping[ErasableField, str],
    order: Order,
) -> None:
    table = RECORD_ROWS[kind]
    if field in TEXTS:
        connection.execute(
            update(TextRow)
            .where(TextRow.digest == cited[field], TextRow.erased_at.is_(None))
            .values(content=None, erased_at=order.now, erased_why=order.why)
        )
    else:
        connection.execute(update(table).where(table.id == row).values(**{field.value: emptied(field)}))
    issues = ISSUE_ROWS[kind]
    connection.execute(
        update(issues).where(issues.record == row, issues.field == field.value).values(found=None, message=_BLANK)
    )
    place = select(table.batch, table.line).where(table.id == row)
    batch, line = connection.execute(place).one()
    at_ingest: ColumnElement[bool] = and_(DataIssueRow.batch == batch, DataIssueRow.line == line)
    connection.execute(
        update(DataIssueRow).where(at_ingest, DataIssueRow.field == field.value).values(found=None, message=_BLANK)
    )


def _tombstones_of(connection: Connection, kind: RecordKind, row: int) -> set[ErasableField]:
    of_version = _of_kind(kind) == row
    return {ErasableField(field) for field in connection.execute(select(ErasureRow.field).where(of_version)).scalars()}


def _of_kind(kind: RecordKind) -> Any:
    return ErasureRow.claim if kind is RecordKind.CLAIM else ErasureRow.statement


def _add_tombstone(
    connection: Connection, kind: RecordKind, row: int, field: ErasableField, erased: str, left: str, order: Order
) -> None:
    number = highest(connection, ErasureRow.id) + 1
    connection.execute(
        insert(ErasureRow).values(
            id=number,
            **{kind.value: row},
            field=field.value,
            erased=erased,
            remaining=left,
            author=order.author,
            erased_at=order.now,
            why=order.why,
        )
    )
    append_link(connection, ChainKind.ERASURE, number)


def _texts_erased(connection: Connection, records: Sequence[Record]) -> dict[str, tuple[str, str]]:
    """By digest: the texts of these records that were erased, with who did it first and why."""
    digests = {_content_digest(record, field) for record in records for field in TEXTS if getattr(record, field)}
    erased = select(TextRow.digest).where(TextRow.digest.in_(digests), TextRow.erased_at.is_not(None))
    query = select(ErasureRow.erased, ErasureRow.author, ErasureRow.why).where(
        ErasureRow.erased.in_(erased), ErasureRow.field.in_([field.value for field in TEXTS])
    )
    return {row.erased: (row.author, row.why) for row in connection.execute(query.order_by(ErasureRow.id.desc()))}


def _earlier(
    connection: Connection, kind: RecordKind, ids: Collection[str]
) -> dict[tuple[str, ErasableField, str], tuple[str, str]]:
    """What was erased of these records: by record, field and digest of the content, who did it first and why."""
    table = RECORD_ROWS[kind]
    query = select(table.record_id, ErasureRow.field, ErasureRow.erased, ErasureRow.author, ErasureRow.why).join_from(
        ErasureRow, table, _of_kind(kind) == table.id
    )
    return {
        (row.record_id, ErasableField(row.field), row.erased): (row.author, row.why)
        for row in connection.execute(query.where(table.record_id.in_(ids)).order_by(ErasureRow.id.desc()))
    }
