"""Reads the wording of a date against the day its text was published. Every rule has an id that is kept.

A wording that no rule reads in full is not read at all: nothing is guessed. Relative wordings need an anchor, the
local day of publication.
"""

import re
from dataclasses import replace
from datetime import date

from reconcile.domain.dates import DateInterval, DatePrecision
from reconcile.grammar.date_calendar import CALENDAR_RULES
from reconcile.grammar.date_hijri import HIJRI_RULES
from reconcile.grammar.date_readings import (
    LATEST,
    OLDEST,
    UNANCHORED,
    UNREADABLE,
    Found,
    Frame,
    Reading,
    Rule,
    against_weekdays,
    agreed,
    days,
    month_days,
    on,
    one,
    year_days,
)
from reconcile.grammar.date_relative import RELATIVE_RULES, WEEKDAY_RULES
from reconcile.grammar.date_words import PARTING, folded, puts_day_first, tokens, too_long

_MOST_PARTS = 4


def read_date(text: str, anchor: date | None, *, day_first: bool = False) -> Reading:
    """The days that `text` means for a text published on the local day `anchor` (None: nothing dates it).

    `day_first`: the text is in a language that never puts the month first.
    """
    if too_long(text):
        return UNREADABLE
    try:
        return _read_iso(text.strip()) or _read_words(text, anchor, day_first=day_first)
    except (ValueError, OverflowError):  # the thirtieth of February, a day before year one, a year without Hijri table
        return UNREADABLE


def read_tokens(part: list[str], anchor: date | None) -> DateInterval | None:
    """The days that tokens of one clause mean; None where they are not read in full."""
    try:
        intervals = _read_part(part, Frame(anchor=anchor or date.max)).intervals
    except (ValueError, OverflowError):
        return None
    return DateInterval(min(i.start for i in intervals), max(i.end for i in intervals)) if intervals else None


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
    return days(first.intervals[0].start, last.intervals[0].end, "iso-interval")


def _iso_interval(text: str) -> Reading | None:
    if day := _ISO_DAY.fullmatch(text):
        return on(date(int(day[1]), int(day[2]), int(day[3])), "iso-day") if int(day[1]) >= OLDEST else None
    if month := _ISO_MONTH.fullmatch(text):
        year = int(month[1])
        return one(month_days(year, int(month[2])), DatePrecision.MONTH, "iso-month") if year >= OLDEST else None
    if _ISO_YEAR.fullmatch(text) and OLDEST <= int(text) <= LATEST:
        return one(year_days(int(text)), DatePrecision.YEAR, "iso-year")
    return None


# Words


def _read_words(text: str, anchor: date | None, *, day_first: bool) -> Reading:
    meant = tokens(folded(text))
    frame = Frame(anchor=anchor or date.max, day_first=day_first or puts_day_first(text))
    whole = [token for token in meant if token not in PARTING]
    reading = _read_part(whole, frame)
    if reading != UNREADABLE:
        return reading
    parts = _parts(meant)
    return _read_parts(parts, frame) if parts != [whole] and len(parts) <= _MOST_PARTS else UNREADABLE


def _read_parts(parts: list[list[str]], frame: Frame) -> Reading:
    """Several wordings of one date, as brackets, commas and strokes part them: all must be read."""
    readings = [_read_part(part, frame) for part in parts]
    if not readings or UNREADABLE in readings:
        return UNREADABLE
    unread = next((reading for reading in readings if not reading.intervals), None)
    return agreed(readings) if unread is None else unread


def _parts(meant: list[str]) -> list[list[str]]:
    """The parts of a wording that say something of its date; a remark in brackets need not."""
    parts: list[list[str]] = [[]]
    bracketed = [False]
    for position, sign in enumerate(meant):
        if sign in PARTING or (sign == "/" and not _between_numbers(meant, position)):
            parts.append([])
            bracketed.append(sign == "(")
        else:
            parts[-1].append(sign)
    return [
        part
        for part, in_brackets in zip(parts, bracketed, strict=True)
        if _without_events(part) and not (in_brackets and all(_REMARK.match(token) for token in part))
    ]


