"""Dates of the lunar Hijri calendar, through the Umm al-Qura tables of `hijridate`.

Months begin by sighting, by tables, or by another country's tables: what is written may lie a day before or after the
day computed here (needs.md 2.1), so a day is read as three and a month is a day longer at both ends. A weekday written
beside it tells which of the three is meant. Solar Hijri dates (Afghanistan, Iran) are recognised and not read.
"""

from dataclasses import replace
from datetime import date
from itertools import count, takewhile

from hijridate import Gregorian, Hijri

from reconcile.domain.dates import DateInterval, DatePrecision
from reconcile.grammar.date_calendar import BETWEEN, DAY_NUMBER, DAY_NUMBER_2, HOW, TO
from reconcile.grammar.date_readings import (
    DAY,
    OTHER_CALENDAR,
    Found,
    Frame,
    Reading,
    days,
    one,
    part_of_month,
    rule,
    week_of_month,
)

SIGHTING_DAYS = 1
_FIRST_BARE_YEAR = 1410
"""Numeric years before it are solar, if anything: 1370 to 1409 are 1991 to 2030 of the solar, but 1950 to 1989 of the
lunar calendar, before the events that are compared here."""


def _uncertain(first: date, last: date) -> DateInterval:
    return DateInterval(first - SIGHTING_DAYS * DAY, last + SIGHTING_DAYS * DAY)


def _day_of(year: int, month: int, day: int) -> date:
    """A thirtieth counts even where the table gives the month 29 days. Raises ValueError or OverflowError."""
    if not 1 <= day <= 30:
        raise ValueError(f"no Hijri month has {day} days")
    return _gregorian(Hijri(year, month, 1)) + (day - 1) * DAY


def _gregorian(day: Hijri) -> date:
    return date.fromordinal(day.to_gregorian().toordinal())


def _month_of(year: int, month: int) -> DateInterval:
    first = Hijri(year, month, 1)
    start = _gregorian(first)
    return DateInterval(start, start + (first.month_length() - 1) * DAY)


def _year_at(anchor: date) -> int:
    return Gregorian(anchor.year, anchor.month, anchor.day).to_hijri().year


# Days


def _day(found: Found, frame: Frame) -> Reading:
    day = _stated_or_latest(int(found["d"]), int(found["m"]), found["y"], frame.last)
    if not found["how"]:
        return _days(day, day)
    return replace(_days(day - DAY, day + DAY), night=(1, 1))  # of the evening before, or till the morning after


def _days(first: date, last: date) -> Reading:
    whole = _uncertain(first, last)
    return days(whole.start, whole.end)


def _stated_or_latest(day: int, month: int, year: str | None, last: date) -> date:
    """Without a year: the latest such day not after `last`."""
    if year is not None:
        return _day_of(int(year), month, day)
    latest = _year_at(last) + 1
    return next(found for y in count(latest, -1) if (found := _day_of(y, month, day)) <= last)


def _span(found: Found, frame: Frame) -> Reading | None:
    end = _stated_or_latest(int(found["d2"]), int(found["m2"] or found["m"]), found["y"], frame.last)
    start = _stated_or_latest(int(found["d"]), int(found["m"] or found["m2"]), found["y1"], end)
    joined = found["and"] or found["slash"] or found["or"]
    if start > end or (joined and not found["between"] and end - start != DAY):
        return None
    return _days(start, end)


def _numeric(found: Found, _frame: Frame) -> Reading:
    """Always day, month, year, or the reverse: nobody writes a Hijri month first."""
    if int(found["y"]) < _FIRST_BARE_YEAR:
        return OTHER_CALENDAR
    day = _day_of(int(found["y"]), int(found["m"]), int(found["d"]))
    return _days(day, day)


# Months and years


def _month(found: Found, frame: Frame) -> Reading:
    whole = _month_meant(found, frame, last=bool(found["last"] or found["after"]))
    return one(_uncertain(whole.start, whole.end), DatePrecision.MONTH)


