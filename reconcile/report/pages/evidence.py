"""How the match weight of a pair grows from the prior to its final value, comparison by comparison."""

from dataclasses import dataclass

from reconcile.domain.cleantext import quoted
from reconcile.domain.outcomes import ScoredPair
from reconcile.domain.weights import LinkageModel
from reconcile.report import words
from reconcile.report.texts import shown

WIDTH = 470.0
BARS_LEFT = 148.0
BARS_RIGHT = 414.0
TOP = 24.0
ROW = 23.0
BAR = 13.0
LEAST_WIDTH = 1.5
"""Zero bits still show as a line."""
LEAST_BITS = 4.0
"""The bars span at least this many bits on each side of zero, so that a small weight does not look large."""
LABEL_CHARACTERS = 22
ROUNDING_BITS = 0.05
"""A difference below this between the sum of the rows and the weight is rounding and shown nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One comparison: where the weight stood before, and where after."""

    comparison: str
    label: str
    """The comparison, short enough for the figure."""
    held: str
    bits: str
    total: str
    x: float
    width: float
    y: float
    end: float
    """Where the bar ends: the next one begins there."""
    gain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    key: str
    """Unique within the page: names title and description for screen readers."""
    title: str
    description: str
    steps: tuple[Step, ...]
    last: Step
    """The match weight as a bar from zero."""
    total: str
    zero: float
    zero_label: str
    width: float
    height: float


def waterfall(scored: ScoredPair, model: LinkageModel, *, key: str, who: str) -> Waterfall:
    """`who` speaks in the statement of the pair: for the description."""
    labels = {comparison.name: comparison.label for comparison in model.comparisons}
    rows = [(labels.get(s.comparison, s.comparison), s.label, s.bits) for s in scored.scores]
    rest = scored.weight - sum(bits for _, _, bits in rows)
    if abs(rest) >= ROUNDING_BITS:
        rows.append((words.OTHER_EVIDENCE, words.OTHER_EVIDENCE_HELD, rest))
    running = [0.0]
    for _, _, bits in rows:
        running.append(running[-1] + bits)
    low, high = min(*running, -LEAST_BITS), max(*running, LEAST_BITS)
    steps = tuple(
        _step(row, before, after, (low, high), number)
        for number, (row, before, after) in enumerate(zip(rows, running[:-1], running[1:], strict=True))
    )
    last = _step((words.MATCH_WEIGHT, "", running[-1]), 0.0, running[-1], (low, high), len(rows))
    return Waterfall(
        key=key,
        title=words.waterfall_title(who),
        description=words.waterfall_description([(step.comparison, step.bits) for step in steps], last.total),
        steps=steps,
        last=last,
        total=words.bits(scored.weight),
        zero=_x(0.0, low, high),
        zero_label=words.ZERO_BITS,
        width=WIDTH,
        height=TOP + ROW * (len(rows) + 1) + 4,
    )


def _step(row: tuple[str, str, float], before: float, after: float, span: tuple[float, float], number: int) -> Step:
    comparison, held, bits = row
    left, right = _x(min(before, after), *span), _x(max(before, after), *span)
    name = words.first_upper(shown(comparison))
    return Step(
        comparison=name,
        label=quoted(name, LABEL_CHARACTERS),
        held=shown(held),
        bits=words.bits(bits),
        total=words.bits(after),
        x=left,
        width=max(round(right - left, 1), LEAST_WIDTH),
        y=TOP + ROW * number,
        end=_x(after, *span),
        gain=bits >= 0,
    )


def _x(bits: float, low: float, high: float) -> float:
    return round(BARS_LEFT + (BARS_RIGHT - BARS_LEFT) * (bits - low) / (high - low), 1)
