"""Armed groups that a text names."""

from datetime import date

from reconcile.reference.actor_table import ActorTable
from reconcile.reference.actors import ActorKind


def armed_groups_named(text: str | None, actors: ActorTable, on: date | None) -> tuple[str, ...]:
    """Codes in the order of the text, by names that were in use on the day; none where there is no text."""
    found = () if text is None else actors.find(text, on)
    return tuple(dict.fromkeys([code for code in found if actors.get(code).kind is ActorKind.ARMED_GROUP]))
