"""One reconciliation run, in the order of the work."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from reconcile import PROGRAM, __version__
from reconcile.domain.outcomes import Flag, RunRecord
from reconcile.domain.records import RecordKind
from reconcile.domain.sources import Coverage, Source
from reconcile.link import HERE, Work
from reconcile.pipeline.changing import changes_made
from reconcile.pipeline.finding import Found, Progress, Task, find, record_of
from reconcile.pipeline.journal import known_run, stage
from reconcile.pipeline.monitoring import bring_readings
from reconcile.pipeline.preparing import bring_reference, joined_digest, make_values, reference_digests
from reconcile.pipeline.results import RunResult
from reconcile.pipeline.seeing import foresee
from reconcile.pipeline.waiting import cases_among
from reconcile.pipeline.workshop import Sight, Workshop, workshop
from reconcile.reference import Reference, load_reference
from reconcile.settings import ReviewSettings, Settings
from reconcile.store import Database, Marks, NewRun, RunEnd, open_database
from reconcile.verdict import RECENT_DAYS, find_drift

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
    asked = _Asked(load_reference(settings.reference_folder), settings, as_of, now)
    folder = settings.reference_folder
    with open_database(url) as database, database.run_lock():
        stale = () if dry_run else database.close_stale_runs(now)
        with workshop(database, url, folder, asked.reference, processes) as shop:
            shop.expect(_sure_to_be_compared(database))
            rules = _prepared(database, asked)
            shop.expect(_compared(rules))
            task = _task(database, asked, rules, shop, work, progress)
            if dry_run:
                result = _rehearsed(database, task, progress)
            else:
                result = _carried_out(database, task, clock or (lambda: now), progress)
        return replace(result, stale=stale, behind=_behind(database, result.run))


class _Asked(NamedTuple):
    """What a run is asked to do."""

    reference: Reference
    settings: Settings
    as_of: datetime
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """By what a run compares, and how far it reads."""

    values: str
    """Digest of what values are made with."""
    digests: Mapping[str, str]
    """Of all that leads to what is found."""
    marks: Marks
    line: RunRecord | None
    """The latest run of the line."""


def _sure_to_be_compared(database: Database) -> int:
    """How many claims at most, as far as can be told before anything is prepared: where records came since the latest
    run, or there was none."""
    marks, line = database.marks(), database.line_run()
    known = line is not None and all(line.marks.get(kind.plural) == marks.of(kind) for kind in RecordKind)
    return 0 if known else marks.claims


def _prepared(database: Database, asked: _Asked) -> _Rules:
    """Everything a run reads is in the database, below marks, before it begins to compare."""
    reference, settings = asked.reference, asked.settings
    with stage("prepare"):
        bring_reference(database, reference, asked.now)
        withdrawals = database.marks().withdrawals
        bring_readings(database, reference)
    of_values = reference_digests(database, reference, settings)
    return _Rules(
        values=joined_digest(of_values),
        digests={**of_values, "settings": settings.digest, "model": reference.model.digest},
        # A batch taken back since the ledger was filled is for the next run: another one may show the same days.
        marks=replace(database.marks(), withdrawals=withdrawals),
        line=database.line_run(),
    )


def _compared(rules: _Rules) -> int:
    """How many claims at most the run compares: none where nothing came since the latest run by the same rules."""
    line = rules.line
    repeats = line is not None and (line.digests, line.program, line.marks) == (
        rules.digests,
        PROGRAM,
        asdict(rules.marks),
    )
    return 0 if repeats else rules.marks.claims


def _task(database: Database, asked: _Asked, rules: _Rules, shop: Workshop, work: Work, progress: Progress) -> Task:
    """What the run is about to do, with the values of all it sees made."""
    reference, settings, as_of, _ = asked
    with stage("values"):
        make_values(database, reference, settings, rules.values, as_of, rules.marks, progress)
    shop.begin_columns(Sight(as_of, rules.values, rules.marks))
    with database.snapshot() as state:
        foreseen = foresee(state, as_of, rules.marks)
        inputs = state.digest_of_inputs(as_of, rules.marks, foreseen.versions, foreseen.coverage)
    new = _new_run(asked, rules, inputs, foreseen.coverage)
    known_run(new.key)
    line = rules.line
    return Task(
        reference=reference,
        settings=settings,
        new=new,
        foreseen=foreseen,
        repeats=line is not None and line.as_of <= as_of and _key(rules.digests, inputs, line.as_of) == line.key,
        shop=shop,
        work=work,
    )


def _new_run(asked: _Asked, rules: _Rules, inputs: str, coverage: Sequence[Coverage]) -> NewRun:
    """`inputs`: the digest of what it sees."""
    line = rules.line
    return NewRun(
        key=_key(rules.digests, inputs, asked.as_of),
        as_of=asked.as_of,
        started=asked.now,
        program=PROGRAM,
        model=asked.reference.model.name,
        digests=rules.digests,
        reference_digest=rules.values,
        sources=_sources(asked.reference, coverage),
        marks=rules.marks,
        # A run as of its own start belongs to the line even where the clock was set back.
        replay=line is not None and asked.as_of < line.as_of and asked.as_of != asked.now,
    )


def _key(digests: Mapping[str, str], inputs: str, as_of: datetime) -> str:
    """Of the run that sees `inputs` at an instant."""
    told = {**digests, "inputs": inputs, "as_of": as_of.isoformat(), "program": __version__}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _sources(reference: Reference, coverage: Sequence[Coverage]) -> tuple[Source, ...]:
    """The source table, and the sources made by rule that coverage was declared for."""
    by_rule = {key: reference.sources.get(key) for key in {span.source for span in coverage}}
    listed = {source.key: source for source in reference.sources.all}
    made = {key: source for key, source in by_rule.items() if source is not None}
    return tuple(source for _, source in sorted((listed | made).items()))


def _carried_out(database: Database, task: Task, clock: Callable[[], datetime], progress: Progress) -> RunResult:
    number = database.start_run(task.new)
    try:
        found = find(database, task, progress)
        with stage("write"):
            database.finish_run(
                number,
                found.made,
                found.levels,
                lambda: RunEnd(_counts(found, task.new.as_of), clock()),
                holding=found.renewal.holding,
                seen=task.foreseen.versions,
                held=None if found.seen.held is None else found.seen.held.findings,
            )
    except BaseException as error:
        database.fail_run(number, type(error).__name__, clock())
        raise
    return _result(database, task, found, database.run(number), dry_run=False)


def _rehearsed(database: Database, task: Task, progress: Progress) -> RunResult:
    found = find(database, task, progress)
    for _ in found.made:
        pass
    record = replace(record_of(task.new), counts=_counts(found, task.new.as_of))
    return _result(database, task, found, record, dry_run=True)


def _result(database: Database, task: Task, found: Found, run: RunRecord, *, dry_run: bool) -> RunResult:
    expected_for = task.reference.sources.expected_for
    log = changes_made(database, run, found.seen, found.renewal, found.told.gists, task.new, expected_for)
    earlier = [other for other in database.runs(limit=RUNS_WATCHED) if other.number != run.number]
    drift = find_drift(run, earlier, task.settings.drift)
    waiting = _waiting(database, found, task.settings.review, run.ended or run.started)
    return RunResult(run=run, log=log, needing_decision=waiting, drift=drift, dry_run=dry_run)


def _waiting(database: Database, found: Found, settings: ReviewSettings, now: datetime) -> tuple[str, ...]:
    """Keys of the cases that wait for people; of a dry run those that would."""
    held, holding = found.seen.held, found.renewal.holding
    kept = database.asked_claims(held.run, settings.high_toll) if held is not None and holding else {}
    return cases_among(
        database, [*(claim for row, claim in kept.items() if row in holding), *found.told.asked], settings, now
    )


def _behind(database: Database, run: RunRecord) -> datetime | None:
    """The latest start of another run, where the clock now stands before it."""
    others = [other for other in database.runs(limit=RUNS_WATCHED) if other.number != run.number]
    latest = max((other.started for other in others), default=run.started)
    return latest if latest > run.started else None


def _counts(found: Found, as_of: datetime) -> dict[str, int]:
    """Counts that add up: claims by flag with those listed apart; statements linked and official-only."""
    seen = found.seen
    flags = found.flags()
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
