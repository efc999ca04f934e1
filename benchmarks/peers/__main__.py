"""This program beside other tools, on the gold cases and on synthetic records.

Usage: python -m benchmarks.peers [--peers-python PATH] [--records 1000 10000] [--densities 0.25 1 4] [--no-gold]
           [--output FOLDER] [--document docs/performance.md]

Without --peers-python only what needs no other library runs: this program, two loops and MELTT's rule. Each tool
has a process of its own with a limit of memory and is stopped after ten minutes. Results are written as JSON to the
output folder and printed as Markdown tables; --document puts the tables, with date and machine, between the marks of
that file, and two plots beside it.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.cases import GOLD, lay_out_gold
from benchmarks.peers.core import SWEPT
from benchmarks.peers.flat import write_tables
from benchmarks.peers.measure import scored
from benchmarks.peers.plots import cost_plot, quality_plot
from benchmarks.synthetic import draw_synthetic, record_ids
from benchmarks.synthetic_columns import columns_of
from benchmarks.tables import lines, put
from reconcile.cli.app import SMALL_PAGES
from reconcile.link.compiled import COMPILED_FROM
from reconcile.reference import load_reference

LONGEST_SECONDS = 600
MOST_FOR_LOOPS = 100_000
"""Records beyond which loops in Python are not run."""
MOST_FOR_ESTIMATING = 100_000
"""Records beyond which weights are not estimated anew: it would be stopped."""
DENSITY_RECORDS = 10_000
PROJECT = Path(__file__).resolve().parent.parent.parent
COSTS = ["seconds", "times ours", "CPU seconds", "times our CPU", "peak MB"]
HEADINGS = ["tool", "links made of scores", "threshold", "precision", "recall", "F1", *COSTS]
MARKS = "<!-- figures of make peers: begin -->", "<!-- figures of make peers: end -->"
Result = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers-python", type=Path, help="a Python with splink, duckdb and recordlinkage")
    parser.add_argument("--records", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--densities", type=float, nargs="*", default=[])
    parser.add_argument("--no-gold", action="store_true")
    parser.add_argument("--output", type=Path)
    parser.add_argument("--document", type=Path)
    told = parser.parse_args()
    parts: list[str] = [_machine()]
    by_records: dict[float, list[Result]] = {}
    by_density: dict[float, list[Result]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = told.output or Path(scratch)
        if not told.no_gold and GOLD.exists():
            parts += show("The gold cases", gold(folder / "gold", told.peers_python))
        for records in told.records:
            by_records[records] = synthetic(folder / f"synthetic-{records}", records, told.peers_python)
            parts += show(f"{records:,} claims and {records:,} statements", by_records[records])
        for density in told.densities:
            place = folder / f"density-{density:g}"
            by_density[density] = synthetic(place, DENSITY_RECORDS, told.peers_python, density)
            parts += show(f"{DENSITY_RECORDS:,} claims and statements at density {density:g}", by_density[density])
    if told.document:
        put(told.document, MARKS, [*parts, *plots(told.document.parent, by_records, by_density)])


def _machine() -> str:
    cpu = Path("/proc/cpuinfo")
    told = cpu.read_text(encoding="utf-8").splitlines() if cpu.exists() else []
    named = (line.partition(":")[2].strip() for line in told if line.startswith("model name"))
    model = next(named, platform.machine())
    day = datetime.now(UTC).date().isoformat()
    return f"Taken {day} on {os.cpu_count()} cores ({model}), Python {platform.python_version()}."


def plots(folder: Path, by_records: dict[float, list[Result]], by_density: dict[float, list[Result]]) -> Iterator[str]:
    """Writes the plots that there is something for; the lines that show them."""
    cost = _series(by_records, lambda result: float(result["seconds"]["total"]))
    # With the sweep the links are the same: one line would lie on the other.
    told_apart = {at: [one for one in results if SWEPT not in one["tool"]] for at, results in by_density.items()}
    quality = _series(told_apart, lambda result: max(one["f1"] for one in result["results"] if one["chosen"] != "best"))
    for name, words, series, draw in (
        ("peers-cost", "Seconds against the number of records", cost, cost_plot),
        ("peers-quality", "F1 against density", quality, quality_plot),
    ):
        if any(len(line) > 1 for line in series.values()):
            (folder / f"{name}.svg").write_text(draw(series), encoding="utf-8")
            yield f"\n![{words}]({name}.svg)"


def _series(found: dict[float, list[Result]], value: Callable[[Result], float]) -> dict[str, list[tuple[float, float]]]:
    series: dict[str, list[tuple[float, float]]] = {}
    for at, results in found.items():
        for result in results:
            if "seconds" in result:
                series.setdefault(result["tool"], []).append((at, max(value(result), 1e-3)))
    return series


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


def synthetic(folder: Path, records: int, peers: Path | None, density: float = 1.0) -> list[Result]:
    reference = load_reference(None)
    drawn = draw_synthetic(reference, records, density)
    claims, statements = record_ids("c", records), record_ids("s", records)
    truth = [(claims[i], statements[j]) for i, j in drawn.truth.tolist()]
    write_tables(folder, columns_of(drawn, reference), (claims, statements), truth, reference)
    core = [sys.executable, "-m", "benchmarks.peers.core"]
    own = []
    for name, options in _ways(records):
        result = folder / f"{name}.json"
        drawn_so = ["--records", str(records), "--density", str(density)]
        own.append(run([*core, str(result), *drawn_so, *options], result, SMALL_PAGES))
    if records > MOST_FOR_ESTIMATING:
        own.append({"tool": "this program, weights estimated", "results": [], "stopped": "before it began: too many"})
    return [*own, *tools(folder, peers, (), loops=records <= MOST_FOR_LOOPS)]


def _ways(records: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """How this program runs: linking alone first, which the others are measured against."""
    yield "core", ()
    if 2 * records >= COMPILED_FROM:
        yield "core-in-steps", ("--in-steps",)
    yield "core-swept", ("--swept",)
    if records <= MOST_FOR_ESTIMATING:
        yield "core-estimated", ("--estimate",)


def tools(folder: Path, peers: Path | None, options: Sequence[str], *, loops: bool = True) -> Iterator[Result]:
    if loops:
        yield from _tool(Path(sys.executable), "nested", folder, options)
        yield from _tool(Path(sys.executable), "rule", folder, options)
        yield from _tool(Path(sys.executable), "meltt", folder, options)
    if peers is not None:
        yield from _tool(peers, "duckdb", folder, options)
        yield from _tool(peers, "splink", folder, options)
        yield from _tool(peers, "splink", folder, (*options, "--labels"))
        yield from _tool(peers, "recordlinkage", folder, options)


def _tool(python: Path, name: str, folder: Path, options: Sequence[str]) -> Iterator[Result]:
    result = folder / f"{name}{''.join(option for option in options if option == '--labels')}.json"
    yield run([str(python), "-m", f"benchmarks.peers.tool_{name}", str(folder), str(result), *options], result)


def run(command: Sequence[str], result: Path, environment: Mapping[str, str] | None = None) -> Result:
    """The tool's report; what stopped it, where it gave none. Its talk goes to a file beside the report.
    `environment`: what the tool's own command line sets beside."""
    result.unlink(missing_ok=True)
    with result.with_suffix(".log").open("w", encoding="utf-8") as talk:
        try:
            subprocess.run(
                command,
                cwd=PROJECT,
                env={**os.environ, **(environment or {}), "PYTHONPATH": str(PROJECT)},
                stdout=talk,
                stderr=talk,
                timeout=LONGEST_SECONDS,
                check=True,
            )
        except subprocess.TimeoutExpired:
            return _stopped(result, f"after {LONGEST_SECONDS} s")
        except subprocess.CalledProcessError as error:
            return _stopped(result, f"with exit code {error.returncode}")
    found: Result = json.loads(result.read_text(encoding="utf-8"))
    return found


