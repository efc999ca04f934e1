"""Pieces of sentences: names as written, days, numbers. Symmetrical: A says, B says."""

from collections.abc import Sequence
from datetime import date, datetime

from reconcile.domain.cleantext import quoted
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.dates import DateInterval

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def speaker(account: ClaimAccount | StatementAccount) -> str:
    """Who speaks, as written."""
    return quoted(account.record.speaker)


def day_in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def instant_in_words(moment: datetime) -> str:
    return f"{day_in_words(moment.date())}, {moment:%H:%M} UTC"


def days_in_words(interval: DateInterval) -> str:
    """One day, one month, or first to last day, with nothing said twice."""
    start, end = interval.start, interval.end
    if start == end:
        return day_in_words(start)
    if start.year != end.year:
        return f"{day_in_words(start)} to {day_in_words(end)}"
    if start.month != end.month:
        return f"{start.day} {MONTHS[start.month - 1]} to {day_in_words(end)}"
    return f"{start.day} to {day_in_words(end)}"


def counted(number: int, thing: str) -> str:
    """`1 day`, `2 days`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def listed(things: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`; each named once, in the order given."""
    once = list(dict.fromkeys(things))
    if len(once) < 2:
        return "".join(once)
    return f"{', '.join(once[:-1])} and {once[-1]}"


def possessive(name: str) -> str:
    """`JNIM's`, `United States'`."""
    return f"{name}'" if name.endswith(("s", "S")) else f"{name}'s"
