"""The log of who looked at what."""

from datetime import datetime

import click

from reconcile.cli.answering import say, say_json
from reconcile.cli.asking import Instant, Place
from reconcile.domain.instants import iso_instant


@click.group()
def access() -> None:
    """Views of full texts and of names of persons, and exports: who, what and when."""


@access.command("list")
@click.option("--since", type=Instant(), help="Only entries from this instant on.")
@click.option("--account", help="Only entries of this account.")
@click.option("--json", "as_json", is_flag=True, help="The log as JSON.")
@click.pass_obj
def list_entries(place: Place, since: datetime | None, account: str | None, as_json: bool) -> None:
    """Prints the access log, oldest first. It is appended to and never edited."""
    from reconcile.pipeline.access import access_log

    entries = access_log(place.database, since=since, account=account)
    if as_json:
        say_json(
            [
                {
                    "at": iso_instant(entry.at),
                    "account": entry.account,
                    "kind": entry.kind.value,
                    "subject": entry.subject,
                    "persons": entry.persons,
                }
                for entry in entries
            ]
        )
        return
    for entry in entries:
        names = ", with names of persons" if entry.persons else ""
        who = entry.account or "an operator of the machine"
        say(f"{iso_instant(entry.at)} {who}: {entry.kind.value} {entry.subject}{names}")
    if not entries:
        say("Nothing was looked at yet.")
