"""How sure the comparisons of a run are: its kept pairs by match weight, from the surest down."""

import math
from collections import Counter
from dataclasses import dataclass

from reconcile.domain.outcomes import PairRole
from reconcile.report import words
from reconcile.report.ledger import Ledger

BAND = 2.0
"""Bits that one row holds: four times the odds."""
LOWEST, HIGHEST = -10.0, 20.0
"""Beyond these nothing is told apart: odds of a thousand to one against, and of a million to one for."""
WIDEST = 240.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Pairs of one role in the bar of a row."""

    role: str
    x: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightRow:
    bits: str
    numbers: tuple[int, ...]
    """Pairs of each role, in the order of `PairRole`."""
    bar: tuple[Segment, ...]


def weight_rows(ledger: Ledger) -> tuple[WeightRow, ...]:
    """Every band from the surest to the least sure with a pair; none where no pair was kept."""
    found: dict[int, Counter[PairRole]] = {}
    for entry in ledger.claims:
        for pair in entry.finding.pairs:
            found.setdefault(_band(pair.scored.weight), Counter())[pair.scored.role] += 1
    if not found:
        return ()
    most = max(roles.total() for roles in found.values())
    return tuple(_row(band, found.get(band, Counter()), most) for band in range(max(found), min(found) - 1, -1))


def _band(weight: float) -> int:
    return min(math.floor(max(weight, LOWEST - BAND) / BAND), int(HIGHEST / BAND))


def _row(band: int, roles: Counter[PairRole], most: int) -> WeightRow:
    low = band * BAND
    numbers = tuple(roles[role] for role in PairRole)
    ends = [round(WIDEST * sum(numbers[:place]) / most, 1) for place in range(len(numbers) + 1)]
    return WeightRow(
        bits=words.weight_band(None if low < LOWEST else low, None if low >= HIGHEST else low + BAND),
        numbers=numbers,
        bar=tuple(
            Segment(role=role.value, x=start, width=round(end - start, 1))
            for role, start, end in zip(PairRole, ends, ends[1:], strict=False)
            if end > start
        ),
    )
