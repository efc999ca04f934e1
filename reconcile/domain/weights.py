"""The linkage model as a table that people read: comparisons, their ordered levels and weights."""

import math
from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelLevel:
    """One level of a comparison. m: share among pairs of one event; u: share among pairs of different events."""

    key: str
    label: str
    m: float
    u: float
    bits: float
    """log2(m/u), rounded to 3 digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelComparison:
    name: str
    label: str
    origin: str
    """Where m and u come from."""
    levels: tuple[ModelLevel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NullTail:
    """How often unrelated accounts agree as much by chance, among the pairs that are compared."""

    bits: tuple[float, ...]
    """Evidence: what the comparisons of a pair add up to without the prior; ascending."""
    shares: tuple[float, ...]
    """Share of unrelated candidate pairs whose comparisons add up to at least so much, falling."""
    origin: str

    def coincidence(self, evidence: float, candidates: int) -> float:
        """Chance that at least one of so many unrelated statements fits a claim at least this well.

        Between two kept steps the share is that of the lesser, so the chance is never told too low; beyond the
        heaviest it halves with every bit.
        """
        place = bisect_right(self.bits, evidence) - 1
        if place < 0:
            return 1.0
        share = self.shares[place]
        if place == len(self.bits) - 1:
            share *= 2.0 ** (self.bits[-1] - evidence)
        return round(-math.expm1(candidates * math.log1p(-min(share, 1 - 1e-12))), 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkageModel:
    name: str
    digest: str
    prior_bits: float
    """log2 of the share of claims that one of the accounts they are compared with answers."""
    prior_claims: float | None
    """For how many claims that share counts beside the share the records show; None: it holds whatever they show."""
    denial_bits: float
    """By how much the share of denials that answer one of the claims they are compared with lies above that: a denial
    answers something."""
    comparisons: tuple[ModelComparison, ...]
    null_tail: NullTail
