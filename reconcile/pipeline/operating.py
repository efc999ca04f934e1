"""A run as a scheduler wants it: logged, measured, and told to whoever asked to be told."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

from reconcile import PROGRAM
from reconcile.domain.comparables import ClaimAccount
from reconcile.domain.instants import iso_instant
from reconcile.domain.monitoring import answer_window
from reconcile.errors import LockedError, OutputError, ReconcileError
from reconcile.link import HERE, Work
from reconcile.pipeline.journal import one_run, seconds_since, tell
from reconcile.pipeline.metrics import Figures, write_metrics
from reconcile.pipeline.monitoring import source_days
from reconcile.pipeline.notifying import News, notify
from reconcile.pipeline.results import RunResult
from reconcile.pipeline.running import run_reconciliation
from reconcile.pipeline.waiting import cases_waiting
from reconcile.reference import Reference, load_reference
from reconcile.settings import Settings
from reconcile.store import open_database


def watched_run(
    url: str,
    settings: Settings,
    as_of: datetime,
    now: datetime,
    *,
    dry_run: bool = False,
    metrics: Path | None = None,
    progress: Callable[[int], None] | None = None,
    work: Work = HERE,
    processes: int | None = None,
    warn: Callable[[str], None],
) -> RunResult:
    """`run_reconciliation` with its log, metrics and hook, also where it fails; a dry run has a log alone.

    `warn` gets a sentence for metrics or a hook that failed: the run is none the worse for it. A run that finds the
    database locked is no failure: the one that holds it tells of itself.
    """
    began = monotonic()
    with one_run():
        tell("run.started", as_of=iso_instant(as_of), dry_run=dry_run)
        try:
            result = run_reconciliation(
                url,
                settings,
                as_of,
                now,
                dry_run=dry_run,
                clock=lambda: now + timedelta(seconds=seconds_since(began)),
                progress=progress,
                work=work,
                processes=processes,
            )
        except LockedError:
            tell("run.locked", level=logging.WARNING, seconds=seconds_since(began))
            raise
        except BaseException as error:
            kind = type(error).__name__
            tell("run.failed", level=logging.ERROR, error=kind, seconds=seconds_since(began))
            if not dry_run:
                _tell_of_failure(url, settings, as_of, now, kind, seconds_since(began), metrics, warn)
            raise
        seconds = seconds_since(began)
        number = None if dry_run else result.run.number
        told = {**result.run.counts, "changed": len(result.log.flags)}
        tell("run.finished", number=number, seconds=seconds, **told)
        if not dry_run:
            _tell_of_success(url, settings, now, result, seconds, metrics, warn)
        return result


def _tell_of_success(
    url: str,
    settings: Settings,
    now: datetime,
    result: RunResult,
    seconds: float,
    metrics: Path | None,
    warn: Callable[[str], None],
) -> None:
    run = result.run
    news = News(
        program=run.program,
        as_of=run.as_of,
        run=run.key,
        number=run.number,
        counts=run.counts,
        changes=result.changes,
    )
    if metrics is not None:
        ended = now + timedelta(seconds=seconds)
        figures = _figures(url, settings, ended, seconds, result)
        _write(metrics, figures, warn)
    _notify(settings, news, warn)


def _tell_of_failure(
    url: str,
    settings: Settings,
    as_of: datetime,
    now: datetime,
    kind: str,
    seconds: float,
    metrics: Path | None,
    warn: Callable[[str], None],
) -> None:
    news = News(program=PROGRAM, as_of=as_of, run=None, number=None, counts={}, changes=(), error=kind)
    if metrics is not None:
        ended = now + timedelta(seconds=seconds)
        _write(metrics, _figures(url, settings, ended, seconds, None), warn)
    _notify(settings, news, warn)


def _figures(url: str, settings: Settings, ended: datetime, seconds: float, result: RunResult | None) -> Figures:
    """What can be known, of a run that failed without a result; where the database or the tables cannot be read, the
    figures of this run alone."""
    alone = Figures(
        ended=ended,
        succeeded=result is not None,
        seconds=seconds,
        changed=None if result is None else len(result.log.flags),
        backlog=None if result is None else len(result.needing_decision),
    )
    try:
        reference = load_reference(settings.reference_folder)
        with open_database(url) as database:
            latest = database.latest_run()
            known = replace(alone, sources=source_days(database, reference, ended))
            if latest is None:
                return known
            pending = database.pending_claims(latest.number)
            return replace(
                known,
                last_success=latest.ended or latest.started if result is None else ended,
                claims=database.claims_by_flag_and_status(),
                statements={("yes",): latest.counts["linked"], ("no",): latest.counts["official_only"]},
                overdue=overdue_claims(pending, reference, settings.verdict.pending_days, ended),
                backlog=(
                    len(cases_waiting(database, latest.number, settings.review, ended))
                    if result is None
                    else alone.backlog
                ),
            )
    except ReconcileError:
        return alone


def overdue_claims(pending: Iterable[ClaimAccount], reference: Reference, pending_days: int, now: datetime) -> int:
    """How many of the claims that a run called pending have a window that has closed by now: no run looked since."""
    overdue = 0
    for claim in pending:
        expected = reference.sources.expected_for(claim.values.target_actors, claim.values.country)
        overdue += answer_window(claim, expected, pending_days).closes < now
    return overdue


def _write(path: Path, figures: Figures, warn: Callable[[str], None]) -> None:
    try:
        write_metrics(path, figures)
    except OutputError as error:
        tell("metrics.failed", level=logging.WARNING)
        warn(str(error))


def _notify(settings: Settings, news: News, warn: Callable[[str], None]) -> None:
    warning = notify(settings.notify, news)
    if warning is not None:
        tell("notify.failed", level=logging.WARNING)
        warn(warning)
