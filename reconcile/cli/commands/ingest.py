"""Commands that bring records in."""

from pathlib import Path

import click

from reconcile.cli.answering import EXIT_REJECTED, progress_bar, say, say_counts, say_json, talk, talk_issues
from reconcile.cli.asking import Place, right_now
from reconcile.cli.batches import batch_as_json, batch_line
from reconcile.cli.monitoring import coverage_as_json, coverage_in_words, declared_in_words
from reconcile.domain.records import RecordKind

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
REJECTS = click.option(
    "--rejects",
    type=click.Path(path_type=Path),
    help="Where rejected rows go; default: beside each file, with .rejects.jsonl added.",
)


@click.group()
def ingest() -> None:
    """Reads records into the database: JSON Lines, CSV, XLSX or Parquet."""


@ingest.command()
@FILES
@REJECTS
@click.pass_context
def claims(context: click.Context, files: tuple[Path, ...], rejects: Path | None) -> None:
    """Reads claims of responsibility from FILES."""
    _ingest(context, RecordKind.CLAIM, files, rejects)


@ingest.command()
@FILES
@REJECTS
@click.pass_context
def statements(context: click.Context, files: tuple[Path, ...], rejects: Path | None) -> None:
    """Reads official statements from FILES."""
    _ingest(context, RecordKind.STATEMENT, files, rejects)


@ingest.command("list")
@click.option("--json", "as_json", is_flag=True, help="The batches as JSON.")
@click.pass_obj
def list_batches(place: Place, as_json: bool) -> None:
    """Lists the batches: every reading of a file, what it brought, and whether it was taken back."""
    from reconcile.pipeline.collecting import kept_batches

    batches = kept_batches(place.database)
    if as_json:
        say_json([batch_as_json(batch) for batch in batches])
    elif not batches:
        say("No batch yet.")
    else:
        for batch in batches:
            say(batch_line(batch))


@ingest.command()
@click.argument("batch", type=click.IntRange(1))
@click.option("--reason", help="Why, in a few words; kept with it.")
@click.option(
    "--with-declared",
    is_flag=True,
    help="Also takes back, in whole spans, the days declared as collected of the issuers of its statements.",
)
@click.pass_obj
def withdraw(place: Place, batch: int, reason: str | None, *, with_declared: bool) -> None:
    """Takes back the batch of number BATCH (see `ingest list`): from now on it counts as never ingested.

    Nothing is deleted; versions that held before it hold again, and days of the ledger that it alone showed are not
    collected any more. Days that people declared stay unless --with-declared is given. Past runs stay as they were, and
    runs as of an instant at which it was held still see it.
    """
    from reconcile.pipeline.withdrawing import withdraw_batch

    told = withdraw_batch(place.database, batch, right_now(), reason, place.settings(), with_declared=with_declared)
    counts = told.counts
    say_counts({"versions": counts.versions, "records gone": counts.gone, "earlier versions restored": counts.restored})
    if counts.already:
        talk(f"Batch {batch} ({counts.file}) had been taken back before; its records stay as they were.")
    for line in declared_in_words(told):
        talk(line)


def _ingest(context: click.Context, kind: RecordKind, files: tuple[Path, ...], rejects: Path | None) -> None:
    from reconcile.pipeline.collecting import ingest_file

    if rejects is not None and len(files) > 1:
        raise click.UsageError("--rejects takes the rejected rows of one file; name one file, or leave it out.")
    place: Place = context.obj
    rejected = 0
    for path in files:
        with progress_bar(f"Reading {path.name}") as progress:
            result = ingest_file(place.database, kind, path, right_now(), rejects=rejects, progress=progress)
        say_counts(result.counts)
        talk_issues(path.name, result.issues)
        if result.rejects is not None:
            talk(f"Rejected rows are in {result.rejects}: mend and ingest them there, or in {path.name} itself.")
        rejected += result.counts["rejected"]
    context.exit(EXIT_REJECTED if rejected else 0)


@click.group()
def coverage() -> None:
    """Which sources were collected for which days: what a silence rests on."""


@coverage.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def add(context: click.Context, file: Path) -> None:
    """Reads FILE, a CSV with the columns source, from, to and note, into the ledger."""
    from reconcile.pipeline.collecting import ingest_coverage

    place: Place = context.obj
    counts, issues = ingest_coverage(place.database, file, place.settings())
    say_counts(counts)
    for issue in issues:
        talk(f"{file.name}, line {issue.line}: {issue.message}")
    context.exit(EXIT_REJECTED if issues else 0)


@coverage.command("list")
@click.option("--json", "as_json", is_flag=True, help="The ledger as JSON.")
@click.pass_obj
def list_coverage(place: Place, as_json: bool) -> None:
    """Lists each source with the days it was collected, the gaps between them and the age of the last day.

    Declared days are those of coverage files; days seen are those that ingested statements show to have been read.
    """
    from reconcile.pipeline.monitoring import collected_days

    found = collected_days(place.database, place.settings(), right_now())
    if as_json:
        say_json([coverage_as_json(one) for one in found])
        return
    for one in found:
        say(coverage_in_words(one))
    if not found:
        say("Nobody declared which sources were collected, and no statement shows it; see `reconcile coverage add`.")


@click.command()
@click.argument("kind", type=click.Choice([kind.plural for kind in RecordKind]))
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Default: KIND.xlsx here.")
def template(kind: str, output: Path | None) -> None:
    """Writes an empty spreadsheet with the columns, drop-downs and explanations."""
    from reconcile.ingest import write_template

    path = output or Path(f"{kind}.xlsx")
    write_template(path, next(k for k in RecordKind if k.plural == kind))
    say(str(path))
