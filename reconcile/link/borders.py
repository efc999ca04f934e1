"""Which records of one country may lie near records of another: those near the border between the two.

Records are put into discs some tens of kilometres wide, so that discs are few: which discs of two countries are near
one another is worked out once, whoever is then compared with whom.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations_with_replacement, pairwise, product
from typing import NamedTuple

import numpy as np

from reconcile.domain.columns import Floats, Ints, SideColumns
from reconcile.domain.places import EARTH_RADIUS_KM
from reconcile.link.nearby import WIDER, Nearness, Spots, first_located, great_circles_km, spots_at, spots_of
from reconcile.link.ordering import small_order
from reconcile.link.runs import Runs, by_key, expanded, pieces

RADIUS_BANDS = (0.0, 30.0, 100.0, 300.0, 1_000.0, np.inf)
"""Kilometres: places are searched in bands of like radius, so that one wide area does not widen the search for all."""
CELLS = 1 << 20
"""More cells along one axis than any search needs."""
BANDS = len(RADIUS_BANDS) + 1
DISC_CHORD = 0.012
"""About 76 km."""
DISC_CELLS = 1 << 8
DISCS_EACH = BANDS * DISC_CELLS**3
"""More discs than any country has."""
METRE = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class Discs:
    """Where records lie, coarsely: each of d discs holds places of one country that lie close together."""

    code: Ints
    """(d,) ascending: which of all discs of the world each is, country by country."""
    xyz: Floats
    """(d, 3) the same for a disc whatever records are in it."""
    radius: Floats
    """(d,) kilometres: whatever lies within the radius of a place of the disc lies within that of the disc."""

    @property
    def country(self) -> Ints:
        """(d,)"""
        found: Ints = self.code // DISCS_EACH
        return found

    def spots(self) -> Spots:
        return spots_at(self.xyz, self.radius, np.arange(len(self.radius)))

    def with_those(self, others: "Discs") -> "Discs":
        """The discs of both."""
        if others is self:
            return self
        code = np.union1d(self.code, others.code)
        xyz, radius = np.empty((len(code), 3)), np.zeros(len(code))
        for some in (self, others):
            at = np.searchsorted(code, some.code)
            xyz[at], radius[at] = some.xyz, np.maximum(radius[at], some.radius)
        return Discs(code=code, xyz=xyz, radius=radius)


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the records of one side lie."""

    spots: Spots
    """Of each record its first located place."""
    discs: Discs
    records: Ints
    """The records by disc; those that have no located place or no country are in none."""
    begins: Ints
    """(d + 1,) where those of each disc begin."""


def ground_of(side: SideColumns) -> Ground:
    """Worked out once for a side, however often it is compared. Which records of two discs are near is for `Nearness`
    to say."""
    place = first_located(side)
    has = np.flatnonzero((place >= 0) & (side.country >= 0))
    runs = by_key(has, side.country.take(has), int(side.country.max(initial=-1)) + 1)
    found = [_no_discs(), *(_discs(side, place, *runs.under(*some), some) for some in pieces(runs))]
    records, lengths, code, xyz, radius = (np.concatenate(part) for part in zip(*found, strict=True))
    return Ground(
        spots=spots_of(side, place),
        discs=Discs(code=code, xyz=xyz, radius=radius),
        records=records,
        begins=np.concatenate(([0], np.cumsum(lengths))),
    )


_Found = tuple[Ints, Ints, Ints, Floats, Floats]


def _no_discs() -> _Found:
    none = np.empty(0, dtype=np.int32)
    return none, none, none.astype(np.int64), np.empty((0, 3)), np.empty(0)


def _discs(side: SideColumns, place: Ints, records: Ints, key: Ints, countries: tuple[int, int]) -> _Found:
    """Records by disc, and of each disc how many they are, its code, its middle and its radius; `key`: (n,) number
    of the country of each record among those `countries`."""
    at = place.take(records)
    xyz, radius = side.place_xyz.take(at, axis=0), side.place_radius.take(at)
    code = key * BANDS + np.searchsorted(np.array(RADIUS_BANDS), radius, side="right")
    for axis in xyz.T:
        # Half a cell more than 1, so that rounding makes no number negative.
        code *= DISC_CELLS
        code += ((axis + (1 + DISC_CHORD / 2)) / DISC_CHORD).astype(np.int64)
    order = small_order(code, (countries[1] - countries[0]) * DISCS_EACH)
    code = code.take(order)
    starts = np.flatnonzero(np.diff(code, prepend=-1))
    lengths = np.diff(starts, append=len(code))
    middle = _middles(code[starts])
    apart = great_circles_km(xyz.take(order, axis=0), np.repeat(middle, lengths, axis=0)) + radius.take(order)
    reach = np.maximum.reduceat(apart, starts) if len(starts) else np.zeros(0)
    return records.take(order), lengths, code[starts] + countries[0] * DISCS_EACH, middle, reach * WIDER + METRE


