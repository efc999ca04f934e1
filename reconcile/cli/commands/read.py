"""Commands that read what a run found: the latest, or the one that is named."""

from datetime import date
from pathlib import Path

import click

from reconcile.cli.answering import progress_bar, say, say_json, talk
from reconcile.cli.asking import Day, Place, right_now
from reconcile.cli.explaining import explained_as_json, explained_in_words
from reconcile.cli.runs import run_line, run_record_as_json
from reconcile.cli.summaries import issues_as_json, issues_in_words
from reconcile.domain.people import AccessKind
from reconcile.domain.phrases import joined

RUN = click.option("--run", type=click.IntRange(1), help="Number of an earlier run; default: the latest.")


@click.command()
@click.option("--output", type=click.Path(path_type=Path), required=True, help="Folder for the pages.")
@click.option("--single-file", is_flag=True, help="All pages in one HTML file, named by --output, for mailing.")
@click.option("--since-run", type=int, metavar="N", help="Sets the change log beside run N instead of the run before.")
@click.option("--claimant", "claimants", multiple=True, metavar="NAME", help="Only claims of this group; repeatable.")
@click.option(
    "--issuer",
    "issuers",
    multiple=True,
    metavar="NAME",
    help="Only claims that this institution answers or is expected to answer; repeatable.",
)
@click.option("--country", "countries", multiple=True, metavar="CODE", help="Only events in this country; repeatable.")
@click.option("--from", "first", type=Day(), help="Only events on or after this day.")
@click.option("--to", "last", type=Day(), help="Only events on or before this day.")
@click.option(
    "--public", is_flag=True, help="Districts instead of places; no original words, summaries or names of persons."
)
@click.option(
    "--delay-days",
    type=click.IntRange(min=0),
    metavar="N",
    help="With --public: leaves out what is younger than N days before the data cut-off.",
)
@RUN
@click.pass_obj
def report(
    place: Place,
    output: Path,
    single_file: bool,
    run: int | None,
    since_run: int | None,
    claimants: tuple[str, ...],
    issuers: tuple[str, ...],
    countries: tuple[str, ...],
    first: date | None,
    last: date | None,
    public: bool,
    delay_days: int | None,
) -> None:
    """Writes the report of a run as pages that open from disk, without a network.

    Filters leave out claims and statements; every page says so, and all figures are of what is left.
    """
    from reconcile.pipeline.access import log_access
    from reconcile.pipeline.editions import Edition
    from reconcile.pipeline.publishing import changed_since, write_report

    if delay_days is not None and not public:
        raise click.UsageError("--delay-days is for the public edition; add --public.")
    if first is not None and last is not None and last < first:
        raise click.UsageError(f"--to {last} lies before --from {first}; exchange them.")
    edition = Edition(
        claimants=claimants,
        issuers=issuers,
        countries=countries,
        first=first,
        last=last,
        since_run=since_run,
        public=public,
        delay_days=delay_days,
    )
    otherwise = changed_since(place.database, place.settings(), run)
    if otherwise:
        talk(f"Since that run the {joined(otherwise)} changed: the findings are those of then, the method is today's.")
    with progress_bar("Writing pages") as progress:
        index = write_report(
            place.database, place.settings(), output, run, edition=edition, single_file=single_file, progress=progress
        )
    log_access(
        place.database, AccessKind.REPORT, f"{'public report' if public else 'report'} of {_told(run)}", right_now()
    )
    say(str(index))


@click.command()
@click.option("--format", "form", type=click.Choice(["json", "csv", "geojson", "xlsx", "parquet"]), required=True)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="File to write.")
@RUN
@click.pass_obj
def export(place: Place, form: str, output: Path, run: int | None) -> None:
    """Writes the results of a run: json, csv (a zip of tables with a data dictionary), xlsx, geojson or parquet."""
    from reconcile.pipeline.access import log_access
    from reconcile.pipeline.publishing import write_export

    write_export(place.database, form, output, run)
    log_access(place.database, AccessKind.EXPORT, f"{form} of {_told(run)}", right_now())
    say(str(output))


def _told(run: int | None) -> str:
    return "the latest run" if run is None else f"run {run}"


@click.command()
@click.argument("claim_id")
@RUN
@click.option("--json", "as_json", is_flag=True, help="The explanation as JSON.")
@click.pass_obj
def explain(place: Place, claim_id: str, run: int | None, as_json: bool) -> None:
    """Says why a claim has its flag: linked statements, runner-ups, nearest misses and the test each failed."""
    from reconcile.pipeline.publishing import finding_of

    claim, finding, record = finding_of(place.database, claim_id, run)
    if as_json:
        say_json(explained_as_json(finding, record))
    else:
        for line in explained_in_words(claim, finding, record):
            say(line)


@click.command()
@RUN
@click.option("--unmatched", is_flag=True, help="Of all records known now, before any run compares them.")
@click.option("--json", "as_json", is_flag=True, help="All issues as JSON.")
@click.pass_obj
def issues(place: Place, run: int | None, unmatched: bool, as_json: bool) -> None:
    """Lists what was not understood in the records of a run, before anybody reads its findings.

    With --unmatched: in all records known now, read for it where they were not, and nothing is compared.
    """
    if unmatched and run is not None:
        raise click.UsageError("--unmatched is of the records known now, --run of those of a run; name one of them.")
    if unmatched:
        from reconcile.pipeline.defects import defects_now

        with progress_bar("Reading") as progress:
            found = defects_now(place.database, place.settings(), right_now(), progress)
    else:
        from reconcile.pipeline.publishing import issues_of

        found = issues_of(place.database, run)
    if as_json:
        say_json(issues_as_json(found))
    else:
        records = (
            "the records known now"
            if unmatched
            else f"the records of {'the latest run' if run is None else f'run {run}'}"
        )
        for line in issues_in_words(found, records):
            say(line)


@click.command()
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many, from the latest.")
@click.option("--json", "as_json", is_flag=True, help="The whole records as JSON.")
@click.pass_obj
def runs(place: Place, limit: int, as_json: bool) -> None:
    """Lists the runs, the latest first: when, as of what, what they found, and what became of those that failed."""
    from reconcile.pipeline.publishing import run_records

    records = run_records(place.database, limit)
    if as_json:
        say_json([run_record_as_json(record) for record in records])
    elif not records:
        say("No run yet.")
    else:
        for record in records:
            say(run_line(record))
