"""Unrelated records mixed in: what becomes of the gold cases, and how many links arise by chance.

Usage: python -m benchmarks.noise_check [--records 5000] [--seeds 1 2 3] [--days 30 90 365] [--analyse]

Loads the gold cases and the noise into a fresh database, runs, scores with the evaluation room and with
../shared/gold/score.py, and ends with exit code 1 where precision falls by more than 0.03 or more than 5 links per
1,000 noise records arise beyond what truly coincides. The noise lies in the days that hold most gold records.
"""

import argparse
import importlib.util
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.cases import GOLD, Bench, gold_files, lay_out, read_lines, values
from benchmarks.noise import Noise, make_noise, window
from benchmarks.vocabulary import learn
from reconcile.domain.outcomes import Outcome, Pair
from reconcile.evaluation import Truth, read_truth
from reconcile.reference import load_reference

MOST_LOST_PRECISION = 0.03
MOST_LINKS_PER_1000 = 5.0
HEADINGS = ("noise over", "seed", "precision", "recall", "F1", "right flags", "links by chance", "true coincidences",
            "beyond, per 1,000")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One mix of gold cases and noise. `days` None: around the gold cases."""

    days: int | None
    seed: int
    figures: tuple[float, ...]
    by_chance: int
    """Links among noise records."""
    coincidences: int
    beyond: int
    """Links among noise records that do not truly coincide."""
    records: int
    combinations: Counter[tuple[str, ...]]
    """Levels of the comparisons of the links beyond."""
    examples: tuple[Pair, ...]

    @property
    def per_1000(self) -> float:
        return 1000 * self.beyond / self.records

    @property
    def words(self) -> str:
        return "months around the cases" if self.days is None else f"{self.days} days"

    def row(self) -> list[str]:
        shown = [f"{value:.3f}" for value in self.figures]
        counts = [str(self.by_chance), str(self.coincidences), f"{self.per_1000:.1f}"]
        return [self.words, str(self.seed), *shown, *counts]


def densest_window(rows: Sequence[dict[str, Any]], days: int) -> list[date]:
    """The window of that many days that holds most event days of the records."""
    told = sorted(day for row in rows if (day := _day(row)) is not None)
    best = max(
        told, key=lambda first: (sum(first <= day < first + timedelta(days=days) for day in told), -first.toordinal())
    )
    return window(best - timedelta(days=3), days)


def around(rows: Sequence[dict[str, Any]]) -> list[date]:
    """The 30 days around each record."""
    return [day + timedelta(days=shift) for row in rows if (day := _day(row)) is not None for shift in range(-15, 15)]


def _day(row: dict[str, Any]) -> date | None:
    written = row.get("event_date_start") or row.get("published") or row.get("reported")
    return None if written is None else date.fromisoformat(str(written)[:10])


def trials(records: int, seeds: Sequence[int], spans: Sequence[int | None], folder: Path) -> Iterator[Trial]:
    truth = read_truth(gold_files(folder))
    claims, statements = read_lines(folder / "claims.jsonl"), read_lines(folder / "statements.jsonl")
    yield _trial(lay_out(folder / "alone", claims, statements), truth, None, 0, 0)
    reference = load_reference(None)
    vocabulary = learn(reference)
    for span in spans:
        days = around([*claims, *statements]) if span is None else densest_window([*claims, *statements], span)
        for seed in seeds:
            noise = make_noise(vocabulary, reference, days, records, seed)
            name = folder / f"{span}-{seed}"
            bench = lay_out(name, [*claims, *noise.claims], [*statements, *noise.statements])
            yield _trial(bench, truth, noise, span, seed)


def _trial(bench: Bench, truth: Truth, noise: Noise | None, span: int | None, seed: int) -> Trial:
    found = values(bench.scored(bench.outcome, truth))
    _compare_with_score(bench.outcome, truth, found)
    expected = set(() if noise is None else noise.coincidences)
    chance = [
        pair
        for finding in bench.outcome.findings
        for pair in finding.links
        if pair.claim not in truth.names and pair.statement not in truth.names
    ]
    beyond = [pair for pair in chance if (pair.claim, pair.statement) not in expected]
    return Trial(
        days=span,
        seed=seed,
        figures=tuple(found),
        by_chance=len(chance),
        coincidences=len(expected),
        beyond=len(beyond),
        records=1 if noise is None else len(noise.claims) + len(noise.statements),
        combinations=Counter(tuple(f"{s.comparison} {s.level}" for s in p.scored.scores[1:]) for p in beyond),
        examples=tuple(beyond),
    )


def _compare_with_score(outcome: Outcome, truth: Truth, found: Sequence[float]) -> None:
    """The gold's own script must give the same figures."""
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    export = {
        "claims": [
            {"id": f.claim, "flag": f.flag, "links": [{"statement": pair.statement} for pair in f.links]}
            for f in outcome.findings
        ]
    }
    key = {
        "flags": truth.flags,
        "names": truth.names,
        "ignored": truth.ignored,
        "links": [(*pair, flag) for pair, flag in truth.links.items()],
    }
    scored = module.score(export, key)
    other = [scored[name] for name in ("precision", "recall", "f1", "flag_accuracy")]
    if any(abs(one - two) > 1e-9 for one, two in zip(found, other, strict=True)):
        sys.exit(f"score.py gives {other}, the evaluation {list(found)}.")


def analysed(done: Sequence[Trial]) -> Iterator[str]:
    """Which levels the links beyond coincidence rest on, most frequent first."""
    whole = sum((trial.combinations for trial in done), Counter[tuple[str, ...]]())
    total = sum(whole.values())
    yield f"{total} links beyond coincidence in {len(done)} trials."
    for position, name in enumerate(("date", "place", "target", "actor", "attack")):
        shares = Counter[str]()
        for levels, number in whole.items():
            shares[levels[position].removeprefix(f"{name} ")] += number
        yield f"{name}: " + ", ".join(f"{level} {number}" for level, number in shares.most_common())
    for levels, number in whole.most_common(25):
        yield f"{number:4d}  {', '.join(levels)}"


def failures(alone: Trial, done: Sequence[Trial]) -> list[str]:
    lost = [
        f"{t.words}, seed {t.seed}: precision falls by {alone.figures[0] - t.figures[0]:.3f}"
        for t in done
        if alone.figures[0] - t.figures[0] > MOST_LOST_PRECISION
    ]
    many = [
        f"{t.words}, seed {t.seed}: {t.per_1000:.1f} links per 1,000 records beyond coincidence"
        for t in done
        if t.per_1000 > MOST_LINKS_PER_1000
    ]
    return lost + many


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=5000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--days", type=int, nargs="*", default=[30, 90, 365])
    parser.add_argument("--analyse", action="store_true", help="which levels the links beyond coincidence rest on")
    asked = parser.parse_args()
    print("\t".join(HEADINGS))
    done = []
    with tempfile.TemporaryDirectory() as folder:
        for trial in trials(asked.records, asked.seeds, [*asked.days, None], Path(folder)):
            done.append(trial)
            print("\t".join(trial.row() if len(done) > 1 else ["no noise", "", *trial.row()[2:6]]), flush=True)
    alone, mixed = done[0], done[1:]
    if asked.analyse:
        print(*analysed(mixed), sep="\n")
    failed = failures(alone, mixed)
    print(*failed, sep="\n")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