def _middles(code: Ints) -> Floats:
    """(d, 3) the middle of the cell of each disc, as a point on the sphere."""
    cells = np.stack([code // DISC_CELLS**axis % DISC_CELLS for axis in (2, 1, 0)], axis=1)
    middle = cells * DISC_CHORD - 1.0
    found: Floats = middle / np.sqrt((middle * middle).sum(axis=1, keepdims=True))
    return found


@dataclass(frozen=True, slots=True)
class Borders:
    """Which discs of two countries lie near one another."""

    code: Ints
    """(p,) codes of pairs of discs, each pair once: that of the country with the lower number,"""
    other: Ints
    """(p,) and that of the other."""
    border: Ints
    """(p,) number of the border between the two countries."""
    borders: int

    def between(self, mine: Ground, theirs: Ground) -> tuple[Runs, Runs]:
        """Of both sides all records that may lie near a record of another country on the other side, under the border
        and the side of it; a record may lie near several."""
        code, other = np.concatenate((self.code, self.other)), np.concatenate((self.other, self.code))
        border = np.concatenate((self.border, self.border + self.borders))
        return _bordering(mine, code, border, 2 * self.borders), _bordering(theirs, other, border, 2 * self.borders)

    def among(self, mine: Ground) -> tuple[Runs, Runs]:
        """The records on one side of each border, and those on its other side."""
        return (
            _bordering(mine, self.code, self.border, self.borders),
            _bordering(mine, self.other, self.border, self.borders),
        )


def _bordering(ground: Ground, code: Ints, border: Ints, borders: int) -> Runs:
    """The records of these discs, under each border that their disc is at."""
    discs = len(ground.discs.code)
    disc = np.searchsorted(ground.discs.code, code)
    there = np.flatnonzero(np.append(ground.discs.code, -1)[disc] == code)
    at = border[there] * max(discs, 1) + disc[there]
    at = at.take(small_order(at, borders * max(discs, 1)))
    at = at[np.flatnonzero(np.diff(at, prepend=-1))]
    border, disc = at // max(discs, 1), at % max(discs, 1)
    begins = np.concatenate(([0], np.cumsum(np.bincount(border, minlength=borders))))
    return Runs(records=ground.records, low=ground.begins[disc], high=ground.begins[disc + 1], begins=begins)


class Terrain(NamedTuple):
    """Where claims and statements lie."""

    claims: Ground
    statements: Ground
    borders: Callable[[], Borders]
    """Asked for when they are needed."""


def terrain_of(claims: SideColumns, statements: SideColumns, limit_km: float) -> Terrain:
    mine = ground_of(claims)
    theirs = mine if statements is claims else ground_of(statements)
    return Terrain(mine, theirs, lambda: borders_of(mine.discs, theirs.discs, limit_km))


def borders_of(mine: Discs, theirs: Discs, limit_km: float) -> Borders:
    """The borders at which records lie within the limit, beyond both radii, of records of another country."""
    discs = mine.with_those(theirs)
    i, j = near_abroad(discs, limit_km)
    country = discs.country
    code = country[i] * (int(country.max(initial=-1)) + 1) + country[j]
    met, border = np.unique(code, return_inverse=True)
    return Borders(discs.code[i], discs.code[j], border, len(met))


def near_abroad(discs: Discs, limit_km: float) -> tuple[Ints, Ints]:
    """All pairs of discs of different countries within the limit beyond both radii, each once, the lower country
    first."""
    nearness, country = Nearness(discs.spots(), discs.spots(), limit_km), discs.country
    found = [(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))]
    for i, j in _in_reach(discs, limit_km):
        abroad = np.flatnonzero(country[i] != country[j])
        i, j = i[abroad], j[abroad]
        near = nearness.holding(i, j)
        found.append((i[near], j[near]))
    i, j = (np.concatenate(side) for side in zip(*found, strict=True))
    return i, j


def _in_reach(discs: Discs, limit_km: float) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of discs in neighbouring cells, the first before the second: each pair within reach is among them once."""
    for mine, theirs in combinations_with_replacement(list(_bands(discs)), 2):
        reach = float(discs.radius[mine].max() + discs.radius[theirs].max()) + limit_km
        size = 2 * np.sin(min(reach / (2 * EARTH_RADIUS_KM), np.pi / 2)) * WIDER
        # Searched in the order of the cells: searches that follow one another then touch the same memory.
        cells, members = _by_cell(discs, theirs, size)
        asking, askers = _by_cell(discs, mine, size)
        for x, y in product((-1, 0, 1), repeat=2):
            across = asking + (x * CELLS + y) * CELLS
            low, high = np.searchsorted(cells, across - 1, "left"), np.searchsorted(cells, across + 1, "right")
            owner, position = expanded(askers, low, high)
            other = members[position]
            if mine is theirs:
                once = np.flatnonzero(owner < other)
                yield owner[once], other[once]
            else:
                yield np.minimum(owner, other), np.maximum(owner, other)


def _by_cell(discs: Discs, some: Ints, size: float) -> tuple[Ints, Ints]:
    """One number for the cell of each of some discs, ascending, and the discs in that order. Cells that follow one
    another on the last axis follow in number."""
    cells = np.floor((discs.xyz[some] + 1) / size).astype(np.int64) + 1
    codes = (cells[:, 0] * CELLS + cells[:, 1]) * CELLS + cells[:, 2]
    order = np.argsort(codes, kind="stable")
    return codes[order], some[order]


def _bands(discs: Discs) -> Iterator[Ints]:
    for low, high in pairwise(RADIUS_BANDS):
        some = np.flatnonzero((discs.radius >= low) & (discs.radius < high))
        if len(some):
            yield some
