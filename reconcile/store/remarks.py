"""What ingest and normalising had to say of record versions, without the versions."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select

from reconcile.domain.issues import Issue
from reconcile.domain.records import RecordKind
from reconcile.store.batches import ISSUE_FIELDS, issue_from
from reconcile.store.fetching import fetch_parts
from reconcile.store.record_tables import RECORD_ROWS, DataIssueRow
from reconcile.store.value_tables import ISSUE_ROWS


def load_remarks(connection: Connection, kind: RecordKind, rows: Sequence[int], state: int | None) -> Iterator[Issue]:
    """Of the versions of `rows`, in their order: first of the file they came in, then of their values in this state."""
    at_ingest = remarks_at_ingest(connection, kind)
    table = ISSUE_ROWS[kind]
    query = select(table.record, *(getattr(table, name) for name in ISSUE_FIELDS)).where(table.reference == state)
    of_values = fetch_parts(connection, query.order_by(*table.__table__.primary_key), _issue, {})
    for row in rows:
        yield from at_ingest.get(row, ())
        yield from of_values.get(row, ())


def remarks_at_ingest(connection: Connection, kind: RecordKind) -> dict[int, list[Issue]]:
    """By row of the version: what was found in the line it came from."""
    table = RECORD_ROWS[kind]
    found: defaultdict[int, list[Issue]] = defaultdict(list)
    query = (
        select(table.id.label("row"), DataIssueRow.__table__)
        .join_from(table, DataIssueRow, (DataIssueRow.batch == table.batch) & (DataIssueRow.line == table.line))
        .order_by(DataIssueRow.id)
    )
    for told in connection.execute(query).mappings():
        found[told["row"]].append(issue_from(told))
    return found


def _issue(*told: object) -> Issue:
    return issue_from(dict(zip(ISSUE_FIELDS, told, strict=True)))
