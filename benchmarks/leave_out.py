"""What was chosen on the real cases, chosen again without each group and applied to that group.

Usage: python -m benchmarks.leave_out

Two numbers were chosen with the real cases at hand: the prior, and the bits taken off for every
doubling of the number of accounts (`crowding_bits`). Both are chosen here from a grid on all groups
but one, by F1 and then by right flags (ties: the middle of the best), and that group is scored with
them.
"""

import math
import tempfile
from collections import Counter
from dataclasses import replace
from itertools import product
from pathlib import Path

from benchmarks.cases import Bench, lay_out_gold
from reconcile.domain.outcomes import Outcome
from reconcile.evaluation import Truth

PRIORS = (-3.0, -2.75, -2.5, -2.32, -2.0, -1.75, -1.5)
CROWDING = (1.0, 1.08, 1.15, 1.22, 1.3)
Choice = tuple[float, float]
Counts = Counter[str]


def counted(outcome: Outcome, truth: Truth) -> dict[str, Counts]:
    """By group: links found, true and right; flags given and right."""
    groups: dict[str, Counts] = {}

    def group(record: str) -> Counts:
        return groups.setdefault(truth.names[record].split("/")[0], Counter())

    for finding in outcome.findings:
        if finding.claim in truth.ignored:
            continue
        counts = group(finding.claim)
        counts["flags"] += 1
        counts["right flags"] += finding.flag is not None and finding.flag == truth.flags[finding.claim]
        for pair in finding.links:
            counts["found"] += 1
            counts["right"] += (pair.claim, pair.statement) in truth.links
    for claim, _ in truth.links:
        group(claim)["true"] += 1
    return groups


def figures(counts: Counts) -> tuple[float, float, float, float]:
    """Precision, recall, F1, share of right flags."""
    precision = counts["right"] / counts["found"] if counts["found"] else 0.0
    recall = counts["right"] / counts["true"] if counts["true"] else 0.0
    f1 = 2 * precision * recall / (precision + recall) if counts["right"] else 0.0
    return precision, recall, f1, counts["right flags"] / max(counts["flags"], 1)


def best(results: dict[Choice, dict[str, Counts]], without: str) -> Choice:
    """The choice that does best on the other groups; of several the middle one."""

    def rank(choice: Choice) -> tuple[float, float]:
        others = (counts for group, counts in results[choice].items() if group != without)
        *_, f1, flags = figures(sum(others, Counter()))
        return round(f1, 6), round(flags, 6)

    top = max(map(rank, results))
    equal = [choice for choice in results if rank(choice) == top]
    return equal[len(equal) // 2]


def tried(bench: Bench, truth: Truth) -> dict[Choice, dict[str, Counts]]:
    model, link = bench.reference.model, bench.settings.link
    return {
        (prior, crowding): counted(
            bench.varied(model=replace(model, prior_bits=prior), link=replace(link, crowding_bits=crowding)), truth
        )
        for prior, crowding in product(PRIORS, CROWDING)
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        bench, truth = lay_out_gold(Path(folder))
    results = tried(bench, truth)
    shipped = counted(bench.outcome, truth)
    chosen = {group: best(results, group) for group in shipped}
    left_out = sum((results[choice][group] for group, choice in chosen.items()), Counter[str]())
    print("| | precision | recall | F1 | right flags |\n| --- | --- | --- | --- | --- |")
    for name, counts in (("as shipped", sum(shipped.values(), Counter[str]())), ("chosen without the group", left_out)):
        print(f"| {name} | " + " | ".join(f"{value:.3f}" for value in figures(counts)) + " |")
    for (prior, crowding), groups in Counter(chosen.values()).most_common():
        print(f"prior {prior:+.2f} (share {math.pow(2, prior):.3f}), crowding {crowding}: {groups} groups")


if __name__ == "__main__":
    main()
