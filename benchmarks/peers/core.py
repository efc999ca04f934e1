"""The matching core of this program on synthetic columns, in a process of its own.

Usage: python -m benchmarks.peers.core RESULT.json --records 10000 [--density 1.0] [--seed 1] [--gigabytes 8]
           [--estimate] [--swept] [--in-steps] [--profile FILE]

Columns in, decided links out, with runner-ups, near misses and claim families, as every run makes them. A run sweeps
settings beside it (which links would there be under others?): no part of linking, so only `--swept` does that too.
`--in-steps`: nothing is compiled, as where numba is not installed.
`--estimate` first estimates the weights from a time-shifted null of these records, without labels, as `reconcile model
estimate`.
"""

import argparse
import contextlib
import cProfile
import importlib
import sys
from pathlib import Path

from benchmarks.peers.measure import Clock, limit_memory, report, scored
from benchmarks.synthetic import draw_synthetic, record_ids
from benchmarks.synthetic_columns import columns_of
from reconcile.link import compiled, link_records
from reconcile.link.estimation import estimate_model
from reconcile.link.null import compare_with_null
from reconcile.link.scoring import scoring_books
from reconcile.link.tables import link_tables
from reconcile.reference import load_reference
from reconcile.settings import LinkSettings

SHIFTS = 8
SWEPT = "with the sweep"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("result", type=Path)
    parser.add_argument("--records", type=int, required=True)
    parser.add_argument("--density", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--gigabytes", type=float, default=16)
    parser.add_argument("--estimate", action="store_true")
    parser.add_argument("--swept", action="store_true", help="with the sweep of settings, as a run")
    parser.add_argument("--in-steps", action="store_true", help="without compiled loops")
    parser.add_argument("--profile", type=Path)
    told = parser.parse_args()
    if told.swept and told.estimate:
        parser.error("--swept and --estimate are ways of their own")
    limit_memory(told.gigabytes)
    if told.in_steps:
        compiled.COMPILED_FROM = sys.maxsize
    reference, clock = load_reference(None), Clock()
    with clock.step("make records"):
        synthetic = draw_synthetic(reference, told.records, told.density, told.seed)
        columns, true_pairs = columns_of(synthetic, reference), synthetic.truth
        # The peers hold no accounts beside their tables either.
        del synthetic
    model, settings = reference.model, LinkSettings()
    with clock.step("load"):
        # As the other tools, whose libraries are there before their time begins.
        if compiled.compiled_for(len(columns.claims) + len(columns.statements)):
            importlib.import_module("reconcile.link.loops")
    with clock.step("estimate"):
        if told.estimate:
            books = scoring_books(columns, model, link_tables(columns.codes, reference), settings)
            null = compare_with_null(columns, books, SHIFTS)
            model = estimate_model(null, model, settings.link_threshold_bits).model
    profile = cProfile.Profile()
    with clock.step("match"), profile if told.profile else contextlib.nullcontext():
        linked = link_records(columns, model, reference, settings, swept=told.swept)
    if told.profile:
        profile.dump_stats(told.profile)
    claims, statements = record_ids("c", told.records), record_ids("s", told.records)
    # As arrays: an object of every pair would take more memory than finding them.
    pairs = linked.pairs
    rows = pairs.claim_rows[pairs.linked].tolist(), pairs.statement_rows[pairs.linked].tolist()
    found = [(claims[i], statements[j]) for i, j in zip(*rows, strict=True)]
    truth = {(claims[i], statements[j]) for i, j in true_pairs.tolist()}
    report(
        told.result,
        {
            "tool": f"this program, {_way(told)}",
            "kept pairs": len(pairs),
            **clock.told("estimate", "match"),
            "results": [{"links": "as decided", "chosen": "default", "threshold": 0.5, **scored(found, truth)}],
        },
    )


def _way(told: argparse.Namespace) -> str:
    """The name of this way in tables and plots."""
    if told.swept:
        return SWEPT
    if told.in_steps:
        return "nothing compiled"
    return "weights estimated" if told.estimate else "weights as shipped"


if __name__ == "__main__":
    main()
