"""Commands around drafts: read texts for them, show them, and say what becomes of each."""

import getpass
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from reconcile.cli.answering import progress_bar, say, say_counts, say_json, talk
from reconcile.cli.asking import Place, right_now
from reconcile.cli.default_command import DefaultCommandGroup
from reconcile.cli.drafts import draft_as_json, draft_in_words, draft_line
from reconcile.domain.drafts import DraftState

BY = click.option("--by", "who", default=None, help="Who decides; default: the user of this machine.")
REASON = click.option("--reason", help="Why, in a few words.")
NUMBERS = click.argument("numbers", nargs=-1, required=True, type=int)
JSON = click.option("--json", "as_json", is_flag=True, help="As JSON.")


@click.group(cls=DefaultCommandGroup, default="read")
def draft() -> None:
    """Drafts of records: `draft DOCUMENT…` reads texts, `draft list` shows what waits.

    A draft is no record: it becomes one when somebody accepts or corrects it.
    """


@draft.command("read")
@click.argument("documents", nargs=-1)
@click.option("--publisher", help="Whose text a file is, where it does not say.")
@click.option("--published", help="When it was published, where the file does not say.")
@click.option("--language", help="ISO 639-1, where the file does not say.")
@click.option("--dry-run", is_flag=True, help="Reads files without any database and keeps nothing.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="Processes that read; default: one for each core where there are many documents. The drafts are the same.",
)
@JSON
@click.pass_obj
def read(
    place: Place,
    documents: tuple[str, ...],
    publisher: str | None,
    published: str | None,
    language: str | None,
    dry_run: bool,
    workers: int | None,
    as_json: bool,
) -> None:
    """Reads DOCUMENTS (files, or keys of collected ones; none: all that were not read yet) for drafts of records."""
    from reconcile.pipeline.draft_decisions import waiting_drafts
    from reconcile.pipeline.texts import collect_file, draft_collected

    told = {k: v for k, v in (("publisher", publisher), ("published", published), ("language", language)) if v}
    files = [Path(name) for name in documents if Path(name).is_file()]
    if dry_run:
        _rehearse(place, files, told, as_json=as_json)
        return
    keys = [name for name in documents if not Path(name).is_file()]
    for path in files:
        collected = collect_file(place.database, path, right_now(), told=told)
        keys += collected.keys
        for issue in collected.issues:
            talk(issue.message)
    wanted = keys if documents else None
    with progress_bar("Reading") as progress:
        result = draft_collected(
            place.database, place.settings(), right_now(), keys=wanted, workers=workers, progress=progress
        )
    for issue in result.issues[:10]:
        talk(issue.message)
    drafts = waiting_drafts(place.database, documents=wanted)
    if as_json:
        say_json([draft_as_json(one) for one in drafts])
        return
    say_counts(result.counts)
    if documents:
        for one in drafts:
            say(draft_line(one))


def _rehearse(place: Place, files: Sequence[Path], told: Mapping[str, str], *, as_json: bool) -> None:
    from reconcile.pipeline.texts import draft_files

    read_now = draft_files(files, place.settings(), told, right_now())
    if as_json:
        say_json([draft_as_json(one) for _, drafted in read_now for one in drafted.drafts])
        return
    for document, drafted in read_now:
        for one in drafted.drafts:
            for line in draft_in_words(one, document.text):
                say(line)
        for issue in drafted.issues:
            talk(issue.message)


@draft.command("list")
@click.option(
    "--state", "states", multiple=True, type=click.Choice([s.value for s in DraftState]), help="Default: waiting."
)
@click.option("--document", "documents", multiple=True, help="Key of a document; may be repeated.")
@JSON
@click.pass_obj
def list_drafts(place: Place, states: tuple[str, ...], documents: tuple[str, ...], as_json: bool) -> None:
    """Shows the drafts that wait, a line each."""
    from reconcile.pipeline.draft_decisions import OPEN, waiting_drafts

    wanted = tuple(DraftState(state) for state in states) or OPEN
    drafts = waiting_drafts(place.database, wanted, documents or None)
    if as_json:
        say_json([draft_as_json(one) for one in drafts])
        return
    for one in drafts:
        say(draft_line(one))
    talk(f"{len(drafts)} drafts.")


