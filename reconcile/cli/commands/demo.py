"""The command a new user runs first."""

from pathlib import Path

import click

from reconcile.cli.answering import progress_bar, say, say_table, talk
from reconcile.cli.asking import right_now
from reconcile.cli.summaries import bottom_line, claims_table
from reconcile.domain.instants import iso_instant


@click.command()
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("reconcile-demo"),
    show_default=True,
    help="Folder for the demo's own database and report.",
)
def demo(output: Path) -> None:
    """Runs the whole line on the shipped cases, in a database of its own, and says where the report is."""
    from reconcile.pipeline.demonstrating import run_demo

    with progress_bar("Running the demo") as progress:
        result = run_demo(output, right_now(), progress=progress)
    headings, rows = claims_table(result.outcome)
    say_table(headings, rows, shares=(3, 2, 6))
    say(f"As of {iso_instant(result.outcome.run.as_of)}: {bottom_line(result.outcome.run)}")
    say(f"Report: {result.index}")
    talk(f"The demo's database is {result.database}; see README.md for your own records.")
