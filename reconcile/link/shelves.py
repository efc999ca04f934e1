"""Statements by key and day, with a table of where those of each key and day begin."""

from dataclasses import dataclass

import numpy as np

from reconcile.domain.columns import Ints
from reconcile.link.ordering import small_order

LEAST_CELLS = 1 << 18
CELLS_EACH = 4
"""Entries of the table, at most: so many at all events, or so many for each statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Statements by key, then the step of days that their first day is in.

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
    begins: Ints
    """(keys * steps + 1,) the first position of each key and step."""
    day: int
    """The day with which the first step begins."""
    shift: int
    """A step is of 2 ** shift days."""
    steps: int
    """Steps of each key; the last comes after all days."""

    @property
    def exact(self) -> bool:
        """Whether all statements of a range meet the days asked for: they and the steps are of a single day each."""
        return self.shift == 0 and self.longest == 0

    def positions(self, key: Ints, since: Ints, until: Ints) -> tuple[Ints, Ints]:
        """(k,) ranges of positions of the statements under each key that begin on these days, or a little before or
        after."""
        at = key * self.steps
        return self.begins[self._step(since - self.longest, 0) + at], self.begins[self._step(until, 1) + at]

    def _step(self, day: Ints, after: int) -> Ints:
        step = day - self.day
        step >>= self.shift
        step += after
        return np.clip(step, 0, self.steps - 1, out=step)


def steps_of(keys: int, statements: int, span: int) -> tuple[int, int]:
    """(shift, steps) of a shelf of so many keys and statements, the first of which begins so many days before the day
    after the last one. Keys are fewer than half of LEAST_CELLS: those of one piece are."""
    shift = 0
    while keys * ((span >> shift) + 2) > max(LEAST_CELLS, CELLS_EACH * statements):
        shift += 1
    return shift, ((span - 1) >> shift) + 2


def shelved(statement: Ints, key: Ints, keys: int, first: Ints, last: Ints) -> Shelf:
    """(e,) statements, one at least, each under one of so many keys, and the days it may mean."""
    day = int(first.min())
    shift, steps = steps_of(keys, len(statement), int(first.max()) - day + 1)
    step = key * steps + ((first - day) >> shift)
    order = small_order(step, keys * steps)
    first, last = first[order], last[order]
    longest = int((last - first).max())
    begins = np.zeros(keys * steps + 1, dtype=np.int64)
    np.cumsum(np.bincount(step, minlength=keys * steps), out=begins[1:])
    return Shelf(
        order=statement[order],
        first=first,
        last=last,
        longest=longest,
        begins=begins,
        day=day,
        shift=shift,
        steps=steps,
    )
