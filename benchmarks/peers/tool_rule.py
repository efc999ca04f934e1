"""An analyst's rule, as a loop. Usage: python -m benchmarks.peers.tool_rule FOLDER RESULT.json

Same country, dates at most three days apart (the day of publication where none is stated), and places of one name or
at most 25 km apart. Statements are sorted by day, so that each claim meets those of its window alone. A second
variant takes, for each claim, only the statement nearest in days, then kilometres. Standard library only.
"""

import csv
import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import NamedTuple

from benchmarks.peers.measure import Pair, run_loop

DAYS, KILOMETRES, EARTH_KM = 3, 25.0, 6371.0


class Told(NamedTuple):
    """What the rule reads of a record."""

    id: str
    country: str
    day: int
    point: tuple[float, float] | None
    """Radians."""
    place: str


def read(path: Path) -> list[Told]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            Told(
                row["id"],
                row["country"],
                date.fromisoformat(row["day"]).toordinal(),
                (math.radians(float(row["lat"])), math.radians(float(row["lon"]))) if row["lat"] else None,
                row["place"],
            )
            for row in csv.DictReader(stream)
            if row["day"]
        ]


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    across = math.sin((one[0] - other[0]) / 2) ** 2
    along = math.cos(one[0]) * math.cos(other[0]) * math.sin((one[1] - other[1]) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(across + along)))


def by_rule(claims: list[Told], statements: list[Told]) -> dict[str, list[Pair]]:
    """All pairs that fulfil the rule, and the nearest of each claim."""
    shelves: dict[str, list[Told]] = defaultdict(list)
    for told in sorted(statements, key=lambda told: told.day):
        shelves[told.country].append(told)
    days = {country: [told.day for told in shelf] for country, shelf in shelves.items()}
    every: list[Pair] = []
    nearest: list[Pair] = []
    for claim in claims:
        shelf, numbers = shelves[claim.country], days.get(claim.country, [])
        fitting = []
        for told in shelf[bisect_left(numbers, claim.day - DAYS) : bisect_right(numbers, claim.day + DAYS)]:
            apart = kilometres(claim.point, told.point) if claim.point and told.point else math.inf
            if apart <= KILOMETRES or (claim.place and claim.place == told.place):
                fitting.append((abs(claim.day - told.day), apart, told.id))
        every.extend((claim.id, found[2]) for found in fitting)
        if fitting:
            nearest.append((claim.id, min(fitting)[2]))
    return {"every pair that fits": every, "nearest of each claim": nearest}


def main() -> None:
    run_loop("simple rule", read, by_rule)


if __name__ == "__main__":
    main()
