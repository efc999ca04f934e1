"""Candidate generation: every pair within the stated windows of time and space, and no other.

Pairs are generated in slices of claims so that memory stays bounded whatever the density. Nothing is lost at the
borders of days, years or cells: windows are ranges over sorted keys, not equality of keys. Only statements of the
claim's own country, of none, or near it abroad are looked at, so the work grows with the density of events and not
with the number of countries. Beside the window, the one day is looked at that a claim's would be with day and month
exchanged.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from reconcile.domain.columns import Bools, Ints, SideColumns
from reconcile.link.exchanged_days import NO_DAY, single_days, sought_days
from reconcile.link.nearby import Spots, bordering, expanded, first_located, spots_of, within_km
from reconcile.link.shelves import STRIDE, shelved
from reconcile.settings import LinkSettings

SLICE_PAIRS = 250_000
"""Pairs compared at once. At 100,000 claims slices of 2,000,000 take as long and a third more memory in all, slices of
50,000 take a tenth longer."""
MOST_LISTED = 1 << 21
"""Pairs across borders that are listed one by one: 64 MB. Many more lie near one another only where towns on both sides
of a border are dense on one day."""
SPAN_EDGES = (0, 1, 4, 32, 400, 10_000_000)
"""Days: statements are searched in groups of like span, so that one dated by a year (or by nothing) does not widen
the window in which all others are looked for."""


def candidate_pairs(
    claims: SideColumns, statements: SideColumns, settings: LinkSettings
) -> Iterator[tuple[Ints, Ints]]:
    """Slices of (claim index, statement index); their union holds every pair that may be compared, once."""
    return find_candidates(claims, statements, settings).slices()


@dataclass(frozen=True, slots=True)
class Candidates:
    """Every pair that may be compared, once, as windows on sorted statements: found once, walked as often as needed."""

    windows: tuple["_Windows", ...]
    exchanged: tuple["_Windows", ...]
    """Those of the exchanged days. What they hold are no accounts to choose from before anything is compared: how
    many there are is told by the level they share."""

    def slices(self) -> Iterator[tuple[Ints, Ints]]:
        """(claim index, statement index), about SLICE_PAIRS at a time."""
        for stretch in self.stretches(SLICE_PAIRS):
            yield from stretch.pairs(SLICE_PAIRS)

    def stretches(self, pairs: int) -> Iterator["Stretch"]:
        """The same as pieces of the windows, not yet looked into, of about `pairs` pairs each (one claim at least)."""
        return _stretches((*self.windows, *self.exchanged), pairs)

    def counts(self, claims: int, statements: int) -> tuple[Ints, Ints]:
        """(claims,) and (statements,): how many pairs each record is in, the exchanged days left out."""
        of_claims, of_statements = np.zeros(claims, dtype=np.int64), np.zeros(statements, dtype=np.int64)
        for windows in self.windows:
            if windows.exact:
                windows.add_counts(of_claims, of_statements)
        looked_at = [windows for windows in self.windows if not windows.exact]
        for stretch in _stretches(looked_at, SLICE_PAIRS):
            for i, j in stretch.pairs(SLICE_PAIRS):
                of_claims += np.bincount(i, minlength=claims)
                of_statements += np.bincount(j, minlength=statements)
        return of_claims, of_statements


@dataclass(frozen=True, slots=True)
class _Windows:
    """Statements in a row, and per claim the range of them that it may be compared with."""

    statements: Ints
    """(positions,) statement index; one may be there several times."""
    first: Ints
    """(positions,) the days that each statement may mean."""
    last: Ints
    dated: bool
    """Whether all statements of a range meet the days asked for."""
    claim: Ints
    """(k,) claim index"""
    low: Ints
    """(k,) its range of positions"""
    high: Ints
    since: Ints
    """(claims,) the days that a statement must meet, of all claims."""
    until: Ints
    near: "_Near | None" = None

    @property
    def exact(self) -> bool:
        """Whether every pair of the ranges may be compared."""
        return self.dated and self.near is None

    def stretch(self, begin: int, end: int) -> "Stretch":
        rows = slice(begin, end)
        low, high = self.low[rows], self.high[rows]
        lowest = int(low.min())
        positions = slice(lowest, int(high.max()))
        return Stretch(
            claims=self.claim[rows],
            statements=self.statements[positions],
            low=low - lowest,
            high=high - lowest,
            dated=self.dated,
            since=self.since[self.claim[rows]],
            until=self.until[self.claim[rows]],
            first=self.first[positions],
            last=self.last[positions],
            near=None if self.near is None else self.near.of(self.claim[rows], self.statements[positions]),
        )

    def add_counts(self, of_claims: Ints, of_statements: Ints) -> None:
        """Counts the pairs without looking at them: each claim is in as many as its range is long, each statement in as
        many as there are ranges around it."""
        of_claims += np.bincount(self.claim, self.high - self.low, minlength=len(of_claims)).astype(np.int64)
        length = len(self.statements) + 1
        opened = np.bincount(self.low, minlength=length) - np.bincount(self.high, minlength=length)
        around = np.bincount(self.statements, np.cumsum(opened[:-1]), minlength=len(of_statements))
        of_statements += around.astype(np.int64)

    def listed(self) -> "_Windows":
        """The same with those pairs alone that lie near in space too, so that they need not be tested at every walk;
        itself, where they are many."""
        if self.near is None:
            return self
        found, many = [], 0
        for stretch in _stretches((self,), SLICE_PAIRS):
            for spots in stretch.spots(SLICE_PAIRS):
                row, position = stretch.nearby(*spots)
                at = stretch.claims[row], stretch.statements[position], stretch.first[position], stretch.last[position]
                found.append(at)
                many += len(row)
            if many > MOST_LISTED:
                return self
        claim, statements, first, last = (np.concatenate(part) for part in zip(*found, strict=True))
        order = np.argsort(claim, kind="stable")
        claims, low = np.unique(claim[order], return_index=True)
        high = np.append(low[1:], many) if many else low
        ranges = claims, low, high, self.since, self.until
        return _Windows(statements[order], first[order], last[order], True, *ranges)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of the windows: some claims, and the statements among which their ranges lie."""

    claims: Ints
    """(rows,) claim index"""
    statements: Ints
    """(positions,) statement index"""
    low: Ints
    """(rows,) the range of positions of each claim."""
    high: Ints
    dated: bool
    """Whether all statements of the ranges lie near in time."""
    since: Ints
    """(rows,) the days that a statement must meet."""
    until: Ints
    first: Ints
    """(positions,) the days that each statement may mean."""
    last: Ints
    near: "_Near | None"

    def pairs(self, most: int) -> Iterator[tuple[Ints, Ints]]:
        """(claim index, statement index), about `most` at a time."""
        return (self.pairs_at(row, position) for row, position in self.spots(most))

    def spots(self, most: int) -> Iterator[tuple[Ints, Ints]]:
        """(row, position) of pairs that lie near in time, about `most` at a time."""
        for begin, end in _slices(self.high - self.low, most):
            row, position = expanded(np.arange(begin, end), self.low[begin:end], self.high[begin:end])
            if not self.dated:
                meets = self.last[position] >= self.since[row]
                some = np.flatnonzero(meets & (self.first[position] <= self.until[row]))
                row, position = row[some], position[some]
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
        return self.claims[row], self.statements[position]


