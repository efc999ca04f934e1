"""Which points lie near which: by cells of the unit sphere, so that the work grows with what is near, not with all."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from reconcile.domain.columns import Bools, Floats, Ints, SideColumns
from reconcile.domain.places import EARTH_RADIUS_KM
from reconcile.link.ordering import small_order
from reconcile.link.runs import Runs, by_key, expanded, pieces

RADIUS_BANDS = (0.0, 30.0, 100.0, 300.0, 1_000.0, np.inf)
"""Kilometres: places are searched in bands of like radius, so that one wide area does not widen the search for all."""
CELLS = 1 << 20
"""More cells along one axis than any search needs."""
WIDER = 1 + 1e-9
"""Cells are wider than the search by more than rounding can take away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discs:
    """Where the records of one side lie, coarsely: each of d discs holds places of one country that lie close
    together."""

    records: Ints
    """The records by disc; those that have no located place or no country are in none."""
    begins: Ints
    """(d + 1,) where those of each disc begin."""
    country: Ints
    xyz: Floats
    radius: Floats
    """Kilometres: whatever lies within the radius of a place of the disc lies within that of the disc."""

    def spots(self) -> "Spots":
        return _spots(self.xyz, self.radius, np.arange(len(self.radius)))


def discs(side: SideColumns, place: Ints) -> Discs:
    """`place`: (n,) the place of each record that counts, -1 where there is none.

    Some tens of kilometres wide, so that they are few: which records of two discs are near is for `Nearness` to say.
    """
    has = np.flatnonzero((place >= 0) & (side.country >= 0))
    runs = by_key(has, side.country[has], int(side.country.max(initial=-1)) + 1)
    found = [_no_discs(), *(_discs(side, place, *runs.under(*some), some) for some in pieces(runs))]
    records, lengths, country, xyz, radius = (np.concatenate(part) for part in zip(*found, strict=True))
    return Discs(
        records=records,
        begins=np.concatenate(([0], np.cumsum(lengths))),
        country=country,
        xyz=xyz,
        radius=radius,
    )


_Found = tuple[Ints, Ints, Ints, Floats, Floats]


def _no_discs() -> _Found:
    none = np.empty(0, dtype=np.int64)
    return none, none, none, np.empty((0, 3)), np.empty(0)


def _discs(side: SideColumns, place: Ints, records: Ints, key: Ints, countries: tuple[int, int]) -> _Found:
    """Records by disc, and of each disc how many they are, its country, its middle and its radius; `key`: (n,) number
    of the country of each record among those `countries`."""
    at = place[records]
    xyz, radius = side.place_xyz.take(at, axis=0), side.place_radius[at]
    code = key * BANDS + np.searchsorted(np.array(RADIUS_BANDS), radius, side="right")
    for axis in xyz.T:
        # Half a cell more than 1, so that rounding makes no number negative.
        code *= DISC_CELLS
        code += ((axis + (1 + DISC_CHORD / 2)) / DISC_CHORD).astype(np.int64)
    order = small_order(code, (countries[1] - countries[0]) * BANDS * DISC_CELLS**3)
    starts = np.flatnonzero(np.diff(code[order], prepend=-1))
    lengths = np.diff(starts, append=len(code))
    xyz, records = xyz.take(order, axis=0), records[order]
    middle = xyz.take(starts, axis=0)
    apart = great_circles_km(xyz, np.repeat(middle, lengths, axis=0)) + radius[order]
    reach = np.maximum.reduceat(apart, starts) if len(starts) else np.zeros(0)
    return records, lengths, side.country[records[starts]].astype(np.int64), middle, reach * WIDER + METRE


BANDS = len(RADIUS_BANDS) + 1
DISC_CHORD = 0.012
"""About 76 km."""
DISC_CELLS = 1 << 8
METRE = 0.001


