"""The nested loop that a first script is made of. Usage: python -m benchmarks.peers.tool_nested FOLDER RESULT.json

Every claim beside every statement of the days around it, whatever the country: dates at most three days apart (the day
of publication where none is stated), and places spelt alike by rapidfuzz. A second variant takes, for each claim, the
statement whose place is spelt most like its own, then the nearest in days. It is also the loop beside which times can
be read that were taken on another machine: nearly all of it is the interpreter's.
"""

import argparse
from bisect import bisect_left, bisect_right
from pathlib import Path

from rapidfuzz.distance import JaroWinkler

from benchmarks.peers.measure import Clock, Pair, limit_memory, read_truth, report, scored
from benchmarks.peers.tool_rule import DAYS, Told, read

ALIKE = 0.9


def in_a_loop(claims: list[Told], statements: list[Told]) -> tuple[list[Pair], list[Pair]]:
    """All pairs of like days and names, and the likest of each claim."""
    shelf = sorted(statements, key=lambda told: told.day)
    days = [told.day for told in shelf]
    names = [told.place for told in shelf]
    alike = JaroWinkler.similarity
    every: list[Pair] = []
    likest: list[Pair] = []
    for claim in claims:
        fitting = []
        name = claim.place
        for at in range(bisect_left(days, claim.day - DAYS), bisect_right(days, claim.day + DAYS)):
            likeness = alike(name, names[at])
            if likeness >= ALIKE and name:
                fitting.append((-likeness, abs(claim.day - days[at]), shelf[at].id))
        every.extend((claim.id, found[2]) for found in fitting)
        if fitting:
            likest.append((claim.id, min(fitting)[2]))
    return every, likest


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("result", type=Path)
    parser.add_argument("--gigabytes", type=float, default=16)
    parser.add_argument("--small", action="store_true", help="makes no difference here")
    told = parser.parse_args()
    limit_memory(told.gigabytes)
    claims, statements = read(told.folder / "claims.csv"), read(told.folder / "statements.csv")
    truth, clock = read_truth(told.folder), Clock()
    with clock.step("loop"):
        every, likest = in_a_loop(claims, statements)
    report(
        told.result,
        {
            "tool": "nested loop",
            **clock.told("loop"),
            "results": [
                {"links": "every pair that fits", "chosen": "default", **scored(every, truth)},
                {"links": "likest of each claim", "chosen": "default", **scored(likest, truth)},
            ],
        },
    )


if __name__ == "__main__":
    main()
