"""When an event is said to have happened: intervals of local calendar days, with what is known of their precision."""

from dataclasses import dataclass
from datetime import date, timedelta

from reconcile.domain.light_values import light_value
from reconcile.domain.records import DatePrecision

__all__ = [
    "AFTER_PUBLICATION_DAYS",
    "LONGEST_EXACT_DAYS",
    "NIGHT_DAYS",
    "RULES_IN_FIGURES",
    "DateInterval",
    "DatePrecision",
    "EventDate",
]

NIGHT_DAYS = 2
"""Longest interval that still is one day or one night."""

AFTER_PUBLICATION_DAYS = 1
"""A text dated in one time zone may tell of the next day in another."""

LONGEST_EXACT_DAYS = 8
"""Stated intervals up to this length can agree; longer ones are coarser (contract, *What the flags mean*)."""

RULES_IN_FIGURES = frozenset({"iso-day", "year-first", "numeric", "numeric-day-first"})
"""Rules that read a day whose month is a number: day and month can have been exchanged when it was written."""


@dataclass(frozen=True, slots=True, order=True)
class DateInterval:
    """Whole days from `start` to `end`, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"interval ends {self.end} before it starts {self.start}")

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def overlaps(self, other: "DateInterval") -> bool:
        return self.start <= other.end and other.start <= self.end

    def gap_days(self, other: "DateInterval") -> int:
        """Days between the nearest ends; 0 where the intervals overlap."""
        return max(0, (other.start - self.end).days, (self.start - other.end).days)

    def widened(self, days: int) -> "DateInterval":
        return DateInterval(self.start - timedelta(days=days), self.end + timedelta(days=days))


@light_value(frozen=True, slots=True, kw_only=True)
class EventDate:
    """What a record says of the date of its event.

    `intervals` holds the days it may mean: one, or several where the wording is ambiguous, none where it states no
    date. `bounds` then holds the days that publication allows (None: nothing bounds it). `weekday` (Monday is 0) is a
    weekday named in the wording although the date could not be resolved.
    """

    intervals: tuple[DateInterval, ...] = ()
    precision: DatePrecision = DatePrecision.UNKNOWN
    text: str | None = None
    bounds: DateInterval | None = None
    weekday: int | None = None
    rule: str | None = None
    """Which rule read the wording (`iso-day`, `weekday-before-publication`); None where already resolved."""

    @property
    def stated(self) -> bool:
        return bool(self.intervals)

    @property
    def in_figures(self) -> bool:
        """Whether it was written in figures, or given as days by a coder."""
        return self.stated and (self.rule is None or self.rule in RULES_IN_FIGURES)

    @property
    def span(self) -> DateInterval | None:
        """The smallest interval that holds all intervals."""
        if not self.intervals:
            return None
        if len(self.intervals) == 1:
            return self.intervals[0]
        return DateInterval(min(i.start for i in self.intervals), max(i.end for i in self.intervals))
