"""Flags over time: one column per month, its claims stacked by what became of them, their number over it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reconcile.domain.tallies import MonthPart, MonthTally
from reconcile.report.figures.scales import StraightScale, digit
from reconcile.report.tally_words import short_month

WIDTH = 860.0
HEIGHT = 280.0
LEFT = 48.0
RIGHT = WIDTH - 12.0
TOP = 24.0
BOTTOM = HEIGHT - 34.0
MOST_COLUMNS = 60
"""More months than this are put together to years."""
WIDEST = 46.0
GAP_SHARE = 0.18
LABELS = 12
HATCH = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    part: MonthPart
    y: float
    height: float
    hatching: str
    """Path data of the strokes that tell the part apart without its colour; empty for plain ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthColumn:
    x: float
    width: float
    middle: float
    label: str
    """Empty where there is no room for it."""
    total: str
    total_y: float
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFigure:
    key: str
    title: str
    description: str
    width: float
    height: float
    left: float
    right: float
    bottom: float
    columns: tuple[MonthColumn, ...]
    levels: tuple[tuple[float, str], ...]


def by_year(months: Sequence[MonthTally]) -> tuple[MonthTally, ...]:
    """The months put together to years, each dated by its first day."""
    years: dict[int, dict[MonthPart, int]] = {}
    for month in months:
        held = years.setdefault(month.month.year, dict.fromkeys(MonthPart, 0))
        for part, number in month.parts.items():
            held[part] += number
    return tuple(MonthTally(month=date(year, 1, 1), parts=parts) for year, parts in sorted(years.items()))


def draw_months(months: Sequence[MonthTally], *, key: str, title: str, description: str) -> MonthFigure | None:
    """None where there is no claim."""
    if not months:
        return None
    yearly = len(months) > MOST_COLUMNS
    shown = by_year(months) if yearly else tuple(months)
    scale = StraightScale(last=float(max(month.claims for month in shown)), left=BOTTOM, right=TOP)
    step = min(WIDEST, (RIGHT - LEFT) / len(shown))
    every = -(-len(shown) // LABELS)
    return MonthFigure(
        key=key,
        title=title,
        description=description,
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=RIGHT,
        bottom=BOTTOM,
        columns=tuple(
            _column(month, scale, LEFT + step * number, step, labelled=number % every == 0, yearly=yearly)
            for number, month in enumerate(shown)
        ),
        levels=tuple((tick.x, tick.label) for tick in scale.ticks(4)),
    )


def _column(
    month: MonthTally, scale: StraightScale, x: float, step: float, *, labelled: bool, yearly: bool
) -> MonthColumn:
    left, width = digit(x + step * GAP_SHARE / 2), digit(step * (1 - GAP_SHARE))
    blocks, below = [], 0
    for part, number in month.parts.items():
        if number:
            top, bottom = scale.at(below + number), scale.at(below)
            blocks.append(_block(part, left, width, top, bottom))
            below += number
    return MonthColumn(
        x=left,
        width=width,
        middle=digit(left + width / 2),
        label=(str(month.month.year) if yearly else short_month(month.month)) if labelled else "",
        total=f"{month.claims:,}" if month.claims else "",
        total_y=digit(scale.at(below) - 5),
        blocks=tuple(blocks),
    )


def _block(part: MonthPart, x: float, width: float, top: float, bottom: float) -> Block:
    hatching = ""
    if part is MonthPart.PARTIAL_MATCH:
        rows = range(int((bottom - top) / HATCH) + 1)
        hatching = "".join(f"M{x:g} {digit(bottom - HATCH * row):g}h{width:g}" for row in rows)
    elif part is MonthPart.NOT_MONITORED:
        columns = range(int(width / HATCH) + 1)
        hatching = "".join(f"M{digit(x + HATCH * column):g} {top:g}V{bottom:g}" for column in columns)
    return Block(part=part, y=top, height=digit(bottom - top), hatching=hatching)
