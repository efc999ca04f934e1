"""Days, spans, months and years of the Gregorian calendar, in words and in numbers."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from reconcile.domain.dates import DateInterval, DatePrecision
from reconcile.grammar.date_readings import (
    DAY,
    LATEST,
    OLDEST,
    Found,
    Frame,
    Reading,
    days,
    either,
    month_days,
    on,
    one,
    part_of_month,
    rule,
    week_of_month,
    year_days,
)


def _year(written: str) -> int | None:
    """Two digits are of this century. None where it is no year of an event."""
    year = int(written) + (2000 if len(written) == 2 else 0)
    return year if OLDEST <= year <= LATEST else None


# Days


def _day(found: Found, frame: Frame) -> Reading | None:
    day = _day_of(found["d"], found["m"], found["y"], frame)
    return None if day is None else _around(day, found)


def _around(day: date, found: Found) -> Reading:
    """The day, or what `night` (until the next), `lailat` (the night before or after) or `about` make of it."""
    how = (found["how"] or "").strip()
    if how in ("night", "overnight", "lastnight"):
        return replace(days(day, day + DAY), night=(0, 1))
    if how == "lailat":
        return replace(days(day - DAY, day + DAY), night=(1, 1))
    return days(day - DAY, day + DAY) if how else on(day)


def _day_of(day: str, month: str, year: str | None, frame: Frame) -> date | None:
    """Without a year: the latest such day not after the day after publication."""
    if year is not None:
        known = _year(year)
        return None if known is None else date(known, int(month), int(day))
    for candidate in range(frame.anchor.year + 1, frame.anchor.year - 8, -1):
        if OLDEST <= candidate <= LATEST and int(day) <= monthrange(candidate, int(month))[1]:
            found = date(candidate, int(month), int(day))
            if found <= frame.last:
                return found
    return None


def _day_of_month(found: Found, frame: Frame) -> Reading | None:
    """`Tuesday 18`: the latest eighteenth."""
    day = _latest_day(int(found["d"]), frame.last)
    return None if day is None else _around(day, found)


def _night_of_month(found: Found, frame: Frame) -> Reading | None:
    """`the night of the 16th to the 17th`."""
    end = _latest_day(int(found["d2"]), frame.last)
    if end is None or (end - DAY).day != int(found["d"]):
        return None
    return days(end - DAY, end)


def _latest_day(day: int, last: date) -> date | None:
    if not 1 <= day <= 31:
        return None
    month = last
    while month.day != day or month > last:
        month -= DAY
    return month


def _night_to_day(found: Found, frame: Frame) -> Reading | None:
    """`the night of Monday to Tuesday 24 October`: the date is that of the second weekday."""
    day = _day_of(found["d"], found["m"], found["y"], frame)
    return None if day is None else days(day - DAY, day)


def _span(found: Found, frame: Frame) -> Reading | None:
    end = _day_of(found["d2"], found["m2"] or found["m"], found["y"], frame)
    if end is None:
        return None
    start = _day_of(found["d"], found["m"] or found["m2"], found["y1"], Frame(anchor=end - DAY))
    return None if start is None else _spanned(start, end, found)


def _spanned(start: date, end: date, found: Found) -> Reading | None:
    """From `start` to `end`. Two days joined by `and` or `/` are neighbours, or no span."""
    if found["or"]:
        return either([start, end], "day-choice")
    joined = found["and"] or found["slash"]
    if start > end or (joined and not found["between"] and end - start != DAY):
        return None
    return days(start, end)


def _list(found: Found, frame: Frame) -> Reading | None:
    """`16, 17 and 18 April`: days in a row."""
    listed = [int(day) for day in found["list"].replace("and", " ").split()]
    if any(b - a != 1 for a, b in pairwise(listed)):
        return None
    end = _day_of(str(listed[-1]), found["m"], found["y"], frame)
    return None if end is None else days(end - timedelta(days=len(listed) - 1), end)


# Months and years


def _month(found: Found, frame: Frame) -> Reading | None:
    whole = _month_of(found["m"], found["y"], frame, last=bool(found["last"] or found["after"]))
    return None if whole is None else one(whole, DatePrecision.MONTH)


def _month_of(month: str, year: str | None, frame: Frame, *, last: bool = False) -> DateInterval | None:
    """Without a year: the latest such month that has begun; `last` leaves out the running one."""
    if year is not None:
        known = _year(year)
        return None if known is None else month_days(known, int(month))
    latest = frame.anchor - DAY * frame.anchor.day if last else frame.anchor
    return month_days(latest.year if int(month) <= latest.month else latest.year - 1, int(month))


def _part_of_month(found: Found, frame: Frame) -> Reading | None:
    whole = _month_of(found["m"], found["y"], frame)
    if whole is None:
        return None
    part = part_of_month(whole, found["part"])
    return days(part.start, part.end)


def _half_of_month(found: Found, frame: Frame) -> Reading | None:
    whole = _month_of(found["m"], found["y"], frame)
    if whole is None:
        return None
    middle = whole.start + 14 * DAY
    return days(whole.start, middle) if "1" in (found["n"], found["n2"]) else days(middle + DAY, whole.end)


def _week_of_month(found: Found, frame: Frame) -> Reading | None:
    whole = _month_of(found["m"], found["y"], frame)
    number = found["n"] or found["n2"]
    week = None if whole is None else week_of_month(whole, None if number is None else int(number))
    return None if week is None else one(week, DatePrecision.WEEK)


def _month_span(found: Found, frame: Frame) -> Reading | None:
    last = _month_of(found["m2"], found["y"], frame)
    if last is None:
        return None
    first = _month_of(found["m"], found["y1"], Frame(anchor=last.start))
    return None if first is None or first.start > last.start else days(first.start, last.end)


def _whole_year(found: Found, _frame: Frame) -> Reading | None:
    year = _year(found["y"])
    return None if year is None else one(year_days(year), DatePrecision.YEAR)


def _year_span(found: Found, _frame: Frame) -> Reading | None:
    first, last = _year(found["y"]), _year(found["y2"])
    return None if first is None or last is None else days(date(first, 1, 1), date(last, 12, 31))


# Numbers alone


def _year_first(found: Found, _frame: Frame) -> Reading | None:
    year = _year(found["y"])
    return None if year is None else on(date(year, int(found["b"]), int(found["a"])))


def _numeric(found: Found, frame: Frame) -> Reading | None:
    """Two numbers and a year: both orders are possible unless the language puts the day first, or one of them is no
    date or lies after publication."""
    year = _year(found["y"])
    if year is None:
        return None
    day_first = _possible(year, int(found["b"]), int(found["a"]))
    possible = [day for day in (day_first, _possible(year, int(found["a"]), int(found["b"]))) if day is not None]
    past = [day for day in possible if day <= frame.last] or possible
    if frame.day_first and day_first is not None and day_first in past:
        return on(day_first, "numeric-day-first")
    return either(past, fault="date-order-unknown") if past else None


def _possible(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def _numeric_month(found: Found, _frame: Frame) -> Reading | None:
    year = _year(found["y"])
    return None if year is None else one(month_days(year, int(found["m"])), DatePrecision.MONTH)


HOW = r"(?:on )?(?P<how>(?:night|lailat|overnight|lastnight|about) )?"
TO = r"(?:to|(?P<and>and)|(?P<slash>/)|(?P<or>or))"
BETWEEN = r"(?:night |lailat |overnight |lastnight )?(?P<between>between )?"
DAY_NUMBER, DAY_NUMBER_2 = r"(?P<d>\d{1,2})", r"(?P<d2>\d{1,2})"
LIST = r"(?P<list>\d{1,2}(?: (?:and )?\d{1,2})+)"
_M, _M2 = r"m(?P<m>\d{1,2})", r"m(?P<m2>\d{1,2})"
_Y, _Y1 = r"(?: (?P<y>\d{4}))?", r"(?:(?P<y1>\d{4}) )?"
_D, _D2 = DAY_NUMBER, DAY_NUMBER_2
_SEP = r"(?P<sep>[/.]|to)"

CALENDAR_RULES = (
    rule("day-month-year", rf"{HOW}{_D} {_M}(?: (?P<y>\d{{4}}|\d{{2}}))?", _day),
    rule("month-day-year", rf"{HOW}{_M} {_D}{_Y}", _day),
    rule("month", rf"(?P<last>last )?{_M}{_Y}(?P<after> last)?", _month),
    rule("day-span", rf"{BETWEEN}{_D} (?:{_M} )?{_Y1}{TO} {_D2} {_M2}{_Y}", _span),
    rule("month-day-span", rf"{BETWEEN}{_M} {_D} {_Y1}{TO} (?:{_M2} )?{_D2}{_Y}", _span),
    rule("day-list", rf"{LIST} {_M}{_Y}", _list),
    rule("month-day-list", rf"{_M} {LIST}{_Y}", _list),
    rule("night-to-day", rf"(?:night |lailat )?(?:to|and) {_D} {_M}{_Y}", _night_to_day, weekdays=2),
    rule("night-to-month-day", rf"(?:night |lailat )?(?:to|and) {_M} {_D}{_Y}", _night_to_day, weekdays=2),
    rule("day-of-month", rf"{HOW}{_D}", _day_of_month, relative=True, weekdays=1),
    rule("night-of-month", rf"night {_D} (?:to|and|/) {_D2}", _night_of_month, relative=True),
    rule("part-of-month", rf"(?P<part>early|mid|late) {_M}{_Y}", _part_of_month),
    rule("half-of-month", rf"(?:ord(?P<n>[12]) half|half (?P<n2>[12])) {_M}{_Y}", _half_of_month),
    rule("week-of-month", rf"(?:ord(?P<n>[1-5]) week|week (?P<n2>[1-5])|last week|lastweek) {_M}{_Y}", _week_of_month),
    rule("month-span", rf"(?:between )?{_M} {_Y1}(?:(?:to|and|/) )?{_M2}{_Y}", _month_span),
    rule("year", r"(?P<y>\d{4})", _whole_year),
    rule("year-span", r"(?:between )?(?P<y>\d{4}) (?:to|and) (?P<y2>\d{4})", _year_span),
    rule("year-first", rf"(?P<y>\d{{4}}) {_SEP} (?P<b>\d{{1,2}}) (?P=sep) (?P<a>\d{{1,2}})", _year_first),
    rule("numeric", rf"(?P<a>\d{{1,2}}) {_SEP} (?P<b>\d{{1,2}}) (?P=sep) (?P<y>\d{{4}}|\d{{2}})", _numeric),
    rule("numeric-month", r"(?P<m>\d{1,2}) [/.] (?P<y>\d{4})", _numeric_month),
)  # fmt: skip
