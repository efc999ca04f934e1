"""Shares of what was found and of what is true, with bootstrap intervals over groups.

Groups of cases are drawn, not single pairs: records of one group stand or fall together, so pairs are no independent
draws.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

DRAWS = 2_000
SEED = 20170418
"""Any number will do; a fixed one gives the same interval twice."""
TAIL = 2.5
"""Per cent cut off on either side: 95 % intervals."""


class Measure(StrEnum):
    PRECISION = "precision"
    RECALL = "recall"
    F1 = "f1"
    FLAG_ACCURACY = "flag_accuracy"
    SILENCE_PRECISION = "silence_precision"
    SILENCE_RECALL = "silence_recall"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Measure.PRECISION: "link precision",
    Measure.RECALL: "link recall",
    Measure.F1: "link F1",
    Measure.FLAG_ACCURACY: "claims with the right flag",
    Measure.SILENCE_PRECISION: "silence precision",
    Measure.SILENCE_RECALL: "silence recall",
}


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts that add up over groups."""

    hit: int = 0
    """True pairs that are linked."""
    found: int = 0
    true: int = 0
    right: int = 0
    """Scored claims with the right flag."""
    scored: int = 0
    silent_hit: int = 0
    """Claims without official comment in both the key and the run."""
    silent_said: int = 0
    silent_true: int = 0

    def numbers(self) -> tuple[int, ...]:
        return (
            self.hit, self.found, self.true, self.right, self.scored,
            self.silent_hit, self.silent_said, self.silent_true,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measure with the interval that holds it in 95 % of the draws."""

    measure: Measure
    value: float
    low: float
    high: float


def measured(numbers: NDArray[np.float64]) -> dict[Measure, NDArray[np.float64]]:
    """Each measure of the (n, 8) counts; 0 where there is nothing to take a share of."""
    hit, found, true, right, scored, silent_hit, silent_said, silent_true = numbers.T
    return {
        Measure.PRECISION: _share(hit, found),
        Measure.RECALL: _share(hit, true),
        Measure.F1: _share(2 * hit, found + true),
        Measure.FLAG_ACCURACY: _share(right, scored),
        Measure.SILENCE_PRECISION: _share(silent_hit, silent_said),
        Measure.SILENCE_RECALL: _share(silent_hit, silent_true),
    }


def _share(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    share: NDArray[np.float64] = np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
    return share


def figures(tallies: Sequence[Tally], *, draws: int = DRAWS, seed: int = SEED) -> tuple[Figure, ...]:
    """Every measure over all groups, with its interval over `draws` draws of as many groups with replacement."""
    counts = np.array([tally.numbers() for tally in tallies], dtype=np.float64).reshape(-1, 8)
    values = measured(counts.sum(axis=0, keepdims=True))
    drawn = measured(counts[_draws(len(tallies), draws, seed)].sum(axis=1))
    return tuple(
        Figure(
            measure=measure,
            value=float(values[measure][0]),
            low=float(np.percentile(drawn[measure], TAIL)),
            high=float(np.percentile(drawn[measure], 100 - TAIL)),
        )
        for measure in Measure
    )


def _draws(groups: int, draws: int, seed: int) -> NDArray[np.int64]:
    """(draws, groups) indices. Python's own generator: its stream is promised to stay the same over versions."""
    source = random.Random(seed)  # noqa: S311
    return np.array([source.choices(range(groups), k=groups) for _ in range(draws)], dtype=np.int64)
