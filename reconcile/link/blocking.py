"""Candidate generation: every pair within the stated windows of time and space, and no other.

Pairs are generated in slices of claims so that memory stays bounded whatever the density. Nothing is lost at the
borders of days, years or cells: windows are ranges over sorted keys, not equality of keys. Only statements of the
claim's own country, of none, or near it abroad are looked at, so the work grows with the density of events and not
with the number of countries.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from reconcile.domain.columns import Ints, SideColumns
from reconcile.link.nearby import expanded, near_abroad, spots
from reconcile.settings import LinkSettings

SLICE_PAIRS = 250_000
"""Pairs compared at once. At 100,000 claims slices of 2,000,000 take as long and a third more memory in all, slices of
50,000 take a tenth longer."""
SPAN_EDGES = (0, 4, 32, 400, 10_000_000)
"""Days: statements are searched in groups of like span, so that one dated by a year (or by nothing) does not widen
the window in which all others are looked for."""
STRIDE = 1 << 23
"""More than any day, so that a key and a day make one sortable number."""


def candidate_pairs(
    claims: SideColumns, statements: SideColumns, settings: LinkSettings
) -> Iterator[tuple[Ints, Ints]]:
    """Slices of (claim index, statement index); their union holds every pair that may be compared, once.

    A pair may be compared when the claim competes for statements (denials and allegations do not), the days each
    side may mean lie within the slack, and the countries are the same, one is not stated, or places of both lie
    within the limit of one another.
    """
    first, last = day_range(claims)
    first, last = first - settings.date_slack_days, last + settings.date_slack_days
    questions = [_in_order(question, first) for question in _questions(claims, statements, settings.place_limit_km)]
    for group in _by_span(statements):
        for question in questions:
            shelf = _shelf(group, question.keys)
            low = _positions(shelf, question.wanted, first[question.claim] - group.longest, "left")
            high = _positions(shelf, question.wanted, last[question.claim], "right")
            for begin, end in _slices(high - low):
                claim, position = expanded(question.claim[begin:end], low[begin:end], high[begin:end])
                near = shelf.last[position] >= first[claim]
                yield claim[near], shelf.order[position[near]]


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


def _questions(claims: SideColumns, statements: SideColumns, limit_km: float) -> tuple[_Question, ...]:
    """No pair is asked for twice: own country; none stated by the statement; none by the claim; near it abroad."""
    competing = np.flatnonzero(claims.competes)
    stated = claims.country[competing] >= 0
    somewhere, anywhere = competing[stated], competing[~stated]
    nowhere = np.where(statements.country < 0, 0, -1)
    asked = (
        _Question(somewhere, claims.country[somewhere], statements.country),
        _Question(somewhere, np.zeros_like(somewhere), nowhere),
        _Question(anywhere, np.zeros_like(anywhere), np.zeros_like(statements.country)),
        _abroad(claims, statements, somewhere, limit_km),
    )
    return tuple(question for question in asked if len(question.claim))


def _in_order(question: _Question, first: Ints) -> _Question:
    """The same by key and day: searches that follow one another then touch the same memory."""
    order = np.argsort(question.wanted * STRIDE + first[question.claim])
    return _Question(question.claim[order], question.wanted[order], question.keys)


def _abroad(claims: SideColumns, statements: SideColumns, competing: Ints, limit_km: float) -> _Question:
    here, there = spots(claims), spots(statements)
    i, j = near_abroad(here, there, limit_km)
    order = np.argsort(i, kind="stable")
    i, j = i[order], j[order]
    spot = here.of_record[competing]
    low, high = np.searchsorted(i, spot, "left"), np.searchsorted(i, spot, "right")
    claim, position = expanded(competing, low, high)
    return _Question(claim, j[position], there.of_record)


@dataclass(frozen=True, slots=True)
class _SpanGroup:
    """Statements whose spans are of one order of length."""

    members: Ints
    first: Ints
    last: Ints
    longest: int
    """Days of the longest span: how far before a window a statement that reaches into it may begin."""


def _by_span(statements: SideColumns) -> Iterator[_SpanGroup]:
    first, last = day_range(statements)
    span = last - first
    for low, high in pairwise(SPAN_EDGES):
        some = np.flatnonzero((span >= low) & (span < high))
        if len(some):
            yield _SpanGroup(some, first[some], last[some], int(span[some].max()))


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Statements of a group by key, then first day."""

    order: Ints
    code: Ints
    last: Ints


def _shelf(group: _SpanGroup, keys: Ints) -> _Shelf:
    key = keys[group.members]
    some = np.flatnonzero(key >= 0)
    code = key[some] * STRIDE + group.first[some]
    by_code = np.argsort(code)
    order = some[by_code]
    return _Shelf(group.members[order], code[by_code], group.last[order])


def _positions(shelf: _Shelf, key: Ints, day: Ints, side: Literal["left", "right"]) -> Ints:
    return np.searchsorted(shelf.code, key * STRIDE + np.clip(day, 0, STRIDE - 1), side)


def _slices(lengths: Ints) -> Iterator[tuple[int, int]]:
    """Ranges of claims whose windows hold about SLICE_PAIRS statements together (one claim at least)."""
    running = np.cumsum(lengths)
    begin = 0
    while begin < len(lengths):
        already = int(running[begin - 1]) if begin else 0
        end = max(int(np.searchsorted(running, already + SLICE_PAIRS, "right")), begin + 1)
        yield begin, end
        begin = end
