"""A share of a whole with the interval that goes with so few cases."""

import math
from dataclasses import dataclass

CONFIDENT_DEVIATIONS = 1.959963984540054
"""Standard deviations of a normal distribution that hold 95 % of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """`part` of `whole` cases."""

    part: int
    whole: int

    def __post_init__(self) -> None:
        if not 0 <= self.part <= self.whole:
            raise ValueError(f"{self.part} is no part of {self.whole}")

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None where there is no case."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval after Wilson (1927), without continuity correction; None where there is no case.

        Unlike the textbook interval it never leaves 0 to 1 and says something for 0 of 5 (Newcombe 1998, method 3).
        """
        if not self.whole:
            return None
        z, n, p = CONFIDENT_DEVIATIONS, self.whole, self.part / self.whole
        middle = p + z * z / (2 * n)
        reach = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        stretch = 1 + z * z / n
        return max(0.0, (middle - reach) / stretch), min(1.0, (middle + reach) / stretch)
