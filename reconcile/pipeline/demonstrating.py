"""The whole line on the shipped cases, in a database of its own."""

import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from reconcile.domain.records import RecordKind
from reconcile.errors import OutputError
from reconcile.locations import fixtures
from reconcile.pipeline.collecting import ingest_coverage, ingest_file, upgrade_schema
from reconcile.pipeline.publishing import outcome_of_latest, write_report
from reconcile.pipeline.results import DemoResult
from reconcile.pipeline.running import run_reconciliation
from reconcile.settings import Settings

PLAN = "demo.toml"
"""Names the cases and the instant as of which the demo speaks."""
DATABASE = "demo.db"
"""Not the default name: a demo asked into the folder of somebody's work must not touch their database."""


def run_demo(folder: Path, now: datetime, *, progress: Callable[[int], None] | None = None) -> DemoResult:
    """Reads the fixtures, reconciles and reports, all inside `folder`, whatever the environment says.

    A second demo in the same folder finds nothing new and writes the same pages.
    """
    cases = fixtures()
    plan = tomllib.loads((cases / PLAN).read_text(encoding="utf-8"))
    as_of = plan["as_of"].astimezone(UTC)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"The demo cannot write to {folder}: {error.strerror}; name another --output.") from error
    database = folder.resolve() / DATABASE
    url = f"sqlite:///{database}"
    settings = Settings()
    upgrade_schema(url)
    for case in plan["cases"]:
        _collect(url, cases / case, settings, folder, now)
    run_reconciliation(url, settings, as_of, now, progress=progress)
    written = None if progress is None else lambda done, _: progress(done)
    index = write_report(url, settings, folder / "report", progress=written)
    return DemoResult(outcome=outcome_of_latest(url), index=index, database=database)


def _collect(url: str, case: Path, settings: Settings, folder: Path, now: datetime) -> None:
    """Reads the files of one case; rejects, were there any, belong into the demo's folder, not beside the fixtures."""
    for kind in RecordKind:
        for path in sorted(case.glob(f"{kind.plural}.*")):
            ingest_file(url, kind, path, now, rejects=folder / f"{case.name}.{kind.plural}.rejects.jsonl")
    coverage = case / "coverage.csv"
    if coverage.exists():
        ingest_coverage(url, coverage, settings)
