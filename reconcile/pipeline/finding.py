"""What a run finds: everything compared anew, or, where it sees what the run before saw, the silences alone."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from reconcile.domain.columns import Columns
from reconcile.domain.outcomes import Flag, RunRecord, RunState
from reconcile.link import HERE, LinkedRecords, Work, link_records
from reconcile.link.keeping import levels_told
from reconcile.pipeline.binding import constraints_of
from reconcile.pipeline.journal import stage
from reconcile.pipeline.judging import Bench, Books, Judged, Told, bench_of
from reconcile.pipeline.renewing import Renewal, renew
from reconcile.pipeline.repeating import silences_again
from reconcile.pipeline.seeing import Foreseen, Seen, look
from reconcile.pipeline.workshop import SPREAD_FROM, Sight, Workshop
from reconcile.reference import Reference
from reconcile.settings import Settings
from reconcile.store import Database, FindingRows, Level, LevelNumbers, NewRun

Progress = Callable[[int], None] | None
REHEARSED = 0
"""Number in the record of a dry run, which is kept nowhere."""
OF_LINKS = ("linked", "links", "candidates", "overloaded")
"""Counts of a run that tell of its pairs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a run is about to do."""

    reference: Reference
    settings: Settings
    new: NewRun
    foreseen: Foreseen
    repeats: bool
    """Whether it sees what the latest run of the line saw, by the same rules: only the time is another."""
    shop: Workshop
    """Where columns are read and findings made."""
    work: Work = HERE
    """Where pairs are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
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

    def flags(self) -> dict[int, Flag | None]:
        """By row of every claim."""
        held = self.seen.held
        holding = {} if held is None else {row: held.findings[row].flag for row in self.renewal.holding}
        return holding | {finding.claim_row: finding.flag for finding in self.told.gists}


def record_of(new: NewRun) -> RunRecord:
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


def find(database: Database, task: Task, progress: Progress) -> Found:
    """What is compared is of one state of the database; what is written meanwhile is for the next run."""
    with database.snapshot() as state:
        with stage("read"):
            seen = look(state, task.new, record_of(task.new), task.foreseen)
        bench = bench_of(state, _books(state, seen, task), task.reference)
        found = _told_again(state, seen, bench) if task.repeats else None
        return _compared(state, task, seen, bench, progress) if found is None else found


def _told_again(state: Database, seen: Seen, bench: Bench) -> Found | None:
    """None where that does not do."""
    line = state.line_run()
    if seen.held is None or line is None or line.number != seen.held.run or state.erased_since(line.started):
        return None
    with stage("judge") as counts:
        again = silences_again(bench, seen, seen.held)
        if again is None:
            return None
        renewal, judged = again
        counts["anew"], counts["holding"] = len(renewal.anew), len(renewal.holding)
    links = {name: line.counts[name] for name in OF_LINKS if name in line.counts}
    return _found(seen, links, renewal, bench.books, [judged])


def _compared(state: Database, task: Task, seen: Seen, bench: Bench, progress: Progress) -> Found:
    new = task.new
    with stage("columns"):
        columns = task.shop.columns(state, Sight(new.as_of, new.reference_digest, new.marks))
    with stage("link") as counts:
        linked = _linked(columns, seen, task, progress)
        counts["pairs"] = len(linked.pairs)
    with stage("judge") as counts:
        renewal = renew(seen, columns, linked, bench.ledger, new)
        counts["anew"], counts["holding"] = len(renewal.anew), len(renewal.holding)
        judged: Iterable[Judged] = task.shop.judged(bench, renewal.parts)
        if task.shop.alone or len(renewal.anew) < SPREAD_FROM:
            # Before anything is written, so that other writers do not wait meanwhile.
            judged = list(judged)
    return _found(seen, _links_counted(linked), renewal, bench.books, judged)


def _found(seen: Seen, links: Mapping[str, int], renewal: Renewal, books: Books, judged: Iterable[Judged]) -> Found:
    told = Told()
    return Found(seen=seen, links=links, renewal=renewal, told=told, levels=books.levels, made=told.rows(judged))


def _books(state: Database, seen: Seen, task: Task) -> Books:
    levels = state.level_numbers()
    levels.add(Level(*told) for told in levels_told(task.reference.model))
    return Books(
        coverage=seen.coverage,
        as_of=task.new.as_of,
        settings=task.settings.verdict,
        decisions=seen.decisions,
        reference_digest=task.new.reference_digest,
        levels=levels,
        first=seen.before is None,
    )


def _linked(columns: Columns, seen: Seen, task: Task, progress: Progress) -> LinkedRecords:
    decided = constraints_of(seen.decisions)
    reference = task.reference
    return link_records(columns, reference.model, reference, task.settings.link, decided, progress, task.work)


def _links_counted(found: LinkedRecords) -> dict[str, int]:
    pairs = found.pairs
    return {
        "linked": len(np.unique(pairs.statement_rows[pairs.linked])),
        "links": int(np.count_nonzero(pairs.linked)),
        "candidates": pairs.candidates,
        **({"overloaded": found.overloaded} if found.overloaded else {}),
    }
