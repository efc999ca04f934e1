"""Rules that read the wording of a date against the day its text was published. Each has an id that is kept.

A wording that no rule reads in full is not read at all: nothing is guessed. Relative wordings need an anchor, the
local day of publication, and never reach beyond it.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reconcile.domain.dates import DateInterval, DatePrecision
from reconcile.normalise.date_words import folded, tokens, too_long

_DAY = timedelta(days=1)
_OLDEST, _LATEST = 1900, 2100
"""Years outside of which four digits are no year of an event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a wording means: intervals, or the code of the issue that says why there are none."""

    intervals: tuple[DateInterval, ...] = ()
    precision: DatePrecision = DatePrecision.UNKNOWN
    rule: str | None = None
    fault: str | None = None


UNREADABLE = Reading(fault="date-unreadable")
_UNANCHORED = Reading(fault="date-unanchored")

Found = re.Match[str]
Rule = Callable[[Found, date], Reading | None]


def read_date(text: str, anchor: date | None) -> Reading:
    """The days that `text` means for a text published on the local day `anchor` (None: nothing dates it)."""
    if too_long(text):
        return UNREADABLE
    try:
        return _read_iso(text.strip()) or _read_words(text, anchor)
    except (ValueError, OverflowError):  # the thirtieth of February, a day before year one
        return UNREADABLE


# ISO forms


_ISO_DAY = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d{1,9})?)?\s?(?:[Zz]|[+-]\d{2}:?\d{2})?)?"
)
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})")
_ISO_YEAR = re.compile(r"\d{4}")


def _read_iso(text: str) -> Reading | None:
    start, slash, end = text.partition("/")
    first = _iso_interval(start.strip())
    if first is None or not slash:
        return first
    last = _iso_interval(end.strip())
    if last is None:
        return None
    whole = DateInterval(first.intervals[0].start, last.intervals[0].end)
    return _one(whole, DatePrecision.DAY if whole.days == 1 else DatePrecision.RANGE, "iso-interval")


def _iso_interval(text: str) -> Reading | None:
    if day := _ISO_DAY.fullmatch(text):
        return _on(date(int(day[1]), int(day[2]), int(day[3])), "iso-day")
    if month := _ISO_MONTH.fullmatch(text):
        return _one(_month(int(month[1]), int(month[2])), DatePrecision.MONTH, "iso-month")
    if _ISO_YEAR.fullmatch(text) and _OLDEST <= int(text) <= _LATEST:
        return _one(_year(int(text)), DatePrecision.YEAR, "iso-year")
    return None


def _on(day: date, rule: str) -> Reading:
    return _one(DateInterval(day, day), DatePrecision.DAY, rule)


def _one(interval: DateInterval, precision: DatePrecision, rule: str) -> Reading:
    return Reading(intervals=(interval,), precision=precision, rule=rule)


def _month(year: int, month: int) -> DateInterval:
    return DateInterval(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _year(year: int) -> DateInterval:
    return DateInterval(date(year, 1, 1), date(year, 12, 31))


# Words


def _read_words(text: str, anchor: date | None) -> Reading:
    meant = tokens(re.sub(r"[(),;\[\]]", " ", folded(text)))
    weekdays = [int(token[1]) for token in meant if _WEEKDAY.fullmatch(token)]
    rest = " ".join(token for token in meant if not _WEEKDAY.fullmatch(token)).replace("-", "to")
    for rule in _WEEKDAY_RULES if weekdays else ():
        if (rule.weekdays, rest) == (len(weekdays), rule.wording):
            return _UNANCHORED if anchor is None else rule.read(weekdays, anchor)
    for name, pattern, read, relative in _DATE_RULES:
        if (found := pattern.fullmatch(rest)) is not None:
            return _with_anchor(name, found, read, anchor, relative=relative or _lacks_year(found), weekdays=weekdays)
    return UNREADABLE


def _with_anchor(
    name: str, found: Found, read: Rule, anchor: date | None, *, relative: bool, weekdays: list[int]
) -> Reading:
    if relative and anchor is None:
        return _UNANCHORED
    reading = read(found, anchor or date.max)
    if reading is None:
        return UNREADABLE
    return _against_weekdays(replace(reading, rule=reading.rule or name), weekdays)


def _lacks_year(found: Found) -> bool:
    return "y" in found.re.groupindex and found["y"] is None


_WEEKDAY = re.compile(r"w[0-6]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _WeekdayRule:
    """A wording of weekdays alone: how many, and what else stands there."""

    weekdays: int
    wording: str
    read: Callable[[list[int], date], Reading]


def _latest(weekday: int, day: date) -> date:
    """The latest such weekday not after `day`."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def _weekday(named: list[int], anchor: date) -> Reading:
    return _on(_latest(named[0], anchor), "weekday-before-publication")


def _last_weekday(named: list[int], anchor: date) -> Reading:
    return _on(_latest(named[0], anchor - _DAY), "last-weekday")


