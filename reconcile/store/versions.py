"""Record versions out: which were known at an instant, and what stood in them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, select
from sqlalchemy.orm import aliased

from reconcile.domain.comparables import RecordVersion
from reconcile.domain.fields import FIELDS
from reconcile.domain.records import ClaimRecord, RecordKind, StatementRecord
from reconcile.store.chunks import among, chunked
from reconcile.store.erasure_tables import ErasureRow
from reconcile.store.fetching import fetch_rows
from reconcile.store.record_tables import RECORD_ROWS, TextRow, VersionedRow, column_name
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What of the record versions is seen: what was known at an instant, up to marks."""

    as_of: datetime
    mark: int | None = None
    """Rows above this count as not there; None: all are."""
    withdrawn: tuple[int, ...] = ()
    """Batches that were taken back: their versions count as never ingested."""


def is_latest_known(kind: RecordKind, sight: Sight) -> ColumnElement[bool]:
    """That a version is seen and no later one is."""
    table = RECORD_ROWS[kind]
    later = aliased(table)
    newer = [later.record_id == table.record_id, later.version > table.version]
    return and_(*is_seen(table, sight), ~exists().where(*newer, *is_seen(later, sight)))


def is_seen(table: type[VersionedRow], sight: Sight) -> Iterator[ColumnElement[bool]]:
    """That a version is seen, whatever later ones there are: conditions to be joined by AND."""
    yield table.known_from <= sight.as_of
    if sight.mark is not None:
        yield table.id <= sight.mark
    if sight.withdrawn:
        yield table.batch.not_in(sight.withdrawn)


def known_versions(connection: Connection, kind: RecordKind, sight: Sight) -> tuple[KnownVersion, ...]:
    """One row per record known then, by record id in code-point order (PostgreSQL itself sorts by its locale)."""
    table = RECORD_ROWS[kind]
    query = select(table.id, table.record_id, table.version, table.digest)
    found = [KnownVersion(*row) for row in fetch_rows(connection, query.where(is_latest_known(kind, sight)))]
    return tuple(sorted(found, key=attrgetter("record_id")))


def next_known(connection: Connection, now: datetime) -> datetime | None:
    """When the next version becomes known that is kept already but lies ahead of `now`; None: all are known."""
    found = [
        connection.execute(select(func.min(table.known_from)).where(table.known_from > now)).scalar()
        for table in RECORD_ROWS.values()
    ]
    return min((moment for moment in found if moment is not None), default=None)


def rows_without_values(connection: Connection, kind: RecordKind, sight: Sight, reference_digest: str) -> list[int]:
    table, values = RECORD_ROWS[kind], VALUE_ROWS[kind]
    query = select(table.id).where(is_latest_known(kind, sight)).order_by(table.id)
    state = state_number(connection, ReferenceKind.VALUES, reference_digest)
    if state is not None:
        query = query.where(~exists().where(values.reference == state, values.record == table.id))
    return list(connection.execute(query).scalars())


def load_versions(
    connection: Connection, kind: RecordKind, rows: Sequence[int]
) -> Iterator[RecordVersion[ClaimRecord] | RecordVersion[StatementRecord]]:
    """The versions of these rows, by row; an erased text reads as not stated."""
    table = RECORD_ROWS[kind]
    columns = table.__table__.c
    for chunk in chunked(sorted(rows)):
        own = (columns.id, columns.version, columns.digest, columns.known_from, columns.extra)
        query = with_texts(kind, own, _COLUMNS[kind]).where(among(table.id, chunk)).order_by(table.id)
        wanted = set(chunk)
        erased = _erased(connection, kind, chunk)
        for row in fetch_rows(connection, query):
            if row[0] in wanted:
                yield _version(kind, row, erased.get(row[0], {}))


def with_texts(kind: RecordKind, own: Iterable[ColumnElement[Any]], names: Iterable[str]) -> Select[Any]:
    """Selects columns of the table of versions, and fields by their names in the contract; an erased text is None."""
    table = RECORD_ROWS[kind]
    apart = {"text": aliased(TextRow), "translation": aliased(TextRow)}
    columns = table.__table__.c
    wanted = list(names)
    written = (apart[name].content if name in apart else columns[_COLUMNS[kind][name]] for name in wanted)
    query = select(*own, *written).select_from(table)
    for name, text in apart.items():
        if name in wanted:
            query = query.outerjoin(text, text.digest == columns[_COLUMNS[kind][name]])
    return query


def _erased(connection: Connection, kind: RecordKind, rows: Sequence[int]) -> dict[int, dict[str, datetime]]:
    """By row and field: when its content was erased."""
    column: Any = ErasureRow.claim if kind is RecordKind.CLAIM else ErasureRow.statement
    found: dict[int, dict[str, datetime]] = {}
    query = select(column, ErasureRow.field, ErasureRow.erased_at).where(among(column, rows))
    for row, name, moment in connection.execute(query.order_by(ErasureRow.id)):
        found.setdefault(row, {})[name] = moment
    return found


def _version(
    kind: RecordKind, row: Sequence[Any], erased: dict[str, datetime]
) -> RecordVersion[ClaimRecord] | RecordVersion[StatementRecord]:
    number, version, digest, known_from, extra, *written = row
    told = dict(zip(_COLUMNS[kind], written, strict=True))
    record: Any = _RECORDS[kind](**told, extra=extra)
    return RecordVersion(
        row=number, version=version, digest=digest, known_from=known_from, record=record, erased=erased
    )


_COLUMNS = {kind: {field.name: column_name(field) for field in fields} for kind, fields in FIELDS.items()}
