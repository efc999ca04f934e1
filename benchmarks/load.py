"""The whole program under load: ingest, normalising, a first run, a second with nothing new, a third with 100 new
records.

Usage: python -m benchmarks.load [--records 100000] [--databases sqlite postgresql] [--seed 1] [--folder FOLDER]

Every step is a command, as a scheduler starts it, so its time holds the start of the program, and its memory is what
its processes held together at most. Records are normalised by `issues --unmatched`, which tells of them
before any run; else the first run would, and its time would be that of both. The PostgreSQL server is one of the tests'
own on this machine, with `fsync` off; its memory is not counted. Prints tables as Markdown.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text

from benchmarks.processes import used_by
from benchmarks.synthetic import draw_synthetic, write_files
from benchmarks.tables import lines
from reconcile.reference import load_reference
from tests.postgres_server import postgres_server

NEW_RECORDS = 100
"""Half of them claims, half statements."""
INGEST = ("ingest claims", "ingest statements")
NORMALISING = "normalising"
RUNS = {
    "first run": "2027-01-01",
    "second run, nothing new": "2027-01-02",
    "run with 100 new records": "2027-01-03",
}
"""Name and as-of of each run: every run is as of another day, as it is for a scheduler."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One command."""

    name: str
    seconds: float
    processor: float
    """Seconds of all cores together: less than `seconds` where it waited, or others worked beside it."""
    megabytes: float
    """Most memory that its processes held together."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=100_000, help="claims, and as many statements")
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"], choices=["sqlite", "postgresql"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where files and databases go; default: one that is removed after")
    told = parser.parse_args()
    with working_folder(told.folder) as folder:
        synthetic = draw_synthetic(load_reference(None), told.records, 1.0, told.seed)
        write_files(folder, synthetic)
        for kind in ("claims", "statements"):
            _hold_back(folder / f"{kind}.jsonl", NEW_RECORDS // 2)
        for database in told.databases:
            with make_database(database, folder) as url:
                steps = list(_steps(url, folder))
                size = _size(url)
            print(f"\n{database}, {told.records:,} claims and {told.records:,} statements:\n")
            print("\n".join(_table(steps, size, told.records)))


def _steps(url: str, folder: Path) -> Iterator[Step]:
    yield _measured("schema", url, "db", "upgrade")
    yield _measured("gazetteer", url, "gazetteer", "import", str(folder / "places.csv"), "--format", "csv")
    for kind in ("claims", "statements"):
        yield _measured(f"ingest {kind}", url, "ingest", kind, str(folder / f"{kind}.jsonl"))
    yield _measured(NORMALISING, url, "issues", "--unmatched", "--json")
    names = list(RUNS)
    for name in names[:2]:
        yield _measured(name, url, "run", "--as-of", RUNS[name])
    for kind in ("claims", "statements"):
        yield _measured(f"ingest new {kind}", url, "ingest", kind, str(folder / f"new-{kind}.jsonl"))
    yield _measured(names[2], url, "run", "--as-of", RUNS[names[2]])


def _measured(name: str, url: str, *words: str) -> Step:
    """Runs one command to its end. Ends the measurement where the command fails."""
    used = used_by([sys.executable, "-m", "reconcile", "--database", url, *words])
    step = Step(name=name, seconds=used.seconds, processor=used.processor, megabytes=used.megabytes)
    print(
        f"{name}: {step.seconds:.1f} s, {step.processor:.1f} s of processors, {step.megabytes:.0f} MB", file=sys.stderr
    )
    return step


def _hold_back(path: Path, number: int) -> None:
    """Moves the last records of a file into one of their own, `new-NAME`."""
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(rows[:-number]), encoding="utf-8")
    path.with_name(f"new-{path.name}").write_text("".join(rows[-number:]), encoding="utf-8")


def _table(steps: Sequence[Step], size: int, records: int) -> Iterator[str]:
    seconds = {step.name: step.seconds for step in steps}
    first = seconds["first run"]
    rows = []
    for step in steps:
        told = ""
        if step.name in INGEST:
            told = f"{records / step.seconds:,.0f} records a second"
        elif step.name == NORMALISING:
            both = step.seconds + sum(seconds[name] for name in INGEST)
            told = f"{2 * records / step.seconds:,.0f} records a second, {2 * records / both:,.0f} with ingest"
        elif step.name in RUNS and step.name != "first run":
            told = f"{step.seconds / first:.2f} of the first"
        rows.append([step.name, f"{step.seconds:.1f} s", f"{step.processor:.1f} s", f"{step.megabytes:.0f} MB", told])
    rows.append(["database at the end", "", "", f"{size / 1e6:,.0f} MB on disk", ""])
    return lines(["step", "time", "processors", "memory", ""], rows)


@contextmanager
def working_folder(wanted: Path | None) -> Iterator[Path]:
    """`wanted`, made where it is not there; None: one that is removed after."""
    if wanted is not None:
        wanted.mkdir(parents=True, exist_ok=True)
        yield wanted
        return
    with tempfile.TemporaryDirectory(prefix="reconcile-load-") as made:
        yield Path(made)


@contextmanager
def make_database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        path = folder / "load.db"
        path.unlink(missing_ok=True)
        yield f"sqlite:///{path}"
        return
    with postgres_server() as address:
        engine = create_engine(
            address.format("postgres").replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
        )
        with engine.connect() as connection:
            connection.execute(text("CREATE DATABASE load"))
        engine.dispose()
        yield address.format("load")


def _size(url: str) -> int:
    """Bytes on disk."""
    if url.startswith("sqlite:///"):
        path = Path(url.removeprefix("sqlite:///"))
        return sum(part.stat().st_size for part in path.parent.glob(f"{path.name}*"))
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        size = connection.execute(text("SELECT pg_database_size(current_database())")).scalar()
    engine.dispose()
    return int(size or 0)


if __name__ == "__main__":
    main()
