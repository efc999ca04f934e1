"""Dates: how the days two accounts may mean lie to one another."""

import numpy as np

from reconcile.domain.columns import UNBOUNDED_LAST, Bools, Ints, SideColumns
from reconcile.domain.dates import LONGEST_EXACT_DAYS, NIGHT_DAYS
from reconcile.link.delays import NEAR_DAYS
from reconcile.link.exchanged_days import days_exchanged
from reconcile.settings import LinkSettings

WEEKS_DAYS = 62
FEW_DAYS = 3
"""Overnight attacks and days of reporting explain up to so many."""


def date_levels(
    claims: SideColumns, statements: SideColumns, i: Ints, j: Ints, index: dict[str, int], settings: LinkSettings
) -> tuple[Ints, Ints]:
    """(n,) level indices and days between the stated dates (-1 where either is not stated)."""
    levels = np.full(len(i), index["undated"], dtype=np.int64)
    apart = np.full(len(i), -1, dtype=np.int64)
    stated_i, stated_j = claims.stated[i], statements.stated[j]
    both = np.flatnonzero(stated_i & stated_j)
    if len(both):
        gap, length = closest_days(claims, statements, i[both], j[both])
        levels[both] = stated_levels(gap, length, index, settings)
        apart[both] = gap
        far = both[gap > settings.date_slack_days]
        levels[far[days_exchanged(claims, statements, i[far], j[far])]] = index["exchanged"]
    one = np.flatnonzero(stated_i ^ stated_j)
    levels[one] = _half_stated(claims, statements, i[one], j[one], index)
    none = np.flatnonzero(~stated_i & ~stated_j)
    levels[none] = _unstated(claims, statements, i[none], j[none], index)
    return levels, apart


def closest_days(a: SideColumns, b: SideColumns, i: Ints, j: Ints) -> tuple[Ints, Ints]:
    """Smallest gap in days between any interval of each, and the length of the longer one there (then shortest)."""
    first_a, first_b = a.date_offset[i], b.date_offset[j]
    count_a, count_b = a.date_offset[i + 1] - first_a, b.date_offset[j + 1] - first_b
    if min(count_a.min(initial=1), count_b.min(initial=1)) == max(count_a.max(initial=1), count_b.max(initial=1)) == 1:
        return _gap(a, b, first_a, first_b), np.maximum(_days(a, first_a), _days(b, first_b))
    gap = np.full(len(i), np.iinfo(np.int64).max, dtype=np.int64)
    length = gap.copy()
    for x in range(int(count_a.max(initial=0))):
        for y in range(int(count_b.max(initial=0))):
            here = np.flatnonzero((x < count_a) & (y < count_b))
            at_a, at_b = first_a[here] + x, first_b[here] + y
            days = _gap(a, b, at_a, at_b)
            longer = np.maximum(_days(a, at_a), _days(b, at_b))
            better = (days < gap[here]) | ((days == gap[here]) & (longer < length[here]))
            gap[here[better]], length[here[better]] = days[better], longer[better]
    return gap, length


def _gap(a: SideColumns, b: SideColumns, at_a: Ints, at_b: Ints) -> Ints:
    """Days between the nearest ends of two intervals; 0 where they overlap."""
    apart = np.maximum(b.date_first[at_b] - a.date_last[at_a], a.date_first[at_a] - b.date_last[at_b])
    days: Ints = np.maximum(apart, 0)
    return days


def _days(side: SideColumns, at: Ints) -> Ints:
    days: Ints = side.date_last[at] - side.date_first[at] + 1
    return days


def stated_levels(gap: Ints, length: Ints, index: dict[str, int], settings: LinkSettings) -> Ints:
    """(n,) level indices for days between stated dates, and days of the longer one."""
    by_length = np.array([index[key] for key in ("same_day", "overlap_days", "overlap_weeks", "overlap_long")])
    longest = np.array((NIGHT_DAYS, LONGEST_EXACT_DAYS, WEEKS_DAYS))
    days = np.arange(max(settings.date_slack_days, FEW_DAYS) + 2)
    by_gap = np.where(days <= settings.date_slack_days, index["many_days"], index["too_far"])
    by_gap[days <= FEW_DAYS] = index["few_days"]
    by_gap[1] = index["one_day"]
    level: Ints = by_gap[np.minimum(gap, days[-1])]
    overlap = np.flatnonzero(gap == 0)
    level[overlap] = by_length[np.searchsorted(longest, length[overlap], side="left")]
    return level


def _span(side: SideColumns, at: Ints) -> tuple[Ints, Ints]:
    """First and last stated day of records that state one; else their bounds."""
    first, last = side.bound_first[at].copy(), side.bound_last[at].copy()
    has = np.flatnonzero(side.stated[at])
    first[has] = side.date_first[side.date_offset[at[has]]]
    last[has] = side.date_last[side.date_offset[at[has] + 1] - 1]
    return first, last


def _half_stated(a: SideColumns, b: SideColumns, i: Ints, j: Ints, index: dict[str, int]) -> Ints:
    """One side states its date, the other is bounded by its publication, or by nothing but a weekday."""
    first_a, last_a = _span(a, i)
    first_b, last_b = _span(b, j)
    bounded = (a.bound_last[i] < UNBOUNDED_LAST) | a.stated[i]
    bounded &= (b.bound_last[j] < UNBOUNDED_LAST) | b.stated[j]
    inside = (first_a <= last_b) & (first_b <= last_a)
    publication = np.where(a.stated[i], last_b, last_a)
    near = publication - np.where(a.stated[i], last_a, last_b) <= NEAR_DAYS
    weekday = np.where(a.stated[i], b.weekday[j], a.weekday[i])
    single = np.where(a.stated[i], first_a == last_a, first_b == last_b)
    day = np.where(a.stated[i], first_a, first_b)
    matched = single & (weekday == (day - 1) % 7)
    named = single & (weekday >= 0)
    return np.select(
        [bounded & ~inside, named & ~matched, bounded & near, bounded, named],
        [index[key] for key in ("too_far", "weekday_differs", "bounded_near", "bounded", "undated_weekday")],
        index["undated"],
    )


def _unstated(a: SideColumns, b: SideColumns, i: Ints, j: Ints, index: dict[str, int]) -> Ints:
    """Neither states a date: publication and named weekdays are all there is."""
    bounded: Bools = (a.bound_last[i] < UNBOUNDED_LAST) & (b.bound_last[j] < UNBOUNDED_LAST)
    inside = (a.bound_first[i] <= b.bound_last[j]) & (b.bound_first[j] <= a.bound_last[i])
    near = np.abs(a.bound_last[i] - b.bound_last[j]) <= NEAR_DAYS
    named = (a.weekday[i] >= 0) & (b.weekday[j] >= 0)
    same = a.weekday[i] == b.weekday[j]
    return np.select(
        [bounded & ~inside, named & ~same, bounded & near, bounded, named],
        [index[key] for key in ("too_far", "weekday_differs", "undated_near", "bounded", "undated_weekday")],
        index["undated"],
    )
