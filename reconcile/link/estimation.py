"""Weights without labels: what the true alignment shows beyond its time-shifted null."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from reconcile.domain.columns import Floats
from reconcile.domain.weights import LinkageModel, ModelComparison, ModelLevel, NullTail
from reconcile.link.null import NullComparison, Sample

LEAST_PAIRS = 200
"""Estimated true pairs below which the present weights are kept: the shares of rare levels would be noise."""
LEAST_SHIFTS = 4
SMOOTHING = 0.01
"""Share of the present model that is mixed in: a level that the records do not hold keeps its present weight."""
MOST_CHANCE = 0.5
"""Pairs seen among moved statements, as a share of those in the true alignment, beyond which nothing is learnt."""
MOST_PRIOR_BITS = 2.0
"""An event may have several accounts on either side, so the prior may exceed even odds; so much is never shown."""
MOST_BITS = 60.0
ROUNDS = 100
ENOUGH = 1e-5
"""Change of the number of pairs, as a share of it, at which the rounds end."""
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
    fit, found = _fitted(null, model)
    if found < LEAST_PAIRS:
        raise ValueError(
            f"an estimated {found:.0f} pairs tell of one event; at least {LEAST_PAIRS} are needed to learn from"
        )
    chance = _chance(null, fit)
    if chance > MOST_CHANCE * found:
        raise ValueError(
            f"moved statements fit nearly as well as those in their place ({chance:.0f} pairs against {found:.0f}), so "
            "what the records share says little"
        )
    origin = f"estimated from about {found:.0f} pairs and {len(null.shifted)} shifts by whole fortnights"
    counted, spread = null.true_pairs(threshold)
    return Estimate(
        model=replace(
            model,
            prior_bits=round(min(math.log2(fit.share), MOST_PRIOR_BITS), 3),
            prior_claims=None,
            comparisons=tuple(with_shares(c, fit.m[c.name], fit.u[c.name], origin) for c in model.comparisons),
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


@dataclass(slots=True)
class _Fit:
    """Shares of the levels while they are fitted."""

    m: dict[str, Floats]
    u: dict[str, Floats]
    share: float
    """Of the claims that were compared, as a share of the accounts they were compared among."""

    def probability(self, sample: Sample, crowding_bits: float) -> Floats:
        """(k,) of each pattern to be of one event."""
        bits = {name: np.log2(self.m[name] / self.u[name]) for name in self.m}
        weight = math.log2(self.share) - crowding_bits * sample.patterns.crowd + sample.patterns.evidence(bits)
        found: Floats = 1.0 / (1.0 + 2.0 ** -np.clip(weight, -MOST_BITS, MOST_BITS))
        return found


def _fitted(null: NullComparison, model: LinkageModel) -> tuple[_Fit, float]:
    """m and prior by expectation-maximisation over the true alignment, with u held at what the shifts show; and the
    number of pairs of one event.

    In u and prior a pair counts the less, the more accounts it was compared among: a record counts once, however
    long the time over which it was compared. A rare place counts in u as much more as its rarity adds to its weight:
    what rarity tells is not told twice.
    """
    present_m = {c.name: np.array([level.m for level in c.levels]) for c in model.comparisons}
    present_u = {c.name: np.array([level.u for level in c.levels]) for c in model.comparisons}
    slots = [sample.patterns.count * 2.0 ** (-null.crowding_bits * sample.patterns.crowd) for sample in null.shifted]
    rare = [many * 2.0**sample.patterns.adjusted for sample, many in zip(null.shifted, slots, strict=True)]
    u = {
        name: _mixed(_over_shifts(null, name, rare if name == "place" else slots, present), present)
        for name, present in present_u.items()
    }
    fit = _Fit(m=dict(present_m), u=u, share=2.0**model.prior_bits)
    patterns = null.aligned.patterns
    whole = float((patterns.count * 2.0 ** (-null.crowding_bits * patterns.crowd)).sum())
    found = 0.0
    for _ in range(ROUNDS):
        weights = fit.probability(null.aligned, null.crowding_bits) * patterns.count
        before, found = found, float(weights.sum())
        fit.share = max(found, 1.0) / whole
        fit.m = {n: _mixed(_by_level(null.aligned, n, weights, now), now) for n, now in present_m.items()}
        if abs(found - before) < ENOUGH * found:
            break
    return fit, found


def _by_level(sample: Sample, comparison: str, weights: Floats, present: Floats) -> Floats:
    found = np.bincount(sample.patterns.levels[comparison], weights, minlength=len(present))
    return found.astype(np.float64)


def _over_shifts(null: NullComparison, comparison: str, weights: Sequence[Floats], present: Floats) -> Floats:
    found: Floats = np.sum(
        [_by_level(s, comparison, some, present) for s, some in zip(null.shifted, weights, strict=True)], axis=0
    )
    return found


def _mixed(counts: Floats, present: Floats) -> Floats:
    """Shares of counts, a little of the present ones mixed in."""
    whole = float(counts.sum())
    found: Floats = (counts / whole + SMOOTHING * present) / (1 + SMOOTHING) if whole > 0 else present
    return found


def _chance(null: NullComparison, fit: _Fit) -> float:
    """How many pairs of one event the fit sees where there can be none: in the mean of the shifts."""
    sums = [float((fit.probability(s, null.crowding_bits) * s.patterns.count).sum()) for s in null.shifted]
    return sum(sums) / len(sums)


def with_shares(comparison: ModelComparison, m: Floats, u: Floats, origin: str) -> ModelComparison:
    """The comparison with these shares of its levels, rounded so that each still sum to 1."""
    levels = tuple(
        ModelLevel(key=level.key, label=level.label, m=one, u=other, bits=_bits(one, other))
        for level, one, other in zip(comparison.levels, _rounded(m), _rounded(u), strict=True)
    )
    return replace(comparison, levels=levels, origin=origin)


def _rounded(shares: Floats) -> list[float]:
    """Shares of six digits that sum to 1: the largest takes the remainder."""
    rounded = [max(round(float(share), 6), 1e-6) for share in shares]
    largest = rounded.index(max(rounded))
    rounded[largest] = round(1 - sum(rounded[:largest]) - sum(rounded[largest + 1 :]), 6)
    return rounded


def _bits(m: float, u: float) -> float:
    return round(math.log2(m / u), 3)
