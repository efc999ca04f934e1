"""Record versions with what was made of them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from reconcile.domain.comparables import Account
from reconcile.domain.records import RecordKind
from reconcile.store.value_tables import VALUE_ROWS
from reconcile.store.values import load_values
from reconcile.store.versions import load_versions


def load_accounts(
    connection: Connection, kind: RecordKind, rows: Sequence[int] | None, state: int | None
) -> dict[int, Account[Any]]:
    """By row of the version, ascending: those of `rows` (None: of all) that have values in this state."""
    if state is None:
        return {}
    table = VALUE_ROWS[kind]
    if rows is None:
        rows = list(connection.execute(select(table.record).where(table.reference == state)).scalars())
    values = dict(load_values(connection, kind, state, rows))
    return {
        version.row: Account(version=version, values=values[version.row])
        for version in load_versions(connection, kind, list(values))
    }
