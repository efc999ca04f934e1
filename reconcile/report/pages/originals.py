"""What records say in their own words: an excerpt around the words that were read, the rest behind a fold."""

from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.report import words
from reconcile.report.spans import Span, excerpt_of, spans
from reconcile.report.texts import EXCERPT_LIMIT, direction, language_tag, passage, shown, shown_or_none

FULL_LIMIT = 20_000
"""Characters of an original behind the fold: a page stays one page, however long a sermon it quotes."""

Either = ClaimAccount | StatementAccount


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text with the matched words marked."""

    excerpt: tuple[Span, ...]
    full: tuple[Span, ...] | None
    """The whole text; None where the excerpt is all of it."""
    left_out: int
    """Characters beyond the limit that are on no page."""
    language: str | None
    """ISO code for the browser."""
    language_name: str
    direction: str
    """`rtl`, `ltr` or `auto`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    label: str
    who: str
    summary: str | None
    text: Passage | None
    translation: Passage | None
    graphic: bool
    erased: str | None = None
    """What of it was erased, and on which day."""


def original(label: str, account: Either) -> Original | None:
    """None where the record holds no words."""
    record = account.record
    erased = words.erased(account.version.erased)
    if record.summary is None and record.text is None and record.translation is None and erased is None:
        return None
    wordings = _wordings(account)
    return Original(
        label=label,
        who=shown(record.speaker),
        summary=shown_or_none(record.summary),
        text=_passage(record.text, language_tag(record.language), wordings),
        translation=_passage(record.translation, None, wordings),
        graphic=is_graphic(account),
        erased=erased,
    )


def is_graphic(account: Either) -> bool:
    return "graphic" in (account.record.sensitivity or "").casefold()


def _passage(text: str | None, language: str | None, wordings: dict[str, Sequence[str]]) -> Passage | None:
    clean = "" if text is None else passage(text)
    if not clean:
        return None
    pieces = spans(clean[:FULL_LIMIT], wordings)
    left_out = max(0, len(clean) - FULL_LIMIT)
    long = len(clean) > EXCERPT_LIMIT
    return Passage(
        excerpt=excerpt_of(pieces, EXCERPT_LIMIT),
        full=pieces if long else None,
        left_out=left_out,
        language=language,
        language_name=words.language(language),
        direction=direction(language),
    )


def _wordings(account: Either) -> dict[str, Sequence[str]]:
    """By field: the words it was read from, as the record and the readers kept them."""
    record, values = account.record, account.values
    said = {
        "date": [values.date.text, record.date_text, record.event_date],
        "place": [record.place, record.admin1, *(one.name for one in values.places)],
        "target": [record.target_type, record.target_actor],
        "attack": [record.attack_type],
    }
    return {field: [shown(wording) for wording in told if wording] for field, told in said.items()}
