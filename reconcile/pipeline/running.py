"""One reconciliation run, in the order of the work."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from reconcile import __version__
from reconcile.domain.outcomes import Flag, RunRecord, RunState
from reconcile.domain.records import RecordKind
from reconcile.domain.sources import Coverage, Source
from reconcile.link import HERE, LinkedRecords, Work, link_records
from reconcile.pipeline.binding import constraints_of
from reconcile.pipeline.changing import changes_made, outcome_made
from reconcile.pipeline.journal import known_run, stage
from reconcile.pipeline.monitoring import bring_readings
from reconcile.pipeline.preparing import bring_reference, joined_digest, make_values, reference_digests
from reconcile.pipeline.renewing import Renewal, renew
from reconcile.pipeline.results import RunResult
from reconcile.pipeline.seeing import Seen, Versions, look, versions_seen
from reconcile.pipeline.waiting import cases_among, cases_waiting
from reconcile.reference import Reference, load_reference
from reconcile.review import asked_claims
from reconcile.settings import Settings
from reconcile.store import Database, Marks, NewRun, open_database
from reconcile.verdict import RECENT_DAYS, Ledger, find_drift

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
) -> RunResult:
    """Compares everything known at `as_of` and keeps what was found; a dry run keeps no findings.

    `now` is the run's start; `clock` tells when it ended (None: it took no time). A run as of an instant before that of
    the line of runs is a replay, kept beside that line. Raises LockedError while another run holds the database.
    A run that fails is marked so in its record; one whose process died is marked by the next.
    """
    reference = load_reference(settings.reference_folder)
    with open_database(url) as database, database.run_lock():
        stale = () if dry_run else database.close_stale_runs(now)
        task = _prepared(database, reference, settings, as_of, now, work, progress)
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
    work: Work
    """Where pairs are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What a run found, before it is kept."""

    seen: Seen
    links: Mapping[str, int]
    """What is counted of pairs: they themselves take as much room as all else, and are not needed any more."""
    renewal: Renewal


def _prepared(
    database: Database,
    reference: Reference,
    settings: Settings,
    as_of: datetime,
    now: datetime,
    work: Work,
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
    return _Task(reference=reference, settings=settings, new=new, versions=versions, work=work)


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
        found = _found(database, task, progress)
        with stage("write"):
            database.finish_run(
                number,
                found.renewal.findings,
                _counts(found, task.new.as_of),
                clock(),
                holding=found.renewal.holding,
                bases=found.renewal.bases,
                seen=task.versions,
                held=None if found.seen.held is None else found.seen.held.findings,
            )
    except BaseException as error:
        database.fail_run(number, type(error).__name__, clock())
        raise
    return _told(database, task, found, database.run(number), dry_run=False)


def _rehearsed(database: Database, task: _Task, progress: Progress) -> RunResult:
    found = _found(database, task, progress)
    record = replace(_record(task.new), counts=_counts(found, task.new.as_of))
    return _told(database, task, found, record, dry_run=True)


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


def _told(database: Database, task: _Task, found: _Found, run: RunRecord, *, dry_run: bool) -> RunResult:
    log = changes_made(database, run, found.seen, found.renewal, task.new.reference_digest, task.new.sources)
    earlier = [other for other in database.runs(limit=RUNS_WATCHED) if other.number != run.number]
    drift = find_drift(run, earlier, task.settings.drift)
    waiting = _waiting(database, task, found, run, dry_run=dry_run)
    return RunResult(run=run, log=log, needing_decision=waiting, drift=drift, dry_run=dry_run)


def _waiting(database: Database, task: _Task, found: _Found, run: RunRecord, *, dry_run: bool) -> tuple[str, ...]:
    """Keys of the cases that wait for people; of a dry run those that would."""
    settings, now = task.settings.review, run.ended or run.started
    if not dry_run:
        return cases_waiting(database, run.number, settings, now)
    seen, renewal = found.seen, found.renewal
    made = outcome_made(database, run, seen, renewal, task.new.reference_digest, task.new.sources)
    kept = {} if seen.held is None else database.asked_claims(seen.held.run)
    holding = [claim for row, claim in kept.items() if row in renewal.holding]
    return cases_among(database, [*holding, *asked_claims(made)], settings, now)


def _behind(database: Database, run: RunRecord) -> datetime | None:
    """The latest start of another run, where the clock now stands before it."""
    others = [other for other in database.runs(limit=RUNS_WATCHED) if other.number != run.number]
    latest = max((other.started for other in others), default=run.started)
    return latest if latest > run.started else None


def _found(database: Database, task: _Task, progress: Progress) -> _Found:
    """Read from one state of the database; what is written meanwhile is for the next run."""
    new, reference, settings = task.new, task.reference, task.settings
    with database.snapshot() as state:
        with stage("read"):
            seen = look(state, new, _record(new), task.versions)
        with stage("link") as counts:
            decided = constraints_of(seen.decisions)
            linked = link_records(seen.columns, reference.model, reference, settings.link, decided, progress, task.work)
            counts["pairs"] = len(linked.pairs)
        ledger = Ledger(reference=reference, coverage=seen.coverage, as_of=new.as_of, settings=settings.verdict)
        with stage("judge") as counts:
            renewal = renew(state, seen, linked, ledger, new)
            counts["anew"], counts["holding"] = len(renewal.findings), len(renewal.holding)
    return _Found(seen=seen, links=_links_counted(linked), renewal=renewal)


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
    flags = found.renewal.flags(seen)
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
