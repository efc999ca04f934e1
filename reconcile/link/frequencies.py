"""How common places are among the statements: agreement on a rare village weighs more than on a capital."""

from dataclasses import dataclass

import numpy as np

from reconcile.domain.columns import Floats, Ints, SideColumns
from reconcile.domain.weights import ModelComparison

PRIOR_RECORDS = 500
"""How many records the model's average share counts for: with few statements, their own shares say little."""
CELL_DEGREES = 0.5
MOST_BITS, LEAST_BITS = 2.0, -3.5
"""Bounds of the adjustment."""
STEP_BITS = 0.25
"""The adjustment moves in steps, so that a few records more change few weights: else each new statement made every
place a little rarer, and with it every finding another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFrequencies:
    """Bits to add to a place level: log2 of the model's average share over the share of this place."""

    by_name: Floats
    """(names + 1,) the last for names that no statement has."""
    by_unit: Floats
    cells: Ints
    """(c,) sorted cell codes in use."""
    by_cell: Floats
    """(c + 1,)"""

    def name_bits(self, names: Ints) -> Floats:
        return self.by_name[names]

    def unit_bits(self, units: Ints) -> Floats:
        return self.by_unit[units]

    def cell_bits(self, xyz: Floats) -> Floats:
        codes = _cells(xyz)
        at = np.searchsorted(self.cells, codes)
        at[at == len(self.cells)] = 0
        known = self.cells[at] == codes if len(self.cells) else np.zeros(len(codes), dtype=np.bool_)
        return self.by_cell[np.where(known, at, -1)]


def fit_frequencies(statements: SideColumns, names: int, units: int, places: ModelComparison) -> PlaceFrequencies:
    """Shares of each place name, unit and half-degree cell among the statements, drawn towards the model's u."""
    average = {level.key: level.u for level in places.levels}
    owner = np.repeat(np.arange(len(statements)), np.diff(statements.place_offset))
    every = np.arange(len(owner))
    located = ~np.isnan(statements.place_xyz[:, 0])
    cells, cell_of = np.unique(_cells(statements.place_xyz[located]), return_inverse=True)

    def bits(codes: Ints, chosen: Ints, count: int, level: str) -> Floats:
        told = np.flatnonzero(codes >= 0)
        rows = chosen.take(told)
        pairs, pair = _distinct(owner.take(rows) * (count + 1) + codes.take(told))
        # A homonym counts by its weight, a statement once: else each name with many meanings made all of them common.
        shares = np.minimum(np.bincount(pair, statements.place_weight[rows], minlength=len(pairs)), 1.0)
        counted = np.bincount(pairs % (count + 1), shares, minlength=count + 1)
        share = (counted + PRIOR_RECORDS * average[level]) / (len(statements) + PRIOR_RECORDS)
        steps = np.round(np.log2(average[level] / share) / STEP_BITS)
        found: Floats = np.clip(steps * STEP_BITS, LEAST_BITS, MOST_BITS)
        return found

    return PlaceFrequencies(
        by_name=bits(statements.place_name, every, names, "same_place"),
        by_unit=bits(statements.place_admin1, every, units, "contained"),
        cells=cells,
        by_cell=bits(cell_of, np.flatnonzero(located), len(cells), "within_radii"),
    )


def _distinct(codes: Ints) -> tuple[Ints, Ints]:
    """As `np.unique` with its inverse; codes that ascend already, as those of records of one place each, are not
    sorted."""
    steps = np.diff(codes, prepend=codes[:1] - 1)
    if (steps >= 0).all():
        new = steps > 0
        return codes[new], np.cumsum(new) - 1
    distinct, inverse = np.unique(codes, return_inverse=True)
    return distinct, inverse


def _cells(xyz: Floats) -> Ints:
    """Codes of the half-degree cells in which points of the unit sphere lie."""
    lat = np.degrees(np.arcsin(np.clip(xyz[:, 2], -1, 1)))
    lon = np.degrees(np.arctan2(xyz[:, 1], xyz[:, 0]))
    codes: Ints = (np.floor((lat + 90) / CELL_DEGREES) * 1000 + np.floor((lon + 180) / CELL_DEGREES)).astype(np.int64)
    return codes
