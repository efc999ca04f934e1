"""Accounts as a verdict reads them, by plain column selects."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from reconcile.domain.records import RecordKind
from reconcile.domain.tellings import ClaimTelling, StatementTelling, Told, ToldVersion
from reconcile.store.chunks import among, chunked
from reconcile.store.fetching import fetch_rows
from reconcile.store.record_tables import RECORD_ROWS
from reconcile.store.values import load_values
from reconcile.store.versions import with_texts

_TELLINGS: dict[RecordKind, type[ClaimTelling] | type[StatementTelling]] = {
    RecordKind.CLAIM: ClaimTelling,
    RecordKind.STATEMENT: StatementTelling,
}

_OF_VERSION = len(ToldVersion._fields)


def load_tellings(connection: Connection, kind: RecordKind, rows: Sequence[int], state: int) -> dict[int, Told[Any]]:
    """By row of the version, ascending: those that have values in this state of the reference data."""
    table, telling = RECORD_ROWS[kind], _TELLINGS[kind]
    columns = table.__table__.c
    values = dict(load_values(connection, kind, state, rows, remarks=False))
    found: dict[int, Told[Any]] = {}
    for chunk in chunked(sorted(values)):
        query = with_texts(kind, (columns.id, columns.version, columns.known_from), telling._fields)
        for told in fetch_rows(connection, query.where(among(table.id, chunk)).order_by(table.id)):
            row = told[0]
            if row in values:
                record = telling._make(told[_OF_VERSION:])
                found[row] = Told(record.id, ToldVersion._make(told[:_OF_VERSION]), record, values[row])
    return found
