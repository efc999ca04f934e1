"""How often somebody may try to log in: guessing a password must take years, a slip of the finger must cost nothing."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

TRIES = 5
"""Failed tries for one account, from one address, within the window (OWASP Authentication Cheat Sheet: a handful)."""
TRIES_FROM_ADDRESS = 20
"""For all accounts from one address: several people may sit behind one."""
TRIES_ON_ACCOUNT = 50
"""For one account from all addresses. High, so that a stranger cannot lock an analyst out with a few requests."""
WINDOW = timedelta(minutes=15)
REMEMBERED = 10_000
"""Keys kept at most; the one longest untouched is forgotten first, so that a flood of names costs no memory."""


@dataclass(slots=True)
class LoginThrottle:
    """Failed tries of late, in the memory of this process: a restart forgets them."""

    _failed: OrderedDict[tuple[str, str], deque[datetime]] = field(default_factory=OrderedDict)

    def wait(self, account: str, address: str, now: datetime) -> timedelta | None:
        """How long until this account may be tried from this address again; None: now."""
        waits = [self._wait(key, most, now) for key, most in _limits(account, address)]
        return max((wait for wait in waits if wait is not None), default=None)

    def failed(self, account: str, address: str, now: datetime) -> None:
        """Count a failed try."""
        for key, _ in _limits(account, address):
            self._recent(key, now).append(now)
            self._failed.move_to_end(key)
        while len(self._failed) > REMEMBERED:
            self._failed.popitem(last=False)

    def succeeded(self, account: str, address: str) -> None:
        """Whoever knows the password was not guessing."""
        self._failed.pop((account, address), None)

    def _wait(self, key: tuple[str, str], most: int, now: datetime) -> timedelta | None:
        if key not in self._failed:
            return None
        recent = self._recent(key, now)
        return None if len(recent) < most else recent[-most] + WINDOW - now

    def _recent(self, key: tuple[str, str], now: datetime) -> deque[datetime]:
        recent = self._failed.setdefault(key, deque(maxlen=TRIES_ON_ACCOUNT))
        while recent and recent[0] <= now - WINDOW:
            recent.popleft()
        return recent


def _limits(account: str, address: str) -> tuple[tuple[tuple[str, str], int], ...]:
    return (
        ((account, address), TRIES),
        (("", address), TRIES_FROM_ADDRESS),
        ((account, ""), TRIES_ON_ACCOUNT),
    )
