"""Which points lie near which: in single precision where that tells, exactly where it does not."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reconcile.domain.columns import Bools, Floats, Ints, SideColumns
from reconcile.domain.places import EARTH_RADIUS_KM

WIDER = 1 + 1e-9
"""By how much more is looked for than asked: more than rounding in double precision can take away."""


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


def spots_of(side: SideColumns, place: Ints) -> Spots:
    """`place`: (n,) the place of each record that counts, -1 where there is none."""
    return spots_at(side.place_xyz, side.place_radius, place)


def spots_at(xyz: Floats, radius: Floats, place: Ints) -> Spots:
    coarse = np.zeros((len(place), 4), dtype=np.float32)
    if len(radius):
        coarse[:, :3], coarse[:, 3] = xyz.take(place, axis=0, mode="wrap"), radius.take(place, mode="wrap")
    return Spots(coarse, place, xyz, radius)


COARSE_KM = 0.01
"""More than rounding to 24 bits can move two spots apart."""
LESS = 2 * WIDER * COARSE_KM / EARTH_RADIUS_KM
"""By how much less than they do, as `reaching` has it, two spots must reach to be near one another for sure."""
BENT, MOST_BENT = 0.1, 0.25
"""The square of an arc is less than that of its chord, c, times 1 + BENT * c, as long as c is less than MOST_BENT (half
a radius of the Earth): the series begins with a twelfth."""


class Nearness:
    """Asks which spots of two sides lie within the limit of one another, beyond both radii."""

    def __init__(self, a: Spots, b: Spots, limit_km: float) -> None:
        self._a, self._b, self._limit_km = a, b, limit_km
        self._one, self._other = reaching(a, b, limit_km)

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
        reach -= LESS
        arc = chord * (1 + BENT * chord)
        open_still = np.flatnonzero((arc > reach * reach) | (chord > MOST_BENT) | (reach < 0))
        kept = np.ones(len(some), dtype=np.bool_)
        kept[open_still] = within(self._a, self._b, self._limit_km, x[some[open_still]], y[some[open_still]])
        return some[kept]


def reaching(a: Spots, b: Spots, limit_km: float) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(n, 4) of both: one row less another tells where they lie to one another, and how far both reach together."""
    one, other = (spots.reaching((limit_km + COARSE_KM) / 2) for spots in (a, b))
    other[:, 3] *= -1  # In place, np.negative of numpy 2.4 takes elements that lie apart for neighbours.
    return one, other


def within(a: Spots, b: Spots, limit_km: float, x: Ints, y: Ints) -> Bools:
    """Whether spots x of `a` and y of `b` lie within the limit of one another, beyond both radii: exactly."""
    at, there = a.place[x], b.place[y]
    apart = great_circles_km(a.xyz.take(at, axis=0), b.xyz.take(there, axis=0))
    found: Bools = apart <= a.radius[at] + b.radius[there] + limit_km
    return found


def first_located(side: SideColumns) -> Ints:
    """(n,) index of each record's first located place candidate, -1 where there is none."""
    found = np.full(len(side), -1, dtype=np.int32)
    owner = np.repeat(np.arange(len(side)), np.diff(side.place_offset))
    located = np.flatnonzero(~np.isnan(side.place_xyz[:, 0]))[::-1]
    found[owner[located]] = located
    return found


def great_circles_km(a: Floats, b: Floats) -> Floats:
    """(n,) kilometres between points (n, 3) of the unit sphere; NaN where either is not located."""
    apart = a - b
    chord = np.sqrt(np.einsum("ij,ij->i", apart, apart))
    distance: Floats = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chord / 2, 1.0))
    return distance
