"""Records in, findings out, through files and a database as people would."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reconcile.domain.outcomes import Outcome
from reconcile.domain.records import RecordKind
from reconcile.pipeline.collecting import ingest_file, upgrade_schema
from reconcile.pipeline.publishing import outcome_of_latest, write_export
from reconcile.pipeline.running import run_reconciliation
from reconcile.settings import Settings

NOW = datetime(2030, 1, 1, tzinfo=UTC)
Rows = Iterable[Mapping[str, Any]]


def outcome_of(folder: Path, claims: Rows, statements: Rows) -> Outcome:
    """What one run in a new database in `folder` finds."""
    url = f"sqlite:///{folder / 'run.db'}"
    upgrade_schema(url)
    for kind, rows in ((RecordKind.CLAIM, claims), (RecordKind.STATEMENT, statements)):
        lines = [json.dumps(dict(row)) for row in rows]
        if lines:
            path = folder / f"{kind.plural}.jsonl"
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            counts = ingest_file(url, kind, path, NOW).counts
            assert counts["rejected"] == 0, counts
    run_reconciliation(url, Settings(), NOW, NOW)
    return outcome_of_latest(url)


def flags(outcome: Outcome) -> dict[str, tuple[str | None, tuple[str, ...]]]:
    """By claim id: flag and linked statements."""
    return {
        finding.claim: (
            None if finding.flag is None else finding.flag.value,
            tuple(sorted(pair.statement for pair in finding.links)),
        )
        for finding in outcome.findings
    }


def export_bytes(url: str, folder: Path) -> bytes:
    """What the latest run found, as `reconcile export --format json` writes it."""
    path = folder / "export.json"
    write_export(url, "json", path)
    return path.read_bytes()