def _between_numbers(meant: list[str], position: int) -> bool:
    beside = meant[max(0, position - 1) : position + 2]
    return len(beside) == 3 and beside[0].isdigit() and beside[2].isdigit()


_REMARK = re.compile(r"\?|event$|ord|day$")
"""Tokens of a remark that leaves a date as it is: `Tuesday (second attack)`, `Sunday (Sallah day)`."""


def _without_events(part: list[str]) -> list[str]:
    """Without the words for what happened, unless they are counted."""
    return [sign for position, sign in enumerate(part) if sign != "event" or _counted(part[:position])]


def _counted(before: list[str]) -> bool:
    """Whether a number stands there that is no year and no day of a month."""
    if not before or not before[-1].isdigit() or len(before[-1]) > 3:
        return False
    return len(before) < 2 or not _MONTH.fullmatch(before[-2])


# One wording


_WEEKDAY, _MONTH = re.compile(r"w[0-6]"), re.compile(r"[mhs]\d+")
_LOOSE = frozenset({"early", "mid", "late", "about"})
"""Of a month they are a part of it, before a day a day more or less; elsewhere they speak of the hour."""


def _read_part(part: list[str], frame: Frame) -> Reading:
    kept = _without_events(part)
    weekdays = [int(token[1]) for token in kept if _WEEKDAY.fullmatch(token)]
    rest = [token for token in kept if not _WEEKDAY.fullmatch(token)]
    reading = _read_tokens(rest, weekdays, frame)
    if reading != UNREADABLE or _LOOSE.isdisjoint(rest):
        return reading
    return _read_tokens([token for token in rest if token not in _LOOSE], weekdays, frame)


_ORDINAL_DAY = re.compile(r"\bord(\d+)(?= [mh]\d)|(?<=\b[mh]\d )ord(\d+)|(?<=\b[mh]\d\d )ord(\d+)|(?<=\bweek )ord(\d+)")
_TWO_NAMES = re.compile(r"\b(m\d+) / \1\b")
"""Arabic texts name a month twice: نيسان/أبريل."""
_LAST_BEFORE_DAY = re.compile(r"^last (?=\d|m\d+ \d)|(?<=\d) last$")


def _read_tokens(rest: list[str], weekdays: list[int], frame: Frame) -> Reading:
    written = _ORDINAL_DAY.sub(lambda found: next(filter(None, found.groups())), " ".join(rest).replace("-", "to"))
    written = _TWO_NAMES.sub(r"\1", written)
    if weekdays:
        written = _LAST_BEFORE_DAY.sub("", written)
    for alone in WEEKDAY_RULES if weekdays else ():
        if alone.weekdays == len(weekdays) and alone.wording.fullmatch(written):
            if frame.anchor == date.max:
                return UNANCHORED
            return alone.read(weekdays, frame.anchor) or UNREADABLE
    for known in _RULES:
        if known.weekdays <= len(weekdays) and (found := known.pattern.fullmatch(written)) is not None:
            reading = _checked(known, found, frame, weekdays)
            if reading is not None:
                return reading
    return UNREADABLE


_RULES = (*RELATIVE_RULES, *CALENDAR_RULES, *HIJRI_RULES)


def _checked(known: Rule, found: Found, frame: Frame, weekdays: list[int]) -> Reading | None:
    if (known.relative or _lacks_year(found)) and frame.anchor == date.max:
        return UNANCHORED
    reading = known.read(found, frame)
    if reading is None:
        return None
    named = replace(reading, rule=reading.rule or known.name) if reading.intervals else reading
    return against_weekdays(named, weekdays)


def _lacks_year(found: Found) -> bool:
    return "y" in found.re.groupindex and found["y"] is None
