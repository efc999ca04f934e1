"""Inflation ratios: one dot per claim on a scale that multiplies, one row per claimant, the middle as a stroke."""

from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.report.figures.marks import Tick
from reconcile.report.figures.scales import LogScale, round_down, round_up

WIDTH = 860.0
LEFT = 250.0
RIGHT = WIDTH - 30.0
TOP = 30.0
ROW = 34.0
SMALLEST = 0.01
DOTS = 9
"""Dots that share one spot are stacked, up to so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioRow:
    y: float
    label: str
    dots: tuple[tuple[float, float], ...]
    middle: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioFigure:
    key: str
    title: str
    description: str
    width: float
    height: float
    left: float
    right: float
    even: float
    """Where both sides give the same."""
    ticks: tuple[Tick, ...]
    rows: tuple[RatioRow, ...]


def draw_ratios(
    rows: Sequence[tuple[str, Sequence[float], float]], *, key: str, title: str, description: str
) -> RatioFigure | None:
    """`rows` are label, ratios (rising) and their middle. None where nobody has a ratio."""
    if not rows:
        return None
    told = [max(value, SMALLEST) for _, values, _ in rows for value in values]
    scale = LogScale(first=min(0.5, round_down(min(told))), last=max(2.0, round_up(max(told))), left=LEFT, right=RIGHT)
    return RatioFigure(
        key=key,
        title=title,
        description=description,
        width=WIDTH,
        height=TOP + ROW * len(rows) + 6,
        left=LEFT,
        right=RIGHT,
        even=scale.at(1.0),
        ticks=scale.ticks(),
        rows=tuple(
            RatioRow(
                y=TOP + ROW * (number + 0.5),
                label=label,
                dots=_dots([scale.at(max(value, SMALLEST)) for value in values], TOP + ROW * (number + 0.5)),
                middle=scale.at(max(middle, SMALLEST)),
            )
            for number, (label, values, middle) in enumerate(rows)
        ),
    )


def _dots(xs: Sequence[float], y: float) -> tuple[tuple[float, float], ...]:
    """Dots nearer than their width are moved off the line, above and below in turn."""
    found: list[tuple[float, float]] = []
    stacked = 0
    for number, x in enumerate(xs):
        stacked = stacked + 1 if number and x - xs[number - 1] < 5 else 0
        off = ((stacked + 1) // 2 % (DOTS // 2 + 1)) * 3.0
        found.append((x, y + (off if stacked % 2 else -off)))
    return tuple(found)
