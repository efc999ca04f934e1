"""How often a perfect reader of the text alone could give the labelled day: `python -m benchmarks.isaf --ceiling`.

Nothing here chooses: for each release the set of all days that its words could stand for is made, and the labelled day
is looked for in it. A reader that always chose the right one would reach that share and no more.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from reconcile.domain.dates import DatePrecision
from reconcile.domain.documents import Document, DocumentFormat
from reconcile.drafting.datelines import dateline
from reconcile.drafting.issuer_tables import issuer_years
from reconcile.drafting.when import Calendar, calendar_of
from reconcile.grammar.date_finding import FoundDate, find_dates

ISSUER = "isaf"
_LONGEST = 3
"""Days of the longest phrase each day of which counts as told: the past two nights. A month told is no such phrase."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGIT = re.compile(r"\d")

Release = Mapping[str, Any]


_FULL, _NUMBERED, _YEARLESS, _MONTH, _NONE = _BEARS = (
    "a full date",
    "day and month, the year in its number",
    "day and month, no year",
    "month alone",
    "no date",
)


def ceiling(chosen: Sequence[Release]) -> Iterable[str]:
    """A table of how the releases tell their day, and in how many the labelled one is among those told."""
    counts: Counter[tuple[str, str]] = Counter()
    for release in chosen:
        bears, told, any_year, any_day = _of_release(release["text"])
        label = date.fromisoformat(release["label"]["start_date"])
        for row in (bears, "all"):
            counts[row, "releases"] += 1
            counts[row, "told"] += label in told
            counts[row, "any year"] += label in any_year
            counts[row, "any day of the month"] += label in any_day
    columns = ("releases", "told", "any year", "any day of the month")
    yield f"| the text bears | {' | '.join(columns)} |"
    yield f"| --- |{' --- |' * len(columns)}"
    for row in (*_BEARS, "all"):
        yield f"| {row} | {' | '.join(str(counts[row, column]) for column in columns)} |"
    shares = (f"{counts['all', column] / len(chosen):.3f}" for column in columns[1:])
    yield f"| share | | {' | '.join(shares)} |"


def _of_release(text: str) -> tuple[str, set[date], set[date], set[date]]:
    """What a text bears of its date; the days it tells; these of any year; of any day of its month besides."""
    document = Document(key="release", digest="0" * 64, text=text, format=DocumentFormat.TEXT)
    calendar = calendar_of(document, text, "AF", ISSUER)
    told = set(_told(text, calendar))
    since, until = issuer_years()[ISSUER]
    any_year = told.union(*(_in_year(text, year) for year in range(since, (until or since) + 1)))
    return _bears(text, calendar), told, any_year, any_year.union(_in_month(text, calendar))


def _bears(text: str, calendar: Calendar) -> str:
    if any(_is_full(text, found) for found in calendar.dates):
        return _FULL
    if calendar.dateline is not None:
        return _NUMBERED if calendar.year_told else _YEARLESS
    return _NONE if calendar.month is None else _MONTH


def _is_full(text: str, found: FoundDate) -> bool:
    """Day, month and year are written."""
    written = text[found.start : found.end]
    return found.reading.precision is DatePrecision.DAY and _YEAR.search(written) is not None


def _told(text: str, calendar: Calendar) -> Iterable[date]:
    """The days that the text determines: written in full, or counted from its own date written in full.

    A day and month that stand alone are of the latest year in which they do not lie behind that date.
    """
    for found in calendar.dates:
        if calendar.year_told or _YEAR.search(text, found.start, found.end):
            yield from _days(found)


def _in_year(text: str, year: int) -> Iterable[date]:
    """The same days were the text of that year; without a day of its own only what is written in figures."""
    line = dateline(text, date(year, 12, 31), day_first=False)
    for found in find_dates(text, date(year, 12, 31) if line is None else line.days[0]):
        if line is not None or _DIGIT.search(text, found.start, found.end):
            yield from _days(found)


def _in_month(text: str, calendar: Calendar) -> Iterable[date]:
    """The same days were the text of any day of the month that its number bears."""
    if calendar.month is not None:
        days = calendar.month[0]
        for passed in range((days.end - days.start).days + 1):
            for found in find_dates(text, days.start + timedelta(days=passed)):
                yield from _days(found)


def _days(found: FoundDate) -> Iterable[date]:
    for interval in found.reading.intervals:
        length = (interval.end - interval.start).days + 1
        if length <= _LONGEST:
            yield from (interval.start + timedelta(days=passed) for passed in range(length))
