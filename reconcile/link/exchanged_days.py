"""Days with day and month exchanged: `04/05` typed for `05/04`.

Such accounts of one event lie four weeks or more apart, so no window of days holds them: they are looked for by the
exchanged day itself. Only a single stated day counts, and only where one side at least has it in figures: nobody
takes "5 April" for 4 May.
"""

import numpy as np

from reconcile.domain.columns import Bools, Ints, SideColumns

NO_DAY = -1
_EPOCH = 719_163
"""Ordinal of 1 January 1970, from which numpy counts days."""


def single_days(side: SideColumns, records: Ints | None = None) -> Ints:
    """(n,) the day of each record (or of these) that states one day and no other; NO_DAY for all others."""
    first, end = side.date_offset[:-1], side.date_offset[1:]
    if records is not None:
        first, end = first[records], end[records]
    days = np.full(len(first), NO_DAY, dtype=np.int64)
    one = np.flatnonzero(end - first == 1)
    at = first[one]
    exact = side.date_first[at] == side.date_last[at]
    days[one[exact]] = side.date_first[at[exact]]
    return days


def exchanged(days: Ints) -> Ints:
    """(n,) each day (ordinal) with day and month exchanged; NO_DAY where that is the same day or none."""
    last = int(days.max(initial=0))
    first = int(days.min(where=days > 0, initial=last))
    if last - first < len(days):
        table = np.append(_exchanged(np.arange(first, last + 1)), NO_DAY)
        return table[np.where(days > 0, days - first, len(table) - 1)]
    distinct, which = np.unique(days, return_inverse=True)
    return _exchanged(distinct)[which]


def _exchanged(days: Ints) -> Ints:
    """The same of distinct days."""
    found = np.full(len(days), NO_DAY, dtype=np.int64)
    some = np.flatnonzero(days > 0)
    dates = (days[some] - _EPOCH).astype("datetime64[D]")
    months, years = dates.astype("datetime64[M]"), dates.astype("datetime64[Y]")
    day = (dates - months).astype(np.int64)
    month = (months - years).astype(np.int64)
    turned = np.flatnonzero((day < 12) & (day != month))
    of_month = (years[turned].astype("datetime64[M]") + day[turned]).astype("datetime64[D]")
    found[some[turned]] = (of_month + month[turned]).astype(np.int64) + _EPOCH
    return found


def sought_days(side: SideColumns, slack: int) -> Ints:
    """(n,) the exchanged day on which accounts of each record's event may stand; NO_DAY where there is none beyond
    the slack, within which accounts are compared anyway."""
    days = single_days(side)
    other = exchanged(days)
    return np.where(np.abs(other - days) > slack, other, NO_DAY)


def days_exchanged(a: SideColumns, b: SideColumns, i: Ints, j: Ints) -> Bools:
    """(n,) whether the dates of records i of `a` and j of `b` would be the same with day and month exchanged."""
    day_a, day_b = single_days(a, i), single_days(b, j)
    found: Bools = (a.numeric[i] | b.numeric[j]) & (exchanged(day_a) == day_b) & (day_b != NO_DAY)
    return found