def _stretches(asked: Iterable[_Windows], pairs: int) -> Iterator[Stretch]:
    for windows in asked:
        for begin, end in _slices(windows.high - windows.low, pairs):
            yield windows.stretch(begin, end)


def find_candidates(claims: SideColumns, statements: SideColumns, settings: LinkSettings) -> Candidates:
    """A pair may be compared when the claim competes for statements (denials and allegations do not), the days each
    side may mean lie within the slack or would be one with day and month exchanged, and the countries are the same,
    one is not stated, or places of both lie within the limit of one another.
    """
    first, last = day_range(claims)
    days = (first, last) if statements is claims else day_range(statements)
    since, until = first - settings.date_slack_days, last + settings.date_slack_days
    by_span = list(_by_span(*days, since, until))
    turned = [] if statements is claims else list(_by_exchanged_day(claims, statements, settings.date_slack_days))
    windows: list[_Windows] = []
    exchanged: list[_Windows] = []
    for question in _questions(claims, statements, settings.place_limit_km):
        # By key and day: searches that follow one another then touch the same memory.
        order = np.argsort(question.wanted * STRIDE + since[question.claim])
        question = question.of(order)
        windows += _looked_up(question, by_span)
        exchanged += _looked_up(question, turned)
    return Candidates(tuple(windows), tuple(exchanged))


def _looked_up(question: "_Question", groups: "list[_Group]") -> Iterator[_Windows]:
    for group in groups:
        some = np.flatnonzero(group.members[question.statement])
        if not len(some):
            continue
        shelf = shelved(question.statement[some], question.key[some], group.first, group.last)
        since, until = group.since[question.claim], group.until[question.claim]
        low, high = shelf.positions(question.wanted, since - shelf.longest, until)
        asked = np.flatnonzero((high > low) & (since <= until))
        if len(asked):
            claim = question.claim[asked]
            ranges = claim, low[asked], high[asked], group.since, group.until
            yield _Windows(shelf.order, shelf.first, shelf.last, shelf.exact, *ranges, question.near).listed()


def day_range(side: SideColumns) -> tuple[Ints, Ints]:
    """(n,) first and last day each record may mean: its stated days, else what publication allows."""
    first, last = side.bound_first.copy(), side.bound_last.copy()
    has = np.flatnonzero(side.stated)
    if len(has):
        starts = side.date_offset[has]
        first[has] = np.minimum.reduceat(side.date_first, starts) if len(side.date_first) else first[has]
        last[has] = np.maximum.reduceat(side.date_last, starts) if len(side.date_last) else last[has]
    return first, last


