"""Toll gaps: the range claimed beside the range officials give, one row per pair, on a scale that multiplies."""

from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.domain.tolls import CountRange
from reconcile.report.figures.marks import Side, Tick
from reconcile.report.figures.scales import LogScale, round_up

WIDTH = 860.0
LEFT = 300.0
ZERO = 268.0
RIGHT = WIDTH - 90.0
TOP = 30.0
ROW = 30.0
APART = 6.0
"""How far the two sides of a row lie above and below its middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One row to draw."""

    label: str
    claimed: CountRange
    official: CountRange
    ratio: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeMark:
    side: Side
    y: float
    start: float
    end: float
    open_left: bool
    """*At most*: nothing bounds it below."""
    open_right: bool
    """*At least*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    y: float
    label: str
    ratio: str
    ranges: tuple[RangeMark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapFigure:
    key: str
    title: str
    description: str
    width: float
    height: float
    left: float
    right: float
    ticks: tuple[Tick, ...]
    rows: tuple[GapRow, ...]


def draw_gaps(gaps: Sequence[Gap], *, key: str, title: str, description: str) -> GapFigure | None:
    """None where there is nothing to draw."""
    if not gaps:
        return None
    ends = [
        end for gap in gaps for counted in (gap.claimed, gap.official) for end in (counted.low, counted.high) if end
    ]
    scale = LogScale(first=1.0, last=max(10.0, round_up(max(ends, default=10))), left=LEFT, right=RIGHT, zero=ZERO)
    return GapFigure(
        key=key,
        title=title,
        description=description,
        width=WIDTH,
        height=TOP + ROW * len(gaps) + 6,
        left=ZERO - 10,
        right=RIGHT,
        ticks=scale.ticks(),
        rows=tuple(_row(gap, scale, TOP + ROW * (number + 0.5)) for number, gap in enumerate(gaps)),
    )


def _row(gap: Gap, scale: LogScale, y: float) -> GapRow:
    sides = ((Side.CLAIM, gap.claimed, -APART), (Side.STATEMENT, gap.official, APART))
    return GapRow(
        y=y,
        label=gap.label,
        ratio=gap.ratio,
        ranges=tuple(_range(side, counted, scale, y + off) for side, counted, off in sides),
    )


def _range(side: Side, counted: CountRange, scale: LogScale, y: float) -> RangeMark:
    low, high = counted.low, counted.high
    start, end = (value if value is not None else other or 0 for value, other in ((low, high), (high, low)))
    return RangeMark(
        side=side, y=y, start=scale.at(start), end=scale.at(end), open_left=low is None, open_right=high is None
    )
