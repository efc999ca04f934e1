"""How often unrelated accounts agree by chance: the shipped table `null_tail.csv`, measured anew, and the shares u.

Usage: python -m benchmarks.null_tail [--records 5000] [--seed 8] [--days 365]

Lays out generated records that tell of no common event, compares all candidate pairs and writes which share of them
adds up to how much evidence. Prints which share of them holds each level: once a pair, and once a record, where a pair
counts the less, the more accounts it was compared among. The second are the `u` of `weights.csv`.
"""

import argparse
import csv
import tempfile
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.cases import lay_out
from benchmarks.noise import make_noise, window
from benchmarks.vocabulary import learn
from reconcile.domain.weights import LinkageModel
from reconcile.link.blocking import candidate_pairs
from reconcile.link.estimation import TAIL_BITS
from reconcile.link.null import EVERYTHING
from reconcile.link.patterns import Patterns, patterns_of
from reconcile.link.scoring import score_pairs, scoring_books
from reconcile.link.tables import link_tables
from reconcile.reference import load_reference
from reconcile.reference.weights import TAIL_COLUMNS, TAIL_FILE
from reconcile.settings import LinkSettings

TABLES = Path(__file__).resolve().parent.parent / "reconcile" / "reference" / "tables"
FIRST_DAY = date(2019, 1, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--days", type=int, default=365)
    asked = parser.parse_args()
    reference = load_reference(None)
    noise = make_noise(learn(reference), reference, window(FIRST_DAY, asked.days), asked.records, asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        columns = lay_out(Path(folder), noise.claims, noise.statements).columns
    settings = LinkSettings(keep_threshold_bits=EVERYTHING)
    books = scoring_books(columns, reference.model, link_tables(columns.codes, reference), settings)
    candidates, evidence, slices = 0, [], []
    for i, j in candidate_pairs(columns.claims, columns.statements, settings):
        candidates += len(i)
        scored = score_pairs(columns, i, j, books)
        evidence.append(scored.weight - scored.prior)
        slices.append(patterns_of(scored, books))
    _show_shares(Patterns.joined(slices), reference.model)
    found = np.concatenate(evidence)
    origin = f"measured on {candidates} candidate pairs among {asked.records} generated records of {asked.days} days"
    with (TABLES / TAIL_FILE).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(TAIL_COLUMNS)
        for bits in TAIL_BITS:
            share = max(float((found >= bits).sum()), 1.0) / candidates
            writer.writerow((f"{bits:g}", f"{share:.6g}", origin))


def _show_shares(patterns: Patterns, model: LinkageModel) -> None:
    records = patterns.count * 2.0**-patterns.crowd
    for comparison in model.comparisons:
        for place, level in enumerate(comparison.levels):
            some = patterns.levels[comparison.name] == place
            shares = (counts[some].sum() / counts.sum() for counts in (patterns.count, records))
            print(
                comparison.name, level.key, *(f"{share:.4f}" for share in shares), f"in force {level.u:.4f}", sep="\t"
            )


if __name__ == "__main__":
    main()
