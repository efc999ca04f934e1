"""Candidate generation: every pair within the stated windows of time and space, and no other.

Pairs are generated in slices of claims so that memory stays bounded whatever the density. Nothing is lost at the
borders of days, years or cells: windows are ranges over sorted keys, not equality of keys. Only statements of the
claim's own country, of none, or near it abroad are looked at, so the work grows with the density of events and not
with the number of countries. Beside the window, the one day is looked at that a claim's would be with day and month
exchanged.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

import numpy as np

from reconcile.domain.columns import Bools, Ints, SideColumns
from reconcile.link.exchanged_days import NO_DAY, single_days, sought_days
from reconcile.link.nearby import discs, expanded, first_located, near_abroad, within_km
from reconcile.settings import LinkSettings

SLICE_PAIRS = 250_000
"""Pairs compared at once. At 100,000 claims slices of 2,000,000 take as long and a third more memory in all, slices of
50,000 take a tenth longer."""
PIECE = 2_000_000
"""Claims and places abroad that are looked up at once."""
SPAN_EDGES = (0, 1, 4, 32, 400, 10_000_000)
"""Days: statements are searched in groups of like span, so that one dated by a year (or by nothing) does not widen
the window in which all others are looked for."""
STRIDE = 1 << 23
"""More than any day, so that a key and a day make one sortable number."""


def candidate_pairs(
    claims: SideColumns, statements: SideColumns, settings: LinkSettings
) -> Iterator[tuple[Ints, Ints]]:
    """Slices of (claim index, statement index); their union holds every pair that may be compared, once."""
    return find_candidates(claims, statements, settings).slices()


@dataclass(frozen=True, slots=True)
class Candidates:
    """Every pair that may be compared, once, as windows on sorted statements: found once, walked as often as needed."""

    first: Ints
    """(claims,) the first day a statement may mean to be compared with each claim."""
    windows: tuple["_Windows", ...]
    exchanged: tuple["_Windows", ...]
    """Those of the exchanged days. What they hold are no accounts to choose from before anything is compared: how
    many there are is told by the level they share."""

    def slices(self) -> Iterator[tuple[Ints, Ints]]:
        """(claim index, statement index), about SLICE_PAIRS at a time."""
        return self._walked((*self.windows, *self.exchanged))

    def within_slack(self) -> Iterator[tuple[Ints, Ints]]:
        """The same without the exchanged days."""
        return self._walked(self.windows)

    def _walked(self, asked: Iterable["_Windows"]) -> Iterator[tuple[Ints, Ints]]:
        for windows in asked:
            for begin, end in _slices(windows.high - windows.low, SLICE_PAIRS):
                yield windows.pairs(begin, end, self.first)


@dataclass(frozen=True, slots=True)
class _Windows:
    """Per claim the range of positions on the shelf."""

    shelf: "_Shelf"
    claim: Ints
    low: Ints
    high: Ints
    whole: bool
    """Whether all statements of the range lie in the window: they are of a single day each."""
    near: "_Near | None"

    def pairs(self, begin: int, end: int, first: Ints) -> tuple[Ints, Ints]:
        here = slice(begin, end)
        claim, position = expanded(self.claim[here], self.low[here], self.high[here])
        if not self.whole:
            some = np.flatnonzero(self.shelf.last[position] >= first[claim])
            claim, position = claim[some], position[some]
        statement = self.shelf.order[position]
        if self.near is not None:
            some = np.flatnonzero(self.near.holds(claim, statement))
            claim, statement = claim[some], statement[some]
        return claim, statement


def find_candidates(claims: SideColumns, statements: SideColumns, settings: LinkSettings) -> Candidates:
    """A pair may be compared when the claim competes for statements (denials and allegations do not), the days each
    side may mean lie within the slack or would be one with day and month exchanged, and the countries are the same,
    one is not stated, or places of both lie within the limit of one another.
    """
    first, last = day_range(claims)
    windows: list[_Windows] = []
    exchanged: list[_Windows] = []
    first, last = first - settings.date_slack_days, last + settings.date_slack_days
    by_span = list(_by_span(statements, first, last))
    turned = [] if statements is claims else list(_by_exchanged_day(claims, statements, settings.date_slack_days))
    for question in _questions(claims, statements, settings.place_limit_km):
        question = _in_order(question, first)
        shelves = question.shelves([*by_span, *turned])
        windows += _looked_up(question, shelves[: len(by_span)], by_span)
        exchanged += _looked_up(question, shelves[len(by_span) :], turned)
    return Candidates(first, tuple(windows), tuple(exchanged))


def _looked_up(question: "_Question", shelves: "list[_Shelf]", groups: "list[_Group]") -> Iterator[_Windows]:
    for shelf, group in zip(shelves, groups, strict=True):
        low = _positions(shelf, question.wanted, group.begin[question.claim], "left")
        high = _positions(shelf, question.wanted, group.end[question.claim], "right")
        some = np.flatnonzero(high > low)
        if len(some):
            yield _Windows(shelf, question.claim[some], low[some], high[some], group.whole, question.near)


def day_range(side: SideColumns) -> tuple[Ints, Ints]:
    """(n,) first and last day each record may mean: its stated days, else what publication allows."""
    first, last = side.bound_first.copy(), side.bound_last.copy()
    has = np.flatnonzero(side.stated)
    if len(has):
        starts = side.date_offset[has]
        first[has] = np.minimum.reduceat(side.date_first, starts) if len(side.date_first) else first[has]
        last[has] = np.maximum.reduceat(side.date_last, starts) if len(side.date_last) else last[has]
    return first, last


@dataclass(frozen=True, slots=True)
class _Question:
    """Which statements may lie near which claims in space: those whose key is the one wanted."""

    claim: Ints
    wanted: Ints
    """(k,) key of the statements to compare each claim with."""
    keys: Ints
    """(statements,) -1: of no key."""
    near: "_Near | None" = None
    """What the pairs found must also fulfil."""
    shelved: "list[_Shelf]" = field(default_factory=list)
    """The statements under these keys, once they are sorted: pieces of one question share them."""

    def shelves(self, groups: "list[_Group]") -> "list[_Shelf]":
        """One of each group."""
        if not self.shelved:
            self.shelved.extend(_shelf(group, self.keys) for group in groups)
        return self.shelved


@dataclass(frozen=True, slots=True)
class _Near:
    """That the places of a claim and a statement lie near one another."""

    claims: SideColumns
    statements: SideColumns
    here: Ints
    """(claims,) first located place of each."""
    there: Ints
    limit_km: float

    def holds(self, i: Ints, j: Ints) -> Bools:
        return within_km(self.claims, self.statements, self.here[i], self.there[j], self.limit_km)


def _questions(claims: SideColumns, statements: SideColumns, limit_km: float) -> Iterator[_Question]:
    """No pair is asked for twice: own country; none stated by the statement; none by the claim; near it abroad."""
    competing = np.flatnonzero(claims.competes)
    stated = claims.country[competing] >= 0
    somewhere, anywhere = competing[stated], competing[~stated]
    nowhere = np.where(statements.country < 0, 0, -1)
    asked = (
        _Question(somewhere, claims.country[somewhere], statements.country),
        _Question(somewhere, np.zeros_like(somewhere), nowhere),
        _Question(anywhere, np.zeros_like(anywhere), np.zeros_like(statements.country)),
    )
    yield from (question for question in asked if len(question.claim))
    yield from _abroad(claims, statements, somewhere, limit_km)


def _in_order(question: _Question, first: Ints) -> _Question:
    """The same by key and day: searches that follow one another then touch the same memory."""
    if question.near is not None:
        return question
    order = np.argsort(question.wanted * STRIDE + first[question.claim])
    return replace(question, claim=question.claim[order], wanted=question.wanted[order])


def _abroad(claims: SideColumns, statements: SideColumns, competing: Ints, limit_km: float) -> Iterator[_Question]:
    """In pieces of bounded size: most claims and discs that lie near one another share no day."""
    here = first_located(claims)
    there = here if statements is claims else first_located(statements)
    mine = discs(claims, here)
    theirs = mine if statements is claims else discs(statements, there)
    i, j = near_abroad(mine, theirs, limit_km)
    # By the disc asked for, then the claims of each disc near it: in search order as it is made.
    order = np.argsort(j, kind="stable")
    i, j = i[order], j[order]
    asking = competing[np.argsort(mine.of_record[competing], kind="stable")]
    disc = mine.of_record[asking]
    low, high = np.searchsorted(disc, i, "left"), np.searchsorted(disc, i, "right")
    near = _Near(claims, statements, here, there, limit_km)
    shelved: list[_Shelf] = []
    for begin, end in _slices(high - low, PIECE):
        wanted, position = expanded(j[begin:end], low[begin:end], high[begin:end])
        if len(wanted):
            yield _Question(asking[position], wanted, theirs.of_record, near, shelved)


@dataclass(frozen=True, slots=True)
class _Group:
    """Statements that are looked for in one way."""

    members: Ints
    first: Ints
    last: Ints
    begin: Ints
    """(claims,) the first day on which a statement may begin to be compared with each claim."""
    end: Ints
    """(claims,) the last one; before `begin`: none may."""
    whole: bool
    """Whether every statement that begins then lies in the window: they are of a single day each."""


def _by_span(statements: SideColumns, since: Ints, until: Ints) -> Iterator[_Group]:
    """Statements whose spans are of one order of length together: how far before a window one that reaches into it may
    begin is then much the same. `since`, `until`: (claims,) the days that a statement must meet."""
    first, last = day_range(statements)
    span = last - first
    for low, high in pairwise(SPAN_EDGES):
        some = np.flatnonzero((span >= low) & (span < high))
        if len(some):
            longest = int(span[some].max())
            yield _Group(some, first[some], last[some], since - longest, until, longest == 0)


def _by_exchanged_day(claims: SideColumns, statements: SideColumns, slack: int) -> Iterator[_Group]:
    """Statements of a single day, on the day that a claim's would be with day and month exchanged: those with a date
    in figures are looked for by every such claim, the others by claims that have theirs in figures."""
    days, sought = single_days(statements), sought_days(claims, slack)
    in_figures = np.where(claims.numeric, sought, NO_DAY)
    for members, wanted in ((statements.numeric, sought), (~statements.numeric, in_figures)):
        some = np.flatnonzero(members & (days != NO_DAY))
        if len(some) and (wanted != NO_DAY).any():
            none = wanted == NO_DAY
            yield _Group(some, days[some], days[some], np.where(none, 1, wanted), np.where(none, 0, wanted), True)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Statements of a group by key, then first day."""

    order: Ints
    code: Ints
    last: Ints


def _shelf(group: _Group, keys: Ints) -> _Shelf:
    key = keys[group.members]
    some = np.flatnonzero(key >= 0)
    code = key[some] * STRIDE + group.first[some]
    by_code = np.argsort(code)
    order = some[by_code]
    return _Shelf(group.members[order], code[by_code], group.last[order])


def _positions(shelf: _Shelf, key: Ints, day: Ints, side: Literal["left", "right"]) -> Ints:
    return np.searchsorted(shelf.code, key * STRIDE + np.clip(day, 0, STRIDE - 1), side)


def _slices(lengths: Ints, most: int) -> Iterator[tuple[int, int]]:
    """Ranges of claims whose windows hold about `most` statements together (one claim at least)."""
    running = np.cumsum(lengths)
    begin = 0
    while begin < len(lengths):
        already = int(running[begin - 1]) if begin else 0
        end = max(int(np.searchsorted(running, already + most, "right")), begin + 1)
        yield begin, end
        begin = end
