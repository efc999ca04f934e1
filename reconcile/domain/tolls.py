"""Counts of killed and wounded, as ranges. Unknown is None, never 0: no dead is a statement."""

from dataclasses import dataclass
from enum import StrEnum

CONSISTENT_RATIO = 1.5
"""Tolls in a ratio up to this agree (contract, *Toll*)."""
CONSISTENT_DIFFERENCE = 2
"""Tolls that differ by at most this many people agree (contract, *Toll*)."""


class TollSide(StrEnum):
    """Whose losses. `own` is the side that was attacked, whoever speaks."""

    OWN = "own"
    CIVILIANS = "civilians"
    ATTACKERS = "attackers"


class Harm(StrEnum):
    KILLED = "killed"
    WOUNDED = "wounded"


@dataclass(frozen=True, slots=True)
class CountRange:
    """From `low` to `high`; `high` None means *at least*; `low` None means *at most*."""

    low: int | None
    high: int | None

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError("a count range states something")
        if self.low is not None and self.high is not None and self.high < self.low:
            raise ValueError(f"range ends {self.high} below its start {self.low}")

    def __str__(self) -> str:
        if self.low == self.high:
            return str(self.low)
        if self.high is None:
            return f"at least {self.low}"
        if self.low is None:
            return f"at most {self.high}"
        return f"{self.low} to {self.high}"
