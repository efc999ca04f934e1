"""Accounts of people, and the log of what they looked at."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from reconcile.domain.decisions import Account, Role
from reconcile.domain.people import Access
from reconcile.errors import NotFoundError, RefusedError
from reconcile.store.bulk import add_rows
from reconcile.store.review_tables import AccessRow, AccountRow
from reconcile.store.row_numbers import highest

_ACCOUNT = (
    AccountRow.name,
    AccountRow.role,
    AccountRow.active,
    AccountRow.created_at,
    AccountRow.changed_at,
)


def add_account(connection: Connection, name: str, role: Role, password_hash: str, now: datetime) -> Account:
    """Raises RefusedError where the name is taken: what an account decided must stay with whom it was given to."""
    if connection.execute(select(AccountRow.name).where(AccountRow.name == name)).first() is not None:
        raise RefusedError(f"There is an account {name} already; `reconcile account password {name}` renews it.")
    connection.execute(
        insert(AccountRow).values(
            name=name, role=role, password_hash=password_hash, active=True, created_at=now, changed_at=now
        )
    )
    return find_account(connection, name)


def change_account(connection: Connection, name: str, now: datetime, **changes: Any) -> Account:
    """Another role, password hash or activity. Raises NotFoundError; RefusedError where no admin would be left."""
    before = find_account(connection, name)
    connection.execute(update(AccountRow).where(AccountRow.name == name).values(**changes, changed_at=now))
    after = find_account(connection, name)
    if before.active and before.role is Role.ADMIN and not _any_admin(connection):
        raise RefusedError(f"{name} is the last admin who is active; make another one first.")
    return after


def _any_admin(connection: Connection) -> bool:
    query = select(AccountRow.name).where(AccountRow.role == Role.ADMIN, AccountRow.active).limit(1)
    return connection.execute(query).first() is not None


def find_account(connection: Connection, name: str) -> Account:
    """Raises NotFoundError where there is none of that name."""
    row = connection.execute(select(*_ACCOUNT).where(AccountRow.name == name)).first()
    if row is None:
        raise NotFoundError(f"There is no account {name!r}; `reconcile account list` lists them.")
    return Account(**row._mapping)


def load_accounts(connection: Connection) -> tuple[Account, ...]:
    """By name, in code-point order."""
    found = [Account(**row._mapping) for row in connection.execute(select(*_ACCOUNT))]
    return tuple(sorted(found, key=lambda account: account.name))


def password_hash(connection: Connection, name: str) -> str | None:
    return connection.execute(select(AccountRow.password_hash).where(AccountRow.name == name)).scalar()


def add_access(connection: Connection, entries: Iterable[Access]) -> None:
    first = highest(connection, AccessRow.id) + 1
    rows = [
        {
            "id": first + place,
            "kind": entry.kind,
            "account": entry.account,
            "at": entry.at,
            "subject": entry.subject,
            "persons": entry.persons,
        }
        for place, entry in enumerate(entries)
    ]
    add_rows(connection, AccessRow, rows)


def load_access(connection: Connection, since: datetime | None, account: str | None) -> tuple[Access, ...]:
    """Oldest first."""
    query = select(AccessRow.__table__).order_by(AccessRow.id)
    if since is not None:
        query = query.where(AccessRow.at >= since)
    if account is not None:
        query = query.where(AccessRow.account == account)
    return tuple(
        Access(kind=row.kind, account=row.account, at=row.at, subject=row.subject, persons=row.persons)
        for row in connection.execute(query)
    )
