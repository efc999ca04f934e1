"""Commands that bring in the places of others."""

from pathlib import Path

import click

from reconcile.cli.answering import EXIT_REJECTED, progress_bar, say_counts, say_json, say_table, talk, talk_issues
from reconcile.cli.asking import Place, right_now
from reconcile.cli.commands.ingest import FILES, REJECTS
from reconcile.domain.gazetteer import GazetteerFormat
from reconcile.domain.instants import iso_instant
from reconcile.pipeline.results import GazetteerResult


@click.group()
def gazetteer() -> None:
    """Places of others in the database, beside those of the reference tables."""


@gazetteer.command("import")
@FILES
@click.option(
    "--format", "form", type=click.Choice([form.value for form in GazetteerFormat]), required=True, help="Of all FILES."
)
@click.option("--name", help="Under which it is kept; what has that name is replaced. Default: of the file.")
@click.option("--source", help="Whose places they are; default: as the format says.")
@click.option("--licence", help="Under which they may be used; default: as the format says.")
@REJECTS
@click.option("--json", "as_json", is_flag=True, help="The counts as JSON.")
@click.pass_context
def import_files(
    context: click.Context,
    files: tuple[Path, ...],
    form: str,
    name: str | None,
    source: str | None,
    licence: str | None,
    rejects: Path | None,
    as_json: bool,
) -> None:
    """Reads places from FILES (plain, .gz or .zip), each a gazetteer; a file that is there already changes nothing."""
    from reconcile.pipeline.gazetteers import ImportWish, import_gazetteer_file

    if len(files) > 1 and (name is not None or rejects is not None):
        raise click.UsageError("--name and --rejects are for one file; name one file, or leave them out.")
    place: Place = context.obj
    wish = ImportWish(name=name, source=source, licence=licence, rejects=rejects)
    results = []
    for path in files:
        with progress_bar(f"Reading {path.name}") as progress:
            result = import_gazetteer_file(
                place.database, path, GazetteerFormat(form), wish, place.settings(), right_now(), progress=progress
            )
        results.append(result)
        _tell(path, result, as_json)
    if as_json:
        say_json([_as_json(result) for result in results])
    context.exit(EXIT_REJECTED if any(result.counts["rejected"] for result in results) else 0)


@gazetteer.command("list")
@click.option("--json", "as_json", is_flag=True, help="The list as JSON.")
@click.pass_obj
def list_kept(place: Place, as_json: bool) -> None:
    """Lists the gazetteers in the database with their source, licence and day of import."""
    from reconcile.pipeline.gazetteers import list_gazetteers

    kept = list_gazetteers(place.database)
    if as_json:
        say_json(
            [
                {
                    "name": one.name,
                    "places": one.places,
                    "source": one.source,
                    "licence": one.licence,
                    "file_digest": one.file_digest,
                    "imported_at": iso_instant(one.imported_at),
                }
                for one in kept
            ]
        )
        return
    rows = [[one.name, str(one.places), one.source, one.licence, iso_instant(one.imported_at)[:10]] for one in kept]
    say_table(["name", "places", "source", "licence", "imported"], rows, shares=(4, 2, 4, 5, 3))


@gazetteer.command()
@click.argument("name")
@click.pass_obj
def remove(place: Place, name: str) -> None:
    """Takes the gazetteer NAME out of the database; the next run resolves places without it."""
    from reconcile.pipeline.gazetteers import remove_gazetteer

    say_counts({f"{name} removed, places": remove_gazetteer(place.database, name)})


def _tell(path: Path, result: GazetteerResult, as_json: bool) -> None:
    if result.unchanged:
        talk(f"{path.name} is in the database already, as {result.name}; nothing was read.")
    talk_issues(path.name, result.issues)
    if result.rejects is not None:
        talk(f"Rejected rows are in {result.rejects}.")
    if not as_json:
        say_counts(result.counts)


def _as_json(result: GazetteerResult) -> dict[str, object]:
    counts = {name.replace(" ", "_"): number for name, number in result.counts.items()}
    return {"name": result.name, "unchanged": result.unchanged, "replaced": result.replaced, **counts}
