"""When an event is said to have happened: what a coder resolved, else what the wording says, else what publication
allows."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from reconcile.domain.dates import DateInterval, DatePrecision, EventDate
from reconcile.domain.issues import Issue
from reconcile.domain.written_records import Written
from reconcile.grammar.date_rules import read_date
from reconcile.grammar.local_days import is_timed, local_day
from reconcile.normalise.date_bounds import DateBounds, allowed_days
from reconcile.normalise.faults import fault
from reconcile.normalise.weekday_hints import weekday_hint

_DAY = timedelta(days=1)


def event_date(record: Written, bounds: DateBounds) -> tuple[EventDate, tuple[Issue, ...]]:
    """The date a record states, and what is wrong with it."""
    published, faulty = _day(record.published, record.country)
    reported, _ = _day(record.reported, record.country)
    anchor = published or reported
    stated, issues = _stated(record, anchor)
    if faulty:
        issues += (fault("publication-unreadable", "published", record.published, record.id),)
    if not stated.stated:
        return replace(stated, bounds=allowed_days(record, published, reported, bounds)), issues
    if anchor is not None and all(interval.start - anchor > _DAY for interval in stated.intervals):
        issues += (fault("date-after-publication", "event_date", stated.text, record.id),)
    return stated, issues


def _day(written: str | None, country: str | None) -> tuple[date | None, bool]:
    """The local day written, and whether it could not be read."""
    if written is None:
        return None, False
    try:
        return local_day(written, country), False
    except ValueError:
        return None, True


def _stated(record: Written, anchor: date | None) -> tuple[EventDate, tuple[Issue, ...]]:
    start = record.event_date_start or record.event_date_end
    if start is not None:
        return _resolved(record, start)
    if record.date_precision is DatePrecision.UNKNOWN or record.event_date is None:
        return _undated(record.date_text or record.event_date), ()
    return _worded(record, record.event_date, anchor)


def _undated(text: str | None) -> EventDate:
    return EventDate(text=text, weekday=None if text is None else weekday_hint(text))


# Already resolved


def _resolved(record: Written, start: date) -> tuple[EventDate, tuple[Issue, ...]]:
    """A coder's dates stand as they are; the wording is kept beside them."""
    text = record.date_text or record.event_date
    last = record.event_date_end or _end_by_precision(start, record.date_precision)
    if last < start:
        return _undated(text), (fault("date-reversed", "event_date_end", last.isoformat(), record.id),)
    interval = DateInterval(start, last)
    precision = record.date_precision
    if precision is None or precision is DatePrecision.UNKNOWN:
        precision = DatePrecision.DAY if interval.days == 1 else DatePrecision.RANGE
    return EventDate(intervals=(interval,), precision=precision, text=text), ()


def _end_by_precision(start: date, precision: DatePrecision | None) -> date:
    """The last day where only the first is given: a month's start with precision `month` means that month."""
    if precision is DatePrecision.WEEK:
        return min(start, date.max - 6 * _DAY) + 6 * _DAY
    if precision is DatePrecision.MONTH:
        return start.replace(day=monthrange(start.year, start.month)[1])
    if precision is DatePrecision.YEAR:
        return start.replace(month=12, day=31)
    return start


# Worded


def _worded(record: Written, written: str, anchor: date | None) -> tuple[EventDate, tuple[Issue, ...]]:
    day = _day(written, record.country)[0] if is_timed(written) else None
    reading = read_date(written if day is None else day.isoformat(), anchor, day_first=_day_first(record.language))
    issues = () if reading.fault is None else (fault(reading.fault, "event_date", written, record.id),)
    if not reading.intervals:
        return _undated(written), issues
    return EventDate(intervals=reading.intervals, precision=reading.precision, text=written, rule=reading.rule), issues


_DAY_FIRST = frozenset({"ar", "fr"})
"""Languages of which every country writes the day before the month. English texts come from both kinds of country, and
an unknown language pins nothing."""


def _day_first(language: str | None) -> bool:
    """By the primary subtag (`fr-FR` is French)."""
    return language is not None and language.strip().lower().replace("_", "-").split("-")[0] in _DAY_FIRST
