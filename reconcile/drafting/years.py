"""The year of a text whose own date lacks it, told where only one year fits.

A year fits where its issuer existed, where the weekday that the text writes beside its date falls on it, and where
nothing that the text dates with a year lies ahead of it. `Friday 6 January` repeats after 5, 6 or 11 years only, which
is longer than many a mission lasts.
"""

import re
from datetime import date

from reconcile.drafting.datelines import dateline
from reconcile.drafting.issuer_tables import issuer_years
from reconcile.grammar.date_finding import FoundDate, find_dates
from reconcile.grammar.date_words import date_words

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)['’]?\s*$")
_BEFORE = 12
"""Characters in which a word such as `by` stands before a date."""


def fitting_year(text: str, issuer: str | None, retrieved: str | None, *, day_first: bool) -> int | None:
    """The only year that the date at the head of a text can be of; None where none or several fit.

    `issuer`: key of the source whose own text it is. `retrieved`: ISO day on which the text was there already.
    """
    span = None if issuer is None else issuer_years().get(issuer)
    if span is None:
        return None
    since, until = span
    read_by = None if retrieved is None else date.fromisoformat(retrieved[:10])
    if read_by is not None:
        until = min(until or read_by.year, read_by.year)
    if until is None:
        return None
    fitting = [year for year in range(since, until + 1) if _fits(text, year, read_by, day_first=day_first)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(text: str, year: int, read_by: date | None, *, day_first: bool) -> bool:
    line = dateline(text, date(year, 12, 31), day_first=day_first)
    if line is None or line.days[0].year != year or (read_by is not None and line.days[0] > read_by):
        return False
    dates = find_dates(text, line.days[0], day_first=day_first)
    return not any(_ahead(text, found, line.days[0]) for found in dates)


def _ahead(text: str, found: FoundDate, day: date) -> bool:
    """Whether a date that bears its year is later than the text would be; `by June 2014` may be."""
    if found.days[0] <= day or _YEAR.search(text, found.start, found.end) is None:
        return False
    before = _WORD_BEFORE.search(text[max(0, found.start - _BEFORE) : found.start])
    return before is None or date_words().meanings.get((before[1].lower(),)) not in (("beside",), ("to",))
