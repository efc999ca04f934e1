"""How the match weight of a pair grows from the prior to its final value, comparison by comparison."""

from dataclasses import dataclass

from reconcile.domain.outcomes import ScoredPair
from reconcile.domain.weights import LinkageModel
from reconcile.report import words
from reconcile.report.texts import shown

BAR_WIDTH = 200.0
LEAST_BITS = 4.0
"""The bars span at least this many bits on each side of zero, so that a small weight does not look large."""
ROUNDING_BITS = 0.05
"""A difference below this between the sum of the rows and the weight is rounding and shown nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One comparison: where the weight stood before, and where after."""

    comparison: str
    held: str
    bits: str
    total: str
    x: float
    width: float
    gain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    steps: tuple[Step, ...]
    total: str
    zero: float
    end: float


def waterfall(scored: ScoredPair, model: LinkageModel) -> Waterfall:
    labels = {comparison.name: comparison.label for comparison in model.comparisons}
    rows = [(labels.get(s.comparison, s.comparison), s.label, s.bits) for s in scored.scores]
    rest = scored.weight - sum(bits for _, _, bits in rows)
    if abs(rest) >= ROUNDING_BITS:
        rows.append((words.OTHER_EVIDENCE, words.OTHER_EVIDENCE_HELD, rest))
    running = [0.0]
    for _, _, bits in rows:
        running.append(running[-1] + bits)
    low, high = min(*running, -LEAST_BITS), max(*running, LEAST_BITS)
    steps = [
        _step(row, before, after, low, high) for row, before, after in zip(rows, running[:-1], running[1:], strict=True)
    ]
    return Waterfall(
        steps=tuple(steps), total=words.bits(scored.weight), zero=_x(0.0, low, high), end=_x(running[-1], low, high)
    )


def _step(row: tuple[str, str, float], before: float, after: float, low: float, high: float) -> Step:
    comparison, held, bits = row
    left, right = _x(min(before, after), low, high), _x(max(before, after), low, high)
    return Step(
        comparison=words.first_upper(shown(comparison)),
        held=shown(held),
        bits=words.bits(bits),
        total=words.bits(after),
        x=left,
        width=round(right - left, 1),
        gain=bits >= 0,
    )


def _x(bits: float, low: float, high: float) -> float:
    return round(BAR_WIDTH * (bits - low) / (high - low), 1)
