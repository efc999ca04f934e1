"""Statements by key and day, with a table of where those of each key and day begin."""

from dataclasses import dataclass

import numpy as np

from reconcile.domain.columns import Ints

STRIDE = 1 << 23
"""More than any day, so that a key and a day make one sortable number."""
LEAST_CELLS = 1 << 18
CELLS_EACH = 4
"""Entries of the table, at most: so many at all events, or so many for each statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Statements by key, then first day.

    The table answers in one step what a search would in twenty. Its steps are of as many days as keep it about as large
    as the shelf; where that is more than one day, ranges hold a few statements too many.
    """

    order: Ints
    """(n,) statement index; one may be here under several keys."""
    first: Ints
    """(n,) the days that each may mean."""
    last: Ints
    longest: int
    """Days of the longest span: how far before a window a statement that reaches into it may begin."""
    exact: bool
    """Whether all statements of a range meet the days asked for: they and the steps are of a single day each."""
    begins: Ints
    """(keys * steps + 1,) the first position of each key and step."""
    day: int
    """The day with which the first step begins."""
    shift: int
    """A step is of 2 ** shift days."""
    steps: int
    """Steps of each key; the last comes after all days."""

    def positions(self, key: Ints, since: Ints, until: Ints) -> tuple[Ints, Ints]:
        """(k,) ranges of positions of the statements under each key that begin on these days, or a little before or
        after."""
        known = key < (len(self.begins) - 1) // self.steps
        at = np.where(known, key, 0) * self.steps
        low = self.begins[at + self._step(since, 0)]
        high = self.begins[at + self._step(until, 1)]
        return low, np.where(known, high, low)

    def _step(self, day: Ints, after: int) -> Ints:
        step: Ints = np.clip(((day - self.day) >> self.shift) + after, 0, self.steps - 1)
        return step


def shelved(statement: Ints, key: Ints, first: Ints, last: Ints) -> Shelf:
    """(e,) statements, one at least, each under its key; `first`, `last`: by statement the days it may mean."""
    begin = first[statement]
    order = np.argsort(key * STRIDE + begin)
    here = statement[order]
    day, keys = int(begin.min()), int(key.max()) + 1
    span, shift = int(begin.max()) - day + 1, 0
    while keys * ((span >> shift) + 2) > max(LEAST_CELLS, CELLS_EACH * len(statement)):
        shift += 1
    steps = ((span - 1) >> shift) + 2
    step = key * steps + ((begin - day) >> shift)
    longest = int((last[here] - first[here]).max())
    return Shelf(
        order=here,
        first=begin[order],
        last=last[here],
        longest=longest,
        exact=shift == 0 and longest == 0,
        begins=np.concatenate(([0], np.cumsum(np.bincount(step, minlength=keys * steps)))),
        day=day,
        shift=shift,
        steps=steps,
    )