def _weekday_night(named: list[int], anchor: date) -> Reading:
    """The night of Tuesday begins on Tuesday and may end on Wednesday, yet not after publication."""
    day = _latest(named[0], anchor)
    return _range(day, min(day + _DAY, anchor), "weekday-night")


def _weekday_span(named: list[int], anchor: date) -> Reading:
    last = _latest(named[1], anchor)
    return _range(_latest(named[0], last), last, "weekday-span")


def _two_weekdays(named: list[int], anchor: date) -> Reading:
    days = sorted({_latest(weekday, anchor) for weekday in named})
    both = tuple(DateInterval(day, day) for day in days)
    return Reading(intervals=both, precision=DatePrecision.AMBIGUOUS, rule="weekday-choice")


def _range(first: date, last: date, rule: str) -> Reading:
    return _one(DateInterval(first, last), DatePrecision.DAY if first == last else DatePrecision.RANGE, rule)


_WEEKDAY_RULES = (
    _WeekdayRule(weekdays=1, wording="", read=_weekday),
    _WeekdayRule(weekdays=1, wording="last", read=_last_weekday),
    _WeekdayRule(weekdays=1, wording="night", read=_weekday_night),
    _WeekdayRule(weekdays=1, wording="last night", read=_weekday_night),
    _WeekdayRule(weekdays=1, wording="lastnight", read=_weekday_night),
    _WeekdayRule(weekdays=2, wording="night to", read=_weekday_span),
    _WeekdayRule(weekdays=2, wording="night and", read=_weekday_span),
    _WeekdayRule(weekdays=2, wording="to", read=_weekday_span),
    _WeekdayRule(weekdays=2, wording="or", read=_two_weekdays),
)


def _against_weekdays(reading: Reading, weekdays: list[int]) -> Reading:
    """Weekdays written beside a date decide between readings, or contradict the date."""
    if not weekdays:
        return reading
    if len(reading.intervals) > 1:
        fitting = tuple(i for i in reading.intervals if i.start.weekday() in weekdays)
        if len(fitting) != 1:
            return reading
        return replace(reading, intervals=fitting, precision=DatePrecision.DAY, fault=None)
    (interval,) = reading.intervals
    if interval.days > 2 or {interval.start.weekday(), interval.end.weekday()} >= set(weekdays):
        return reading
    return _conflicting(interval, weekdays)


def _conflicting(interval: DateInterval, weekdays: list[int]) -> Reading:
    """A weekday one day off its date: either may be meant. Further off, nothing is sure."""
    conflict = "date-weekday-conflict"
    if len(weekdays) > 1 or interval.days > 1:
        return Reading(fault=conflict)
    day = interval.start
    for first, last in ((day - _DAY, day), (day, day + _DAY)):
        if weekdays[0] in (first.weekday(), last.weekday()):
            return Reading(
                intervals=(DateInterval(first, last),),
                precision=DatePrecision.AMBIGUOUS,
                rule="weekday-conflict",
                fault=conflict,
            )
    return Reading(fault=conflict)


# Relative wordings


def _days_ago(found: Found, anchor: date) -> Reading:
    return _on(anchor - timedelta(days=int(found["n"])), "days-ago")


def _offset(days: int) -> Rule:
    def read(_found: Found, anchor: date) -> Reading:
        return _one(DateInterval(anchor - days * _DAY, anchor - days * _DAY), DatePrecision.DAY, "")

    return read


def _last_night(_found: Found, anchor: date) -> Reading:
    return _range(anchor - _DAY, anchor, "last-night")


def _week(weeks_before: int) -> Rule:
    """Weeks run from Monday to Sunday (ISO 8601)."""

    def read(_found: Found, anchor: date) -> Reading:
        monday = anchor - timedelta(days=anchor.weekday() + 7 * weeks_before)
        return _one(DateInterval(monday, monday + timedelta(days=6)), DatePrecision.WEEK, "")

    return read


def _this_month(_found: Found, anchor: date) -> Reading:
    return _one(_month(anchor.year, anchor.month), DatePrecision.MONTH, "")


def _last_month(_found: Found, anchor: date) -> Reading:
    before = anchor.replace(day=1) - _DAY
    return _one(_month(before.year, before.month), DatePrecision.MONTH, "")


def _whole_year(years_before: int) -> Rule:
    def read(_found: Found, anchor: date) -> Reading:
        return _one(_year(anchor.year - years_before), DatePrecision.YEAR, "")

    return read


# Calendar wordings


def _calendar_day(found: Found, anchor: date) -> Reading | None:
    day = _day_of(found["d"], found["m"], found["y"], anchor)
    if day is None:
        return None
    return _range(day, day + _DAY, "") if found["night"] else _on(day, "")


