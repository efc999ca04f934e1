"""Runs: their record, and what they changed."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, insert, select, update

from reconcile.domain.outcomes import Flag, FlagChange, RunRecord, RunState, flag_changes
from reconcile.domain.records import RecordKind
from reconcile.domain.sources import Coverage, Source
from reconcile.errors import NotFoundError
from reconcile.store.chain import append_link
from reconcile.store.chain_tables import ChainKind
from reconcile.store.fetching import fetch_rows
from reconcile.store.pair_texts import LevelNumbers
from reconcile.store.record_tables import ClaimRow, StatementRow, WithdrawalRow
from reconcile.store.reference_states import known_state
from reconcile.store.reference_tables import CoverageRow, ReferenceKind
from reconcile.store.review_tables import DecisionRow
from reconcile.store.row_numbers import highest
from reconcile.store.run_rows import FindingRows
from reconcile.store.run_tables import FindingRow, PairRow, RunRow
from reconcile.store.run_writing import RunWriter
from reconcile.store.sources import keep_sources, load_coverage, sources_digest
from reconcile.store.statistics import MANY, refresh_statistics
from reconcile.store.versions import Sight, known_versions
from reconcile.store.withdrawals import withdrawn_batches

_NO_LONGER = (
    "Run {} is no longer under way, so nothing of it was written: another run closed its record, as it does where a "
    "connection was lost. `reconcile runs` lists them; run again."
)
STALE = "It stopped without an end: its process was gone when the next run began."


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """How far a run reads: rows above these are not there for it. 0: none yet."""

    claims: int
    statements: int
    coverage: int
    withdrawals: int
    """Batches taken back later are seen; so are those that were held at the as-of of the run."""
    decisions: int

    def of(self, kind: RecordKind) -> int:
        return self.claims if kind is RecordKind.CLAIM else self.statements


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRun:
    """What is known of a run when it starts."""

    key: str
    as_of: datetime
    started: datetime
    program: str
    model: str
    digests: Mapping[str, str]
    reference_digest: str
    """The values it uses were added under this digest."""
    sources: Sequence[Source]
    """The source table it uses."""
    marks: Marks
    replay: bool = False
    """It asks what was known before the latest run's as-of: it stands beside the line of runs."""


class RunEnd(NamedTuple):
    """What is known of a run when all it found is there."""

    counts: Mapping[str, int]
    ended: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RunChanges:
    """What a run wrote. All empty where it found what held before."""

    findings_opened: int
    findings_closed: int
    pairs_opened: int
    pairs_closed: int
    flags: tuple[FlagChange, ...]
    """By claim id."""


def current_marks(connection: Connection) -> Marks:
    return Marks(
        claims=highest(connection, ClaimRow.id),
        statements=highest(connection, StatementRow.id),
        coverage=highest(connection, CoverageRow.id),
        decisions=highest(connection, DecisionRow.id),
        withdrawals=highest(connection, WithdrawalRow.id),
    )


def sight_of(connection: Connection, kind: RecordKind, as_of: datetime, marks: Marks | None) -> Sight:
    """What a run with these marks sees of the versions; None: all that is there."""
    withdrawn = withdrawn_batches(connection, None if marks is None else marks.withdrawals, as_of)
    return Sight(as_of=as_of, mark=None if marks is None else marks.of(kind), withdrawn=withdrawn)


def coverage_of(connection: Connection, as_of: datetime, marks: Marks | None) -> tuple[Coverage, ...]:
    """What a run with these marks sees of the ledger; None: all that is there."""
    withdrawn = withdrawn_batches(connection, None if marks is None else marks.withdrawals, as_of)
    return load_coverage(connection, None if marks is None else marks.coverage, withdrawn)


def run_sight(connection: Connection, kind: RecordKind, run: Row[Any]) -> Sight:
    """What a kept run saw of the versions."""
    mark = run.last_claim if kind is RecordKind.CLAIM else run.last_statement
    return Sight(as_of=run.as_of, mark=mark, withdrawn=_withdrawn_for(connection, run))


def run_coverage(connection: Connection, run: Row[Any]) -> tuple[Coverage, ...]:
    """What a kept run saw of the ledger."""
    withdrawn = _withdrawn_for(connection, run) if run.dated_withdrawals else None
    return load_coverage(connection, run.last_coverage, withdrawn)


