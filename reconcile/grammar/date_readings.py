"""What a wording of a date is read as, and what a rule is made of."""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise, product

from reconcile.domain.dates import DateInterval, DatePrecision

DAY = timedelta(days=1)
OLDEST, LATEST = 1900, 2100
"""Years outside of which four digits are no year of an event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a wording means: intervals, or the code of the issue that says why there are none (or several)."""

    intervals: tuple[DateInterval, ...] = ()
    precision: DatePrecision = DatePrecision.UNKNOWN
    rule: str | None = None
    fault: str | None = None
    night: tuple[int, int] = (0, 0)
    """How many of the days, at the beginning and at the end, are there only because a night reaches into them."""


UNREADABLE = Reading(fault="date-unreadable")
UNANCHORED = Reading(fault="date-unanchored")
OTHER_CALENDAR = Reading(fault="date-calendar-unread")
WEEKDAY_CONFLICT = "date-weekday-conflict"
READINGS_CONFLICT = "date-readings-conflict"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a wording is read against."""

    anchor: date
    """The local day of publication; `date.max` where nothing dates the text and the rule needs no such day."""
    day_first: bool = False
    """Whether the language of the wording puts the day before the month."""

    @property
    def last(self) -> date:
        """The last day the wording may mean: a text dated in one time zone may tell of the next day in another."""
        return self.anchor if self.anchor == date.max else self.anchor + DAY


Found = re.Match[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A wording, as a pattern over the tokens left without weekdays, and what it means."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[Found, Frame], Reading | None]
    """None where the pattern fits and yet no date is meant."""
    relative: bool = False
    """Whether the day of publication is needed even where a year stands in the wording."""
    weekdays: int = 0
    """How many weekdays must stand beside it."""


def rule(
    name: str,
    pattern: str,
    read: Callable[[Found, Frame], Reading | None],
    *,
    relative: bool = False,
    weekdays: int = 0,
) -> Rule:
    return Rule(name=name, pattern=re.compile(pattern), read=read, relative=relative, weekdays=weekdays)


# Making readings. A rule's name is put in where `name` is left empty.


def on(day: date, name: str = "") -> Reading:
    return one(DateInterval(day, day), DatePrecision.DAY, name)


def one(interval: DateInterval, precision: DatePrecision, name: str = "") -> Reading:
    return Reading(intervals=(interval,), precision=precision, rule=name)


def days(first: date, last: date, name: str = "") -> Reading:
    return one(DateInterval(first, last), DatePrecision.DAY if first == last else DatePrecision.RANGE, name)


def either(choices: Sequence[date], name: str = "", fault: str | None = None) -> Reading:
    """One of several days, each an interval of its own."""
    both = tuple(DateInterval(day, day) for day in sorted(set(choices)))
    if len(both) == 1:
        return on(both[0].start, name)
    return Reading(intervals=both, precision=DatePrecision.AMBIGUOUS, rule=name, fault=fault)


def month_days(year: int, month: int) -> DateInterval:
    return DateInterval(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def year_days(year: int) -> DateInterval:
    return DateInterval(date(year, 1, 1), date(year, 12, 31))


def part_of_month(month: DateInterval, part: str) -> DateInterval:
    """Its first ten days (`early`), the ten after (`mid`), or what is left (`late`)."""
    first = {"early": 0, "mid": 10, "late": 20}[part]
    start = month.start + first * DAY
    return DateInterval(start, month.end if part == "late" else start + 9 * DAY)


def week_of_month(month: DateInterval, number: int | None) -> DateInterval | None:
    """Seven days counted from the first of the month, the fifth cut off at its end; the last seven for None."""
    if number is None:
        return DateInterval(month.end - 6 * DAY, month.end)
    start = month.start + 7 * (number - 1) * DAY
    return None if number > 5 or start > month.end else DateInterval(start, min(start + 6 * DAY, month.end))


def latest_weekday(weekday: int, day: date) -> date:
    """The latest such weekday not after `day`."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)


# Checking readings against what stands beside them


