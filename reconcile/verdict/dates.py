"""The date facet (contract: *Date*)."""

from datetime import date
from functools import lru_cache

from reconcile.domain.dates import LONGEST_EXACT_DAYS
from reconcile.domain.outcomes import Facet, FacetFinding, FacetResult
from reconcile.domain.phrases import count
from reconcile.verdict.hearing import Heard
from reconcile.verdict.wording import unsaid

# Names of the module are found ten times as fast as members in their class, which counts pair by pair.
_AGREES = FacetResult.AGREES
_COARSER = FacetResult.COARSER
_DIFFERS = FacetResult.DIFFERS
_NOT_STATED = FacetResult.NOT_STATED
_DATES_KEPT = 1 << 15
"""How many comparisons of dates are at hand to be told again: some ten megabytes."""


def compare_dates(claim: Heard, statement: Heard) -> FacetFinding:
    """Agrees when the stated intervals overlap and neither is longer than 8 days; longer ones are coarser."""
    a, one, b, other = claim.speaker, claim.date, statement.speaker, statement.date
    if one is None or other is None:
        result, sentence = _NOT_STATED, unsaid(a, one, b, other, "states a date", "states no date")
    else:
        certain = not (claim.ambiguous or statement.ambiguous)
        in_figures = claim.in_figures or statement.in_figures
        result, tail = _compared(claim.days, statement.days, certain, in_figures)
        sentence = f"Both {a} and {b} say {one}." if one == other else f"{a} says {one}; {b} says {other}, {tail}."
    return FacetFinding(facet=Facet.DATE, result=result, claim_says=one, statement_says=other, sentence=sentence)


_Days = tuple[tuple[int, int], ...]
"""First and last day of each interval that a date may mean, as ordinals."""


@lru_cache(maxsize=_DATES_KEPT)
def _compared(days: _Days, others: _Days, certain: bool, in_figures: bool) -> tuple[FacetResult, str]:
    """How two stated dates compare, and what to say of it. `certain`: neither is ambiguous; `in_figures`: day and month
    of one of them can have been exchanged."""
    gaps = [max(0, other[0] - one[1], one[0] - other[1]) for one in days for other in others]
    if 0 not in gaps:
        hint = f"; {EXCHANGED}" if in_figures and days_exchanged(days, others) else ""
        return _DIFFERS, f"{count(min(gaps), 'day')} apart{hint}"
    lengths = [max(one[1] - one[0], other[1] - other[0]) + 1 for one in days for other in others]
    exact = any(gap == 0 and length <= LONGEST_EXACT_DAYS for gap, length in zip(gaps, lengths, strict=True))
    return _AGREES if exact and certain else _COARSER, "which fit together"


EXCHANGED = "with day and month exchanged the two dates would be the same"


def exchanged(day: date) -> date | None:
    """The day with day and month exchanged (`04/05` for `05/04`); None where that is the same day or none."""
    if day.day > 12 or day.day == day.month:
        return None
    return date(day.year, day.day, day.month)


def days_exchanged(days: _Days, others: _Days) -> bool:
    """Whether each means one day alone, and the two would be the same with day and month exchanged."""
    if len({*days, *others}) != 2:
        return False
    (first, last), (other_first, other_last) = days[0], others[0]
    if first != last or other_first != other_last:
        return False
    return exchanged(date.fromordinal(first)) == date.fromordinal(other_first)
