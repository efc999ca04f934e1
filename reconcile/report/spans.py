"""Where in a text the words stand from which date, place, target and attack were read."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

LEAST_LETTERS = 3
"""A shorter wording would be found everywhere."""
CONTEXT = 80
"""Characters an excerpt shows before the first matched words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A piece of a text."""

    text: str
    mark: str | None = None
    """Which field its words gave: `date`, `place`, `target`, `attack`; None: between matched words."""


def spans(text: str, wordings: Mapping[str, Sequence[str]]) -> tuple[Span, ...]:
    """The text in pieces, marked where one of the wordings of a field stands as whole words.

    Without regard to case, accents and vowel signs. Where two overlap, the longer one counts.
    """
    folded, places = _folded(text)
    pieces: list[Span] = []
    end = 0
    for first, last, mark in _apart(_found(folded, wordings)):
        start, stop = places[first], places[last - 1] + 1
        if start > end:
            pieces.append(Span(text=text[end:start]))
        pieces.append(Span(text=text[start:stop], mark=mark))
        end = stop
    if end < len(text):
        pieces.append(Span(text=text[end:]))
    return tuple(pieces)


def excerpt_of(pieces: Sequence[Span], limit: int) -> tuple[Span, ...]:
    """At most `limit` characters around the first matched words, an ellipsis where something is left out."""
    total = sum(len(piece.text) for piece in pieces)
    if total <= limit:
        return tuple(pieces)
    start = _first_mark(pieces)
    start = 0 if start <= CONTEXT else min(start - CONTEXT, total - limit + 2)
    cut = _cut(pieces, start, start + limit - 2)
    if start > 0:
        cut.insert(0, Span(text="…"))
    if start + limit - 2 < total:
        cut.append(Span(text="…"))
    return tuple(cut)


def _first_mark(pieces: Sequence[Span]) -> int:
    at = 0
    for piece in pieces:
        if piece.mark is not None:
            return at
        at += len(piece.text)
    return 0


def _cut(pieces: Sequence[Span], start: int, stop: int) -> list[Span]:
    """What lies between two positions, without the halves of words at its ends outside matched ones."""
    kept, at = [], 0
    for piece in pieces:
        left, right = max(start - at, 0), min(stop - at, len(piece.text))
        at += len(piece.text)
        if left >= right:
            continue
        text = piece.text[left:right]
        if piece.mark is None and left > 0:
            text = text.partition(" ")[2] or text
        if piece.mark is None and right < len(piece.text):
            text = text.rpartition(" ")[0] or text
        kept.append(Span(text=text, mark=piece.mark))
    return kept


def _found(folded: str, wordings: Mapping[str, Sequence[str]]) -> Iterator[tuple[int, int, str]]:
    for mark, phrases in wordings.items():
        for phrase in dict.fromkeys(_folded(one)[0].strip() for one in phrases):
            if len(phrase) < LEAST_LETTERS:
                continue
            at = folded.find(phrase)
            while at >= 0:
                end = at + len(phrase)
                if not _letter(folded, at - 1) and not _letter(folded, end):
                    yield at, end, mark
                at = folded.find(phrase, end)


def _letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isalnum()


def _apart(found: Iterator[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Those that do not overlap a longer one, by position."""
    kept: list[tuple[int, int, str]] = []
    for one in sorted(found, key=lambda hit: (hit[0] - hit[1], hit[0], hit[2])):
        if all(one[1] <= other[0] or other[1] <= one[0] for other in kept):
            kept.append(one)
    return sorted(kept)


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The text without case and accents, and for each of its characters the position it came from."""
    if text.isascii():
        return text.lower(), range(len(text))
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        plain = _plain(letter)
        letters.append(plain)
        places.extend([place] * len(plain))
    return "".join(letters), places


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFKD", letter.lower()) if not unicodedata.combining(part))
