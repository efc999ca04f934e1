"""What a run rests on, as one digest."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from json.encoder import encode_basestring

from sqlalchemy import Connection

from reconcile.domain.records import RecordKind
from reconcile.domain.sources import Coverage
from reconcile.domain.standing import fold
from reconcile.store.decisions import load_decisions
from reconcile.store.engines import canonical_json
from reconcile.store.parts import SeenVersion, seen_versions
from reconcile.store.runs import Marks, coverage_of, sight_of


def digest_of_inputs(
    connection: Connection,
    as_of: datetime,
    marks: Marks,
    seen: Mapping[RecordKind, Mapping[int, SeenVersion]] | None = None,
    coverage: Sequence[Coverage] | None = None,
) -> str:
    """SHA-256 over the versions known then, the coverage and the decisions in force.

    Row numbers and times of ingest stay out of it: the same content ingested in another order gives the same digest.
    `seen`: these versions, by id in code-point order, and `coverage`: what is known of collecting (None: read here).
    """
    # Lists as `canonical_json` makes them, without its detour for each of hundreds of thousands.
    told = hashlib.sha256()
    for kind in RecordKind:
        known = (
            seen_versions(connection, kind, sight_of(connection, kind, as_of, marks)) if seen is None else seen[kind]
        )
        for one in known.values():
            told.update(f'["{kind.value}",{encode_basestring(one.id)},{one.version},"{one.digest}"]'.encode())
    for span in coverage_of(connection, as_of, marks) if coverage is None else coverage:
        note = "null" if span.note is None else encode_basestring(span.note)
        told.update(
            f'["coverage",{encode_basestring(span.source)},"{span.days.start.isoformat()}",'
            f'"{span.days.end.isoformat()}","{span.basis.value}",{note}]'.encode()
        )
    for decision in _decisions_in_force(connection, marks.decisions):
        told.update(decision.encode("utf-8"))
    return told.hexdigest()


def _decisions_in_force(connection: Connection, last: int) -> list[str]:
    """What binds, whoever decided it and when: two logs that come to the same give the same digest."""
    found = [standing.in_force for standing in fold(load_decisions(connection, last)).values()]
    return sorted(
        canonical_json(
            [
                "decision",
                decision.subject.kind.value,
                [[kind.value, record, decision.digests[kind, record]] for kind, record in decision.subject.records],
                decision.verdict,
                decision.duplicate_of,
            ]
        )
        for decision in found
        if decision is not None
    )
