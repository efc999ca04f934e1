"""The date facet (contract: *Date*)."""

from datetime import date

from reconcile.domain.dates import LONGEST_EXACT_DAYS, EventDate
from reconcile.domain.outcomes import Facet, FacetFinding, FacetResult
from reconcile.domain.phrases import count
from reconcile.domain.records import DatePrecision
from reconcile.verdict.hearing import Heard
from reconcile.verdict.wording import unsaid


def compare_dates(claim: Heard, statement: Heard) -> FacetFinding:
    """Agrees when the stated intervals overlap and neither is longer than 8 days; longer ones are coarser."""
    return FacetFinding(
        facet=Facet.DATE,
        result=_result(claim.account.values.date, statement.account.values.date),
        claim_says=claim.date,
        statement_says=statement.date,
        sentence=_sentence(claim, statement),
    )


def _result(one: EventDate, other: EventDate) -> FacetResult:
    if not (one.stated and other.stated):
        return FacetResult.NOT_STATED
    overlapping = [(a, b) for a in one.intervals for b in other.intervals if a.overlaps(b)]
    if not overlapping:
        return FacetResult.DIFFERS
    exact = any(max(a.days, b.days) <= LONGEST_EXACT_DAYS for a, b in overlapping)
    certain = DatePrecision.AMBIGUOUS not in (one.precision, other.precision)
    return FacetResult.AGREES if exact and certain else FacetResult.COARSER


def days_apart(one: EventDate, other: EventDate) -> int | None:
    """Days between the nearest ends of the stated dates; None where either states none."""
    gaps = [a.gap_days(b) for a in one.intervals for b in other.intervals]
    return min(gaps, default=None)


EXCHANGED = "with day and month exchanged the two dates would be the same"


def exchanged(day: date) -> date | None:
    """The day with day and month exchanged (`04/05` for `05/04`); None where that is the same day or none."""
    if day.day > 12 or day.day == day.month:
        return None
    return date(day.year, day.day, day.month)


def _single_day(written: EventDate) -> date | None:
    """The one day that is meant; None where there are several."""
    span = written.span
    return span.start if span is not None and span.days == 1 else None


def days_exchanged(one: EventDate, other: EventDate) -> bool:
    """Whether the two would be the same with day and month exchanged, which only figures can have been."""
    first, second = _single_day(one), _single_day(other)
    in_figures = one.in_figures or other.in_figures
    return in_figures and first is not None and second is not None and exchanged(first) == second


def _sentence(claim: Heard, statement: Heard) -> str:
    a, one, b, other = claim.speaker, claim.date, statement.speaker, statement.date
    silent = unsaid(a, one, b, other, "states a date", "states no date")
    if silent is not None:
        return silent
    if one == other:
        return f"Both {a} and {b} say {one}."
    gap = days_apart(claim.account.values.date, statement.account.values.date)
    tail = f", {count(gap, 'day')} apart" if gap else ", which fit together"
    if days_exchanged(claim.account.values.date, statement.account.values.date):
        tail += f"; {EXCHANGED}"
    return f"{a} says {one}; {b} says {other}{tail}."
