"""Candidate generation: every pair within the stated windows of time and space, and no other.

Pairs are generated in slices of claims so that memory stays bounded whatever the density. Nothing is lost at the
borders of days, years or cells: windows are ranges over sorted keys, not equality of keys.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from reconcile.domain.columns import Bools, Ints, SideColumns
from reconcile.domain.places import EARTH_RADIUS_KM
from reconcile.settings import LinkSettings

SLICE_PAIRS = 2_000_000
"""Pairs held in memory at once before the exact tests."""
SPAN_EDGES = (0, 4, 32, 400, 10_000_000)
"""Days: statements are searched in groups of like span, so that one dated by a year (or by nothing) does not widen
the window in which all others are looked for."""


def candidate_pairs(
    claims: SideColumns, statements: SideColumns, settings: LinkSettings
) -> Iterator[tuple[Ints, Ints]]:
    """Slices of (claim index, statement index); their union holds every pair that may be compared, once.

    A pair may be compared when the claim competes for statements (denials and allegations do not), the days each
    side may mean lie within the slack, and the countries are the same, one is not stated, or places of both lie
    within the limit of one another.
    """
    claim_first, claim_last = day_range(claims)
    competing = np.flatnonzero(claims.competes)
    for group in _by_span(statements):
        low = np.searchsorted(group.first, claim_first[competing] - settings.date_slack_days - group.longest, "left")
        high = np.searchsorted(group.first, claim_last[competing] + settings.date_slack_days, "right")
        for begin, end in _slices(high - low):
            claim, position = _expanded(competing[begin:end], low[begin:end], high[begin:end])
            near = group.last[position] >= claim_first[claim] - settings.date_slack_days
            claim, statement = claim[near], group.order[position[near]]
            kept = _comparable_places(claims, statements, claim, statement, settings.place_limit_km)
            yield claim[kept], statement[kept]


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
class _SpanGroup:
    """Statements whose spans are of one order of length, by first day."""

    order: Ints
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
            order = some[np.argsort(first[some], kind="stable")]
            yield _SpanGroup(order, first[order], last[order], int(span[order].max()))


def _slices(lengths: Ints) -> Iterator[tuple[int, int]]:
    """Ranges of claims whose windows hold about SLICE_PAIRS statements together (one claim at least)."""
    running = np.cumsum(lengths)
    begin = 0
    while begin < len(lengths):
        already = int(running[begin - 1]) if begin else 0
        end = max(int(np.searchsorted(running, already + SLICE_PAIRS, "right")), begin + 1)
        yield begin, end
        begin = end


def _expanded(owner: Ints, low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """All (owner, position) with low <= position < high, as flat arrays."""
    lengths = np.maximum(high - low, 0)
    total = int(lengths.sum())
    owners = np.repeat(owner, lengths)
    begin = np.cumsum(lengths) - lengths
    positions = np.arange(total) - np.repeat(begin, lengths) + np.repeat(low, lengths)
    return owners, positions


def _comparable_places(
    claims: SideColumns, statements: SideColumns, claim: Ints, statement: Ints, limit_km: float
) -> Bools:
    a, b = claims.country[claim], statements.country[statement]
    kept: Bools = (a == b) | (a < 0) | (b < 0)
    abroad = np.flatnonzero(~kept)
    if len(abroad):
        kept[abroad] = _within_reach(claims, statements, claim[abroad], statement[abroad], limit_km)
    return kept


def _within_reach(a: SideColumns, b: SideColumns, i: Ints, j: Ints, limit_km: float) -> Bools:
    """Whether the first located place of each lies within the limit beyond both radii."""
    place_a, place_b = _first_located(a)[i], _first_located(b)[j]
    both = (place_a >= 0) & (place_b >= 0)
    chord = np.linalg.norm(a.place_xyz[place_a[both]] - b.place_xyz[place_b[both]], axis=1)
    reach = a.place_radius[place_a[both]] + b.place_radius[place_b[both]] + limit_km
    result: Bools = np.zeros(len(i), dtype=np.bool_)
    result[both] = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chord / 2, 1.0)) <= reach
    return result


def _first_located(side: SideColumns) -> Ints:
    """(n,) index of each record's first located place candidate, -1 where there is none."""
    found = np.full(len(side), -1, dtype=np.int64)
    owner = np.repeat(np.arange(len(side)), np.diff(side.place_offset))
    located = np.flatnonzero(~np.isnan(side.place_xyz[:, 0]))[::-1]
    found[owner[located]] = located
    return found
