"""Drafts on the terminal and as JSON."""

from collections.abc import Iterator
from typing import Any

from reconcile.domain.cleantext import quoted
from reconcile.domain.drafts import Draft, StoredDraft

_LINE = ("place", "admin1", "event_date_start", "target_type", "attack_type")


def draft_line(stored: StoredDraft) -> str:
    """One line: number, kind, who speaks, and what the event is told by."""
    draft = stored.draft
    who = draft.value("claimant") or draft.value("issuer") or "issuer not stated"
    told = ", ".join(value for field in _LINE if (value := draft.value(field)))
    notes = f" [{', '.join(draft.notes)}]" if draft.notes else ""
    about = quoted(told) or "nothing further"
    return f"{stored.row}  {stored.state.value}  {draft.kind.value}  {quoted(who, 40)}: {about}{notes}"


def draft_in_words(draft: Draft, text: str) -> Iterator[str]:
    """The values of a draft, each with the words it came from."""
    yield f"{draft.kind.value} ({draft.voice.value}) from characters {draft.start} to {draft.end}"
    for value in draft.values:
        came = (
            "" if value.start is None or value.end is None else f' from "{quoted(text[value.start : value.end], 60)}"'
        )
        yield f"  {value.field} = {quoted(value.value, 60)} ({value.rule}, {value.confidence:.2f}){came}"


def draft_as_json(one: StoredDraft | Draft, text: str | None = None) -> dict[str, Any]:
    """A draft with all it was read from; `values` by field, with characters, confidence and rule."""
    draft = one.draft if isinstance(one, StoredDraft) else one
    told: dict[str, Any] = {
        "key": draft.key,
        "document": draft.document,
        "kind": draft.kind.value,
        "voice": draft.voice.value,
        "start": draft.start,
        "end": draft.end,
        "notes": list(draft.notes),
        "record": dict(draft.cells()),
        "values": {
            value.field: {
                "value": value.value,
                "start": value.start,
                "end": value.end,
                "confidence": value.confidence,
                "rule": value.rule,
            }
            for value in draft.values
        },
    }
    if text is not None:
        told["passage"] = text[draft.start : draft.end]
    if isinstance(one, StoredDraft):
        told |= {"number": one.row, "state": one.state.value, "record_id": one.record_id}
        told |= {"decided_by": one.decided_by, "reason": one.reason, "corrections": one.corrections}
    return told
