"""The nested loop that a first script is made of. Usage: python -m benchmarks.peers.tool_nested FOLDER RESULT.json

Every claim beside every statement of the days around it, whatever the country: dates at most three days apart (the day
of publication where none is stated), and places spelt alike by rapidfuzz. A second variant takes, for each claim, the
statement whose place is spelt most like its own, then the nearest in days. It is also the loop beside which times can
be read that were taken on another machine: nearly all of it is the interpreter's.
"""

from bisect import bisect_left, bisect_right

from rapidfuzz.distance import JaroWinkler

from benchmarks.peers.measure import Pair, run_loop
from benchmarks.peers.tool_rule import DAYS, Told, read

ALIKE = 0.9


def in_a_loop(claims: list[Told], statements: list[Told]) -> dict[str, list[Pair]]:
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
    return {"every pair that fits": every, "likest of each claim": likest}


def main() -> None:
    run_loop("nested loop", read, in_a_loop)


if __name__ == "__main__":
    main()
