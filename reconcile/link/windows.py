"""Candidate pairs as windows on rows of statements: found once, walked as often as needed, a slice at a time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reconcile.domain.columns import Bools, Ints
from reconcile.link.compiled import compiled_for
from reconcile.link.nearby import LESS, Nearness, Spots, reaching, within
from reconcile.link.ordering import small_order
from reconcile.link.runs import expanded

SLICE_PAIRS = 250_000
"""Pairs compared at once. At 100,000 claims slices of 2,000,000 take as long and a third more memory in all, slices of
50,000 take a tenth longer."""
LISTED_AT_ONCE = 1 << 16
"""Pairs of which it is asked at once whether they lie near in space."""
MOST_LISTED = 8
"""Pairs across borders are listed one by one where they are so many for each record at most: 64 bytes, and 96 while
they are looked for. Many more lie near one another only where towns on both sides of a border are dense on one day."""

FEWEST_PAIRS = 1 << 19
"""Pairs of windows that are walked together: below it, what is between the steps takes as long as the steps."""


@dataclass(frozen=True)
class Near:
    """That the first located places of a claim and a statement lie near one another."""

    claims: Spots
    statements: Spots
    limit_km: float

    @cached_property
    def coarse(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """(n, 4) of claims and statements, as `Nearness` compares them."""
        return reaching(self.claims, self.statements, self.limit_km)

    def of(self, claims: Ints, statements: Ints) -> Nearness:
        """Of these alone, by their place among them."""
        return Nearness(self.claims.of(claims), self.statements.of(statements), self.limit_km)


class Days(NamedTuple):  # a tuple, as compiled loops take no other values of several parts
    """That the days a claim and a statement may mean meet: to be asked where ranges hold a few statements too many."""

    since: Ints
    """(rows,) the days that a statement must meet."""
    until: Ints
    first: Ints
    """(positions,) the days that each statement may mean."""
    last: Ints

    def of(self, rows: slice, positions: slice) -> "Days":
        return Days(self.since[rows], self.until[rows], self.first[positions], self.last[positions])

    def holding(self, row: Ints, position: Ints) -> Ints:
        """Indices of the pairs of which it holds."""
        meets = self.last.take(position) >= self.since.take(row)
        meets &= self.first.take(position) <= self.until.take(row)
        return np.flatnonzero(meets)


_NO_DAYS: Ints = np.empty(0, dtype=np.int32)
ALL_MEET = Days(_NO_DAYS, _NO_DAYS, _NO_DAYS, _NO_DAYS)
"""Told to a compiled loop where there is nothing to be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """Some claims, and the statements in a row among which the range of each lies: in four bytes a number, since all
    windows of a large run fill much memory."""

    claims: Ints
    """(rows,) claim index; one may be there several times."""
    statements: Ints
    """(positions,) statement index; one may be there several times."""
    low: Ints
    """(rows,) the range of positions of each claim."""
    high: Ints
    days: Days | None = None
    """None: all statements of the ranges lie near in time."""
    near: Near | None = None
    """Of claims and statements by their index; None: all statements of the ranges lie near in space."""

    def stretch(self, begin: int, end: int) -> "Stretch":
        rows = slice(begin, end)
        low, high = self.low[rows], self.high[rows]
        lowest = int(low.min())
        positions = slice(lowest, int(high.max()))
        claims, statements = self.claims[rows], self.statements[positions]
        return Stretch(
            claims=claims,
            statements=statements,
            low=low - lowest,
            high=high - lowest,
            days=None if self.days is None else self.days.of(rows, positions),
            near=None if self.near is None else self.near.of(claims, statements),
        )

    def add_counts(self, of_claims: Ints, of_statements: Ints, *, compiled: bool) -> None:
        """Counts the pairs that each record is in."""
        if compiled and self.near is None:
            self._count_at_once(of_claims, of_statements)
            return
        if self.days is None and self.near is None:
            _add(of_claims, self.claims, self.high - self.low)
            _add(of_statements, self.statements, self._around())
            return
        for stretch in _stretches((self,), SLICE_PAIRS):
            for spots in stretch.spots(SLICE_PAIRS):
                row, position = stretch.nearby(*spots)
                _add(of_claims, stretch.claims, np.bincount(row, minlength=len(stretch.claims)))
                _add(of_statements, stretch.statements, np.bincount(position, minlength=len(stretch.statements)))

    def _count_at_once(self, of_claims: Ints, of_statements: Ints) -> None:
        from reconcile.link import loops

        loops.count(self.low, self.high, self.claims, self.statements, self.days or ALL_MEET, of_claims, of_statements)

    def _around(self) -> Ints:
        """(positions,) in how many ranges each lies: no pair is looked at for that."""
        length = len(self.statements) + 1
        opened = np.bincount(self.low, minlength=length) - np.bincount(self.high, minlength=length)
        return np.cumsum(opened[:-1])

    def asked_by(self, asking: Bools) -> "Windows":
        """Those of the claims that ask, of which there is a mask."""
        some = np.flatnonzero(asking.take(self.claims))
        if len(some) == len(self.claims):
            return self
        return replace(self, claims=self.claims[some], low=self.low[some], high=self.high[some])

    def turned(self) -> "Windows":
        """The same pairs, of statements with claims: of windows in which every position is in one range."""
        order = small_order(self.statements, int(self.statements.max(initial=0)))
        asking = self.statements.take(order)
        low = np.flatnonzero(np.diff(asking, prepend=-1)).astype(np.int32)
        return Windows(
            claims=asking.take(low),
            statements=np.repeat(self.claims, self.high - self.low).take(order),
            low=low,
            high=np.append(low[1:], np.int32(len(asking)))[: len(low)],
        )

    def listed(self, *, compiled: bool) -> "Windows":
        """The same with those pairs alone that lie near in space too, so that they need not be tested at every walk;
        itself, where they are many."""
        if self.near is None or not len(self.claims):
            return self
        room = MOST_LISTED * (len(self.claims) + len(self.statements))
        found = self._near_at_once(self.near, room) if compiled else self._near_in_steps(room)
        if found is None:
            return self
        rows, positions = found
        lengths = np.bincount(rows, minlength=len(self.claims))
        some = np.flatnonzero(lengths)
        high = np.cumsum(lengths[some])
        return Windows(
            claims=self.claims[some],
            statements=self.statements.take(positions),
            low=(high - lengths[some]).astype(np.int32),
            high=high.astype(np.int32),
        )

    def _near_in_steps(self, most: int) -> tuple[Ints, Ints] | None:
        """(row, position) of the pairs that lie near in space; None, where they are more than `most`."""
        whole = self.stretch(0, len(self.claims))
        lowest, many = int(self.low.min()), 0
        rows, positions = [], []
        for spots in whole.spots(LISTED_AT_ONCE):
            row, position = whole.nearby(*spots)
            rows.append(row)
            positions.append(position + lowest)
            many += len(row)
            if many > most:
                return None
        return np.concatenate(rows), np.concatenate(positions)

    def _near_at_once(self, near: Near, most: int) -> tuple[Ints, Ints] | None:
        """The same; None as well where they would be more with those that a closer look shows to lie too far."""
        from reconcile.link import loops

        rows, positions, doubts = (np.empty(most, dtype=np.int32) for _ in range(3))
        found, doubted = loops.near(
            self.low, self.high, self.claims, self.statements, self.days or ALL_MEET, *near.coarse, LESS,
            rows, positions, doubts,
        )  # fmt: skip
        if found == loops.FULL:
            return None
        rows, positions, doubts = rows[:found], positions[:found], doubts[:doubted]
        kept = np.ones(found, dtype=np.bool_)
        claims, statements = self.claims.take(rows.take(doubts)), self.statements.take(positions.take(doubts))
        kept[doubts] = within(near.claims, near.statements, near.limit_km, claims, statements)
        return rows[kept], positions[kept]


