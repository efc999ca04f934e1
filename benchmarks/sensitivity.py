"""How figures and flags answer to settings and weights.

Usage: python -m benchmarks.sensitivity

Settings are moved one at a time; every level of every comparison is made one bit lighter and one bit heavier.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.cases import Bench, lay_out_gold, values
from benchmarks.tables import flips, lines, shares
from reconcile.domain.outcomes import Outcome
from reconcile.domain.weights import LinkageModel
from reconcile.evaluation import Measure, Truth
from reconcile.settings import LinkSettings

STEPS: dict[str, tuple[float, ...]] = {
    "link_threshold_bits": (-2.0, -1.0, -0.5, 0.5, 1.0, 2.0),
    "date_slack_days": (2, 3, 4, 6, 7),
    "place_limit_km": (25.0, 50.0, 75.0, 150.0),
}
SETTING_HEADINGS = ["setting", "value", "precision", "recall", "F1", "right flags", "flags that change"]
WEIGHT_HEADINGS = ["level", "one bit less: F1", "flags that change", "one bit more: F1", "flags that change"]


def by_setting(bench: Bench, truth: Truth) -> Iterator[list[str]]:
    """The defaults first, then one row for each value of each setting."""
    yield ["defaults", "", *_row(bench, truth, bench.outcome)]
    for name, steps in STEPS.items():
        for step in steps:
            outcome = bench.varied(link=_moved(bench.settings.link, name, step))
            yield [name, f"{step:g}", *_row(bench, truth, outcome)]


def _moved(settings: LinkSettings, name: str, value: float) -> LinkSettings:
    return replace(settings, **{name: type(getattr(settings, name))(value)})


def by_weight(bench: Bench, truth: Truth) -> Iterator[list[str]]:
    """One row a level whose weight moves a flag or a figure, then how many levels move none."""
    base = bench.scored(bench.outcome, truth).value(Measure.F1)
    still = 0
    for comparison, level in [("prior", "prior"), *_levels(bench.reference.model)]:
        cells: list[str] = []
        for step in (-1.0, 1.0):
            outcome = bench.varied(model=_heavier(bench.reference.model, comparison, level, step))
            cells += [f"{bench.scored(outcome, truth).value(Measure.F1):.3f}", str(flips(bench.outcome, outcome))]
        if cells == [f"{base:.3f}", "0"] * 2:
            still += 1
        else:
            yield [f"{comparison}: {level}", *cells]
    yield [f"the other {still} levels", f"{base:.3f}", "0", f"{base:.3f}", "0"]


def _levels(model: LinkageModel) -> list[tuple[str, str]]:
    return [(comparison.name, level.key) for comparison in model.comparisons for level in comparison.levels]


def _heavier(model: LinkageModel, comparison: str, level: str, bits: float) -> LinkageModel:
    if comparison == "prior":
        return replace(model, prior_bits=model.prior_bits + bits)
    return replace(
        model,
        comparisons=tuple(
            replace(
                c, levels=tuple(replace(one, bits=one.bits + bits) if one.key == level else one for one in c.levels)
            )
            if c.name == comparison
            else c
            for c in model.comparisons
        ),
    )


def _row(bench: Bench, truth: Truth, outcome: Outcome) -> list[str]:
    return [*shares(values(bench.scored(outcome, truth))), str(flips(bench.outcome, outcome))]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        bench, truth = lay_out_gold(Path(folder))
        print(*lines(SETTING_HEADINGS, list(by_setting(bench, truth))), "", sep="\n")
        print(*lines(WEIGHT_HEADINGS, list(by_weight(bench, truth))), sep="\n")


if __name__ == "__main__":
    main()
