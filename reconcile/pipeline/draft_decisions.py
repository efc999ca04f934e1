"""What people make of drafts. An accepted draft becomes a record through the ordinary ingest, and only so.

That a draft still waits is looked at in the transaction that decides on it: of two who do at once the second is told.
"""

import hashlib
import json
import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from time import monotonic

from reconcile.domain.drafts import DraftKind, DraftState, StoredDraft
from reconcile.domain.records import RecordKind
from reconcile.errors import InputError
from reconcile.ingest import read_records
from reconcile.pipeline.collecting import tell_of_ingest
from reconcile.store import Batch, Database, NewDecision, open_database

OPEN = (DraftState.WAITING,)
_OF_DRAFT = ("speaker_key", "issuer_key", "about", "about_draft", "remark")
"""Values that serve the reading alone and go into no record."""


def waiting_drafts(
    url: str, states: Sequence[DraftState] = OPEN, documents: Sequence[str] | None = None
) -> list[StoredDraft]:
    """Drafts in these states, by document and place."""
    with open_database(url) as database:
        return database.list_drafts(states, documents)


def shown_draft(url: str, number: int) -> tuple[StoredDraft, str]:
    """A draft and the text it was read from. Raises NotFoundError."""
    with open_database(url) as database:
        draft = database.find_draft(number)
        (stored,) = database.load_documents([draft.document_row])
        return draft, stored.document.text


def accept_drafts(
    url: str, numbers: Sequence[int], who: str, now: datetime, *, reason: str | None = None
) -> dict[int, str | None]:
    """Makes records of drafts as they stand; by number of the draft the id of its record (None: a remark of silence,
    which is kept as seen and becomes none)."""
    return {number: _accept(url, number, {}, who, now, reason) for number in numbers}


def correct_draft(
    url: str, number: int, corrections: Mapping[str, str | None], who: str, now: datetime, *, reason: str | None = None
) -> str | None:
    """Makes a record of a draft with some values changed (None: taken out). What was drafted and what a person made of
    it are both kept."""
    if not corrections:
        raise InputError(f"Draft {number} is not changed by nothing; accept it, or name a field with --set.")
    return _accept(url, number, corrections, who, now, reason)


def reject_drafts(url: str, numbers: Sequence[int], who: str, now: datetime, reason: str) -> None:
    """Puts drafts aside, for a reason; all or none. Raises RefusedError where one of them waits no longer."""
    if not reason.strip():
        raise InputError("A rejected draft needs a reason; it is what the rules are mended by.")
    with open_database(url) as database:
        decisions = [NewDecision(draft=n, state=DraftState.REJECTED, decided_by=who, reason=reason) for n in numbers]
        database.decide_drafts(decisions, now)


def _accept(
    url: str, number: int, corrections: Mapping[str, str | None], who: str, now: datetime, reason: str | None
) -> str | None:
    with open_database(url) as database:
        stored = database.find_draft(number)
        (document,) = database.load_documents([stored.document_row])
        kind = stored.draft.kind.record_kind
        cells = draft_cells(stored, document.document.text, corrections) | {"drafted": f"by rules, taken over by {who}"}
        decision = NewDecision(
            draft=number,
            state=DraftState.CORRECTED if corrections else DraftState.ACCEPTED,
            decided_by=who,
            reason=reason,
            record_id=None if kind is None else cells["id"],
            corrections=dict(corrections) or None,
        )
        if kind is None:
            database.decide_drafts([decision], now)
        else:
            _ingest(database, kind, decision, cells, now)
    return decision.record_id


def draft_cells(stored: StoredDraft, text: str, corrections: Mapping[str, str | None]) -> dict[str, str]:
    """A draft as the row of a record file, with what a person put in the place of its values."""
    draft = stored.draft
    cells = {field: value for field, value in draft.cells().items() if field not in _OF_DRAFT}
    cells["text"] = text[draft.start : draft.end].strip()
    for field, value in corrections.items():
        if value is None:
            cells.pop(field, None)
        else:
            cells[field] = value
    if draft.kind is DraftKind.CLAIM:
        cells.setdefault("channel", "media" if draft.voice.value != "own" else "official")
    cells.setdefault("id", record_id_of(stored))
    return cells


def record_id_of(stored: StoredDraft) -> str:
    """Stable while the passage stays the same, whatever else the document tells later."""
    draft = stored.draft
    speaker = (draft.value("speaker_key") or draft.kind.value).lower().replace("_", "-")
    told = f"{draft.document}\n{draft.key}\n{draft.start}\n{draft.end}"
    return f"{speaker}-{hashlib.sha256(told.encode()).hexdigest()[:12]}"


def _ingest(
    database: Database, kind: RecordKind, decision: NewDecision, cells: Mapping[str, str], now: datetime
) -> None:
    """One row through the ordinary ingest. Raises InputError with the reason where ingest would reject it."""
    began = monotonic()
    with tempfile.TemporaryDirectory(prefix="reconcile-") as folder:
        path = Path(folder) / f"draft-{decision.draft}.jsonl"
        path.write_text(json.dumps(dict(cells), ensure_ascii=False) + "\n", encoding="utf-8")
        with read_records(path, kind) as reading:
            lines = [(row.line, row.record) for row in reading]
    if reading.rejected:
        raise InputError(
            f"Draft {decision.draft} cannot become a {kind.value}: {reading.rejected[0].issues[0].message} "
            "Mend it with `reconcile draft correct`."
        )
    batch = Batch(file=reading.file_name, file_digest=reading.file_digest)
    counts = database.accept_draft(decision, kind, batch, lines, now, issues=reading.issues)
    tell_of_ingest(reading, counts, began)
