"""A report of many generated claims: time, processor time, memory, size of the folder and of its largest page; then how
fast its pages open and answer in Chromium.

Usage: python -m benchmarks.report_scale [--records 10000] [--seed 1] [--folder FOLDER] [--document docs/performance.md]
    [--no-browser]

Records are made, read and matched first, which is not measured; then `reconcile report` runs in a process of its own.
Prints tables as Markdown, and puts them between their marks in a document.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.load import working_folder
from benchmarks.processes import used_by
from benchmarks.report_browser import HEADS, open_report, rows
from benchmarks.synthetic import draw_synthetic, write_files
from benchmarks.tables import lines, put
from reconcile.reference import load_reference

MARKS = "<!-- figures of make report-scale: begin -->", "<!-- figures of make report-scale: end -->"
AS_OF = "2027-01-01"
PAGE_LIMIT = 2_000_000
"""Bytes that no page may exceed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What one report took, and what it came to."""

    seconds: float
    processor_seconds: float
    """Of all its processes together."""
    megabytes: float
    """Most memory that all its processes held together, as far as looking ten times a second shows it."""
    pages: int
    size: int
    largest: str
    largest_size: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=10_000, help="claims, and as many statements")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where database and report go; default: one that is removed after")
    parser.add_argument("--document", type=Path, help="where the table goes, between its marks")
    parser.add_argument("--no-browser", action="store_true", help="do not open the pages")
    told = parser.parse_args()
    with working_folder(told.folder) as folder:
        url = _database(folder, told.records, told.seed)
        made = _measured(url, folder / "report")
        tables = ["\n".join(_table(made, told.records))]
        if not told.no_browser:
            opened = list(rows(open_report(folder / "report")))
            tables.append("\n".join(["", "Milliseconds in headless Chromium:", "", *lines(HEADS, opened)]))
    print("\n".join(tables))
    if told.document is not None:
        put(told.document, MARKS, tables)
    if made.largest_size > PAGE_LIMIT:
        raise SystemExit(f"{made.largest} has {made.largest_size:,} bytes, more than {PAGE_LIMIT:,}")


def _database(folder: Path, records: int, seed: int) -> str:
    """The address of a database with one run; one that is in the folder already is used again."""
    file = folder / f"scale-{records}-{seed}.db"
    url = f"sqlite:///{file}"
    if not file.exists():
        write_files(folder, draw_synthetic(load_reference(None), records, 1.0, seed))
        _command(url, "db", "upgrade")
        _command(url, "gazetteer", "import", str(folder / "places.csv"), "--format", "csv")
        for kind in ("claims", "statements"):
            _command(url, "ingest", kind, str(folder / f"{kind}.jsonl"))
        _command(url, "run", "--json", "--as-of", AS_OF)
    return url


def _words(url: str, *words: str) -> list[str]:
    return [sys.executable, "-m", "reconcile", "--database", url, *words]


def _command(url: str, *words: str) -> None:
    subprocess.run(_words(url, *words), check=True, stdout=subprocess.DEVNULL)


def _measured(url: str, folder: Path) -> Made:
    used = used_by(_words(url, "report", "--output", str(folder)))
    pages = {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*.html")}
    largest = max(pages, key=lambda name: pages[name])
    return Made(
        seconds=used.seconds,
        processor_seconds=used.processor,
        megabytes=used.megabytes,
        pages=len(pages),
        size=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
        largest=largest,
        largest_size=pages[largest],
    )


def _table(made: Made, records: int) -> Iterator[str]:
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    yield f"{datetime.now(UTC).date()}, {os.cpu_count()} cores, load average after it {load}.\n"
    rows = [
        ["claims, and as many statements", f"{records:,}"],
        ["time", f"{made.seconds:.0f} s"],
        ["processor time of all processes", f"{made.processor_seconds:.0f} s"],
        ["memory of all processes at most", f"{made.megabytes:,.0f} MB"],
        ["pages", f"{made.pages:,}"],
        ["size of the folder", f"{made.size / 1e6:,.0f} MB"],
        [f"largest page (`{made.largest}`)", f"{made.largest_size / 1e6:.2f} MB"],
    ]
    yield from lines(["a report", ""], rows)


if __name__ == "__main__":
    main()
