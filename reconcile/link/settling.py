"""Competition over all kept pairs at once: a statement goes to the event it fits best.

Two claims are rivals for a statement (or two statements for a claim) when they tell of different events: they stand in
one communiqué, or their stated dates or located places exclude one another. Claims that may be of one event (repeats,
updates, rival claimants) are no rivals and may share a statement, and several issuers may answer one claim. Where a
record names several places, each place is competed for alone; a record of several events is not competed for, but for
one without a date: what it tells of happened within days, and not in other years.

The rounds are those of stable matching: pairs that no undecided rival beats on either side are accepted, pairs beaten
by an accepted rival are rejected, until all are decided. So no claim is left on a worse statement while a better one
is free, and the order of input does not matter. Rivals within `TIE_BITS` are both kept and marked for a person.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from reconcile.domain.columns import Bools, Columns, Floats, Ints, SideColumns
from reconcile.domain.places import PlaceClass
from reconcile.link.compare.dates import closest_days
from reconcile.link.constraints import among, both_ways
from reconcile.link.nearby import great_circles_km
from reconcile.link.ordering import falling, ordered, small_order
from reconcile.link.pairs import ScoredPairs
from reconcile.link.threads import both

TIE_BITS = 0.25
"""Weights this close are not told apart."""
APART_KM = 10.0
"""Kilometres beyond both radii from which two located places exclude one another."""
RANKS = 8
"""How many of the heaviest pairs of a group a pair is measured against. A bound keeps the work linear."""
AT_ONCE = 1 << 18
"""Pairs whose rivals are looked for together: what is known of them stays in the fast memory of a core."""
TOLD_TOGETHER_DAYS = 31
"""Within how many days the events lie that one account without a date tells of. Assessed: tallies are of a month at
most."""
PARTS = 64
"""More than there are parts of any place."""
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
    groups: int
    order: Ints
    """(n,) the pairs by group, the heaviest of each first."""
    rival_record: Ints
    """(n,) the record that competes for it on the other side."""
    columns: SideColumns
    """Columns of the competing records."""
    contested: Bools
    """(n,) False where the shared record covers several events and states when."""
    several: Bools
    """(n,) whether it covers several events."""
    one_event: Ints
    """(k, 2) rows of competing records that people say tell of one event, each pair both ways."""
    other_events: Ints

    def rivals(self, one: Ints, other: Ints) -> Bools:
        """Whether the competing records of the pairs `one` and `other`, which share the other record, tell of different
        events; where that covers several, of events that cannot be told together."""
        i, j = self.rival_record.take(one), self.rival_record.take(other)
        different = different_events(self.columns, i, j)
        several = np.flatnonzero(self.several.take(one))
        if len(several):
            different[several] = _dates_exclude(self.columns, i[several], j[several], beyond=TOLD_TOGETHER_DAYS)
        rows = self.columns.row
        if len(self.one_event):
            different &= ~among(self.one_event, rows[i], rows[j])
        if len(self.other_events):
            different |= among(self.other_events, rows[i], rows[j])
        return different

    def among(self, standing: Bools, weight: Floats) -> "_Contest":
        """What there is to settle between the `standing` pairs (n,)."""
        ranked = self.order.take(np.flatnonzero((standing & self.contested).take(self.order)))
        group = self.group.take(ranked)
        held = np.bincount(group, minlength=self.groups).take(group)
        many = np.zeros(len(standing), dtype=np.bool_)
        many[ranked[held > RANKS]] = True
        few = np.flatnonzero((held > 1) & (held <= RANKS))
        ranked, group, heavier, lighter = ranked.take(few), group.take(few), [], []
        for ahead in range(1, RANKS):
            at = np.flatnonzero(group[ahead:] == group[:-ahead])
            one, other = ranked.take(at), ranked.take(at + ahead)
            clear = np.flatnonzero(weight.take(one) > weight.take(other) + TIE_BITS)
            one, other = one.take(clear), other.take(clear)
            rivals = self.rivals(one, other)
            heavier.append(one[rivals])
            lighter.append(other[rivals])
        of_many = replace(self, order=self.order.take(np.flatnonzero(many.take(self.order))))
        return _Contest(np.concatenate(heavier), np.concatenate(lighter), many, of_many)

    def leading(self, standing: Bools) -> "_Leading":
        """The `standing` pairs (n,) as they lead their groups."""
        ranked = self.order.take(np.flatnonzero(standing.take(self.order)))
        held = np.bincount(self.group.take(ranked), minlength=self.groups)
        return _Leading(self, standing, ranked, held, np.cumsum(held) - held)


@dataclass(frozen=True, slots=True)
class _Leading:
    """Some pairs of one side that stand, by group, the heaviest of each first."""

    side: _Side
    standing: Bools
    """(n,)"""
    ranked: Ints
    held: Ints
    """(groups,) how many stand in each."""
    first: Ints
    """(groups,) where those of each begin."""

    def of(self, asked: Ints) -> Iterator[tuple[Ints, Ints]]:
        """For the pairs `asked`: the heaviest standing pair of the group of each, then the next, up to RANKS of them.

        Each as (positions in `asked` whose group has so many, the pair of that rank); pairs of dated records of several
        events have none, nor have those in whose group no other stands. What a caller no longer asks about it leaves
        aside itself.
        """
        group = self.side.group.take(asked)
        others = self.held.take(group) > self.standing.take(asked)
        at = np.flatnonzero(others & self.side.contested.take(asked))
        group = group.take(at)
        held, first = self.held.take(group), self.first.take(group)
        for rank in range(RANKS):
            some = np.flatnonzero(held > rank)
            if not len(some):
                return
            if len(some) < len(at):
                at, held, first = at.take(some), held.take(some), first.take(some)
            yield at, self.ranked.take(first + rank)


@dataclass(frozen=True, slots=True)
class _Contest:
    """What there is to settle between some pairs on one side."""

    heavier: Ints
    lighter: Ints
    """(e,) pairs of other events in one group of few, of which the first clearly outweighs the second."""
    many: Bools
    """(n,) pairs in groups of many, which are compared with the heaviest of those that stand when they are asked."""
    side: _Side
    """Those groups."""

    def beaten(self, standing: Bools, weight: Floats) -> Bools:
        """(n,) whether a clearly heavier `standing` pair of the same group is of another event."""
        beaten = np.zeros(len(standing), dtype=np.bool_)
        beaten[self.lighter[standing[self.heavier]]] = True
        asked = np.flatnonzero(self.many)
        for at, leader in self.side.leading(standing).of(asked):
            some = np.flatnonzero((weight[leader] > weight[asked[at]] + TIE_BITS) & ~beaten[asked[at]])
            at, leader = asked[at[some]], leader[some]
            beaten[at] = self.side.rivals(leader, at)
        return beaten


class Competition:
    """n pairs that compete, sorted once, however often they are settled."""

    def __init__(
        self,
        columns: Columns,
        pairs: ScoredPairs,
        forced: Bools | None = None,
        *,
        able: Bools | None = None,
        one_event: Ints = NO_PAIRS,
        other_events: Ints = NO_PAIRS,
    ) -> None:
        """`forced`: (n,) pairs that are linked whatever they weigh and beat their rivals; None: there are none.

        `able`: (n,) pairs of which some will be asked to stand, beside the forced ones; None: any may. The fewer, the
        quicker. `one_event`, `other_events`: (k, 2) rows of claims that people say are no rivals, or are.
        """
        self._forced = np.zeros(len(pairs), dtype=np.bool_) if forced is None else forced
        self._weight = np.where(self._forced, np.inf, pairs.weight)
        self._sides = _sides(columns, pairs, self._weight, both_ways(one_event), both_ways(other_events))
        asked = np.ones(len(pairs), dtype=np.bool_) if able is None else able | self._forced
        one, other = (partial(side.among, asked, self._weight) for side in self._sides)
        self._contests = both(one, other)

    def settle(self, standing: Bools) -> Settled:
        """Which of the `standing` pairs (n,) are links, and the rivals of all."""
        rival, margin = self._nearest_rivals(standing)
        return Settled(linked=self.links(standing), rival=rival, margin=margin)

    def links(self, standing: Bools) -> Bools:
        """(n,) which of the `standing` pairs (n,) are links."""
        weight, forced = self._weight, self._forced
        linked, undecided = np.zeros_like(standing), standing.copy()
        while undecided.any():
            accepted = undecided & (~self._beaten(undecided | linked) | forced)
            if not accepted.any():
                accepted = undecided & (weight == weight[undecided].max())
            linked |= accepted
            undecided &= ~accepted
            undecided &= ~self._beaten(linked) | forced
        return linked

    def _beaten(self, standing: Bools) -> Bools:
        """Whether a clearly heavier standing pair of the same group, on either side, is of another event."""
        beaten = np.zeros(len(standing), dtype=np.bool_)
        for contest in self._contests:
            beaten |= contest.beaten(standing, self._weight)
        return beaten

    def _nearest_rivals(self, standing: Bools) -> tuple[Ints, Floats]:
        """The heaviest rival of each pair on either side, and the margin to it."""
        weight = self._weight
        rival = np.full(len(weight), -1, dtype=np.int64)
        margin = np.full(len(weight), np.nan)
        one, other = (partial(_heaviest_rival, side, standing) for side in self._sides)
        for found in both(one, other):
            has = np.flatnonzero(found >= 0)
            bits = np.where(np.isinf(weight[has]) & np.isinf(weight[found[has]]), 0.0, weight[has] - weight[found[has]])
            closer = np.isnan(margin[has]) | (bits < margin[has])
            rival[has[closer]], margin[has[closer]] = found[has[closer]], bits[closer]
        return rival, margin


def _sides(
    columns: Columns, pairs: ScoredPairs, weight: Floats, one_event: Ints, other_events: Ints
) -> tuple[_Side, _Side]:
    a, b = columns.claims, columns.statements
    heaviest = falling(weight)
    of_statement = pairs.statement * PARTS + pairs.statement_part, pairs.claim, a, *_coverage(b, pairs.statement)
    of_claim = pairs.claim * PARTS + pairs.claim_part, pairs.statement, b, *_coverage(a, pairs.claim)
    return both(
        lambda: _side(heaviest, *of_statement, one_event, other_events),
        lambda: _side(heaviest, *of_claim, NO_PAIRS, NO_PAIRS),
    )


def _coverage(side: SideColumns, shared: Ints) -> tuple[Bools, Bools]:
    """(n,) whether the record that each pair shares is competed for, and whether it covers several events."""
    several = side.events > 1
    return (~several | ~side.stated)[shared], several[shared]


def _side(
    heaviest: Ints,
    shared: Ints,
    rival_record: Ints,
    rivals: SideColumns,
    contested: Bools,
    several: Bools,
    one_event: Ints,
    other_events: Ints,
) -> _Side:
    """`heaviest`: (n,) keys that put the heaviest pairs first; `shared`: (n,) the record and part that each is of."""
    at = small_order(shared, int(shared.max(initial=0)))
    sorted_shared = shared.take(at)
    begins = np.ones(len(at), dtype=np.bool_)
    np.not_equal(sorted_shared[1:], sorted_shared[:-1], out=begins[1:])
    numbers = np.cumsum(begins, dtype=np.int32)
    numbers -= 1
    group = np.empty_like(numbers)
    group[at] = numbers
    return _Side(
        group=group,
        groups=int(numbers[-1]) + 1 if len(numbers) else 0,
        order=at.take(ordered(numbers, heaviest.take(at), rival_record.take(at))),
        rival_record=rival_record,
        columns=rivals,
        contested=contested,
        several=several,
        one_event=one_event,
        other_events=other_events,
    )


def _heaviest_rival(side: _Side, standing: Bools) -> Ints:
    """Per pair the heaviest standing pair of its group that is of another event; -1 where there is none."""
    found, leading = np.full(len(standing), -1, dtype=np.int64), side.leading(standing)
    for begin in range(0, len(standing), AT_ONCE):
        asked = np.arange(begin, min(begin + AT_ONCE, len(standing)))
        here = found[begin : begin + AT_ONCE]
        for at, leader in leading.of(asked):
            some = np.flatnonzero((here.take(at) < 0) & (leader != asked.take(at)))
            at, leader = at.take(some), leader.take(some)
            other = np.flatnonzero(side.rivals(leader, asked.take(at)))
            here[at.take(other)] = leader.take(other)
    return found


def different_events(side: SideColumns, i: Ints, j: Ints) -> Bools:
    """Whether records i and j of one side exclude one another: they cannot tell of one event.

    A correction that moves the date or the place tells of the event of the record it corrects all the same.
    """
    document, series = side.document[i], side.series[i]
    apart: Bools = (i != j) & ((series < 0) | (series != side.series[j]))
    different: Bools = apart & (document >= 0) & (document == side.document[j])
    for exclude in (_dates_exclude, _places_exclude):
        rest = np.flatnonzero(~different & apart)
        different[rest] = exclude(side, i[rest], j[rest])
    return different


def _dates_exclude(side: SideColumns, i: Ints, j: Ints, *, beyond: int = 0) -> Bools:
    """Whether both state their days, and these lie more than `beyond` days apart."""
    both = np.flatnonzero(side.stated[i] & side.stated[j])
    excluded = np.zeros(len(i), dtype=np.bool_)
    if len(both):
        gap, _ = closest_days(side, side, i[both], j[both])
        excluded[both] = gap > beyond
    return excluded


def _places_exclude(side: SideColumns, i: Ints, j: Ints) -> Bools:
    """Both name exactly one place, local and located, and these lie clearly apart."""
    first_i, first_j = side.place_offset[i], side.place_offset[j]
    single = np.flatnonzero((side.place_offset[i + 1] - first_i == 1) & (side.place_offset[j + 1] - first_j == 1))
    at_i, at_j = first_i[single], first_j[single]
    local = (side.place_class[at_i] == _LOCAL) & (side.place_class[at_j] == _LOCAL)
    distance = great_circles_km(side.place_xyz.take(at_i, axis=0), side.place_xyz.take(at_j, axis=0))
    excluded = np.zeros(len(i), dtype=np.bool_)
    excluded[single] = local & (distance > side.place_radius[at_i] + side.place_radius[at_j] + APART_KM)
    return excluded