def _month_meant(found: Found, frame: Frame, *, last: bool = False) -> DateInterval:
    """Without a year: the latest such month that has begun; `last` leaves out the running one."""
    month = int(found["m"])
    if found["y"] is not None:
        return _month_of(int(found["y"]), month)
    known = (_month_of(year, month) for year in count(_year_at(frame.anchor) + 1, -1))
    return next(m for m in known if (m.end < frame.anchor if last else m.start <= frame.anchor))


def _part_of_month(found: Found, frame: Frame) -> Reading:
    part = part_of_month(_month_meant(found, frame), found["part"])
    return _days(part.start, part.end)


def _week_of_month(found: Found, frame: Frame) -> Reading | None:
    number = found["n"] or found["n2"]
    week = week_of_month(_month_meant(found, frame), None if number is None else int(number))
    return None if week is None else _days(week.start, week.end)


def _month_of_western_year(found: Found, _frame: Frame) -> Reading | None:
    """`Ramadan 2017`. In some years a month begins twice."""
    year = int(found["gy"])
    known = (_month_of(y, int(found["m"])) for y in count(_year_at(date(year, 1, 1))))
    meant = [m for m in takewhile(lambda m: m.start.year <= year, known) if m.start.year == year]
    if len(meant) != 1:
        return None
    return one(_uncertain(meant[0].start, meant[0].end), DatePrecision.MONTH)


def _whole_year(found: Found, _frame: Frame) -> Reading:
    year = int(found["y"])
    whole = _uncertain(_month_of(year, 1).start, _month_of(year, 12).end)
    return one(whole, DatePrecision.YEAR)


def _other_calendar(_found: Found, _frame: Frame) -> Reading:
    return OTHER_CALENDAR


_M, _M2 = r"h(?P<m>\d{1,2})", r"h(?P<m2>\d{1,2})"
_YEAR = r"1[345]\d{2}"
_Y, _Y1 = rf"(?: (?P<y>{_YEAR})(?: ah)?)?", rf"(?:(?P<y1>{_YEAR})(?: ah)? )?"
_NUMERIC_Y = rf"(?P<y>{_YEAR})"
_D, _D2 = DAY_NUMBER, DAY_NUMBER_2
_SEP = r"(?P<sep>[/.]|to)"

HIJRI_RULES = (
    rule("hijri-day", rf"{HOW}{_D} {_M}{_Y}", _day),
    rule("hijri-day", rf"{HOW}{_M} {_D}{_Y}", _day),
    rule("hijri-span", rf"{BETWEEN}{_D} (?:{_M} )?{_Y1}{TO} {_D2} {_M2}{_Y}", _span),
    rule("hijri-span", rf"{BETWEEN}{_M} {_D} {_Y1}{TO} (?:{_M2} )?{_D2}{_Y}", _span),
    rule("hijri-month", rf"(?P<last>last )?{_M}{_Y}(?P<after> last)?", _month),
    rule("hijri-part-of-month", rf"(?P<part>early|mid|late) {_M}{_Y}", _part_of_month),
    rule("hijri-week-of-month", rf"(?:ord(?P<n>[1-5]) week|week (?P<n2>[1-5])|last week|lastweek) {_M}{_Y}",
         _week_of_month),
    rule("hijri-month-of-year", rf"{_M} (?P<gy>20\d{{2}})", _month_of_western_year),
    rule("hijri-year", rf"{_NUMERIC_Y} ah", _whole_year),
    rule("hijri-numeric", rf"(?P<d>\d{{1,2}}) {_SEP} (?P<m>\d{{1,2}}) (?P=sep) {_NUMERIC_Y}(?: ah)?", _numeric),
    rule("hijri-numeric", rf"{_NUMERIC_Y} {_SEP} (?P<m>\d{{1,2}}) (?P=sep) (?P<d>\d{{1,2}})(?: ah)?", _numeric),
    rule("solar-hijri", r"(?:\d{1,2} )?s\d{1,2}(?: \d{1,2})?(?: \d{4})?|\d{4} s\d{1,2}(?: \d{1,2})?", _other_calendar),
)  # fmt: skip