def against_weekdays(reading: Reading, weekdays: Sequence[int]) -> Reading:
    """Weekdays written beside a date decide between the days it may mean, or contradict it."""
    if not weekdays or not reading.intervals:
        return reading
    if len(reading.intervals) > 1:
        return _choice_by_weekday(reading, weekdays)
    (interval,) = reading.intervals
    core = DateInterval(interval.start + reading.night[0] * DAY, interval.end - reading.night[1] * DAY)
    if core.days > 7 or (core.days <= 2 and _named(interval) >= set(weekdays)):
        return reading
    if core.days > 2:
        return _day_by_weekday(reading, core, weekdays)
    return _conflicting(interval, weekdays)


def _named(interval: DateInterval) -> set[int]:
    return {day.weekday() for day in _each(interval)}


def _each(interval: DateInterval) -> list[date]:
    return [interval.start + n * DAY for n in range(interval.days)]


def _choice_by_weekday(reading: Reading, weekdays: Sequence[int]) -> Reading:
    fitting = tuple(i for i in reading.intervals if i.start.weekday() in weekdays)
    if len(fitting) != 1:
        return reading
    return replace(reading, intervals=fitting, precision=DatePrecision.DAY, fault=None)


def _day_by_weekday(reading: Reading, core: DateInterval, weekdays: Sequence[int]) -> Reading:
    """The one day of up to a week that bears the weekday, with its night; from one to the other where two are named."""
    fitting = [day for day in _each(core) if day.weekday() in weekdays]
    if len(fitting) < len(set(weekdays)):
        return Reading(fault=WEEKDAY_CONFLICT)
    before, after = reading.night
    return days(fitting[0] - before * DAY, fitting[-1] + after * DAY, f"{reading.rule}-weekday")


def _conflicting(interval: DateInterval, weekdays: Sequence[int]) -> Reading:
    """A weekday one day off its date: either may be meant. Further off, nothing is sure."""
    if len(weekdays) > 1 or interval.days > 1:
        return Reading(fault=WEEKDAY_CONFLICT)
    day = interval.start
    for first, last in ((day - DAY, day), (day, day + DAY)):
        if weekdays[0] in (first.weekday(), last.weekday()):
            return _unsure(DateInterval(first, last), "weekday-conflict", WEEKDAY_CONFLICT)
    return Reading(fault=WEEKDAY_CONFLICT)


def _unsure(interval: DateInterval, name: str, fault: str) -> Reading:
    return Reading(intervals=(interval,), precision=DatePrecision.AMBIGUOUS, rule=name, fault=fault)


def agreed(readings: Sequence[Reading]) -> Reading:
    """The days that all readings of one wording allow: `21 Rajab 1438 (18 April 2017)`, `Tuesday / this morning`."""
    whole = readings[0]
    for reading in readings[1:]:
        whole = _both(whole, reading)
        if not whole.intervals:
            return whole
    return whole


def _both(one_reading: Reading, other: Reading) -> Reading:
    name = "+".join(dict.fromkeys(f"{one_reading.rule}+{other.rule}".split("+")))
    shared = sorted(
        {
            DateInterval(max(a.start, b.start), min(a.end, b.end))
            for a, b in product(one_reading.intervals, other.intervals)
            if a.overlaps(b)
        }
    )
    fault = one_reading.fault or other.fault
    if not shared:
        return _disjoint(one_reading, other, name)
    if len(shared) > 1:
        return Reading(intervals=tuple(shared), precision=DatePrecision.AMBIGUOUS, rule=name, fault=fault)
    return replace(_named_precision(shared[0], one_reading, other), rule=name)


def _named_precision(shared: DateInterval, *readings: Reading) -> Reading:
    for reading in readings:
        if reading.intervals == (shared,):
            return reading
    return days(shared.start, shared.end)


def _disjoint(one_reading: Reading, other: Reading, name: str) -> Reading:
    """Two readings one day apart: either may be meant. Further apart, nothing is sure."""
    ends = sorted((*one_reading.intervals, *other.intervals))
    if len(ends) == 2 and all(a.gap_days(b) == 1 for a, b in pairwise(ends)):
        return _unsure(DateInterval(ends[0].start, ends[1].end), name, READINGS_CONFLICT)
    return Reading(fault=READINGS_CONFLICT)
