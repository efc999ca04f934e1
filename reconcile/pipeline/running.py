"""One reconciliation run, in the order of the work."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from reconcile import __version__
from reconcile.domain.outcomes import Flag, RunRecord, RunState
from reconcile.domain.records import RecordKind
from reconcile.domain.sources import Coverage, Source
from reconcile.link import HERE, LinkedRecords, Work, link_records
from reconcile.link.keeping import levels_told
from reconcile.pipeline.binding import constraints_of
from reconcile.pipeline.changing import changes_made
from reconcile.pipeline.journal import known_run, stage
from reconcile.pipeline.judging import Books, Told, bench_of, judges
from reconcile.pipeline.monitoring import bring_readings
from reconcile.pipeline.preparing import bring_reference, joined_digest, make_values, reference_digests
from reconcile.pipeline.renewing import Renewal, renew
from reconcile.pipeline.results import RunResult
from reconcile.pipeline.seeing import Seen, Versions, look, versions_seen
from reconcile.pipeline.waiting import cases_among
from reconcile.reference import Reference, load_reference
from reconcile.settings import ReviewSettings, Settings
from reconcile.store import Database, FindingRows, Level, LevelNumbers, Marks, NewRun, RunEnd, open_database
from reconcile.verdict import RECENT_DAYS, find_drift

Progress = Callable[[int], None] | None
REHEARSED = 0
"""Number in the record of a dry run, which is kept nowhere."""
RUNS_WATCHED = 200
"""Latest runs that drift and the clock are watched against: a bound, whatever years of runs are there."""


def run_reconciliation(
    url: str,
    settings: Settings,
    as_of: datetime,
    now: datetime,
    *,
    dry_run: bool = False,
    clock: Callable[[], datetime] | None = None,
    progress: Progress = None,
    work: Work = HERE,
    processes: int | None = None,
) -> RunResult:
    """Compares everything known at `as_of` and keeps what was found; a dry run keeps no findings.

    `now` is the run's start; `clock` tells when it ended (None: it took no time). A run as of an instant before that of
    the line of runs is a replay, kept beside that line. `processes`: how many make the findings of a large run (None:
    as the machine has cores). Raises LockedError while another run holds the database.
    A run that fails is marked so in its record; one whose process died is marked by the next.
    """
    reference = load_reference(settings.reference_folder)
    with open_database(url) as database, database.run_lock():
        stale = () if dry_run else database.close_stale_runs(now)
        prepared = _prepared(database, reference, settings, as_of, now, progress)
        task = replace(prepared, url=url, work=work, processes=processes)
        if dry_run:
            result = _rehearsed(database, task, progress)
        else:
            result = _carried_out(database, task, clock or (lambda: now), progress)
        return replace(result, stale=stale, behind=_behind(database, result.run))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """What a run is about to do."""

    reference: Reference
    settings: Settings
    new: NewRun
    versions: Versions
    """What it sees."""
    url: str = ""
    work: Work = HERE
    """Where pairs are compared."""
    processes: int | None = None
    """That make findings; None: as the machine has cores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What a run found, while it is kept."""

    seen: Seen
    links: Mapping[str, int]
    """What is counted of pairs: they themselves take as much room as all else, and are not needed any more."""
    renewal: Renewal
    told: Told
    """What is at hand of the findings, when all of them are made."""
    levels: LevelNumbers
    made: Iterable[FindingRows]
    """The findings, as they are made."""


def _prepared(
    database: Database,
    reference: Reference,
    settings: Settings,
    as_of: datetime,
    now: datetime,
    progress: Progress,
) -> _Task:
    """Everything a run reads is in the database, below marks, before it begins to compare."""
    with stage("prepare"):
        bring_reference(database, reference, now)
        withdrawals = database.marks().withdrawals
        bring_readings(database, reference)
    digests = reference_digests(database, reference, settings)
    # A batch taken back since the ledger was filled is for the next run: another one may show the same days.
    marks = replace(database.marks(), withdrawals=withdrawals)
    with stage("values"):
        make_values(database, reference, settings, joined_digest(digests), as_of, marks, progress)
    with database.snapshot() as seen:
        versions = versions_seen(seen, as_of, marks)
        new = _new_run(seen, reference, settings, as_of, now, digests, marks, versions)
    known_run(new.key)
    return _Task(reference=reference, settings=settings, new=new, versions=versions)


def _new_run(
    database: Database,
    reference: Reference,
    settings: Settings,
    as_of: datetime,
    now: datetime,
    digests: Mapping[str, str],
    marks: Marks,
    versions: Versions,
) -> NewRun:
    model = reference.model
    told = {
        **digests,
        "settings": settings.digest,
        "model": model.digest,
    }
    inputs = database.digest_of_inputs(as_of, marks, versions)
    key = json.dumps({**told, "inputs": inputs, "as_of": as_of.isoformat(), "program": __version__}, sort_keys=True)
    line = database.line_run()
    return NewRun(
        key=hashlib.sha256(key.encode()).hexdigest(),
        as_of=as_of,
        started=now,
        program=f"reconcile {__version__}",
        model=model.name,
        digests=told,
        reference_digest=joined_digest(digests),
        sources=_sources(reference, database.coverage(as_of, marks)),
        marks=marks,
        # A run as of its own start belongs to the line even where the clock was set back.
        replay=line is not None and as_of < line.as_of and as_of != now,
    )


def _sources(reference: Reference, coverage: Sequence[Coverage]) -> tuple[Source, ...]:
    """The source table, and the sources made by rule that coverage was declared for."""
    by_rule = {span.source: reference.sources.get(span.source) for span in coverage}
    listed = {source.key: source for source in reference.sources.all}
    made = {key: source for key, source in by_rule.items() if source is not None}
    return tuple(source for _, source in sorted((listed | made).items()))


def _carried_out(database: Database, task: _Task, clock: Callable[[], datetime], progress: Progress) -> RunResult:
    number = database.start_run(task.new)
    try:
        with _finding(database, task, progress) as found, stage("write"):
            database.finish_run(
                number,
                found.made,
                found.levels,
                lambda: RunEnd(_counts(found, task.new.as_of), clock()),
                holding=found.renewal.holding,
                seen=task.versions,
                held=None if found.seen.held is None else found.seen.held.findings,
            )
    except BaseException as error:
        database.fail_run(number, type(error).__name__, clock())
        raise
    return _result(database, task, found, database.run(number), dry_run=False)


def _rehearsed(database: Database, task: _Task, progress: Progress) -> RunResult:
    with _finding(database, task, progress) as found:
        for _ in found.made:
            pass
    record = replace(_record(task.new), counts=_counts(found, task.new.as_of))
    return _result(database, task, found, record, dry_run=True)


def _record(new: NewRun) -> RunRecord:
    """That of a run of which no more is known than when it starts."""
    return RunRecord(
        number=REHEARSED,
        key=new.key,
        state=RunState.DONE,
        as_of=new.as_of,
        started=new.started,
        ended=None,
        program=new.program,
        model=new.model,
        digests=new.digests,
        counts={},
    )


def _result(database: Database, task: _Task, found: _Found, run: RunRecord, *, dry_run: bool) -> RunResult:
    log = changes_made(database, run, found.seen, found.renewal, found.told.gists, task.new)
    earlier = [other for other in database.runs(limit=RUNS_WATCHED) if other.number != run.number]
    drift = find_drift(run, earlier, task.settings.drift)
    waiting = _waiting(database, found, task.settings.review, run.ended or run.started)
    return RunResult(run=run, log=log, needing_decision=waiting, drift=drift, dry_run=dry_run)


def _waiting(database: Database, found: _Found, settings: ReviewSettings, now: datetime) -> tuple[str, ...]:
    """Keys of the cases that wait for people; of a dry run those that would."""
    held, holding = found.seen.held, found.renewal.holding
    kept = database.asked_claims(held.run) if held is not None and holding else {}
    return cases_among(
        database, [*(claim for row, claim in kept.items() if row in holding), *found.told.asked], settings, now
    )


def _behind(database: Database, run: RunRecord) -> datetime | None:
    """The latest start of another run, where the clock now stands before it."""
    others = [other for other in database.runs(limit=RUNS_WATCHED) if other.number != run.number]
    latest = max((other.started for other in others), default=run.started)
    return latest if latest > run.started else None


@contextmanager
def _finding(database: Database, task: _Task, progress: Progress) -> Iterator[_Found]:
    """Read from one state of the database; what is written meanwhile is for the next run."""
    new = task.new
    with ExitStack() as until:
        with database.snapshot() as state:
            with stage("read"):
                seen = look(state, new, _record(new), task.versions)
            books = _books(state, seen, task)
            bench = bench_of(state, books, task.reference)
            some = until.enter_context(
                judges(bench, _surely_anew(seen), task.url, task.settings.reference_folder, task.processes)
            )
            with stage("link") as counts:
                linked = _linked(seen, task, progress)
                counts["pairs"] = len(linked.pairs)
            with stage("judge") as counts:
                renewal = renew(seen, linked, bench.ledger, new)
                counts["anew"], counts["holding"] = len(renewal.anew), len(renewal.holding)
                told = Told()
                made = told.rows(some.judged(renewal.parts))
                if some.others is None:
                    # Before anything is written, so that other writers do not wait meanwhile.
                    made = iter(list(made))
            links = _links_counted(linked)
            del linked
        yield _Found(seen=seen, links=links, renewal=renewal, told=told, levels=books.levels, made=made)


def _books(state: Database, seen: Seen, task: _Task) -> Books:
    levels = state.level_numbers()
    levels.add(Level(*told) for told in levels_told(task.reference.model))
    return Books(
        coverage=seen.coverage,
        as_of=task.new.as_of,
        settings=task.settings.verdict,
        decisions=seen.decisions,
        reference_digest=task.new.reference_digest,
        levels=levels,
        first=state.run_before(_record(task.new), repeats=True) is None,
    )


def _surely_anew(seen: Seen) -> int:
    """Claims whose findings are made anew, whatever is found."""
    claims = seen.versions[RecordKind.CLAIM]
    return len(claims if seen.held is None else claims.keys() - seen.held.findings.keys())


def _linked(seen: Seen, task: _Task, progress: Progress) -> LinkedRecords:
    decided = constraints_of(seen.decisions)
    reference = task.reference
    return link_records(seen.columns, reference.model, reference, task.settings.link, decided, progress, task.work)


def _links_counted(found: LinkedRecords) -> dict[str, int]:
    pairs = found.pairs
    return {
        "linked": len(np.unique(pairs.statement_rows[pairs.linked])),
        "links": int(np.count_nonzero(pairs.linked)),
        "candidates": pairs.candidates,
        **({"overloaded": found.overloaded} if found.overloaded else {}),
    }


def _counts(found: _Found, as_of: datetime) -> dict[str, int]:
    """Counts that add up: claims by flag with those listed apart; statements linked and official-only."""
    seen = found.seen
    flags = _flags(found)
    by_flag = Counter(flags.values())
    statements = len(seen.versions[RecordKind.STATEMENT])
    since = as_of - timedelta(days=RECENT_DAYS)
    versions = seen.versions[RecordKind.CLAIM]
    recent = [flag for row, flag in flags.items() if flag is not None and versions[row].known_from >= since]
    return {
        "claims": len(flags),
        **{flag.value: by_flag[flag] for flag in Flag},
        "listed_apart": by_flag[None],
        "statements": statements,
        **found.links,
        "official_only": statements - found.links["linked"],
        "recent_claims": len(recent),
        "recent_silent": recent.count(Flag.NO_OFFICIAL_COMMENT),
    }


def _flags(found: _Found) -> dict[int, Flag | None]:
    """By row of every claim."""
    held = found.seen.held
    holding = {} if held is None else {row: held.findings[row].flag for row in found.renewal.holding}
    return holding | {finding.claim_row: finding.flag for finding in found.told.gists}
