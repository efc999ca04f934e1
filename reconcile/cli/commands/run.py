"""The command that reconciles."""

from datetime import datetime

import click

from reconcile.cli.answering import progress_bar, say, say_json
from reconcile.cli.asking import Instant, Place, right_now
from reconcile.cli.summaries import run_as_json, run_in_words


@click.command()
@click.option("--as-of", type=Instant(), help="What was known then, with the clock set to it; default: now.")
@click.option("--dry-run", is_flag=True, help="Says what would change and writes nothing.")
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON.")
@click.pass_obj
def run(place: Place, as_of: datetime | None, dry_run: bool, as_json: bool) -> None:
    """Compares all claims with all statements in the database and keeps the findings."""
    from reconcile.pipeline.running import run_reconciliation

    now = right_now()
    with progress_bar("Comparing") as progress:
        result = run_reconciliation(
            place.database, place.settings(), as_of or now, now, dry_run=dry_run, progress=progress
        )
    if as_json:
        say_json(run_as_json(result))
    else:
        for line in run_in_words(result):
            say(line)
