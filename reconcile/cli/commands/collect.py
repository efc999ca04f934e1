"""The command that brings texts in."""

from collections.abc import Mapping
from pathlib import Path

import click

from reconcile.cli.answering import EXIT_REJECTED, progress_bar, say, say_counts, talk
from reconcile.cli.asking import Place, right_now
from reconcile.cli.default_command import DefaultCommandGroup
from reconcile.domain.documents import DocumentFormat
from reconcile.domain.issues import Severity
from reconcile.errors import InputError

_TABLES = ("acled", "ged")
_SHOWN = 10


@click.group(cls=DefaultCommandGroup, default="files")
def collect() -> None:
    """Brings texts in: `collect FILE…`, or `collect fetch` from the configured addresses.

    Feeds (RSS, Atom), result.json of Telegram Desktop, ReliefWeb JSON, HTML pages, DOCX and plain text. Drafts of
    records are read from them with `reconcile draft read`.
    """


@collect.command("files")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice([*(f.value for f in DocumentFormat), *_TABLES]), help="Default: recognised."
)
@click.option("--publisher", help="Whose text it is, where the file does not say.")
@click.option("--published", help="When it was published, where the file does not say: ISO date or date-time.")
@click.option("--language", help="ISO 639-1, where the file does not say.")
@click.option("--url", help="Where it was read, where the file does not say.")
@click.pass_context
def collect_files(
    context: click.Context,
    files: tuple[Path, ...],
    form: str | None,
    publisher: str | None,
    published: str | None,
    language: str | None,
    url: str | None,
) -> None:
    """Keeps the documents of FILES; nothing is fetched. Tables (--format acled or ged) become statements."""
    place: Place = context.obj
    named = (("publisher", publisher), ("published", published), ("language", language), ("url", url))
    told = {name: value for name, value in named if value}
    rejected = 0
    with progress_bar("Collecting", len(files)) as progress:
        for path in files:
            try:
                rejected += _table(place, path, form) if form in _TABLES else _documents(place, path, form, told)
            except InputError as error:  # one file that cannot be read keeps no other from being collected
                talk(str(error))
                rejected += 1
            if progress is not None:
                progress(1)
    context.exit(EXIT_REJECTED if rejected else 0)


def _documents(place: Place, path: Path, form: str | None, told: Mapping[str, str]) -> int:
    from reconcile.pipeline.texts import CollectResult, collect_file

    kind = None if form is None else DocumentFormat(form)
    result: CollectResult = collect_file(place.database, path, right_now(), kind=kind, told=told)
    say_counts(result.counts)
    for issue in result.issues[:_SHOWN]:
        talk(issue.message)
    if len(result.issues) > _SHOWN:
        talk(f"{len(result.issues) - _SHOWN} more issues.")
    return sum(issue.severity is Severity.ERROR for issue in result.issues)


def _table(place: Place, path: Path, form: str | None) -> int:
    from reconcile.pipeline.event_tables import ingest_table

    result = ingest_table(place.database, path, str(form), place.settings(), right_now())
    say_counts(result.counts)
    return result.counts["rejected"]


@collect.command("fetch")
@click.argument("addresses", nargs=-1)
@click.pass_context
def fetch(context: click.Context, addresses: tuple[str, ...]) -> None:
    """Asks the configured addresses (all, or ADDRESSES among them) for what is new. Only what [collect] of the settings
    names is ever fetched."""
    from reconcile.pipeline.texts import collect_address

    place: Place = context.obj
    settings = place.settings()
    wanted = addresses or settings.collect.addresses
    if not wanted:
        raise InputError('No address is configured; name them in the settings: [collect] addresses = ["https://…"].')
    failed = 0
    with progress_bar("Fetching", len(wanted)) as progress:
        for address in wanted:
            try:
                result = collect_address(place.database, settings, address, right_now())
            except InputError as error:
                talk(str(error))
                failed += 1
                continue
            finally:
                if progress is not None:
                    progress(1)
            say(f"{address}: " + ", ".join(f"{name} {number}" for name, number in result.counts.items()))
            for issue in result.issues[:_SHOWN]:
                talk(issue.message)
    context.exit(EXIT_REJECTED if failed else 0)
