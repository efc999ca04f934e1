"""Each comparison of the linkage model left out once: all its levels weigh nothing.

Usage: python -m benchmarks.ablation

The rarity of a place stays in force where the place comparison is left out: it is counted, not part of the table.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.cases import Bench, lay_out_gold, values
from benchmarks.tables import flips, lines, shares
from reconcile.domain.weights import LinkageModel, ModelComparison
from reconcile.evaluation import Truth

HEADINGS = ["left out", "precision", "recall", "F1", "right flags", "flags that change"]


def without(model: LinkageModel, name: str) -> LinkageModel:
    """The model with m = u on every level of one comparison."""
    comparisons = tuple(_silenced(c) if c.name == name else c for c in model.comparisons)
    return replace(model, comparisons=comparisons)


def _silenced(comparison: ModelComparison) -> ModelComparison:
    return replace(comparison, levels=tuple(replace(level, m=level.u, bits=0.0) for level in comparison.levels))


def ablation(bench: Bench, truth: Truth) -> Iterator[list[str]]:
    """One row for the whole model, then one a comparison."""
    yield ["nothing", *shares(values(bench.scored(bench.outcome, truth))), "0"]
    for comparison in bench.reference.model.comparisons:
        outcome = bench.varied(model=without(bench.reference.model, comparison.name))
        found = shares(values(bench.scored(outcome, truth)))
        yield [comparison.name, *found, str(flips(bench.outcome, outcome))]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        bench, truth = lay_out_gold(Path(folder))
        print(*lines(HEADINGS, list(ablation(bench, truth))), sep="\n")


if __name__ == "__main__":
    main()