def _stopped(result: Path, why: str) -> Result:
    """With what the tool had told by then."""
    told = json.loads(result.read_text(encoding="utf-8")) if result.exists() else {"tool": result.stem, "results": []}
    return {**told, "stopped": f"{why}{', before it had tried all its ways' if told['results'] else ''}"}


def show(title: str, results: Sequence[Result]) -> list[str]:
    """The table, printed as soon as it is there."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    ours = next((result for result in results if "seconds" in result), None)
    told = [f"\n### {title}\n", f"Load average afterwards: {load}.\n"]
    told += lines(HEADINGS, [row for result in results for row in rows(result, ours)])
    print(*told, sep="\n", flush=True)
    return told


def rows(result: Result, ours: Result | None) -> Iterator[list[str]]:
    """`ours`: what the others are measured against, the first that took its time."""
    if "stopped" in result:
        yield [result["tool"], f"stopped {result['stopped']}", *[""] * (len(HEADINGS) - 2)]
    cost = [""] * len(COSTS)
    if "seconds" in result and ours is not None:
        cost = []
        for kind in ("seconds", "cpu_seconds"):
            seconds, least = float(result[kind]["total"]), float(ours[kind]["total"])
            cost += [f"{seconds:.2f}", f"{seconds / least:.1f}" if least else ""]
        cost.append(f"{result['peak_mb']:.0f}")
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
