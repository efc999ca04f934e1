"""The command that reconciles, and the one that says what changed."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reconcile.cli.answering import EXIT_CHANGED, EXIT_DECISION, progress_bar, say, say_json, talk
from reconcile.cli.asking import Instant, Place, RunOrInstant, right_now
from reconcile.cli.changes import changes_as_json, changes_in_words
from reconcile.cli.summaries import run_as_json, run_in_words, warnings_of

if TYPE_CHECKING:
    from reconcile.pipeline.results import RunResult


@click.command()
@click.option("--as-of", type=Instant(), help="What was known then, with the clock set to it; default: now.")
@click.option("--dry-run", is_flag=True, help="Says what would change and keeps no finding.")
@click.option(
    "--with-drafts",
    "copy",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A rehearsal with the drafts that wait, in a copy of the database written to this new file.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="Compares, and makes many findings, in this many processes, part by part.",
)
@click.option(
    "--memory", type=click.FloatRange(min=0, min_open=True), help="Gigabytes for all workers together; default: 2 each."
)
@click.option("--cluster", metavar="ADDRESS", help="Compares on the workers of a Dask scheduler (tcp://HOST:PORT).")
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON.")
@click.option(
    "--metrics",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="RECONCILE_METRICS",
    help="File of figures for Prometheus, written at the end of the run, also where it fails.",
)
@click.option(
    "--exit-code",
    is_flag=True,
    help=f"Ends with {EXIT_DECISION} where a decision is needed, else {EXIT_CHANGED} where flags changed.",
)
@click.pass_context
def run(
    context: click.Context,
    as_of: datetime | None,
    dry_run: bool,
    copy: Path | None,
    workers: int | None,
    memory: float | None,
    cluster: str | None,
    as_json: bool,
    metrics: Path | None,
    exit_code: bool,
) -> None:
    """Compares all claims with all statements in the database and keeps the findings.

    With --workers, --memory or --cluster the comparison is done in parts; what is found is the same.
    """
    from reconcile.pipeline.operating import watched_run
    from reconcile.pipeline.spreading import work_asked_for

    place: Place = context.obj
    now = right_now()
    if copy is not None:
        if dry_run:
            raise click.UsageError("--with-drafts is a rehearsal in a copy already; leave --dry-run out.")
        _rehearse(place, copy, as_of or now, now, as_json=as_json)
        return
    work = work_asked_for(workers, memory, cluster)
    with progress_bar("Comparing") as progress:
        result = watched_run(
            place.database,
            place.settings(),
            as_of or now,
            now,
            dry_run=dry_run,
            metrics=metrics,
            work=work,
            processes=workers,
            progress=progress,
            warn=talk,
        )
    for warning in warnings_of(result):
        talk(warning)
    if as_json:
        say_json(run_as_json(result))
    else:
        for line in run_in_words(result):
            say(line)
    context.exit(_exit_code(result) if exit_code else 0)


def _exit_code(result: "RunResult") -> int:
    """A decision that is needed outranks a flag that changed: the one waits for a person, the other was told."""
    if result.needing_decision:
        return EXIT_DECISION
    return EXIT_CHANGED if result.log.flags else 0


def _rehearse(place: Place, copy: Path, as_of: datetime, now: datetime, *, as_json: bool) -> None:
    from reconcile.pipeline.rehearsing import run_with_drafts

    with progress_bar("Comparing") as progress:
        told = run_with_drafts(place.database, copy, place.settings(), as_of, now, progress)
    if as_json:
        say_json(
            run_as_json(told.run) | {"drafts": told.drafts, "drafts_left_out": told.left_out, "database": str(copy)}
        )
        return
    for line in run_in_words(told.run):
        say(line)
    talk(f"A rehearsal with {told.drafts} drafts that nobody accepted ({told.left_out} make no record as they stand).")
    talk(f"Its report: reconcile --database {copy} report --output FOLDER")


@click.command()
@click.option("--since", type=RunOrInstant(), help="Number of a run, or an instant; default: the run before.")
@click.option("--run", type=click.IntRange(1), help="Number of the later run; default: the latest.")
@click.option("--json", "as_json", is_flag=True, help="The changes as JSON.")
@click.pass_obj
def changes(place: Place, since: int | datetime | None, run: int | None, as_json: bool) -> None:
    """Says claim by claim what a run found otherwise than an earlier one, and why."""
    from reconcile.pipeline.changing import changes_since

    log = changes_since(place.database, place.settings(), since, run)
    if as_json:
        say_json(changes_as_json(log))
    else:
        for line in changes_in_words(log):
            say(line)
