"""The page of drafts: each beside the passage it was read from, with the words of every value marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.domain.documents import StoredDocument
from reconcile.domain.drafts import Draft, StoredDraft
from reconcile.report import draft_words
from reconcile.report.spans import Span
from reconcile.report.texts import direction, shown

_CONTEXT = 160
"""Characters shown before and behind a passage."""
_LONGEST = 1500
"""Characters of a passage that are shown: enough to judge it, too little to spread it."""
_MARKS = {
    "event_date_start": "date",
    "place": "place",
    "admin1": "place",
    "target_type": "target",
    "target_actor": "target",
    "attack_type": "attack",
}
"""Which mark the words of a field bear; those of other fields are marked as what is counted or said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    field: str
    value: str
    words: str
    sure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftCard:
    number: int
    heading: str
    document: str
    direction: str
    pieces: tuple[Span, ...]
    lines: tuple[DraftLine, ...]
    remarks: tuple[str, ...]
    decide: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftsPage:
    cards: tuple[DraftCard, ...]


def drafts_page(read: Sequence[tuple[StoredDocument, StoredDraft]]) -> DraftsPage:
    """Page data of drafts with the documents they were read from."""
    return DraftsPage(cards=tuple(_card(stored, draft) for stored, draft in read))


def _card(stored: StoredDocument, waiting: StoredDraft) -> DraftCard:
    draft, document = waiting.draft, stored.document
    who = draft.value("claimant") or draft.value("issuer") or draft_words.NOTES["issuer-not-stated"]
    kind = draft_words.KINDS[draft.kind.value]
    return DraftCard(
        number=waiting.row,
        heading=f"{waiting.row} · {kind} · {shown(who)} ({draft_words.VOICES[draft.voice.value]})",
        document=shown(" · ".join(part for part in (document.title, document.publisher, document.published) if part)),
        direction=direction(document.language),
        pieces=_pieces(document.text, draft),
        lines=tuple(_lines(document.text, draft)),
        remarks=tuple(_remarks(stored, draft)),
        decide=draft_words.DECIDE.format(number=waiting.row),
    )


def _pieces(text: str, draft: Draft) -> tuple[Span, ...]:
    """The passage with some context, marked where values came from; of overlapping words the earlier and longer."""
    first = max(0, draft.start - _CONTEXT)
    last = min(len(text), draft.end + _CONTEXT, first + _LONGEST)
    found = sorted(
        {
            (value.start, value.end, _MARKS.get(value.field, "attack"))
            for value in draft.values
            if value.start is not None and value.end is not None and first <= value.start < value.end <= last
            if (value.start, value.end) != (draft.start, draft.end)
        },
        key=lambda mark: (mark[0], -mark[1], mark[2]),
    )
    pieces: list[Span] = [Span(text="…")] if first else []
    at = first
    for start, end, mark in found:
        if start < at:
            continue
        pieces += [Span(text=shown_piece(text[at:start])), Span(text=shown_piece(text[start:end]), mark=mark)]
        at = end
    pieces.append(Span(text=shown_piece(text[at:last]) + ("…" if last < len(text) else "")))
    return tuple(piece for piece in pieces if piece.text)


def shown_piece(text: str) -> str:
    """A piece of a text, its outer spaces kept."""
    bare = shown(text)
    return f"{' ' if text[:1].isspace() else ''}{bare}{' ' if text[-1:].isspace() and bare else ''}"


def _lines(text: str, draft: Draft) -> list[DraftLine]:
    return [
        DraftLine(
            field=value.field,
            value=shown(value.value),
            words=draft_words.FROM_DOCUMENT if value.start is None else shown(text[value.start : value.end])[:120],
            sure=f"{value.confidence:.2f} ({value.rule})",
        )
        for value in draft.values
    ]


def _remarks(stored: StoredDocument, draft: Draft) -> list[str]:
    told = [draft_words.NOTES[note] for note in draft.notes if note in draft_words.NOTES]
    if stored.repeats is not None and stored.likeness is not None:
        told.append(draft_words.COPY.format(key=shown(stored.repeats), share=f"{stored.likeness:.0%}"))
    return told
