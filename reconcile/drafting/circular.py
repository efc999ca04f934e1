"""Accounts that rest on one another: a statement that only quotes the claim, a claim that quotes the official toll."""

from collections.abc import Sequence
from dataclasses import replace

from reconcile.domain.drafts import Draft, DraftKind
from reconcile.grammar.quoting import quotes_group, quotes_officials

QUOTES_CLAIM = "quotes-claim"
QUOTES_TOLL = "quotes-official-toll"


def circular_notes(drafts: Sequence[Draft], text: str) -> list[Draft]:
    """The drafts, with a note on each whose words say that it takes over what the other side told."""
    return [_noted(draft, text[draft.start : draft.end]) for draft in drafts]


def _noted(draft: Draft, passage: str) -> Draft:
    if draft.kind is DraftKind.STATEMENT and quotes_group(passage) and not _own_content(draft):
        return replace(draft, notes=(*draft.notes, QUOTES_CLAIM))
    if draft.kind is DraftKind.CLAIM and quotes_officials(passage):
        return replace(draft, notes=(*draft.notes, QUOTES_TOLL))
    return draft


def _own_content(draft: Draft) -> bool:
    """Whether a statement has figures or a day of its own beside what it quotes."""
    told = {value.field for value in draft.values}
    return any(field.endswith(("_killed_min", "_wounded_min")) for field in told) and draft.value("stance") != "reports"
