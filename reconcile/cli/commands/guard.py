"""Commands that show nothing was altered, and that erase what must not be kept."""

import getpass
import shlex
from typing import TYPE_CHECKING

import click

from reconcile.cli.answering import EXIT_CANNOT, progress_bar, say, say_json, talk
from reconcile.cli.asking import Place, right_now
from reconcile.domain.cleantext import quoted
from reconcile.domain.erasures import ErasableField
from reconcile.domain.instants import iso_instant
from reconcile.domain.phrases import count, joined
from reconcile.domain.records import RecordKind

if TYPE_CHECKING:
    from reconcile.store import ErasedCounts


DOCUMENT = "document"
"""Beside the kinds of record: a text that was collected."""
TABLES = "texts, claims, statements, collected_documents, drafts, draft_decisions, data_issues"
"""In which what is erased may have stood."""


@click.command()
@click.option("--head", metavar="LINK", help="A last link printed earlier: the chain must still hold it.")
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON.")
@click.pass_context
def verify(context: click.Context, head: str | None, as_json: bool) -> None:
    """Recomputes the hash chain and every digest of content, and names what does not fit.

    The last link that it prints, kept somewhere else, shows later (--head) that nothing was cut off or made anew.
    """
    from reconcile.pipeline.guarding import rows_to_verify, verify_database

    place: Place = context.obj
    with progress_bar("Verifying", total=rows_to_verify(place.database)) as progress:
        found = verify_database(place.database, progress=progress)
    faults = [fault.message for fault in found.faults]
    if head is not None and head not in found.links:
        faults.append(f"The chain does not hold the link {head}: it was cut off or made anew.")
    if as_json:
        say_json({"counts": dict(found.counts), "head": found.head, "faults": faults})
    else:
        say(", ".join(f"{name} {number}" for name, number in found.counts.items()))
        say(f"last link {found.head}")
    for fault in faults:
        talk(fault)
    if faults:
        talk("What is in this database is not what was put there; restore a backup that verifies.")
        context.exit(EXIT_CANNOT)


@click.command()
@click.argument("kind", required=False, type=click.Choice([*(kind.value for kind in RecordKind), DOCUMENT]))
@click.argument("record", required=False, metavar="ID")
@click.option("--text", "text", is_flag=True, help="Erases its text and translation, wherever they are cited.")
@click.option("--names", "names", is_flag=True, help="Erases the names of persons.")
@click.option("--summary", "summary", is_flag=True, help="Erases the summary.")
@click.option("--extra", "extra", is_flag=True, help="Erases the columns of the file that the contract does not know.")
@click.option("--expired", is_flag=True, help="Erases the texts older than the settings allow ([retention] text_days).")
@click.option("--why", help="The reason, kept in the tombstone; needed but with --expired.")
@click.option("--by", "author", default=getpass.getuser, help="Who asks for it; default: the user's login name.")
@click.option("--dry-run", is_flag=True, help="With --expired: says what would be erased and erases nothing.")
@click.pass_obj
def redact(
    place: Place,
    kind: str | None,
    record: str | None,
    text: bool,
    names: bool,
    summary: bool,
    extra: bool,
    expired: bool,
    why: str | None,
    author: str,
    dry_run: bool,
) -> None:
    """Erases words or names of a record for good, in all its versions, and leaves a tombstone that `verify` accepts.

    The tombstone says who erased what, when and why, with a digest of what was erased. Of a collected document (ID is
    its key) the text is erased, and the words that drafts took from it. Files, backups and reports made before are not
    reached: delete them yourself.
    """
    chosen = {
        ErasableField.TEXT: text,
        ErasableField.TRANSLATION: text,
        ErasableField.PERSONS: names,
        ErasableField.SUMMARY: summary,
        ErasableField.EXTRA: extra,
    }
    fields = [field for field, wanted in chosen.items() if wanted]
    if expired:
        if kind or fields:
            raise click.UsageError("--expired goes by the settings; name no record and no field with it.")
        _redact_expired(place, author, dry_run)
        return
    if not (kind and record and fields and why) or dry_run:
        raise click.UsageError(
            "Name a record and what to erase, for instance: redact claim ID --text --why 'asked for by a family'."
        )
    if kind == DOCUMENT:
        if not text or names or summary or extra:
            raise click.UsageError("Of a document its text is erased: redact document KEY --text --why REASON.")
        _redact_document(place, record, why, author)
        return
    _redact_record(place, RecordKind(kind), record, fields, why, author)


def _redact_record(
    place: Place, kind: RecordKind, record: str, fields: list[ErasableField], why: str, author: str
) -> None:
    from reconcile.pipeline.guarding import redact_record
    from reconcile.store import Order

    order = Order(author=author, now=right_now(), why=why)
    counts = redact_record(place.database, kind, record, fields, order)
    _say_erased(place, counts)
    for key in counts.left_in:
        talk(f"The collected document {quoted(key)} that it was drafted from still holds its words; to erase them:")
        talk(f"reconcile redact document {shlex.quote(key)} --text --why REASON")


def _redact_document(place: Place, key: str, why: str, author: str) -> None:
    from reconcile.pipeline.guarding import redact_document
    from reconcile.store import Order

    _say_erased(place, redact_document(place.database, key, Order(author=author, now=right_now(), why=why)))


def _say_erased(place: Place, counts: "ErasedCounts") -> None:
    if not counts.fields and not counts.documents:
        say("There is nothing to erase: it is erased already, or was never there.")
        return
    told = [f"{field.value} {number}" for field, number in sorted(counts.fields.items())]
    places = [count(counts.records, "record")] if counts.records else []
    places += [count(len(counts.documents), "collected document")] if counts.documents else []
    say(f"Erased: {', '.join(told) or 'text'}; in {joined(places)}.")
    _talk_of_the_rest(place)


def _redact_expired(place: Place, author: str, dry_run: bool) -> None:
    from reconcile.pipeline.guarding import redact_expired

    found = redact_expired(place.database, place.settings(), author, right_now(), dry_run=dry_run)
    what = (
        f"{count(found.texts, 'text')} of {found.characters} characters that came in before {iso_instant(found.before)}"
    )
    if dry_run:
        say(f"Would erase {what}.")
    elif found.holders is None:
        say(f"Nothing to erase: no text came in before {iso_instant(found.before)}.")
    else:
        say(f"Erased {what}; in {count(found.holders, 'record or document', 'records or documents')}.")
        _talk_of_the_rest(place)


def _talk_of_the_rest(place: Place) -> None:
    talk("Files that were ingested, reports, exports and backups still hold it.")
    if place.database.startswith("postgres"):
        talk(f"PostgreSQL keeps the old rows until their owner runs VACUUM FULL {TABLES};")
