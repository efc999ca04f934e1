"""What a run sees: the versions of records, and what the run before left that may hold on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from reconcile.domain.outcomes import RunRecord
from reconcile.domain.records import RecordKind
from reconcile.domain.sources import Coverage
from reconcile.domain.staleness import DecisionMark
from reconcile.store import Database, HeldFinding, Marks, NewRun, SeenVersion

Versions = Mapping[RecordKind, Mapping[int, SeenVersion]]
"""By kind and row, in the order of record ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the run before found, from the same tables, settings and program: much of it may hold on."""

    run: int
    findings: Mapping[int, HeldFinding]
    """By row of the claim."""
    versions: Versions
    """What it saw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One state of the database, as a run reads it, beside what is compared."""

    versions: Versions
    coverage: tuple[Coverage, ...]
    decisions: tuple[DecisionMark, ...]
    erasures: int
    before: int | None
    """Number of the run this one is compared with; None: there is none."""
    held: Held | None
    """None: every finding must be made anew."""

    def changed(self, kind: RecordKind) -> frozenset[int]:
        """Rows of the versions that only one of the two runs sees; all where there is no run before."""
        now = self.versions[kind].keys()
        return frozenset(now if self.held is None else now ^ self.held.versions[kind].keys())


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What a run with some marks sees: rows below a mark never change, so it is read once."""

    versions: Versions
    coverage: tuple[Coverage, ...]


def foresee(database: Database, as_of: datetime, marks: Marks) -> Foreseen:
    return Foreseen(
        versions={kind: database.seen_versions(kind, as_of, marks) for kind in RecordKind},
        coverage=database.coverage(as_of, marks),
    )


def look(database: Database, new: NewRun, record: RunRecord, foreseen: Foreseen) -> Seen:
    """`record`: what will be that of the run, as far as it is known."""
    versions = foreseen.versions
    before = database.run_before(record, repeats=True)
    return Seen(
        versions=versions,
        coverage=foreseen.coverage,
        decisions=database.decision_marks(new.as_of, new.marks),
        erasures=database.erasures(),
        before=before,
        held=None if new.replay or before is None else _held(database, before, record, versions, new.marks),
    )


def _held(database: Database, before: int, record: RunRecord, versions: Versions, marks: Marks) -> Held | None:
    """What the latest run of the line left, where it is `before`, which this run is compared with, and the same rules
    led to it."""
    line = database.line_run()
    if line is None or line.number != before:
        return None
    if (line.digests, line.program) != (record.digests, record.program):
        return None
    return Held(
        run=line.number,
        findings=database.held_findings(),
        versions={kind: _seen_before(database, line, versions[kind], kind, marks) for kind in RecordKind},
    )


def _seen_before(
    database: Database, line: RunRecord, versions: Mapping[int, SeenVersion], kind: RecordKind, marks: Marks
) -> Mapping[int, SeenVersion]:
    """What a run before saw. Nothing is read where it follows from what is seen now: no version that is new hides one
    that was seen, and what hides a version now, hid it then."""
    mark = line.marks[kind.plural]
    earlier = {row: one for row, one in versions.items() if row <= mark}
    new = [one for row, one in versions.items() if row > mark]
    if (
        line.marks["withdrawals"] == marks.withdrawals
        and all(one.version == 1 for one in new)
        and all(one.known_from <= line.as_of for one in earlier.values())
    ):
        return earlier if new else versions
    return database.seen_by_run(kind, line.number)


def rows_named(decisions: tuple[DecisionMark, ...], kind: RecordKind) -> Iterator[int]:
    """Rows of the records of one kind that decisions speak of."""
    for mark in decisions:
        records = mark.decision.subject.records
        yield from (row for (one, _), row in zip(records, mark.rows, strict=True) if one is kind)
        if mark.original_row is not None and records[0][0] is kind:
            yield mark.original_row
