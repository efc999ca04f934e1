"""Which points lie near which: by cells of the unit sphere, so that the work grows with what is near, not with all."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np

from reconcile.domain.columns import Bools, Floats, Ints, SideColumns
from reconcile.domain.places import EARTH_RADIUS_KM

RADIUS_BANDS = (0.0, 30.0, 100.0, 300.0, 1_000.0, np.inf)
"""Kilometres: places are searched in bands of like radius, so that one wide area does not widen the search for all."""
CELLS = 1 << 20
"""More cells along one axis than any search needs."""
WIDER = 1 + 1e-9
"""Cells are wider than the search by more than rounding can take away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spots:
    """The distinct places of one side that lie in a stated country, and which record lies at which."""

    of_record: Ints
    """(n,) index of the spot of each record; -1 where it has none."""
    country: Ints
    xyz: Floats
    radius: Floats


def spots(side: SideColumns) -> Spots:
    """By the first located place of each record."""
    place = first_located(side)
    of_record = np.full(len(side), -1, dtype=np.int64)
    has = np.flatnonzero((place >= 0) & (side.country >= 0))
    at = place[has]
    told: Floats = np.column_stack((side.country[has].astype(np.float64), side.place_xyz[at], side.place_radius[at]))
    order = np.lexsort(told.T)
    distinct = np.ones(len(order), dtype=np.bool_)
    distinct[1:] = (told[order[1:]] != told[order[:-1]]).any(axis=1)
    of_record[has[order]] = np.cumsum(distinct) - 1
    spot = told[order[distinct]]
    return Spots(of_record=of_record, country=spot[:, 0].astype(np.int64), xyz=spot[:, 1:4], radius=spot[:, 4])


def first_located(side: SideColumns) -> Ints:
    """(n,) index of each record's first located place candidate, -1 where there is none."""
    found = np.full(len(side), -1, dtype=np.int64)
    owner = np.repeat(np.arange(len(side)), np.diff(side.place_offset))
    located = np.flatnonzero(~np.isnan(side.place_xyz[:, 0]))[::-1]
    found[owner[located]] = located
    return found


def near_abroad(a: Spots, b: Spots, limit_km: float) -> tuple[Ints, Ints]:
    """All pairs of spots of different countries within the limit beyond both radii."""
    found = []
    for i, j in _in_reach(a, b, limit_km):
        abroad = np.flatnonzero(a.country[i] != b.country[j])
        i, j = i[abroad], j[abroad]
        near = _within(a, b, i, j, limit_km)
        found.append((i[near], j[near]))
    if not found:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    i, j = (np.concatenate(side) for side in zip(*found, strict=True))
    return i, j


def _within(a: Spots, b: Spots, i: Ints, j: Ints, limit_km: float) -> Bools:
    chord = np.linalg.norm(a.xyz[i] - b.xyz[j], axis=1)
    distance = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chord / 2, 1.0))
    within: Bools = distance <= a.radius[i] + b.radius[j] + limit_km
    return within


def _in_reach(a: Spots, b: Spots, limit_km: float) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of spots in neighbouring cells; every pair within reach is among them, once."""
    for of_a, of_b in product(_bands(a), _bands(b)):
        reach = float(a.radius[of_a].max() + b.radius[of_b].max()) + limit_km
        size = 2 * np.sin(min(reach / (2 * EARTH_RADIUS_KM), np.pi / 2)) * WIDER
        cells = _codes(np.floor((b.xyz[of_b] + 1) / size).astype(np.int64))
        order = np.argsort(cells, kind="stable")
        at = np.floor((a.xyz[of_a] + 1) / size).astype(np.int64)
        for across in product((-1, 0, 1), repeat=2):
            codes = _codes(at + np.array((*across, 0)))
            low = np.searchsorted(cells[order], codes - 1, "left")
            high = np.searchsorted(cells[order], codes + 1, "right")
            owner, position = expanded(of_a, low, high)
            yield owner, of_b[order[position]]


def _codes(cells: Ints) -> Ints:
    """(n,) one number for the cell (n, 3); cells that follow one another on the last axis follow in number."""
    codes: Ints = ((cells[:, 0] + 1) * CELLS + cells[:, 1] + 1) * CELLS + cells[:, 2] + 1
    return codes


def _bands(side: Spots) -> Iterator[Ints]:
    for low, high in pairwise(RADIUS_BANDS):
        some = np.flatnonzero((side.radius >= low) & (side.radius < high))
        if len(some):
            yield some


def expanded(owner: Ints, low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """All (owner, position) with low <= position < high, as flat arrays."""
    lengths = np.maximum(high - low, 0)
    owners = np.repeat(owner, lengths)
    begin = np.cumsum(lengths) - lengths
    positions = np.arange(len(owners)) + np.repeat(low - begin, lengths)
    return owners, positions
