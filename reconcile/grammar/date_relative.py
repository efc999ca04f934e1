"""Wordings relative to the day of publication: weekdays, yesterday, last night, last week.

None but a running week, month or year reaches beyond that day.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reconcile.domain.dates import DateInterval, DatePrecision
from reconcile.grammar.date_readings import (
    DAY,
    Found,
    Frame,
    Reading,
    days,
    either,
    latest_weekday,
    month_days,
    on,
    one,
    rule,
    year_days,
)

# Weekdays alone


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekdayRule:
    """A wording of weekdays alone: how many, and what else stands there."""

    weekdays: int
    wording: re.Pattern[str]
    read: Callable[[Sequence[int], date], Reading | None]


def _weekday(named: Sequence[int], anchor: date) -> Reading:
    return on(latest_weekday(named[0], anchor), "weekday-before-publication")


def _last_weekday(named: Sequence[int], anchor: date) -> Reading:
    return on(latest_weekday(named[0], anchor - DAY), "last-weekday")


def _weekday_night(named: Sequence[int], anchor: date) -> Reading:
    """The night of Tuesday begins on Tuesday and may end on Wednesday, yet not after publication."""
    day = latest_weekday(named[0], anchor)
    return days(day, min(day + DAY, anchor), "weekday-night")


def _weekday_eve(named: Sequence[int], anchor: date) -> Reading:
    """Days that begin at sunset: the `laila` of Tuesday is the night before it, or, as now often meant, after it."""
    day = latest_weekday(named[0], anchor)
    return days(day - DAY, min(day + DAY, anchor), "weekday-eve")


def _weekday_of_week(weeks_before: int) -> Callable[[Sequence[int], date], Reading | None]:
    def read(named: Sequence[int], anchor: date) -> Reading | None:
        day = _monday(anchor, weeks_before) + named[0] * DAY
        return on(day, "weekday-of-week") if day <= anchor else None

    return read


def _weekday_span(named: Sequence[int], anchor: date) -> Reading:
    last = latest_weekday(named[1], anchor)
    return days(latest_weekday(named[0], last), last, "weekday-span")


def _neighbouring_weekdays(named: Sequence[int], anchor: date) -> Reading | None:
    return _weekday_span(named, anchor) if (named[1] - named[0]) % 7 == 1 else None


def _two_weekdays(named: Sequence[int], anchor: date) -> Reading:
    return either([latest_weekday(weekday, anchor) for weekday in named], "weekday-choice")


def _weekday_rule(weekdays: int, wording: str, read: Callable[[Sequence[int], date], Reading | None]) -> WeekdayRule:
    return WeekdayRule(weekdays=weekdays, wording=re.compile(wording), read=read)


_NIGHT = r"(?:night|overnight|lailat|lastnight|last night)"

WEEKDAY_RULES = (
    _weekday_rule(1, r"", _weekday),
    _weekday_rule(1, r"last", _last_weekday),
    _weekday_rule(1, r"lailat(?: last)?", _weekday_eve),
    _weekday_rule(1, _NIGHT, _weekday_night),
    _weekday_rule(1, r"(?:last )?lastweek", _weekday_of_week(1)),
    _weekday_rule(1, r"thisweek", _weekday_of_week(0)),
    _weekday_rule(2, rf"(?:{_NIGHT} )?to(?: last)?(?: night)?|{_NIGHT} (?:and|/)|between and", _weekday_span),
    _weekday_rule(2, rf"(?:{_NIGHT})?|and", _neighbouring_weekdays),
    _weekday_rule(2, r"(?:night )?(?:or|/)(?: night)?", _two_weekdays),
)


# Days, nights, weeks


def _offset(days_before: int) -> Callable[[Found, Frame], Reading]:
    def read(_found: Found, frame: Frame) -> Reading:
        return on(frame.anchor - days_before * DAY)

    return read


def _days_ago(found: Found, frame: Frame) -> Reading:
    return on(frame.anchor - timedelta(days=int(found["n"] or found["n2"])))


def _weeks_ago(found: Found, frame: Frame) -> Reading:
    """Counted in weeks, a day is meant to within half a week."""
    middle = frame.anchor - timedelta(weeks=int(found["n"] or found["n2"] or 1))
    return one(DateInterval(middle - 3 * DAY, middle + 3 * DAY), DatePrecision.WEEK)


def _since_days(days_before: int | None = None) -> Callable[[Found, Frame], Reading]:
    """From so many days before publication until publication."""

    def read(found: Found, frame: Frame) -> Reading:
        before = days_before or int(found["n"] or found["n2"])
        return days(frame.anchor - before * DAY, frame.anchor)

    return read


def _monday(anchor: date, weeks_before: int) -> date:
    """Weeks run from Monday to Sunday (ISO 8601)."""
    return anchor - timedelta(days=anchor.weekday() + 7 * weeks_before)


def _week(weeks_before: int) -> Callable[[Found, Frame], Reading]:
    def read(_found: Found, frame: Frame) -> Reading:
        monday = _monday(frame.anchor, weeks_before)
        return one(DateInterval(monday, monday + timedelta(days=6)), DatePrecision.WEEK)

    return read


def _weekend(found: Found, frame: Frame) -> Reading:
    """Saturday and Sunday, as far as they lie before publication; `last` leaves out one that still runs."""
    before = bool(found["last"] or found["after"]) and frame.anchor.weekday() >= 5
    saturday = latest_weekday(5, frame.anchor - 2 * DAY if before else frame.anchor)
    return days(saturday, min(saturday + DAY, frame.anchor))


# Months and years


def _this_month(_found: Found, frame: Frame) -> Reading:
    return one(month_days(frame.anchor.year, frame.anchor.month), DatePrecision.MONTH)


def _last_month(_found: Found, frame: Frame) -> Reading:
    before = frame.anchor.replace(day=1) - DAY
    return one(month_days(before.year, before.month), DatePrecision.MONTH)


def _whole_year(years_before: int) -> Callable[[Found, Frame], Reading]:
    def read(_found: Found, frame: Frame) -> Reading:
        return one(year_days(frame.anchor.year - years_before), DatePrecision.YEAR)

    return read


RELATIVE_RULES = (
    rule("today", r"today", _offset(0), relative=True),
    rule("yesterday", r"yesterday", _offset(1), relative=True),
    rule("day-before-yesterday", r"daybefore", _offset(2), relative=True),
    rule("yesterday-and-today", r"(?:between )?yesterday (?:and|to) today", _since_days(1), relative=True),
    rule("days-ago", r"back (?P<n>\d{1,3}) day|(?P<n2>\d{1,3}) day ago", _days_ago, relative=True),
    rule("weeks-ago", r"back (?:(?P<n>\d{1,2}) )?week|(?P<n2>\d{1,2}) week ago", _weeks_ago, relative=True),
    rule("last-hours", r"last (?P<n>[123]) span|(?P<n2>[123]) span last", _since_days(), relative=True),
    rule(
        "last-days",
        r"last (?P<n>[2-9]) (?:day|night)|(?P<n2>[2-9]) (?:last (?:day|night)|(?:day|night) last)",
        _since_days(),
        relative=True,
    ),
    rule(
        "last-night",
        r"lastnight(?: (?:to|and) today)?|overnight|(?:night|lailat) (?:last|yesterday|yesterday (?:to|and) today)",
        _since_days(1),
        relative=True,
    ),
    rule("weekend", r"(?P<last>last )?weekend(?P<after> last)?", _weekend, relative=True),
    rule("this-week", r"thisweek", _week(0), relative=True),
    rule("last-week", r"lastweek", _week(1), relative=True),
    rule("this-month", r"thismonth", _this_month, relative=True),
    rule("last-month", r"lastmonth", _last_month, relative=True),
    rule("this-year", r"thisyear", _whole_year(0), relative=True),
    rule("last-year", r"lastyear", _whole_year(1), relative=True),
)