class Gathered:
    """Windows put together to fewer of the same pairs, since each is walked apart: of FEWEST_PAIRS at least where there
    are so many. Those that were put together are let go at once."""

    def __init__(self) -> None:
        self._apart: dict[bool, list[Windows]] = {True: [], False: []}
        self._pairs = {True: 0, False: 0}
        self._found: list[Windows] = []

    def add(self, some: Iterable[Windows]) -> None:
        for windows in some:
            if windows.near is not None:
                self._found.append(windows)
                continue
            dated = windows.days is None
            self._apart[dated].append(windows)
            self._pairs[dated] += int((windows.high - windows.low).sum())
            if self._pairs[dated] >= FEWEST_PAIRS:
                self._found.append(_one(self._apart[dated]))
                self._apart[dated], self._pairs[dated] = [], 0

    def windows(self) -> tuple[Windows, ...]:
        return (*self._found, *(_one(rest) for rest in self._apart.values() if rest))


def _one(several: Sequence[Windows]) -> Windows:
    """All windows, none of which asks for nearness in space, one after the other."""
    if len(several) == 1:
        return several[0]
    lengths = [len(windows.statements) for windows in several]
    begins = (np.cumsum(lengths) - lengths).astype(np.int32)
    days = [windows.days for windows in several if windows.days is not None]
    return Windows(
        claims=np.concatenate([windows.claims for windows in several]),
        statements=np.concatenate([windows.statements for windows in several]),
        low=np.concatenate([windows.low + begin for windows, begin in zip(several, begins, strict=True)]),
        high=np.concatenate([windows.high + begin for windows, begin in zip(several, begins, strict=True)]),
        days=Days(*(np.concatenate(part) for part in zip(*days, strict=True))) if days else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of windows: all that it takes to walk through it is at hand in its order."""

    claims: Ints
    """(rows,) claim index"""
    statements: Ints
    """(positions,) statement index"""
    low: Ints
    """(rows,) the range of positions of each claim."""
    high: Ints
    days: Days | None
    near: Nearness | None
    """Of claims and statements by row and position."""

    def pairs(self, most: int) -> Iterator[tuple[Ints, Ints]]:
        """(claim index, statement index), about `most` at a time."""
        return (self.pairs_at(row, position) for row, position in self.spots(most))

    def spots(self, most: int) -> Iterator[tuple[Ints, Ints]]:
        """(row, position) of pairs that lie near in time, about `most` at a time."""
        for begin, end in _slices(self.high - self.low, most):
            row, position = expanded(np.arange(begin, end), self.low[begin:end], self.high[begin:end])
            if self.days is not None:
                some = self.days.holding(row, position)
                row, position = row.take(some), position.take(some)
            yield row, position

    def nearby(self, row: Ints, position: Ints) -> tuple[Ints, Ints]:
        """(row, position) of those that lie near in space too."""
        if self.near is None:
            return row, position
        some = self.near.holding(row, position)
        return row[some], position[some]

    def pairs_at(self, row: Ints, position: Ints) -> tuple[Ints, Ints]:
        """(claim index, statement index) of those that lie near in space too."""
        row, position = self.nearby(row, position)
        return self.claims.take(row).astype(np.int64), self.statements.take(position).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Every pair that may be compared, once."""

    windows: tuple[Windows, ...]
    exchanged: tuple[Windows, ...]
    """Those of the exchanged days. What they hold are no accounts to choose from before anything is compared: how
    many there are is told by the level they share."""

    def slices(self) -> Iterator[tuple[Ints, Ints]]:
        """(claim index, statement index), about SLICE_PAIRS at a time."""
        for stretch in self.stretches(SLICE_PAIRS):
            yield from stretch.pairs(SLICE_PAIRS)

    def stretches(self, pairs: int) -> Iterator[Stretch]:
        """The same as pieces of the windows, not yet looked into, of about `pairs` pairs each (one claim at least)."""
        return _stretches((*self.windows, *self.exchanged), pairs)

    def counts(self, claims: int, statements: int) -> tuple[Ints, Ints]:
        """(claims,) and (statements,): how many pairs each record is in, the exchanged days left out."""
        of_claims, of_statements = np.zeros(claims, dtype=np.int64), np.zeros(statements, dtype=np.int64)
        compiled = compiled_for(claims + statements)
        for windows in self.windows:
            windows.add_counts(of_claims, of_statements, compiled=compiled)
        return of_claims, of_statements


def _add(counts: Ints, records: Ints, more: Ints) -> None:
    """Adds to the counts of records, of which one may be there several times."""
    # numpy adds several times faster where it need not convert element by element.
    np.add.at(counts, records.astype(np.int64), more.astype(np.int64))


def _stretches(asked: Iterable[Windows], pairs: int) -> Iterator[Stretch]:
    for windows in asked:
        for begin, end in _slices(windows.high - windows.low, pairs):
            yield windows.stretch(begin, end)


def _slices(lengths: Ints, most: int) -> Iterator[tuple[int, int]]:
    """Ranges of claims whose windows hold about `most` statements together (one claim at least)."""
    running = np.cumsum(lengths)
    begin = 0
    while begin < len(lengths):
        already = int(running[begin - 1]) if begin else 0
        end = max(int(np.searchsorted(running, already + most, "right")), begin + 1)
        yield begin, end
        begin = end