def first_located(side: SideColumns) -> Ints:
    """(n,) index of each record's first located place candidate, -1 where there is none."""
    found = np.full(len(side), -1, dtype=np.int64)
    owner = np.repeat(np.arange(len(side)), np.diff(side.place_offset))
    located = np.flatnonzero(~np.isnan(side.place_xyz[:, 0]))[::-1]
    found[owner[located]] = located
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Where the records of one side lie."""

    spots: "Spots"
    """Of each record its first located place."""
    discs: Discs


def ground_of(side: SideColumns) -> Ground:
    """Worked out once for a side, however often it is compared."""
    place = first_located(side)
    return Ground(spots=_spots(side.place_xyz, side.place_radius, place), discs=discs(side, place))


def bordering(mine: Discs, theirs: Discs, limit_km: float) -> tuple[Runs, Runs]:
    """Of both sides all records that may lie within the limit, beyond both radii, of a record of another country, under
    the border between the two; a record may lie near several."""
    i, j = near_abroad(mine, theirs, limit_km)
    countries = int(max(mine.country.max(initial=-1), theirs.country.max(initial=-1))) + 1
    code = mine.country[i] * countries + theirs.country[j]
    met = np.zeros(countries * countries, dtype=np.bool_)
    met[code] = True
    number = np.cumsum(met) - 1
    borders = int(np.count_nonzero(met))
    return _bordering(mine, i, number[code], borders), _bordering(theirs, j, number[code], borders)


def _bordering(side: Discs, disc: Ints, border: Ints, borders: int) -> Runs:
    """The records of these discs, under each border that their disc is at."""
    width = max(len(side.country), 1)
    at = border * width + disc
    at = at[small_order(at, borders * width)]
    at = at[np.flatnonzero(np.diff(at, prepend=-1))]
    border, disc = at // width, at % width
    begins = np.concatenate(([0], np.cumsum(np.bincount(border, minlength=borders))))
    return Runs(records=side.records, low=side.begins[disc], high=side.begins[disc + 1], begins=begins)


def near_abroad(a: Discs, b: Discs, limit_km: float) -> tuple[Ints, Ints]:
    """All pairs of discs of different countries within the limit beyond both radii."""
    nearness = Nearness(a.spots(), b.spots(), limit_km)
    found = [(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))]
    for i, j in _in_reach(a, b, limit_km):
        abroad = np.flatnonzero(a.country[i] != b.country[j])
        i, j = i[abroad], j[abroad]
        near = nearness.holding(i, j)
        found.append((i[near], j[near]))
    i, j = (np.concatenate(side) for side in zip(*found, strict=True))
    return i, j


@dataclass(frozen=True, slots=True)
class Spots:
    """One located place of each of n records; what is told of a record without one means nothing."""

    coarse: NDArray[np.float32]
    """(n, 4) point on the unit sphere and radius in kilometres, right to some metres: one step in memory a spot."""
    place: Ints
    """(n,) index of the place itself."""
    xyz: Floats
    """(p, 3) of all places."""
    radius: Floats
    """(p,) kilometres"""

    def of(self, records: Ints) -> "Spots":
        return Spots(self.coarse.take(records, axis=0), self.place.take(records), self.xyz, self.radius)

    def reaching(self, km: float) -> NDArray[np.float32]:
        """(n, 4) the same with how far each reaches: so many kilometres beyond its radius, as part of the Earth's."""
        coarse = self.coarse.copy()
        coarse[:, 3] += km
        coarse[:, 3] *= WIDER / EARTH_RADIUS_KM
        return coarse


def _spots(xyz: Floats, radius: Floats, place: Ints) -> Spots:
    coarse = np.zeros((len(place), 4), dtype=np.float32)
    if len(radius):
        coarse[:, :3], coarse[:, 3] = xyz.take(place, axis=0, mode="wrap"), radius.take(place, mode="wrap")
    return Spots(coarse, place, xyz, radius)


COARSE_KM = 0.01
"""More than rounding to 24 bits can move two spots apart."""
BENT, MOST_BENT = 0.1, 0.25
"""The square of an arc is less than that of its chord, c, times 1 + BENT * c, as long as c is less than MOST_BENT (half
a radius of the Earth): the series begins with a twelfth."""


