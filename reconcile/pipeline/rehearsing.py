"""A run over drafts that nobody accepted: in a copy of the database, so that no draft becomes a record unseen."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reconcile.domain.drafts import UNACCEPTED, DraftState
from reconcile.domain.records import RecordKind
from reconcile.pipeline.collecting import ingest_file
from reconcile.pipeline.draft_decisions import draft_cells
from reconcile.pipeline.results import RunResult
from reconcile.pipeline.running import run_reconciliation
from reconcile.settings import Settings
from reconcile.store import copy_database, open_database


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """A run in a copy."""

    run: RunResult
    database: str
    drafts: int
    """Drafts that the run used."""
    left_out: int
    """Drafts that make no record as they stand."""


def run_with_drafts(
    url: str,
    copy: Path,
    settings: Settings,
    as_of: datetime,
    now: datetime,
    progress: Callable[[int], None] | None = None,
) -> Rehearsal:
    """Copies the database to `copy`, takes the waiting drafts there for records, marked as such, and compares."""
    address = copy_database(url, copy)
    used = left_out = 0
    for kind in RecordKind:
        rows = _rows(address, kind)
        if rows:
            counts = _ingest(address, kind, rows, now)
            used += counts["read"] - counts["rejected"]
            left_out += counts["rejected"]
    result = run_reconciliation(address, settings, as_of, now, progress=progress)
    return Rehearsal(run=result, database=address, drafts=used, left_out=left_out)


def _rows(address: str, kind: RecordKind) -> list[dict[str, str]]:
    with open_database(address) as database:
        waiting = [d for d in database.list_drafts((DraftState.WAITING,)) if d.draft.kind.record_kind is kind]
        texts = {
            stored.row: stored.document.text
            for stored in database.load_documents(sorted({draft.document_row for draft in waiting}))
        }
    return [draft_cells(draft, texts[draft.document_row], {}) | {UNACCEPTED: str(draft.row)} for draft in waiting]


def _ingest(address: str, kind: RecordKind, rows: list[dict[str, str]], now: datetime) -> dict[str, int]:
    with tempfile.TemporaryDirectory(prefix="reconcile-") as folder:
        path = Path(folder) / f"drafts-{kind.plural}.jsonl"
        lines = (json.dumps(row, ensure_ascii=False) for row in rows)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return dict(ingest_file(address, kind, path, now).counts)
