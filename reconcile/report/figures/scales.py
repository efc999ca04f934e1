"""Axes of charts: straight and logarithmic, with ticks at round numbers."""

import math
from dataclasses import dataclass

from reconcile.report.figures.marks import Tick

ROUND = (1, 2, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class StraightScale:
    """From 0 to `last`, over `left` to `right` units of the figure."""

    last: float
    left: float
    right: float

    def at(self, value: float) -> float:
        share = min(max(value / self.last, 0.0), 1.0) if self.last else 0.0
        return digit(self.left + (self.right - self.left) * share)

    def ticks(self, most: int) -> tuple[Tick, ...]:
        """At most `most` steps between whole round numbers."""
        step = 1
        while self.last / step > most:
            step = _next_round(step)
        return tuple(Tick(x=self.at(value), label=f"{value:,}") for value in range(0, int(self.last) + 1, step))


@dataclass(frozen=True, slots=True, kw_only=True)
class LogScale:
    """From `first` to `last`, both above 0: equal steps multiply. Values below stand at `zero`, by themselves."""

    first: float
    last: float
    left: float
    right: float
    zero: float | None = None
    """Where 0 is drawn; None: it cannot occur."""

    def at(self, value: float) -> float:
        if value <= 0 and self.zero is not None:
            return self.zero
        wide = math.log(self.last / self.first)
        share = math.log(min(max(value, self.first), self.last) / self.first) / wide if wide > 0 else 0.5
        return digit(self.left + (self.right - self.left) * share)

    def ticks(self) -> tuple[Tick, ...]:
        """1, 2, 5, 10, … within the scale; only powers of ten where there are many."""
        low, high = math.floor(math.log10(self.first)), math.ceil(math.log10(self.last))
        marks = ROUND if high - low <= 3 else (1,)
        values = [mark * 10.0**power for power in range(low, high + 1) for mark in marks]
        within = [value for value in values if self.first * 0.999 <= value <= self.last * 1.001]
        zero = () if self.zero is None else (Tick(x=self.zero, label="0"),)
        return (*zero, *(Tick(x=self.at(value), label=f"{value:,.10g}") for value in within))


def round_up(value: float) -> float:
    """The next of 1, 2, 5, 10, … from `value` on."""
    power = 10.0 ** math.floor(math.log10(value)) if value > 0 else 1.0
    return next(mark * power for mark in (*ROUND, 10) if mark * power >= value * 0.999999)


def round_down(value: float) -> float:
    power = 10.0 ** math.floor(math.log10(value))
    return next(mark * power for mark in reversed(ROUND) if mark * power <= value * 1.000001)


def digit(value: float) -> float:
    """One digit and no negative zero: the same drawing gives the same bytes."""
    return round(value, 1) + 0.0


def _next_round(step: int) -> int:
    return int(round_up(step + 1))