class Nearness:
    """Asks which spots of two sides lie within the limit of one another, beyond both radii."""

    def __init__(self, a: Spots, b: Spots, limit_km: float) -> None:
        self._a, self._b, self._limit_km = a, b, limit_km
        # One row less another then tells where they lie to one another, and how far both reach together.
        self._one, self._other = a.reaching((limit_km + COARSE_KM) / 2), b.reaching((limit_km + COARSE_KM) / 2)
        self._other[:, 3] *= -1  # In place, np.negative of numpy 2.4 takes elements that lie apart for neighbours.

    def holding(self, x: Ints, y: Ints) -> Ints:
        """Indices of the pairs of spots x of `a` and y of `b` of which it holds."""
        # `take` copies whole rows where indexing goes element by element.
        squares = self._one.take(x, axis=0)
        squares -= self._other.take(y, axis=0)
        squares *= squares
        chord = squares[:, 0] + squares[:, 1]
        chord += squares[:, 2]
        # A chord is no longer than its arc: most pairs need no arc.
        some = np.flatnonzero(chord <= squares[:, 3])
        chord, reach = chord[some], np.sqrt(squares[some, 3])
        # And an arc no longer than this: nor do most of the others.
        reach -= 2 * WIDER * COARSE_KM / EARTH_RADIUS_KM
        arc = chord * (1 + BENT * chord)
        open_still = np.flatnonzero((arc > reach * reach) | (chord > MOST_BENT) | (reach < 0))
        kept = np.ones(len(some), dtype=np.bool_)
        kept[open_still] = self._exactly(x[some[open_still]], y[some[open_still]])
        return some[kept]

    def _exactly(self, x: Ints, y: Ints) -> Bools:
        a, b = self._a, self._b
        at, there = a.place[x], b.place[y]
        apart = great_circles_km(a.xyz.take(at, axis=0), b.xyz.take(there, axis=0))
        within: Bools = apart <= a.radius[at] + b.radius[there] + self._limit_km
        return within


def _in_reach(a: Discs, b: Discs, limit_km: float) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of discs in neighbouring cells; every pair within reach is among them, once."""
    for of_a, of_b in product(_bands(a), _bands(b)):
        reach = float(a.radius[of_a].max() + b.radius[of_b].max()) + limit_km
        size = 2 * np.sin(min(reach / (2 * EARTH_RADIUS_KM), np.pi / 2)) * WIDER
        cells = _codes(np.floor((b.xyz[of_b] + 1) / size).astype(np.int64))
        order = np.argsort(cells, kind="stable")
        sorted_cells, members = cells[order], of_b[order]
        at = np.floor((a.xyz[of_a] + 1) / size).astype(np.int64)
        for across in product((-1, 0, 1), repeat=2):
            codes = _codes(at + np.array((*across, 0)))
            low = np.searchsorted(sorted_cells, codes - 1, "left")
            high = np.searchsorted(sorted_cells, codes + 1, "right")
            owner, position = expanded(of_a, low, high)
            yield owner, members[position]


def _codes(cells: Ints) -> Ints:
    """(n,) one number for the cell (n, 3); cells that follow one another on the last axis follow in number."""
    codes: Ints = ((cells[:, 0] + 1) * CELLS + cells[:, 1] + 1) * CELLS + cells[:, 2] + 1
    return codes


def _bands(side: Discs) -> Iterator[Ints]:
    for low, high in pairwise(RADIUS_BANDS):
        some = np.flatnonzero((side.radius >= low) & (side.radius < high))
        if len(some):
            yield some


def great_circles_km(a: Floats, b: Floats) -> Floats:
    """(n,) kilometres between points (n, 3) of the unit sphere; NaN where either is not located."""
    apart = a - b
    chord = np.sqrt(np.einsum("ij,ij->i", apart, apart))
    distance: Floats = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chord / 2, 1.0))
    return distance
