"""Record versions out: which were known at an instant, and what stood in them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, select
from sqlalchemy.orm import aliased

from reconcile.domain.comparables import RecordVersion
from reconcile.domain.fields import FIELDS
from reconcile.domain.records import ClaimRecord, RecordKind, StatementRecord
from reconcile.store.chunks import chunked
from reconcile.store.record_tables import RECORD_ROWS, TextRow, column_name
from reconcile.store.reference_states import state_number
from reconcile.store.reference_tables import ReferenceKind
from reconcile.store.value_tables import VALUE_ROWS

_RECORDS: dict[RecordKind, type[ClaimRecord] | type[StatementRecord]] = {
    RecordKind.CLAIM: ClaimRecord,
    RecordKind.STATEMENT: StatementRecord,
}


class KnownVersion(NamedTuple):
    """The version of a record that was the latest known at an instant."""

    row: int
    record_id: str
    version: int
    digest: str


def is_latest_known(kind: RecordKind, as_of: datetime, watermark: int | None) -> ColumnElement[bool]:
    """That a version was known and no later one was. Rows above `watermark` count as not there."""
    table = RECORD_ROWS[kind]
    later = aliased(table)
    known = [table.known_from <= as_of]
    newer = [later.record_id == table.record_id, later.version > table.version, later.known_from <= as_of]
    if watermark is not None:
        known.append(table.id <= watermark)
        newer.append(later.id <= watermark)
    return and_(*known, ~exists().where(*newer))


def known_versions(
    connection: Connection, kind: RecordKind, as_of: datetime, watermark: int | None
) -> tuple[KnownVersion, ...]:
    """One row per record known then, by record id in code-point order (PostgreSQL itself sorts by its locale)."""
    table = RECORD_ROWS[kind]
    found = connection.execute(
        select(table.id, table.record_id, table.version, table.digest).where(is_latest_known(kind, as_of, watermark))
    )
    return tuple(sorted((KnownVersion(*row) for row in found), key=lambda known: known.record_id))


def rows_without_values(
    connection: Connection, kind: RecordKind, as_of: datetime, watermark: int | None, reference_digest: str
) -> list[int]:
    table, values = RECORD_ROWS[kind], VALUE_ROWS[kind]
    query = select(table.id).where(is_latest_known(kind, as_of, watermark)).order_by(table.id)
    state = state_number(connection, ReferenceKind.VALUES, reference_digest)
    if state is not None:
        query = query.where(~exists().where(values.reference == state, values.record == table.id))
    return list(connection.execute(query).scalars())


def load_versions(
    connection: Connection, kind: RecordKind, rows: Sequence[int]
) -> Iterator[RecordVersion[ClaimRecord] | RecordVersion[StatementRecord]]:
    """The versions of these rows, by row; an erased text reads as not stated."""
    table = RECORD_ROWS[kind]
    for chunk in chunked(sorted(rows)):
        query = _with_texts(kind).where(table.id.in_(chunk)).order_by(table.id)
        for row in connection.execute(query).mappings():
            yield _version(kind, row)


def _with_texts(kind: RecordKind) -> Select[Any]:
    table, text, translation = RECORD_ROWS[kind], aliased(TextRow), aliased(TextRow)
    columns = table.__table__.c
    return (
        select(table.__table__, text.content.label("text"), translation.content.label("translation"))
        .outerjoin_from(table, text, text.digest == columns.text_digest)
        .outerjoin(translation, translation.digest == columns.translation_digest)
    )


def _version(kind: RecordKind, row: Any) -> RecordVersion[ClaimRecord] | RecordVersion[StatementRecord]:
    written = {field: row[label] for field, label in _LABELS[kind]}
    record: Any = _RECORDS[kind](**written, extra=row["extra"])
    return RecordVersion(
        row=row["id"], version=row["version"], digest=row["digest"], known_from=row["known_from"], record=record
    )


_LABELS = {
    kind: [(field.name, column_name(field).removesuffix("_digest")) for field in fields]
    for kind, fields in FIELDS.items()
}
