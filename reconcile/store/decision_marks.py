"""Decisions as a run, or today, has them: beside the record versions that are there now."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select, tuple_

from reconcile.domain.decisions import Decision, DecisionState, Digests, Subject
from reconcile.domain.records import Record, RecordKind
from reconcile.domain.staleness import DecisionMark, RecordKey, changes_since
from reconcile.domain.standing import Standing, fold
from reconcile.store.chunks import chunked
from reconcile.store.record_tables import RECORD_ROWS
from reconcile.store.runs import find_run, run_sight
from reconcile.store.versions import Sight, is_latest_known, load_versions


def decision_marks(
    connection: Connection, sights: Mapping[RecordKind, Sight], log: Iterable[Decision]
) -> tuple[DecisionMark, ...]:
    """What stands or is proposed of the log, by number; those whose records are not all seen are left out.

    `log`: all entries on each subject that is in it.
    """
    standings = fold(log).values()
    wanted = [(one, decision) for one in standings for decision in (one.in_force, one.proposed) if decision is not None]
    keys = {key for _, decision in wanted for key in _keys(decision)}
    present = _present(connection, keys, sights)
    changed = {
        (*key, decision.digests[key])
        for _, decision in wanted
        for key in decision.subject.records
        if key in present and present[key][1] != decision.digests[key]
    }
    before = _versions_of(connection, changed)
    rows = {kind: [row for (one, _), (row, _) in present.items() if one is kind] for kind in RecordKind}
    now = {
        (kind, one.record.id): one.record for kind in RecordKind for one in load_versions(connection, kind, rows[kind])
    }
    marks = [
        _mark(standing, decision, present, before, now)
        for standing, decision in wanted
        if all(key in present for key in decision.subject.records)
    ]
    return tuple(sorted(marks, key=lambda mark: mark.number))


def seen_digests(connection: Connection, number: int, subject: Subject) -> Digests:
    """Of the versions that run `number` compared, for each record of the subject that it knew."""
    run = find_run(connection, number)
    present = _present(connection, subject.records, {kind: run_sight(connection, kind, run) for kind in RecordKind})
    return {key: digest for key, (_, digest) in present.items()}


def _keys(decision: Decision) -> Iterable[RecordKey]:
    yield from decision.subject.records
    if decision.duplicate_of is not None:
        yield decision.subject.records[0][0], decision.duplicate_of


def _mark(
    standing: Standing,
    decision: Decision,
    present: Mapping[RecordKey, tuple[int, str]],
    before: Mapping[tuple[RecordKind, str, str], Record],
    now: Mapping[RecordKey, Record],
) -> DecisionMark:
    records = decision.subject.records
    moved = [key for key in records if present[key][1] != decision.digests[key]]
    was = {key: before[told] for key in moved if (told := (*key, decision.digests[key])) in before}
    answer = standing.answer(decision)
    if decision == standing.proposed:
        state = DecisionState.PROPOSED
    else:
        state = DecisionState.STALE if moved else DecisionState.IN_FORCE
    original = None if decision.duplicate_of is None else present.get((records[0][0], decision.duplicate_of))
    return DecisionMark(
        decision=decision,
        confirmed_by=None if answer is None else answer.author,
        state=state,
        changes=changes_since(decision, was, now),
        rows=tuple(present[key][0] for key in records),
        original_row=None if original is None else original[0],
    )


def _present(
    connection: Connection,
    keys: Iterable[RecordKey],
    sights: Mapping[RecordKind, Sight],
) -> dict[RecordKey, tuple[int, str]]:
    """Row and digest of the latest version known then, by kind and id."""
    found: dict[RecordKey, tuple[int, str]] = {}
    for kind in RecordKind:
        table = RECORD_ROWS[kind]
        for ids in chunked(sorted(id_ for one, id_ in keys if one is kind)):
            query = select(table.record_id, table.id, table.digest).where(
                table.record_id.in_(ids), is_latest_known(kind, sights[kind])
            )
            found |= {(kind, row.record_id): (row.id, row.digest) for row in connection.execute(query)}
    return found


def _versions_of(
    connection: Connection, wanted: Iterable[tuple[RecordKind, str, str]]
) -> dict[tuple[RecordKind, str, str], Record]:
    """The records behind kind, id and digest."""
    found: dict[tuple[RecordKind, str, str], Record] = {}
    for kind in RecordKind:
        table = RECORD_ROWS[kind]
        for pairs in chunked(sorted((id_, digest) for one, id_, digest in wanted if one is kind)):
            query = select(table.id).where(tuple_(table.record_id, table.digest).in_(pairs))
            rows = list(connection.execute(query).scalars())
            found |= {(kind, one.record.id, one.digest): one.record for one in load_versions(connection, kind, rows)}
    return found