@draft.command("show")
@click.argument("number", type=int)
@JSON
@click.pass_obj
def show(place: Place, number: int, as_json: bool) -> None:
    """Shows one draft with the words that each value came from."""
    from reconcile.pipeline.draft_decisions import shown_draft

    stored, text = shown_draft(place.database, number)
    if as_json:
        say_json(draft_as_json(stored, text))
        return
    say(draft_line(stored))
    for line in draft_in_words(stored.draft, text):
        say(line)


@draft.command("accept")
@NUMBERS
@BY
@REASON
@click.pass_obj
def accept(place: Place, numbers: tuple[int, ...], who: str | None, reason: str | None) -> None:
    """Makes records of drafts NUMBERS as they stand."""
    from reconcile.pipeline.draft_decisions import accept_drafts

    for number in numbers:
        made = accept_drafts(place.database, [number], who or getpass.getuser(), right_now(), reason=reason)
        _say_made(made)


def _say_made(made: Mapping[int, str | None]) -> None:
    for number, record_id in made.items():
        say(f"{number}: {record_id or 'seen; a remark of silence is no record'}")


@draft.command("correct")
@click.argument("number", type=int)
@click.option(
    "--set", "changed", multiple=True, metavar="FIELD=VALUE", help="Another value; may be repeated. Empty takes it out."
)
@BY
@REASON
@click.pass_obj
def correct(place: Place, number: int, changed: tuple[str, ...], who: str | None, reason: str | None) -> None:
    """Makes a record of draft NUMBER with other values; what was drafted is kept beside them."""
    from reconcile.pipeline.draft_decisions import correct_draft

    corrections: dict[str, str | None] = {}
    for one in changed:
        field, sign, value = one.partition("=")
        if not sign or not field.strip():
            raise click.BadParameter(f"{one!r} is not FIELD=VALUE.", param_hint="--set")
        corrections[field.strip()] = value.strip() or None
    record_id = correct_draft(place.database, number, corrections, who or getpass.getuser(), right_now(), reason=reason)
    _say_made({number: record_id})


@draft.command("reject")
@NUMBERS
@BY
@click.option("--reason", required=True, help="Why, in a few words.")
@click.pass_obj
def reject(place: Place, numbers: tuple[int, ...], who: str | None, reason: str) -> None:
    """Puts drafts NUMBERS aside."""
    from reconcile.pipeline.draft_decisions import reject_drafts

    reject_drafts(place.database, numbers, who or getpass.getuser(), right_now(), reason)
    say(f"rejected {len(numbers)}")


@draft.command("export")
@click.pass_obj
def export(place: Place) -> None:
    """What people made of drafts, as JSON Lines on stdout: what the rules are tested and mended by."""
    import json

    from reconcile.pipeline.draft_decisions import waiting_drafts

    decided = (DraftState.ACCEPTED, DraftState.CORRECTED, DraftState.REJECTED)
    for one in waiting_drafts(place.database, decided):
        told: dict[str, Any] = draft_as_json(one)
        click.echo(json.dumps(told, ensure_ascii=False, sort_keys=True))


@draft.command("page")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("drafts.html"),
    show_default=True,
    help="File to write the page to.",
)
@click.option("--document", "documents", multiple=True, help="Key of a document; may be repeated.")
@click.pass_obj
def page(place: Place, output: Path, documents: tuple[str, ...]) -> None:
    """Writes the drafts that wait beside their texts, with the words marked, as one page."""
    from reconcile.pipeline.draft_page import write_draft_page

    say(str(write_draft_page(place.database, output, documents or None)))
