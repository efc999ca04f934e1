"""Competition over all kept pairs at once: a statement goes to the event it fits best.

Two claims are rivals for a statement (or two statements for a claim) when they tell of different events: they stand in
one communiqué, or their stated dates or located places exclude one another. Claims that may be of one event (repeats,
updates, rival claimants) are no rivals and may share a statement, and several issuers may answer one claim. Where a
record names several places, each place is competed for alone; a record of several events is not competed for.

The rounds are those of stable matching: pairs that no undecided rival beats on either side are accepted, pairs beaten
by an accepted rival are rejected, until all are decided. So no claim is left on a worse statement while a better one
is free, and the order of input does not matter. Rivals within `TIE_BITS` are both kept and marked for a person.
"""

from dataclasses import dataclass

import numpy as np

from reconcile.domain.columns import Bools, Columns, Floats, Ints, SideColumns
from reconcile.domain.places import PlaceClass
from reconcile.link.compare.dates import closest_days
from reconcile.link.constraints import among, both_ways
from reconcile.link.nearby import great_circles_km
from reconcile.link.pairs import ScoredPairs

TIE_BITS = 0.25
"""Weights this close are not told apart."""
APART_KM = 10.0
"""Kilometres beyond both radii from which two located places exclude one another."""
RANKS = 8
"""How many of the heaviest pairs of a group a pair is measured against. A bound keeps the work linear."""
NO_PAIRS: Ints = np.empty((0, 2), dtype=np.int64)
_LOCAL = list(PlaceClass).index(PlaceClass.LOCAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of n pairs."""

    linked: Bools
    rival: Ints
    """(n,) index of the pair that beats this one or comes nearest to it; -1 where there is no rival."""
    margin: Floats
    """(n,) bits to that rival, negative where it is better; NaN where there is none."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of the competition: groups of pairs that share a record (and the part of its place)."""

    group: Ints
    """(n,) which group each pair is in."""
    rival_record: Ints
    """(n,) the record that competes for it on the other side."""
    columns: SideColumns
    """Columns of the competing records."""
    contested: Bools
    """(n,) False where the shared record covers several events."""
    one_event: Ints
    """(k, 2) rows of competing records that people say tell of one event, each pair both ways."""
    other_events: Ints

    def rivals(self, i: Ints, j: Ints) -> Bools:
        """Whether the competing records i and j tell of different events."""
        different = different_events(self.columns, i, j)
        rows = self.columns.row
        if len(self.one_event):
            different &= ~among(self.one_event, rows[i], rows[j])
        if len(self.other_events):
            different |= among(self.other_events, rows[i], rows[j])
        return different


def settle(
    columns: Columns,
    pairs: ScoredPairs,
    standing: Bools,
    forced: Bools,
    *,
    one_event: Ints = NO_PAIRS,
    other_events: Ints = NO_PAIRS,
) -> Settled:
    """Which of the `standing` pairs (n,) are links. `forced` pairs are linked and beat their rivals.

    `one_event`, `other_events`: (k, 2) rows of claims that people say are no rivals, or are.
    """
    weight = np.where(forced, np.inf, pairs.weight)
    sides = _sides(columns, pairs, both_ways(one_event), both_ways(other_events))
    undecided = standing.copy()
    linked = np.zeros(len(pairs), dtype=np.bool_)
    rival, margin = _nearest_rivals(sides, weight, undecided)
    while undecided.any():
        beaten = np.zeros(len(pairs), dtype=np.bool_)
        for side in sides:
            beaten |= _beaten(side, weight, undecided | linked)
        accepted = undecided & (~beaten | forced)
        if not accepted.any():
            accepted = undecided & (weight == weight[undecided].max())
        linked |= accepted
        undecided &= ~accepted
        lost = np.zeros(len(pairs), dtype=np.bool_)
        for side in sides:
            lost |= _beaten(side, weight, linked)
        undecided &= ~lost | forced
    return Settled(linked=linked, rival=rival, margin=margin)


def _sides(columns: Columns, pairs: ScoredPairs, one_event: Ints, other_events: Ints) -> tuple[_Side, _Side]:
    a, b = columns.claims, columns.statements
    return (
        _Side(
            np.unique(pairs.statement * 64 + pairs.statement_part, return_inverse=True)[1],
            pairs.claim,
            a,
            b.events[pairs.statement] <= 1,
            one_event,
            other_events,
        ),
        _Side(
            np.unique(pairs.claim * 64 + pairs.claim_part, return_inverse=True)[1],
            pairs.statement,
            b,
            a.events[pairs.claim] <= 1,
            NO_PAIRS,
            NO_PAIRS,
        ),
    )


def _ranked(side: _Side, weight: Floats, standing: Bools) -> Ints:
    """(groups, RANKS) indices of the heaviest standing pairs of each group, heaviest first; -1 for none."""
    chosen = np.flatnonzero(standing)
    order = chosen[np.lexsort((side.rival_record[chosen], -weight[chosen], side.group[chosen]))]
    group = side.group[order]
    rank = np.arange(len(order)) - np.searchsorted(group, group, side="left")
    table = np.full((int(side.group.max(initial=-1)) + 1, RANKS), -1, dtype=np.int64)
    first = rank < RANKS
    table[group[first], rank[first]] = order[first]
    return table


def _beaten(side: _Side, weight: Floats, standing: Bools) -> Bools:
    """Whether a clearly heavier standing pair of the same group is of another event."""
    beaten = np.zeros(len(weight), dtype=np.bool_)
    for leader in _ranked(side, weight, standing)[side.group].T:
        some = np.flatnonzero(side.contested & ~beaten & (leader >= 0))
        some = some[weight[leader[some]] > weight[some] + TIE_BITS]
        beaten[some] = side.rivals(side.rival_record[leader[some]], side.rival_record[some])
    return beaten


def _nearest_rivals(sides: tuple[_Side, _Side], weight: Floats, standing: Bools) -> tuple[Ints, Floats]:
    """The heaviest rival of each pair on either side, and the margin to it."""
    rival = np.full(len(weight), -1, dtype=np.int64)
    margin = np.full(len(weight), np.nan)
    for side in sides:
        found = _heaviest_rival(side, weight, standing)
        has = np.flatnonzero(found >= 0)
        bits = np.where(np.isinf(weight[has]) & np.isinf(weight[found[has]]), 0.0, weight[has] - weight[found[has]])
        closer = np.isnan(margin[has]) | (bits < margin[has])
        rival[has[closer]], margin[has[closer]] = found[has[closer]], bits[closer]
    return rival, margin


def _heaviest_rival(side: _Side, weight: Floats, standing: Bools) -> Ints:
    """Per pair the heaviest standing pair of its group that is of another event; -1 where there is none."""
    found = np.full(len(weight), -1, dtype=np.int64)
    for leader in _ranked(side, weight, standing)[side.group].T:
        some = np.flatnonzero(side.contested & (found < 0) & (leader >= 0))
        other = side.rivals(side.rival_record[leader[some]], side.rival_record[some])
        found[some[other]] = leader[some[other]]
    return found


def different_events(side: SideColumns, i: Ints, j: Ints) -> Bools:
    """Whether records i and j of one side exclude one another: they cannot tell of one event."""
    one_text = (side.document[i] >= 0) & (side.document[i] == side.document[j])
    different: Bools = (i != j) & (one_text | _dates_exclude(side, i, j) | _places_exclude(side, i, j))
    return different


def _dates_exclude(side: SideColumns, i: Ints, j: Ints) -> Bools:
    both = np.flatnonzero(side.stated[i] & side.stated[j])
    excluded = np.zeros(len(i), dtype=np.bool_)
    if len(both):
        gap, _ = closest_days(side, side, i[both], j[both])
        excluded[both] = gap > 0
    return excluded


def _places_exclude(side: SideColumns, i: Ints, j: Ints) -> Bools:
    """Both name exactly one place, local and located, and these lie clearly apart."""
    first_i, first_j = side.place_offset[i], side.place_offset[j]
    single = np.flatnonzero((side.place_offset[i + 1] - first_i == 1) & (side.place_offset[j + 1] - first_j == 1))
    at_i, at_j = first_i[single], first_j[single]
    local = (side.place_class[at_i] == _LOCAL) & (side.place_class[at_j] == _LOCAL)
    distance = great_circles_km(side.place_xyz[at_i], side.place_xyz[at_j])
    excluded = np.zeros(len(i), dtype=np.bool_)
    excluded[single] = local & (distance > side.place_radius[at_i] + side.place_radius[at_j] + APART_KM)
    return excluded