def _withdrawn_for(connection: Connection, run: Row[Any]) -> tuple[int, ...]:
    return withdrawn_batches(connection, run.last_withdrawal or 0, run.as_of if run.dated_withdrawals else None)


def start_run(connection: Connection, run: NewRun) -> int:
    number = highest(connection, RunRow.number) + 1
    keep_sources(connection, run.sources)
    connection.execute(
        insert(RunRow).values(
            number=number,
            key=run.key,
            state=RunState.RUNNING,
            as_of=run.as_of,
            started=run.started,
            program=run.program,
            model=run.model,
            digests=dict(run.digests),
            counts={},
            last_claim=run.marks.claims,
            last_statement=run.marks.statements,
            last_coverage=run.marks.coverage,
            last_decision=run.marks.decisions,
            last_withdrawal=run.marks.withdrawals,
            dated_withdrawals=True,
            replay=_told_before(connection, run.key, number) if run.replay else None,
            reference=known_state(connection, ReferenceKind.VALUES, run.reference_digest),
            sources=known_state(connection, ReferenceKind.SOURCES, sources_digest(run.sources)),
        )
    )
    return number


def _told_before(connection: Connection, key: str, number: int) -> int:
    """The replay that wrote what a replay with this key finds: the same from the same; else it itself."""
    same = (RunRow.key == key, RunRow.state == RunState.DONE, RunRow.replay == RunRow.number)
    found = connection.execute(select(RunRow.number).where(*same).order_by(RunRow.number).limit(1)).scalar()
    return number if found is None else found


def close_stale(connection: Connection, ended: datetime) -> tuple[int, ...]:
    """Runs without an end, whose processes are gone: marked as failed. To be called by whoever holds the run lock."""
    left = connection.execute(select(RunRow.number).where(RunRow.state == RunState.RUNNING).order_by(RunRow.number))
    numbers = tuple(left.scalars())
    for number in numbers:
        fail_run(connection, number, STALE, ended)
    return numbers


def finish_run(
    connection: Connection,
    number: int,
    made: Iterable[FindingRows],
    levels: LevelNumbers,
    ending: Callable[[], RunEnd],
    holding: Collection[int] = (),
    seen: Mapping[RecordKind, Collection[int]] | None = None,
    held: Mapping[int, "HeldFinding"] | None = None,
) -> RunChanges:
    """Write what differs from what holds, and the end of the run.

    `made`: what the run found, written as it comes; `levels`: the comparison levels that it names. `ending` is asked
    when all of it is there. `holding`: rows of the claims whose findings hold on as they are. `seen`: rows of the
    versions that the run saw, and `held`: what held before it (None: they are read once more). The counts that are kept
    gain `changed`: how many claims have another flag than before.
    """
    run = find_run(connection, number)
    _require_running(run)
    held = held_findings(connection) if held is None else held
    if not held.keys() >= set(holding):
        raise ValueError("only findings that hold can hold on")
    levels.keep(connection)
    seen = _seen(connection, run) if seen is None else seen
    touched = held.keys() - set(holding)
    with RunWriter(connection, run, latest_number(connection), seen, touched, holding) as writer:
        for rows in made:
            writer.write(rows)
        writer.end()
    flags = _flag_changes(held, writer.flags, holding)
    counts, ended = ending()
    _end(connection, number, state=RunState.DONE, ended=ended, counts=dict(counts) | {"changed": len(flags)})
    append_link(connection, ChainKind.RUN, number)
    if writer.opened[FindingRow] >= MANY:
        refresh_statistics(connection, (FindingRow, PairRow))
    return RunChanges(
        findings_opened=writer.opened[FindingRow],
        findings_closed=writer.closed[FindingRow],
        pairs_opened=writer.opened[PairRow],
        pairs_closed=writer.closed[PairRow],
        flags=flags,
    )


def fail_run(connection: Connection, number: int, error: str, ended: datetime) -> None:
    _end(connection, number, state=RunState.FAILED, ended=ended, error=error)
    append_link(connection, ChainKind.RUN, number)


def latest_number(connection: Connection) -> int | None:
    """The latest run that is done."""
    return connection.execute(
        select(RunRow.number).where(RunRow.state == RunState.DONE).order_by(RunRow.number.desc()).limit(1)
    ).scalar()


