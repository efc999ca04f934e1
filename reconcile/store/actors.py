"""The actor table as it was when runs used it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from sqlalchemy import Connection

from reconcile.store.bulk import add_rows
from reconcile.store.reference_states import add_state, state_number
from reconcile.store.reference_tables import ActorNameRow, ActorRow, ActorUmbrellaRow, ReferenceKind
from reconcile.store.sources import content_digest


class ActorLike(Protocol):
    """What the store needs to know of an actor."""

    @property
    def code(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def country(self) -> str | None: ...
    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def umbrellas(self) -> tuple[tuple[str, date | None, date | None], ...]:
        """Code of the actor it belongs to, first and last day of that (None: not known)."""
        ...


def keep_actors(connection: Connection, actors: Sequence[ActorLike]) -> None:
    """Keep this state of the actor table, unless it is there already."""
    told = [_told(actor) for actor in actors]
    digest = content_digest(told)
    if state_number(connection, ReferenceKind.ACTORS, digest) is not None:
        return
    state = add_state(connection, ReferenceKind.ACTORS, digest)
    rows = [
        {"state": state, "code": a.code, "label": a.label, "kind": str(a.kind), "country": a.country} for a in actors
    ]
    names = [
        {"state": state, "actor": actor.code, "ordinal": ordinal, "name": name}
        for actor in actors
        for ordinal, name in enumerate(actor.names)
    ]
    umbrellas = [
        {"state": state, "actor": a.code, "ordinal": i, "umbrella": code, "valid_from": first, "valid_to": last}
        for a in actors
        for i, (code, first, last) in enumerate(a.umbrellas)
    ]
    for table, content in ((ActorRow, rows), (ActorNameRow, names), (ActorUmbrellaRow, umbrellas)):
        add_rows(connection, table, content)


def _told(actor: ActorLike) -> list[Any]:
    umbrellas = [[code, str(first), str(last)] for code, first, last in actor.umbrellas]
    return [actor.code, actor.label, str(actor.kind), actor.country, list(actor.names), umbrellas]