def last_days(side: SideColumns, at: Ints) -> Ints:
    """(k,) the last of `day_range`, of these records alone."""
    last = side.bound_last[at]
    has = np.flatnonzero(side.stated[at])
    first, end = side.date_offset[at[has]], side.date_offset[at[has] + 1]
    days = side.date_last[first]
    for further in range(1, int((end - first).max(initial=1))):
        more = np.flatnonzero(first + further < end)
        days[more] = np.maximum(days[more], side.date_last[first[more] + further])
    last[has] = days
    return last


@dataclass(frozen=True, slots=True)
class _Question:
    """Which statements may lie near which claims in space: those whose key is the one wanted."""

    claim: Ints
    wanted: Ints
    """(k,) key of the statements to compare each claim with."""
    statement: Ints
    key: Ints
    """(e,) key under which each statement is; one may be under several."""
    near: "_Near | None" = None
    """What the pairs found must also fulfil."""

    def of(self, order: Ints) -> "_Question":
        """With the claims in this order."""
        return _Question(self.claim[order], self.wanted[order], self.statement, self.key, self.near)


@dataclass(frozen=True, slots=True)
class _Near:
    """That the first located places of a claim and a statement lie near one another."""

    claims: Spots
    statements: Spots
    limit_km: float

    def of(self, claims: Ints, statements: Ints) -> "_Near":
        return _Near(self.claims.of(claims), self.statements.of(statements), self.limit_km)

    def holding(self, i: Ints, j: Ints) -> Ints:
        """Indices of the pairs of which it holds."""
        return within_km(self.claims, self.statements, i, j, self.limit_km)


def _questions(claims: SideColumns, statements: SideColumns, limit_km: float) -> Iterator[_Question]:
    """No pair is asked for twice: own country; none stated by the statement; none by the claim; near it abroad."""
    competing = np.flatnonzero(claims.competes)
    stated = claims.country[competing] >= 0
    somewhere, anywhere = competing[stated], competing[~stated]
    every = np.arange(len(statements))
    placed, nowhere = every[statements.country >= 0], every[statements.country < 0]
    asked = (
        _Question(somewhere, claims.country[somewhere], placed, statements.country[placed]),
        _Question(somewhere, np.zeros_like(somewhere), nowhere, np.zeros_like(nowhere)),
        _Question(anywhere, np.zeros_like(anywhere), every, np.zeros_like(every)),
        _abroad(claims, statements, somewhere, limit_km),
    )
    yield from (question for question in asked if len(question.claim) and len(question.statement))


def _abroad(claims: SideColumns, statements: SideColumns, competing: Ints, limit_km: float) -> _Question:
    """Of two countries those records are asked for that lie near the other at all; which of them lie near one another
    is tested pair by pair, once their days have been found to meet."""
    here = first_located(claims)
    there = here if statements is claims else first_located(statements)
    mine, theirs = bordering((claims, here), (statements, there), limit_km)
    asking = claims.competes[mine.record]
    near = _Near(spots_of(claims, here), spots_of(statements, there), limit_km)
    return _Question(mine.record[asking], mine.border[asking], theirs.record, theirs.border, near)


@dataclass(frozen=True, slots=True)
class _Group:
    """Statements that are looked for in one way."""

    members: Bools
    """(statements,)"""
    first: Ints
    """(statements,) the days that each may mean."""
    last: Ints
    since: Ints
    """(claims,) the days that a statement must meet to be compared with each claim; the first after the last: none."""
    until: Ints


def _by_span(first: Ints, last: Ints, since: Ints, until: Ints) -> Iterator[_Group]:
    """Statements whose spans are of one order of length together: how far before a window one that reaches into it may
    begin is then much the same."""
    span = last - first
    for low, high in pairwise(SPAN_EDGES):
        members = (span >= low) & (span < high)
        if members.any():
            yield _Group(members, first, last, since, until)


def _by_exchanged_day(claims: SideColumns, statements: SideColumns, slack: int) -> Iterator[_Group]:
    """Statements of a single day, on the day that a claim's would be with day and month exchanged: those with a date
    in figures are looked for by every such claim, the others by claims that have theirs in figures."""
    days, sought = single_days(statements), sought_days(claims, slack)
    in_figures = np.where(claims.numeric, sought, NO_DAY)
    for members, wanted in ((statements.numeric, sought), (~statements.numeric, in_figures)):
        none = wanted == NO_DAY
        some = members & (days != NO_DAY)
        if some.any() and not none.all():
            yield _Group(some, days, days, np.where(none, 1, wanted), np.where(none, 0, wanted))


def _slices(lengths: Ints, most: int) -> Iterator[tuple[int, int]]:
    """Ranges of claims whose windows hold about `most` statements together (one claim at least)."""
    running = np.cumsum(lengths)
    begin = 0
    while begin < len(lengths):
        already = int(running[begin - 1]) if begin else 0
        end = max(int(np.searchsorted(running, already + most, "right")), begin + 1)
        yield begin, end
        begin = end
