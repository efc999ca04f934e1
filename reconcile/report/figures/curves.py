"""The delay curve: the share of claims still without a comment, day by day, with its interval."""

from dataclasses import dataclass

from reconcile.domain.tallies import DelayCurve
from reconcile.report import figure_words
from reconcile.report.figures.marks import Tick
from reconcile.report.figures.scales import StraightScale, digit

WIDTH = 640.0
HEIGHT = 320.0
LEFT = 56.0
RIGHT = WIDTH - 20.0
TOP = 22.0
BOTTOM = HEIGHT - 44.0
LEAST_DAYS = 14
BEYOND_LAST_ANSWER = 1.4
"""The figure follows the curve this far beyond the last answer; a claim followed for years would flatten it."""
STROKES = 60
"""Days with unanswered claims that left, as far as they are drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """A quantile that is reached: down from the curve to the days."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveFigure:
    key: str
    title: str
    description: str
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    line: str
    low: str
    high: str
    """Path data of the curve and of the bounds of its interval."""
    strokes: tuple[tuple[float, float], ...]
    days: tuple[Tick, ...]
    shares: tuple[tuple[float, str], ...]
    """Heights and words of the upright axis."""
    guides: tuple[Guide, ...]
    axis: str


def draw_curve(curve: DelayCurve, *, key: str, title: str, description: str, axis: str) -> CurveFigure | None:
    """None where no claim was followed."""
    if not curve.followed:
        return None
    last = max(LEAST_DAYS, min(curve.last_day, _seen(curve)))
    scale = StraightScale(last=last, left=LEFT, right=RIGHT)
    levels = [(step.day, step.unanswered, step.low, step.high) for step in curve.steps if step.day <= last]
    end = scale.at(min(last, curve.last_day))
    return CurveFigure(
        key=key,
        title=title,
        description=description,
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=RIGHT,
        top=TOP,
        bottom=BOTTOM,
        line=_stairs([(scale.at(day), _y(share)) for day, share, _, _ in levels], end),
        low=_stairs([(scale.at(day), _y(low)) for day, _, low, _ in levels], end),
        high=_stairs([(scale.at(day), _y(high)) for day, _, _, high in levels], end),
        strokes=_strokes(curve, scale, last),
        days=scale.ticks(8),
        shares=tuple((_y(share / 100), f"{share} %") for share in (0, 25, 50, 75, 100)),
        guides=_guides(curve, scale, last),
        axis=axis,
    )


def _seen(curve: DelayCurve) -> int:
    answered = max((step.day for step in curve.steps), default=0)
    return int(answered * BEYOND_LAST_ANSWER) + 1


def _y(share: float) -> float:
    return digit(TOP + (BOTTOM - TOP) * (1 - share))


def _stairs(points: list[tuple[float, float]], end: float) -> str:
    path = [f"M{LEFT:g} {_y(1.0):g}"]
    for x, y in points:
        path.append(f"H{x:g}V{y:g}")
    return "".join([*path, f"H{end:g}"])


def _strokes(curve: DelayCurve, scale: StraightScale, last: int) -> tuple[tuple[float, float], ...]:
    found = []
    for day, _ in curve.censored[:STROKES]:
        share = next((step.unanswered for step in reversed(curve.steps) if step.day <= day), 1.0)
        if day <= last:
            found.append((scale.at(day), _y(share)))
    return tuple(found)


def _guides(curve: DelayCurve, scale: StraightScale, last: int) -> tuple[Guide, ...]:
    reached = ((curve.median, 0.5, figure_words.HALF), (curve.ninetieth, 0.1, figure_words.NINE_IN_TEN))
    return tuple(
        Guide(x=scale.at(day), y=_y(share), label=label)
        for day, share, label in reached
        if day is not None and day <= last
    )
