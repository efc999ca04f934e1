"""Accounts that rest on one another: a statement that only quotes the claim, a claim that quotes the official toll."""

import re
from collections.abc import Sequence
from dataclasses import replace

from reconcile.domain.drafts import Draft, DraftKind

QUOTES_CLAIM = "quotes-claim"
QUOTES_TOLL = "quotes-official-toll"
_OF_THE_GROUP = re.compile(
    r"\b(?:the (?:group|militants|insurgents)(?:['’]s)? claim(?:s|ed)?|claimed by|"
    r"according to the (?:group|militants)|as claimed|claim(?:s|ed)? by the (?:group|militants)|"
    r"selon (?:le groupe|les (?:jihadistes|djihadistes|terroristes))|revendiqué\w* par)",
    re.IGNORECASE,
)
_OF_OFFICIALS = re.compile(
    r"\b(?:(?:by|according to) (?:the )?(?:(?:enemy|apostate|puppet|regime|official|government|"
    r"army)['’]?s? ?)+(?:own )?(?:admission|figures|account|toll|statement|media|sources)?|"
    r"(?:the )?(?:enemy|army|regime|government) (?:itself )?(?:admitted|acknowledged|announced|said)|"
    r"(?:the )?(?:official|government'?s?|army'?s?) (?:toll|figure)|selon (?:l['’]armée|"
    r"le gouvernement|le bilan officiel)|bilan officiel)",
    re.IGNORECASE,
)


def circular_notes(drafts: Sequence[Draft], text: str) -> list[Draft]:
    """The drafts, with a note on each whose words say that it takes over what the other side told."""
    return [_noted(draft, text[draft.start : draft.end]) for draft in drafts]


def _noted(draft: Draft, passage: str) -> Draft:
    if draft.kind is DraftKind.STATEMENT and _OF_THE_GROUP.search(passage) and not _own_content(draft):
        return replace(draft, notes=(*draft.notes, QUOTES_CLAIM))
    if draft.kind is DraftKind.CLAIM and _OF_OFFICIALS.search(passage):
        return replace(draft, notes=(*draft.notes, QUOTES_TOLL))
    return draft


def _own_content(draft: Draft) -> bool:
    """Whether a statement has figures or a day of its own beside what it quotes."""
    told = {value.field for value in draft.values}
    return any(field.endswith(("_killed_min", "_wounded_min")) for field in told) and draft.value("stance") != "reports"
