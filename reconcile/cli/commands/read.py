"""Commands that read what the latest run found."""

from pathlib import Path

import click

from reconcile.cli.answering import progress_bar, say, say_json
from reconcile.cli.asking import Place
from reconcile.cli.explaining import explained_as_json, explained_in_words
from reconcile.cli.summaries import issues_as_json, issues_in_words


@click.command()
@click.option("--output", type=click.Path(path_type=Path), required=True, help="Folder for the pages.")
@click.pass_obj
def report(place: Place, output: Path) -> None:
    """Writes the report of the latest run as pages that open from disk, without a network."""
    from reconcile.pipeline.publishing import write_report

    with progress_bar("Writing pages") as progress:
        index = write_report(place.database, place.settings(), output, progress=progress)
    say(str(index))


@click.command()
@click.option("--format", "form", type=click.Choice(["json", "csv", "geojson", "xlsx"]), required=True)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="File to write.")
@click.pass_obj
def export(place: Place, form: str, output: Path) -> None:
    """Writes the results of the latest run: json, csv (a zip of tables with a data dictionary), xlsx or geojson."""
    from reconcile.pipeline.publishing import write_export

    write_export(place.database, form, output)
    say(str(output))


@click.command()
@click.argument("claim_id")
@click.option("--json", "as_json", is_flag=True, help="The explanation as JSON.")
@click.pass_obj
def explain(place: Place, claim_id: str, as_json: bool) -> None:
    """Says why a claim has its flag: linked statements, runner-ups, nearest misses and the test each failed."""
    from reconcile.pipeline.publishing import latest_finding

    claim, finding, run = latest_finding(place.database, claim_id)
    if as_json:
        say_json(explained_as_json(finding, run))
    else:
        for line in explained_in_words(claim, finding, run):
            say(line)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="All issues as JSON.")
@click.pass_obj
def issues(place: Place, as_json: bool) -> None:
    """Lists what was not understood in the records of the latest run, before anybody reads its findings."""
    from reconcile.pipeline.publishing import latest_issues

    found = latest_issues(place.database)
    if as_json:
        say_json(issues_as_json(found))
    else:
        for line in issues_in_words(found):
            say(line)
