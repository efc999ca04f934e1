"""MELTT's rule, written anew from its paper's description.

Usage: python -m benchmarks.peers.tool_meltt FOLDER RESULT.json

Donnay, Dunford, McGrath, Backer and Cunningham, *Integrating Conflict Event Data* (Journal of Conflict Resolution 63,
2019): two entries within a window of days and kilometres may be one event; among these, taxonomies decide. Entries that
share a category at a finer level of every taxonomy fit better, and of all pairs the best fitting are joined first, each
entry once. The window here is two days and 25 km; taxonomies are target, side hit and attack, each of two levels; what
is not stated fits as badly as what differs. No code of MELTT was used: this is a loop over the window of each claim, in
Python, as its own core is a loop.
"""

import csv
from bisect import bisect_left, bisect_right
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import NamedTuple

from benchmarks.peers.measure import Pair, run_loop
from benchmarks.peers.tool_rule import Told, kilometres
from benchmarks.peers.tool_rule import read as read_places

DAYS, KILOMETRES = 2, 25.0
TAXONOMIES = (("target", "family"), ("actor", "actor"), ("attack", "attack_family"))
FINE, COARSE, NONE = 0.0, 0.5, 1.0
"""Misfit of a taxonomy by the level at which two entries agree."""


class Entry(NamedTuple):
    place: Told
    day: int
    categories: tuple[tuple[str, str], ...]


def entries(path: Path) -> list[Entry]:
    """Entries without a day or a point fit no window."""
    placed = {told.id: told for told in read_places(path)}
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            Entry(
                placed[row["id"]],
                date.fromisoformat(row["day"]).toordinal(),
                tuple((row[fine], row[coarse]) for fine, coarse in TAXONOMIES),
            )
            for row in csv.DictReader(stream)
            if row["id"] in placed and placed[row["id"]].point is not None
        ]


def misfit(one: Entry, other: Entry) -> float:
    total = 0.0
    for (fine, coarse), (other_fine, other_coarse) in zip(one.categories, other.categories, strict=True):
        total += FINE if fine and fine == other_fine else COARSE if coarse and coarse == other_coarse else NONE
    return total / len(TAXONOMIES)


def by_rule(claims: list[Entry], statements: list[Entry]) -> list[Pair]:
    """Pairs within the window that share a category at least, the best fitting first, each entry once."""
    shelves: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(statements, key=lambda entry: entry.day):
        shelves[entry.place.country].append(entry)
    days = {country: [entry.day for entry in shelf] for country, shelf in shelves.items()}
    fitting: list[tuple[float, float, str, str]] = []
    for claim in claims:
        shelf, numbers = shelves[claim.place.country], days.get(claim.place.country, [])
        for other in shelf[bisect_left(numbers, claim.day - DAYS) : bisect_right(numbers, claim.day + DAYS)]:
            assert claim.place.point is not None
            assert other.place.point is not None
            apart = kilometres(claim.place.point, other.place.point)
            if apart <= KILOMETRES and (score := misfit(claim, other)) < NONE:
                fitting.append((score, abs(claim.day - other.day) + apart / KILOMETRES, claim.place.id, other.place.id))
    taken: set[str] = set()
    joined = []
    for _, _, first, second in sorted(fitting):
        if first not in taken and second not in taken:
            taken |= {first, second}
            joined.append((first, second))
    return joined


def main() -> None:
    run_loop("MELTT's rule", entries, lambda *both: {"best fitting first, each once": by_rule(*both)})


if __name__ == "__main__":
    main()
