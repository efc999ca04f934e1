"""Records that went through several versions, put together for a report."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, func, select

from reconcile.domain.histories import Histories
from reconcile.domain.records import RecordKind
from reconcile.store.record_tables import RECORD_ROWS
from reconcile.store.runs import find_run, run_sight
from reconcile.store.versions import Sight, is_seen, load_versions


def load_histories(connection: Connection, number: int) -> Histories:
    """What run `number` could know of earlier versions. Raises NotFoundError where there is no such run."""
    run = find_run(connection, number)
    return Histories(
        claims=_several(connection, RecordKind.CLAIM, run_sight(connection, RecordKind.CLAIM, run)),
        statements=_several(connection, RecordKind.STATEMENT, run_sight(connection, RecordKind.STATEMENT, run)),
    )


def _several(connection: Connection, kind: RecordKind, sight: Sight) -> dict[str, tuple[Any, ...]]:
    table = RECORD_ROWS[kind]
    known = tuple(is_seen(table, sight))
    repeated = select(table.record_id).where(*known).group_by(table.record_id).having(func.count() > 1)
    rows = connection.execute(select(table.id).where(*known, table.record_id.in_(repeated))).scalars()
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for version in load_versions(connection, kind, list(rows)):
        found[version.record.id].append(version)
    return {record: tuple(sorted(found[record], key=lambda one: one.version)) for record in sorted(found)}
