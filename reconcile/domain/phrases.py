"""Days, instants and numbers in English words, for every sentence the program prints."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from reconcile.domain.dates import DateInterval

T = TypeVar("T")

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 claim`, `2 claims`, `2,000 claims`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def joined(parts: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


NAMED = 12
"""Things that one sentence or cell names one by one. An event that many spoke of has fewer; nobody reads a sentence of
a hundred names, and on a dense day in a dense town every claim has one."""


def named_first(things: Sequence[T]) -> tuple[Sequence[T], int]:
    """The things that are named, and how many others there are: none up to NAMED, else two at least."""
    shown = things if len(things) <= NAMED else things[: NAMED - 1]
    return shown, len(things) - len(shown)


def joined_in_short(parts: Sequence[str]) -> str:
    """Like `joined`; of more than NAMED, the first and the number of the rest: `a, b, c and 118 others`."""
    shown, others = named_first(parts)
    return joined([*shown, f"{others:,} others"] if others else shown)


def day(value: date) -> str:
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def short_day(value: date) -> str:
    return f"{value.day} {MONTHS[value.month - 1][:3]}"


def instant(moment: datetime) -> str:
    """`20 May 2017, 00:00 UTC`."""
    utc = moment.astimezone(UTC)
    return f"{day(utc)}, {utc.hour:02}:{utc.minute:02} UTC"


def interval(days: DateInterval) -> str:
    """`18 April 2017`, `16 to 18 April 2017`, `April 2017`, `2017`."""
    first, last = days.start, days.end
    if first == last:
        return day(first)
    if _whole_years(first, last) and first.year == last.year:
        return str(first.year)
    if (first.year, first.month) == (last.year, last.month):
        whole = first.day == 1 and _ends_month(last)
        return f"{MONTHS[first.month - 1]} {first.year}" if whole else f"{first.day} to {day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} to {day(last)}"
    return f"{day(first)} to {day(last)}"


def _whole_years(first: date, last: date) -> bool:
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


def _ends_month(value: date) -> bool:
    return value == date.max or (value + timedelta(days=1)).day == 1
