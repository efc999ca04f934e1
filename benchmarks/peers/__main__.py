"""This program beside Splink, recordlinkage and a simple rule, on the gold cases and on synthetic records.

Usage: python -m benchmarks.peers [--peers-python PATH] [--records 1000 10000] [--no-gold] [--output FOLDER]

Without --peers-python only this program and the rule run. Each tool has a process of its own with a limit of memory
and is stopped after ten minutes. Results are written as JSON to the output folder and printed as Markdown tables.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.cases import GOLD, lay_out_gold
from benchmarks.peers.flat import write_tables
from benchmarks.peers.measure import scored
from benchmarks.synthetic import draw_synthetic, record_ids
from benchmarks.synthetic_columns import columns_of
from benchmarks.tables import lines
from reconcile.reference import load_reference

LONGEST_SECONDS = 600
PROJECT = Path(__file__).resolve().parent.parent.parent
HEADINGS = ["tool", "links made of scores", "threshold", "precision", "recall", "F1", "seconds", "peak MB"]
Result = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers-python", type=Path, help="a Python with splink and recordlinkage")
    parser.add_argument("--records", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--no-gold", action="store_true")
    parser.add_argument("--output", type=Path)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = told.output or Path(scratch)
        if not told.no_gold and GOLD.exists():
            show("The gold cases", gold(folder / "gold", told.peers_python))
        for records in told.records:
            title = f"{records:,} claims and {records:,} statements"
            show(title, synthetic(folder / f"synthetic-{records}", records, told.peers_python))


def gold(folder: Path, peers: Path | None) -> list[Result]:
    bench, truth = lay_out_gold(folder / "run")
    ids = ([account.id for account in bench.outcome.claims], [account.id for account in bench.outcome.statements])
    write_tables(folder, bench.columns, ids, truth.links, bench.reference)
    links = {(pair.claim, pair.statement) for finding in bench.outcome.findings for pair in finding.links}
    found = {(claim, statement) for claim, statement in links if claim not in truth.ignored}
    own = {"tool": "this program, weights as shipped", "results": [_as_decided(scored(found, set(truth.links)))]}
    return [own, *tools(folder, peers, ("--small",))]


def _as_decided(score: dict[str, float]) -> Result:
    return {"links": "as decided", "chosen": "default", "threshold": 0.5, **score}


def synthetic(folder: Path, records: int, peers: Path | None) -> list[Result]:
    reference = load_reference(None)
    drawn = draw_synthetic(reference, records)
    claims, statements = record_ids("c", records), record_ids("s", records)
    truth = [(claims[i], statements[j]) for i, j in drawn.truth.tolist()]
    write_tables(folder, columns_of(drawn, reference), (claims, statements), truth, reference)
    core = [sys.executable, "-m", "benchmarks.peers.core"]
    own = []
    for name, options in (("core", ()), ("core-estimated", ("--estimate",))):
        result = folder / f"{name}.json"
        own.append(run([*core, str(result), "--records", str(records), *options], result))
    return [*own, *tools(folder, peers, ())]


def tools(folder: Path, peers: Path | None, options: Sequence[str]) -> Iterator[Result]:
    yield from _tool(Path(sys.executable), "rule", folder, options)
    if peers is not None:
        yield from _tool(peers, "splink", folder, options)
        yield from _tool(peers, "splink", folder, (*options, "--labels"))
        yield from _tool(peers, "recordlinkage", folder, options)


def _tool(python: Path, name: str, folder: Path, options: Sequence[str]) -> Iterator[Result]:
    result = folder / f"{name}{''.join(option for option in options if option == '--labels')}.json"
    yield run([str(python), "-m", f"benchmarks.peers.tool_{name}", str(folder), str(result), *options], result)


def run(command: Sequence[str], result: Path) -> Result:
    """The tool's report; what stopped it, where it gave none. Its talk goes to a file beside the report."""
    result.unlink(missing_ok=True)
    with result.with_suffix(".log").open("w", encoding="utf-8") as talk:
        try:
            subprocess.run(
                command,
                cwd=PROJECT,
                env={**os.environ, "PYTHONPATH": str(PROJECT)},
                stdout=talk,
                stderr=talk,
                timeout=LONGEST_SECONDS,
                check=True,
            )
        except subprocess.TimeoutExpired:
            return {"tool": result.stem, "stopped": f"after {LONGEST_SECONDS} s", "results": []}
        except subprocess.CalledProcessError as error:
            return {"tool": result.stem, "stopped": f"with exit code {error.returncode}", "results": []}
    found: Result = json.loads(result.read_text(encoding="utf-8"))
    return found


def show(title: str, results: Sequence[Result]) -> None:
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"\n## {title}\n\n(load average afterwards: {load})\n")
    print(*lines(HEADINGS, [row for result in results for row in rows(result)]), sep="\n", flush=True)


def rows(result: Result) -> Iterator[list[str]]:
    if "stopped" in result:
        yield [result["tool"], f"stopped {result['stopped']}", *[""] * 6]
    cost = [f"{result['seconds']['total']:.2f}", f"{result['peak_mb']:.0f}"] if "seconds" in result else ["", ""]
    for one in result["results"]:
        chosen = f"{one.get('threshold', '')}{' (best)' if one['chosen'] == 'best' else ''}"
        yield [
            result["tool"],
            one["links"],
            chosen,
            *(f"{one[name]:.3f}" for name in ("precision", "recall", "f1")),
            *cost,
        ]


if __name__ == "__main__":
    main()
