"""Accounts of people, their sessions, and who looked at what."""

from collections.abc import Iterable
from datetime import datetime

from reconcile.domain.decisions import Account, Role
from reconcile.domain.people import Access
from reconcile.domain.sessions import Session
from reconcile.store import people, sessions
from reconcile.store.calls.connected import Connected
from reconcile.store.engines import writing


class PeopleCalls(Connected):
    """Accounts of people, their sessions, and who looked at what."""

    def add_account(self, name: str, role: Role, password_hash: str, now: datetime) -> Account:
        """Raises RefusedError where the name is taken."""
        with writing(self._engine) as connection:
            return people.add_account(connection, name, role, password_hash, now)

    def change_account(
        self,
        name: str,
        now: datetime,
        *,
        role: Role | None = None,
        password_hash: str | None = None,
        active: bool | None = None,
    ) -> Account:
        """Change what is given. Raises NotFoundError; RefusedError where no active admin would be left."""
        given = {"role": role, "password_hash": password_hash, "active": active}
        changes = {key: value for key, value in given.items() if value is not None}
        with writing(self._engine) as connection:
            return people.change_account(connection, name, now, **changes)

    def accounts(self) -> tuple[Account, ...]:
        """By name, in code-point order."""
        with self._reading() as connection:
            return people.load_accounts(connection)

    def account(self, name: str) -> Account:
        """Raises NotFoundError where there is none of that name."""
        with self._reading() as connection:
            return people.find_account(connection, name)

    def password_hash(self, name: str) -> str | None:
        """None: there is no such account."""
        with self._reading() as connection:
            return people.password_hash(connection, name)

    def open_session(self, session: Session) -> None:
        with writing(self._engine) as connection:
            sessions.open_session(connection, session)

    def session(self, digest: str) -> Session | None:
        """The login with this digest of its secret, whether or not it still lets anybody in."""
        with self._reading() as connection:
            return sessions.find_session(connection, digest)

    def touch_session(self, digest: str, now: datetime) -> None:
        """Keep when somebody was last seen."""
        with writing(self._engine) as connection:
            sessions.touch_session(connection, digest, now)

    def end_session(self, digest: str, now: datetime) -> None:
        """Log out; a session that is over stays as it ended."""
        with writing(self._engine) as connection:
            sessions.end_session(connection, digest, now)

    def log_access(self, entries: Iterable[Access]) -> None:
        with writing(self._engine) as connection:
            people.add_access(connection, entries)

    def access_log(self, *, since: datetime | None = None, account: str | None = None) -> tuple[Access, ...]:
        """Oldest first."""
        with self._reading() as connection:
            return people.load_access(connection, since, account)
