"""Scored pairs counted by what was found of them: millions of pairs are a few ten thousand patterns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reconcile.domain.columns import Floats, Ints
from reconcile.link.pairs import ScoredPairs
from reconcile.link.scoring import ScoringBooks

STEPS = 2
"""Steps to a bit: crowds and adjustments are rounded to half bits."""
BINS = 128
"""Steps told apart; what lies beyond falls into the last."""
ZERO = BINS // 2
"""The bin of an adjustment of 0 bits."""
LEVELS = 32
"""More than any comparison has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """k different patterns of comparison levels, crowd and adjustment, and how many pairs show each."""

    code: Ints
    """(k,) ascending."""
    count: Ints
    levels: Mapping[str, Ints]
    """By comparison (k,) index of the level."""
    crowd: Floats
    """(k,) log2 of the number of accounts the pairs were compared among."""
    adjusted: Floats
    """(k,) bits that the rarity of the place and the habit of publishing add to the levels."""

    @classmethod
    def counted(cls, codes: Ints, counts: Ints, comparisons: Sequence[str]) -> "Patterns":
        """From codes that may occur several times."""
        code, which = np.unique(codes, return_inverse=True)
        rest, adjusted = np.divmod(code, BINS)
        rest, crowd = np.divmod(rest, BINS)
        levels: dict[str, Ints] = {}
        for name in reversed(comparisons):
            rest, levels[name] = np.divmod(rest, LEVELS)
        levels = dict(reversed(levels.items()))
        return cls(
            code=code,
            count=np.bincount(which.reshape(-1), counts, minlength=len(code)).astype(np.int64),
            levels=levels,
            crowd=crowd / STEPS,
            adjusted=(adjusted - ZERO) / STEPS,
        )

    @classmethod
    def joined(cls, parts: Sequence["Patterns"]) -> "Patterns":
        """The patterns of all parts (one at least) together."""
        codes = np.concatenate([part.code for part in parts])
        return cls.counted(codes, np.concatenate([part.count for part in parts]), list(parts[0].levels))

    def evidence(self, bits: Mapping[str, Floats]) -> Floats:
        """(k,) what the comparisons add up to; `bits` holds those of the levels by comparison."""
        found: Floats = self.adjusted + sum(bits[name][level] for name, level in self.levels.items())
        return found


def patterns_of(pairs: ScoredPairs, books: ScoringBooks) -> Patterns:
    """The pairs of one slice as patterns."""
    names = [comparison.name for comparison in books.model.comparisons]
    adjusted = pairs.place_bits - books.bits("place")[pairs.place] + pairs.date_bits - books.bits("date")[pairs.date]
    code = np.zeros(len(pairs), dtype=np.int64)
    for name in names:
        code = code * LEVELS + getattr(pairs, name)
    crowd = np.log2(books.crowds.of_pairs(pairs.claim, pairs.statement))
    code = (code * BINS + _bins(crowd)) * BINS + _bins(adjusted + ZERO / STEPS)
    return Patterns.counted(code, np.ones(len(code), dtype=np.int64), names)


def _bins(bits: Floats) -> Ints:
    return np.clip(np.round(bits * STEPS), 0, BINS - 1).astype(np.int64)
