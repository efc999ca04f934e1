"""The drafts that wait, as a page."""

from collections.abc import Sequence
from pathlib import Path

from reconcile.domain.drafts import DraftState
from reconcile.report import render_drafts, write_output
from reconcile.store import open_database


def write_draft_page(url: str, path: Path, documents: Sequence[str] | None = None) -> Path:
    """Writes the waiting drafts beside their texts; the path written. Raises OutputError."""
    with open_database(url) as database:
        waiting = database.list_drafts((DraftState.WAITING,), documents)
        rows = sorted({draft.document_row for draft in waiting})
        stored = {document.row: document for document in database.load_documents(rows)}
    page = render_drafts([(stored[draft.document_row], draft) for draft in waiting])
    write_output(path, page.encode("utf-8"))
    return path
