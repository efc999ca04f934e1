"""Commands that keep the database and the reference tables."""

from pathlib import Path

import click

from reconcile.cli.answering import EXIT_CANNOT, progress_bar, say, say_json, talk
from reconcile.cli.asking import Place, right_now


@click.group()
def db() -> None:
    """The database: its schema, backups of it, and whether it is sound."""


@db.command()
@click.pass_obj
def upgrade(place: Place) -> None:
    """Creates the schema, or brings an older one to this version; data are kept."""
    from reconcile.pipeline.collecting import upgrade_schema

    say(f"The schema stands at {upgrade_schema(place.database)}.")


@db.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def backup(place: Place, file: Path) -> None:
    """Copies an SQLite database to FILE while others may use it, and checks the copy.

    For PostgreSQL it prints the command that does, without the password.
    """
    from reconcile.pipeline.guarding import back_up

    with progress_bar("Copying pages") as progress:
        line = back_up(place.database, file, progress=progress)
    say(str(file) if line is None else line)


@db.command("check")
@click.pass_context
def check_database(context: click.Context) -> None:
    """Checks the database as a store: schema, damage of the file, references, rows that are gone.

    What stands in the rows is checked by `reconcile verify`.
    """
    from reconcile.pipeline.guarding import database_faults

    place: Place = context.obj
    faults = database_faults(place.database)
    for fault in faults:
        talk(fault)
    if faults:
        talk("The database is not sound; restore a backup.")
        context.exit(EXIT_CANNOT)
    say("The database is sound and its schema is the one this program works with.")


@click.group()
def reference() -> None:
    """The tables of targets, attacks, words, actors, sources and places."""


@reference.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
def export_tables(folder: Path) -> None:
    """Writes the tables to FOLDER, to be edited and named as reference_folder in the settings."""
    from reconcile.reference import export_reference

    for path in export_reference(folder):
        say(str(path))


@reference.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.pass_context
def check(context: click.Context, folder: Path | None) -> None:
    """Checks the tables in FOLDER (default: the shipped ones) and lists every fault with file and line."""
    from reconcile.reference import check_reference

    faults = check_reference(folder)
    for fault in faults:
        say(f"{fault.file}, line {fault.line}: {fault.message}")
    if faults:
        talk(f"{len(faults)} faults found; mend them and check again.")
        context.exit(EXIT_CANNOT)
    say("The reference tables hold what they must.")


@reference.command()
@click.option("--json", "as_json", is_flag=True, help="The values as JSON.")
@click.pass_obj
def unmapped(place: Place, as_json: bool) -> None:
    """Lists the written values in the database that the tables do not know, with the number of records.

    Targets, attacks, actors hit, claimants and issuers; a value listed here counts as not stated.
    """
    from reconcile.pipeline.unmapped import unmapped_values

    with progress_bar("Reading records") as progress:
        values = unmapped_values(place.database, place.settings(), right_now(), progress=progress)
    if as_json:
        say_json([{"field": one.field, "value": one.value, "records": one.records} for one in values])
    elif values:
        for one in values:
            say(f"{one.field}, {one.records} record{'s' if one.records > 1 else ''}: {one.value}")
    else:
        say("Every value maps to something.")
