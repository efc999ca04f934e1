"""Accounts of people: made and changed by an admin, proven by a password."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from reconcile.domain.decisions import Account, Role
from reconcile.errors import ReconcileError, RefusedError
from reconcile.store import Database, open_database

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST_PASSWORD = 12
"""Characters. NIST SP 800-63B asks for 8 at least, and for no rule on which; there is no second factor here."""
LONGEST_PASSWORD = 1000
"""Characters: hashing takes time that grows with them."""
_A = {role: f"an {role.value}" if role is Role.ADMIN else f"a {role.value}" for role in Role}
_NAME = re.compile(r"[a-z][a-z0-9._-]{0,63}")


def authenticate(database: Database, name: str, password: str) -> Account:
    """The account behind name and password.

    Raises RefusedError, with the same words whether the account is unknown or disabled or the password wrong; an
    unknown name takes as long as a known one.
    """
    from argon2.exceptions import InvalidHashError, VerificationError

    hasher = _hasher()
    kept = database.password_hash(name)
    try:
        hasher.verify(kept or _nobody(), password[: LONGEST_PASSWORD + 1])
    except (InvalidHashError, VerificationError):
        kept = None
    if kept is None or not database.account(name).active:
        raise RefusedError("Account and password do not fit together, or the account is disabled.")
    return database.account(name)


def add_account(url: str, name: str, role: Role, password: str, now: datetime) -> Account:
    """A new account. Raises RefusedError where the name is taken or unfit, or the password too short."""
    if not _NAME.fullmatch(name):
        raise RefusedError(
            f"{name!r} is no name for an account: a small letter first, then small letters, digits, '.', '_' or '-', "
            "64 at most."
        )
    hashed = hash_password(password)
    with open_database(url) as database:
        return database.add_account(name, role, hashed, now)


def change_password(url: str, name: str, password: str, now: datetime) -> Account:
    """Sessions begun before are over. Raises NotFoundError, RefusedError."""
    hashed = hash_password(password)
    with open_database(url) as database:
        return database.change_account(name, now, password_hash=hashed)


def change_account(
    url: str, name: str, now: datetime, *, role: Role | None = None, active: bool | None = None
) -> Account:
    """Raises NotFoundError; RefusedError where no active admin would be left."""
    with open_database(url) as database:
        return database.change_account(name, now, role=role, active=active)


def list_accounts(url: str) -> tuple[Account, ...]:
    """By name."""
    with open_database(url) as database:
        return database.accounts()


def require_role(url: str, role: Role, credentials: Callable[[], tuple[str, str]]) -> Account | None:
    """Whoever acts, proven to be at least `role`; None while no admin exists who could vouch for anybody.

    `credentials` gives name and password, and is asked only where they are needed. Raises RefusedError.
    """
    with open_database(url) as database:
        if not any(account.role is Role.ADMIN and account.active for account in database.accounts()):
            return None
        account = authenticate(database, *credentials())
    if not account.role.at_least(role):
        raise RefusedError(f"{account.name} is a {account.role.value}; this takes {_A[role]}.")
    return account


def hash_password(password: str) -> str:
    """Argon2id with a salt of its own (RFC 9106, second recommended choice: the library's default).

    Raises RefusedError for a password too short or too long.
    """
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise RefusedError(
            f"The password has {len(password)} characters; {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} are needed."
        )
    return _hasher().hash(password)


@cache
def _hasher() -> "PasswordHasher":
    try:
        from argon2 import PasswordHasher
    except ImportError as error:
        raise ReconcileError(
            "Accounts need the password library; install it with pip install 'reconcile[serve]'."
        ) from error
    return PasswordHasher()


@cache
def _nobody() -> str:
    """A hash that no password of ours fits, to spend the same time on names that are not there."""
    return _hasher().hash("")
