"""Weights without labels: what the true alignment shows beyond its time-shifted null."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from reconcile.domain.columns import Bools, Floats
from reconcile.domain.weights import LinkageModel, ModelComparison, ModelLevel, NullTail
from reconcile.link.null import NullComparison

LEAST_PAIRS = 200
"""Estimated true pairs below which the present weights are kept: the shares of rare levels would be noise."""
LEAST_SHIFTS = 4
SMOOTHING = 0.01
"""Share of the present model that is mixed in: a level that the records do not hold keeps its present weight."""
FEW_PAIRS = 10
"""Pairs below which a bin says nothing either way."""
CLEAR_DEVIATIONS = 3.0
"""Standard deviations of the shifts by which a bin must exceed their mean."""
TAIL_BITS = tuple(float(bits) for bits in range(-8, 25))
"""Evidence in bits at which the tail of the null is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What was learnt from one set of records."""

    model: LinkageModel
    true_pairs: float
    """Estimated number of pairs of one event among the candidates."""
    spread: float
    """Standard deviation of that number over the shifts."""
    shifts: int
    candidates: int


def estimate_model(null: NullComparison, model: LinkageModel, threshold: float) -> Estimate:
    """New m, u, prior and null tail. Raises ValueError, saying why, where the records show too little."""
    if len(null.shifted) < LEAST_SHIFTS:
        raise ValueError(f"{len(null.shifted)} shifts were possible; at least {LEAST_SHIFTS} are needed")
    clear = _clear_bins(null)
    name = model.comparisons[0].name
    scored = float(null.aligned.levels[name].sum())
    found = float(_true_counts(null, name, clear).sum())
    if found < LEAST_PAIRS:
        raise ValueError(
            f"an estimated {found:.0f} pairs tell of one event; at least {LEAST_PAIRS} are needed to learn from"
        )
    origin = f"estimated from about {found:.0f} pairs and {len(null.shifted)} shifts by whole fortnights"
    prior = found / scored
    counted, spread = null.true_pairs(threshold)
    return Estimate(
        model=replace(
            model,
            prior_bits=round(_bits(prior, 1 - prior) + null.aligned.crowding, 3),
            comparisons=tuple(_comparison(c, null, clear, origin) for c in model.comparisons),
            null_tail=null_tail(null, origin),
        ),
        true_pairs=counted,
        spread=spread,
        shifts=len(null.shifted),
        candidates=null.aligned.candidates,
    )


def null_tail(null: NullComparison, origin: str) -> NullTail:
    """Share of unrelated candidate pairs at or above each step of `TAIL_BITS`; never 0, since none is impossible."""
    candidates = sum(sample.candidates for sample in null.shifted)
    least = 1 / (candidates + 1)
    shares = np.maximum(null.tail(np.array(TAIL_BITS)), least)
    return NullTail(bits=TAIL_BITS, shares=tuple(float(f"{share:.6g}") for share in shares), origin=origin)


def _clear_bins(null: NullComparison) -> Bools:
    """(bins,) the weights, from the heaviest down, at which the true alignment holds clearly more than the shifts do.

    The light bins hold so many pairs of chance that their mere noise would outnumber the true ones; so nothing counts
    below the first bin that is not clear.
    """
    name = next(iter(null.aligned.levels))
    aligned, shifts = _by_bin(null, name)
    excess = aligned.sum(axis=0) - shifts.sum(axis=1).mean(axis=0)
    clear = excess > CLEAR_DEVIATIONS * np.maximum(shifts.sum(axis=1).std(axis=0), 1.0)
    few = aligned.sum(axis=0) < FEW_PAIRS
    from_the_top = np.logical_and.accumulate((clear | few)[::-1])[::-1]
    found: Bools = from_the_top & (excess > 0)
    return found


def _by_bin(null: NullComparison, comparison: str) -> tuple[Floats, Floats]:
    """(levels, bins) pairs of the true alignment, and (shifts, levels, bins) of the shifts."""
    aligned = null.aligned.levels[comparison].astype(np.float64)
    return aligned, np.array([sample.levels[comparison] for sample in null.shifted], dtype=np.float64)


def _true_counts(null: NullComparison, comparison: str, clear: Bools) -> Floats:
    """(levels,) estimated true pairs of each level: what the alignment holds beyond the mean of the shifts."""
    aligned, shifts = _by_bin(null, comparison)
    counts: Floats = np.maximum((aligned - shifts.mean(axis=0))[:, clear].sum(axis=1), 0.0)
    return counts


def _comparison(comparison: ModelComparison, null: NullComparison, clear: Bools, origin: str) -> ModelComparison:
    m = _shares(_true_counts(null, comparison.name, clear), [level.m for level in comparison.levels])
    u = _shares(_by_bin(null, comparison.name)[1].mean(axis=0).sum(axis=1), [level.u for level in comparison.levels])
    levels = tuple(
        ModelLevel(key=level.key, label=level.label, m=one, u=other, bits=_bits(one, other))
        for level, one, other in zip(comparison.levels, m, u, strict=True)
    )
    return replace(comparison, levels=levels, origin=origin)


def _shares(counts: Floats, present: Sequence[float]) -> list[float]:
    """Shares of six digits that sum to 1, a little of the present ones mixed in: the largest takes the remainder."""
    mixed = (counts / counts.sum() + SMOOTHING * np.array(present)) / (1 + SMOOTHING)
    shares = [max(round(float(share), 6), 1e-6) for share in mixed]
    largest = shares.index(max(shares))
    shares[largest] = round(1 - sum(shares[:largest]) - sum(shares[largest + 1 :]), 6)
    return shares


def _bits(m: float, u: float) -> float:
    return round(math.log2(m / u), 3)
