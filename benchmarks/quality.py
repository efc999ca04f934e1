"""Makes the tables of docs/quality.md anew, between their markers.

Usage: python -m benchmarks.quality [--only NAME …]

Each table stands between `<!-- NAME: made by … -->` and `<!-- end of NAME -->`. Everything between them is overwritten.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from benchmarks import ablation, gazetteer_share, held_out, invariance, noise_check, sensitivity
from benchmarks.cases import Bench, lay_out_gold
from benchmarks.tables import lines, score_table, share, wrong_table
from reconcile import __version__
from reconcile.cli.evaluating import confusion_table
from reconcile.evaluation import Evaluation, Truth, evaluate_outcome

PAGE = Path(__file__).resolve().parent.parent / "docs" / "quality.md"
SEEDS = (1, 2, 3)
SPANS: tuple[int | None, ...] = (30, 90, 365, None)
RECORDS = 5_000


class Figures:
    """What the tables are made from; each run is made when a table first needs it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def laid_out(self) -> tuple[Bench, Truth]:
        return lay_out_gold(self.folder / "gold")

    @property
    def bench(self) -> Bench:
        return self.laid_out[0]

    @property
    def truth(self) -> Truth:
        return self.laid_out[1]

    @cached_property
    def evaluation(self) -> Evaluation:
        return evaluate_outcome(self.bench.outcome, self.truth, self.bench.reference)

    @cached_property
    def trials(self) -> list[noise_check.Trial]:
        folder = self.folder / "noise"
        folder.mkdir()
        return list(noise_check.trials(RECORDS, SEEDS, SPANS, folder))

    def made(self) -> Iterator[str]:
        """When, with what, on how much."""
        today = datetime.now(UTC).date()
        found = self.evaluation
        yield (
            f"Made on {today} with reconcile {__version__}, {self.bench.reference.model.name} and default settings, on "
            f"{len(self.bench.outcome.claims)} claims and {len(self.bench.outcome.statements)} statements in "
            f"{found.groups} groups: {found.pairs_true} true links, {found.pairs_found} found, {found.claims_scored} "
            "claims scored."
        )

    def scores(self) -> Iterator[str]:
        yield from score_table(self.evaluation)

    def confusion(self) -> Iterator[str]:
        yield from lines(*confusion_table(self.evaluation))

    def kinds(self) -> Iterator[str]:
        rows = [
            [k.label, str(k.pairs_true), share(k.precision), share(k.recall), str(k.claims), share(k.flag_accuracy)]
            for k in self.evaluation.kinds
        ]
        headings = ["kind of difficulty", "true links", "precision", "recall", "claims", "right flag"]
        yield from lines(headings, rows)

    def wrong(self) -> Iterator[str]:
        yield from wrong_table(self.evaluation)

    @cached_property
    def held_out(self) -> Evaluation:
        bench, key = held_out.lay_out_held_out(self.folder / "held-out")
        return evaluate_outcome(bench.outcome, key, bench.reference)

    def held_out_scores(self) -> Iterator[str]:
        yield from score_table(self.held_out)

    def held_out_wrong(self) -> Iterator[str]:
        yield from wrong_table(self.held_out)

    def ablation(self) -> Iterator[str]:
        yield from lines(ablation.HEADINGS, list(ablation.ablation(self.bench, self.truth)))

    def settings(self) -> Iterator[str]:
        yield from lines(sensitivity.SETTING_HEADINGS, list(sensitivity.by_setting(self.bench, self.truth)))

    def weights(self) -> Iterator[str]:
        yield from lines(sensitivity.WEIGHT_HEADINGS, list(sensitivity.by_weight(self.bench, self.truth)))

    def places(self) -> Iterator[str]:
        yield from lines(gazetteer_share.SHARE_HEADINGS, list(gazetteer_share.share_resolved(self.bench)))

    def no_gazetteer(self) -> Iterator[str]:
        folder = self.folder / "bare"
        folder.mkdir()
        rows = list(gazetteer_share.scores(self.bench, self.truth, folder))
        yield from lines(gazetteer_share.SCORE_HEADINGS, rows)

    def invariance(self) -> Iterator[str]:
        folder = self.folder / "invariance"
        folder.mkdir()
        yield from lines(invariance.HEADINGS, list(invariance.measured(folder)))

    def noise(self) -> Iterator[str]:
        alone, *mixed = self.trials
        blank = ["no noise", "–", *alone.row()[2:6], "–", "–", "–"]
        yield from lines(noise_check.HEADINGS, [blank, *(trial.row() for trial in mixed)])
        failed = noise_check.failures(alone, mixed)
        yield ""
        yield f"{len(mixed) - len({words.split(':')[0] for words in failed})} of {len(mixed)} mixes meet both criteria."

    def chance(self) -> Iterator[str]:
        yield from (f"    {line}" for line in noise_check.analysed(self.trials[1:]))


def tables(figures: Figures) -> dict[str, Callable[[], Iterator[str]]]:
    """By the name in the marker."""
    return {
        "made": figures.made,
        "scores": figures.scores,
        "confusion": figures.confusion,
        "kinds": figures.kinds,
        "wrong pairs": figures.wrong,
        "ablation": figures.ablation,
        "settings": figures.settings,
        "weights": figures.weights,
        "places": figures.places,
        "no gazetteer": figures.no_gazetteer,
        "invariance": figures.invariance,
        "noise": figures.noise,
        "chance links": figures.chance,
        "held out": figures.held_out_scores,
        "held out, wrong pairs": figures.held_out_wrong,
    }


def rewritten(page: str, name: str, content: Sequence[str]) -> str:
    """The page with everything between the markers of `name` replaced; exits where the page lacks them."""
    pattern = re.compile(f"(<!-- {re.escape(name)}: [^>]*-->\n).*?(<!-- end of {re.escape(name)} -->)", re.DOTALL)
    if not pattern.search(page):
        sys.exit(f"{PAGE.name} has no markers for the table {name!r}.")
    body = "\n".join(content)
    return pattern.sub(lambda found: f"{found[1]}{body}\n{found[2]}", page)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these tables; default: all")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = tables(Figures(Path(folder)))
        unknown = sorted(set(asked.only or ()) - set(made))
        if unknown:
            sys.exit(f"No table {unknown[0]!r}; known are {', '.join(made)}.")
        for name in asked.only or made:
            content = list(made[name]())
            page = PAGE.read_text(encoding="utf-8")
            PAGE.write_text(rewritten(page, name, content), encoding="utf-8")
            print(f"{name}: {len(content)} lines", flush=True)


if __name__ == "__main__":
    main()
