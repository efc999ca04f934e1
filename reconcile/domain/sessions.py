"""Who is logged in, and for how long."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from reconcile.domain.decisions import Account

IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
"""A working day, and two hours without a request: what OWASP's session management guidance calls low-risk limits."""
TOUCHED_EVERY = timedelta(minutes=1)
"""The last request is kept to the minute, so that reading pages does not write to the database all the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One login of one account."""

    digest: str
    """SHA-256 of the secret in the cookie; the secret itself is not kept."""
    account: str
    opened_at: datetime
    seen_at: datetime
    ended_at: datetime | None

    def holds(self, account: Account, now: datetime) -> bool:
        """Whether it still lets anybody in: not ended, not too old, and opened since the account last changed."""
        return (
            self.ended_at is None
            and account.active
            and account.changed_at <= self.opened_at
            and now < self.opened_at + LONGEST
            and now < self.seen_at + IDLE
        )

    def to_be_touched(self, now: datetime) -> bool:
        """Whether the time of the last request should be written down again."""
        return now - self.seen_at >= TOUCHED_EVERY