def _day_of(day: str, month: str, year: str | None, anchor: date) -> date | None:
    """Without a year: the latest such day not after the day after `anchor`."""
    if year is not None:
        return date(int(year), int(month), int(day)) if _OLDEST <= int(year) <= _LATEST else None
    for candidate in range(anchor.year + 1, anchor.year - 8, -1):
        if int(day) <= monthrange(candidate, int(month))[1]:
            found = date(candidate, int(month), int(day))
            if found <= anchor + _DAY:
                return found
    return None


def _calendar_span(found: Found, anchor: date) -> Reading | None:
    end = _day_of(found["d2"], found["m2"] or found["m"], found["y"], anchor)
    if end is None:
        return None
    start = _day_of(found["d"], found["m"] or found["m2"], None, end)
    if start is None or (found["and"] and (end - start).days != 1):
        return None
    return _range(start, end, "")


def _calendar_month(found: Found, anchor: date) -> Reading | None:
    month = int(found["m"])
    if found["y"] is not None:
        year = int(found["y"])
        return _one(_month(year, month), DatePrecision.MONTH, "") if _OLDEST <= year <= _LATEST else None
    latest = anchor - _DAY * anchor.day if found["last"] else anchor
    year = latest.year if month <= latest.month else latest.year - 1
    return _one(_month(year, month), DatePrecision.MONTH, "")


def _calendar_year(found: Found, _anchor: date) -> Reading | None:
    year = int(found["y"])
    return _one(_year(year), DatePrecision.YEAR, "") if _OLDEST <= year <= _LATEST else None


def _year_first(found: Found, _anchor: date) -> Reading:
    return _on(date(int(found["y"]), int(found["b"]), int(found["a"])), "")


def _numeric(found: Found, anchor: date) -> Reading | None:
    """Two numbers and a year: both orders are possible unless one is no date or lies after publication."""
    a, b, year = int(found["a"]), int(found["b"]), int(found["y"])
    if not _OLDEST <= year <= _LATEST:
        return None
    possible = {date(year, m, d) for d, m in ((a, b), (b, a)) if m <= 12 and d <= monthrange(year, m)[1] and d and m}
    days = sorted(possible)
    past = [day for day in days if anchor == date.max or day <= anchor + _DAY] or days
    if len(past) < 2:
        return _on(past[0], "") if past else None
    return Reading(
        intervals=tuple(DateInterval(day, day) for day in past),
        precision=DatePrecision.AMBIGUOUS,
        fault="date-order-unknown",
    )


_D, _M, _Y = r"(?P<d>\d{1,2})", r"m(?P<m>\d{1,2})", r"(?P<y>\d{4})"
_D2, _M2 = r"(?P<d2>\d{1,2})", r"m(?P<m2>\d{1,2})"
_TO = r"(?:to|(?P<and>and))"
_NIGHT = r"(?P<night>night )?"


def _rule(name: str, pattern: str, read: Rule, *, relative: bool = False) -> tuple[str, re.Pattern[str], Rule, bool]:
    return name, re.compile(pattern), read, relative


_DATE_RULES = (
    _rule("today", "today", _offset(0), relative=True),
    _rule("yesterday", "yesterday", _offset(1), relative=True),
    _rule("day-before-yesterday", "daybefore", _offset(2), relative=True),
    _rule("days-ago", r"(?:since )?(?P<n>\d{1,3}) day(?: ago)?", _days_ago, relative=True),
    _rule("last-night", "lastnight", _last_night, relative=True),
    _rule("this-week", "thisweek", _week(0), relative=True),
    _rule("last-week", "lastweek", _week(1), relative=True),
    _rule("this-month", "thismonth", _this_month, relative=True),
    _rule("last-month", "lastmonth", _last_month, relative=True),
    _rule("this-year", "thisyear", _whole_year(0), relative=True),
    _rule("last-year", "lastyear", _whole_year(1), relative=True),
    _rule("day-month-year", rf"{_NIGHT}{_D} {_M}(?: {_Y})?", _calendar_day),
    _rule("month-day-year", rf"{_NIGHT}{_M} {_D}(?: {_Y})?", _calendar_day),
    _rule("day-span", rf"(?:night )?{_D} (?:{_M} )?{_TO} {_D2} {_M2}(?: {_Y})?", _calendar_span),
    _rule("month-day-span", rf"(?:night )?{_M} {_D} {_TO} (?:{_M2} )?{_D2}(?: {_Y})?", _calendar_span),
    _rule("month", rf"(?P<last>last )?{_M}(?: {_Y})?", _calendar_month),
    _rule("year", _Y, _calendar_year),
    _rule("year-first", rf"{_Y} (?P<sep>[/.]) (?P<b>\d{{1,2}}) (?P=sep) (?P<a>\d{{1,2}})", _year_first),
    _rule("numeric", rf"(?P<a>\d{{1,2}}) (?P<sep>[/.]|to) (?P<b>\d{{1,2}}) (?P=sep) {_Y}", _numeric),
)
"""Name, pattern over the tokens left without weekdays, reader, whether it needs an anchor even with a year."""
