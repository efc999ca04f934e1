"""States of reference data by their digest."""

from sqlalchemy import Connection, insert, select

from reconcile.store.reference_tables import ReferenceKind, ReferenceStateRow
from reconcile.store.row_numbers import highest


def state_number(connection: Connection, kind: ReferenceKind, digest: str) -> int | None:
    """The number of a known state; None where it was never seen."""
    return connection.execute(
        select(ReferenceStateRow.id).where(ReferenceStateRow.kind == kind, ReferenceStateRow.digest == digest)
    ).scalar()


def add_state(connection: Connection, kind: ReferenceKind, digest: str) -> int:
    number = highest(connection, ReferenceStateRow.id) + 1
    connection.execute(insert(ReferenceStateRow).values(id=number, kind=kind, digest=digest))
    return number


def known_state(connection: Connection, kind: ReferenceKind, digest: str) -> int:
    """The number of the state, given out now where it is new."""
    known = state_number(connection, kind, digest)
    return add_state(connection, kind, digest) if known is None else known
