"""What a run rests on, as one digest."""

import hashlib
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from reconcile.domain.records import RecordKind
from reconcile.store.engines import canonical_json
from reconcile.store.run_tables import DecisionRow
from reconcile.store.runs import Marks
from reconcile.store.sources import load_coverage
from reconcile.store.versions import known_versions


def digest_of_inputs(connection: Connection, as_of: datetime, marks: Marks) -> str:
    """SHA-256 over the versions known then, the coverage and the decisions in force.

    Row numbers and times of ingest stay out of it: the same content ingested in another order gives the same digest.
    """
    told = hashlib.sha256()
    for kind in RecordKind:
        for known in known_versions(connection, kind, as_of, marks.of(kind)):
            told.update(canonical_json([kind.value, known.record_id, known.version, known.digest]).encode("utf-8"))
    for span in load_coverage(connection, marks.coverage):
        days = [span.days.start.isoformat(), span.days.end.isoformat()]
        told.update(canonical_json(["coverage", span.source, *days, span.basis.value, span.note]).encode("utf-8"))
    for decision in sorted(_decisions_in_force(connection)):
        told.update(decision.encode("utf-8"))
    return told.hexdigest()


def _decisions_in_force(connection: Connection) -> list[str]:
    later = aliased(DecisionRow)
    table = DecisionRow.__table__.c
    columns = (table.kind, table.claim, table.statement, table.verdict, table.claim_digest, table.statement_digest)
    superseded = select(later.id).where(later.supersedes == DecisionRow.id).exists()
    return [canonical_json(["decision", *row]) for row in connection.execute(select(*columns).where(~superseded))]
