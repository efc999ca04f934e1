"""Documents for the tests of drafting, and the gazetteer in memory."""

from typing import Any

from benchmarks.articles import shipped_places
from reconcile.domain.documents import Document, DocumentFormat
from reconcile.domain.drafts import Draft, DraftKind
from reconcile.drafting import Drafted, draft_document
from reconcile.reference import Reference, load_reference


def document(text: str, **told: Any) -> Document:
    whole = {"key": "d", "digest": "0" * 64, "format": DocumentFormat.TEXT, "language": "en", "published": "2019-03-28"}
    return Document(text=text, **(whole | told))


def read(text: str, **told: Any) -> Drafted:
    return draft_of(document(text, **told), load_reference(None))


def draft_of(document: Document, reference: Reference) -> Drafted:
    return draft_document(document, reference, shipped_places())


def only(text: str, **told: Any) -> Draft:
    (draft,) = read(text, **told).drafts
    return draft


def told(draft: Draft) -> tuple[str, str]:
    """Who speaks in a draft, or is said to be silent, and what the text has them do."""
    if draft.kind is DraftKind.SILENCE:
        return draft.value("issuer_key") or "", "silence"
    return draft.value("speaker_key") or "", draft.value("claim_kind") or draft.value("stance") or ""
