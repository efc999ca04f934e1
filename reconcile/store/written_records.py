"""Record versions as normalising reads them, by plain column selects."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from reconcile.domain.records import RecordKind
from reconcile.domain.written_records import WrittenClaim, WrittenStatement
from reconcile.store.chunks import among, chunked
from reconcile.store.fetching import fetch_columns
from reconcile.store.record_tables import RECORD_ROWS

_WRITTEN: dict[RecordKind, type[WrittenClaim] | type[WrittenStatement]] = {
    RecordKind.CLAIM: WrittenClaim,
    RecordKind.STATEMENT: WrittenStatement,
}


def load_written(
    connection: Connection, kind: RecordKind, rows: Sequence[int]
) -> Iterator[tuple[int, WrittenClaim | WrittenStatement]]:
    """The versions of the ascending `rows`, each with its row."""
    table = RECORD_ROWS[kind]
    written: Any = _WRITTEN[kind]
    columns = table.__table__.c
    told = [columns["record_id" if name == "id" else name] for name in written._fields]
    for chunk in chunked(rows):
        wanted = set(chunk)
        query = select(table.id, *told).where(among(table.id, chunk)).order_by(table.id)
        found, *parts = fetch_columns(connection, query)
        for row, one in zip(found, map(written._make, zip(*parts, strict=True)), strict=True):
            if row in wanted:
                yield row, one