def list_runs(connection: Connection, limit: int | None) -> tuple[RunRecord, ...]:
    """From the latest, whatever became of them."""
    query = select(RunRow.__table__).order_by(RunRow.number.desc()).limit(limit)
    return tuple(run_record(row) for row in connection.execute(query))


def line_run(connection: Connection) -> RunRecord | None:
    """The latest run of the line that is done."""
    line = (RunRow.state == RunState.DONE, RunRow.replay.is_(None))
    row = connection.execute(select(RunRow.__table__).where(*line).order_by(RunRow.number.desc()).limit(1)).first()
    return None if row is None else run_record(row)


def number_before(
    connection: Connection, run: RunRecord, as_of: datetime | None, *, repeats: bool = False
) -> int | None:
    """What a run is compared with: of the runs done before it, the one whose as-of comes next below its own.

    Not simply the run before: somebody may have asked what was known last year in between. A run with the same key
    found the same from the same, so it is passed over (unless `repeats`): a run done twice has one report.
    A run of number 0 is not kept, so all runs are before it. `as_of`: none later than this.
    """
    limit = run.as_of if as_of is None else min(as_of, run.as_of)
    earlier = [RunRow.state == RunState.DONE, RunRow.as_of <= limit]
    if not repeats:
        earlier.append(RunRow.key != run.key)
    if run.number:
        earlier.append(RunRow.number < run.number)
    query = select(RunRow.number).where(*earlier).order_by(RunRow.as_of.desc(), RunRow.number.desc())
    return connection.execute(query.limit(1)).scalar()


def find_run(connection: Connection, number: int) -> Row[Any]:
    found = connection.execute(select(RunRow.__table__).where(RunRow.number == number)).first()
    if found is None:
        raise NotFoundError(f"There is no run {number}.")
    return found


def run_record(row: Row[Any]) -> RunRecord:
    return RunRecord(
        number=row.number,
        key=row.key,
        state=row.state,
        as_of=row.as_of,
        started=row.started,
        ended=row.ended,
        program=row.program,
        model=row.model,
        digests=row.digests,
        counts=row.counts,
        error=row.error,
        marks={
            "claims": row.last_claim,
            "statements": row.last_statement,
            "coverage": row.last_coverage,
            "withdrawals": row.last_withdrawal or 0,
            "decisions": row.last_decision or 0,
        },
        replay=row.replay is not None,
    )


def _seen(connection: Connection, run: Row[Any]) -> dict[RecordKind, set[int]]:
    """Rows of the versions that a run sees."""
    return {
        kind: {known.row for known in known_versions(connection, kind, run_sight(connection, kind, run))}
        for kind in RecordKind
    }


def _require_running(run: Row[Any]) -> None:
    """Only a run that is running can end: a finding never comes from two."""
    if run.state is not RunState.RUNNING:
        raise NotFoundError(_NO_LONGER.format(run.number))


def _end(connection: Connection, number: int, **values: Any) -> None:
    ended = connection.execute(
        update(RunRow).where(RunRow.number == number, RunRow.state == RunState.RUNNING).values(**values)
    )
    if ended.rowcount != 1:
        raise NotFoundError(_NO_LONGER.format(number))


def _flag_changes(
    before: Mapping[int, "HeldFinding"], made: Mapping[str, Flag | None], holding: Collection[int]
) -> tuple[FlagChange, ...]:
    after = {**made, **{before[row].claim: before[row].flag for row in holding}}
    return flag_changes({held.claim: held.flag for held in before.values()}, after)


class HeldFinding(NamedTuple):
    """What of a finding that holds must be known to leave it as it is."""

    claim: str
    """Id of the claim."""
    flag: Flag | None
    basis: str | None


def held_findings(connection: Connection) -> dict[int, HeldFinding]:
    """By row of the claim: what the latest run of the line left."""
    query = (
        select(FindingRow.claim, ClaimRow.record_id, FindingRow.flag, FindingRow.basis)
        .join_from(FindingRow, ClaimRow, ClaimRow.id == FindingRow.claim)
        .where(FindingRow.last_run.is_(None))
    )
    return {row: HeldFinding(id_, flag, basis) for row, id_, flag, basis in fetch_rows(connection, query)}
