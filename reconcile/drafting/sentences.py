"""A text taken apart: paragraphs, sentences, and clauses that tell of one event each. Positions are characters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reconcile.drafting.pattern_words import WordList, either

_PARAGRAPH = re.compile(r"\n\s*\n")
_PARAGRAPH_OF_LINES = re.compile(r"(?<=[.!?…\"”»])[^\S\n]*\n")
"""Where a paragraph ends in a text that leaves no line empty: behind a line that ends a sentence."""
_ABBREVIATION = re.compile(rf"(?:\b[A-Z]|\b(?:{either(WordList.ABBREVIATIONS)}))\.$")
_STOP = re.compile(r"[.!?…؟]+[\"”»’)\]]*(?=\s)")
_OPENING = re.compile(r"\s+[\"“«‘(\[]*[^\W_]")
_HEADING_LENGTH = 110
"""Characters up to which a line without a full stop is a heading of its own."""
_FATE = (
    rf"(?:(?:was|were|is|a été|avait été|seriously|slightly|grièvement|légèrement)\s(?:\w+\s)?)?"
    rf"(?:{either(WordList.FATES)})"
)
_ONE_MORE = rf"(?:\s(?:{either(WordList.ONE_OF_THEM)}))?\s" + _FATE
"""`and another wounded`, `et un autre soldat a été blessé`: one more of those hit, and no other event."""
_CLAUSE = re.compile(
    r";\s+|\s+(?=(?:and|et)\s(?:\w+\s){0,3}(?:another|a second|un autre|une autre|un second|une seconde|un deuxième|"
    rf"une deuxième)\b(?!{_ONE_MORE}\b))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or a clause of one that tells of an event of its own."""

    number: int
    start: int
    end: int
    paragraph: int
    sentence: int
    heading: bool


def units_of(text: str) -> tuple[Unit, ...]:
    """The units of a text in its order."""
    found: list[Unit] = []
    sentence = 0
    for paragraph, (first, last) in enumerate(_paragraphs(text)):
        for start, end, heading in _lines(text, first, last):
            for one in _sentences(text, start, end):
                for clause in _clauses(text, *one):
                    found.append(Unit(len(found), *clause, paragraph, sentence, heading))
                sentence += 1
    return tuple(found)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    parted = _PARAGRAPH if _PARAGRAPH.search(text.strip()) else _PARAGRAPH_OF_LINES
    for gap in parted.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _lines(text: str, first: int, last: int) -> Iterator[tuple[int, int, bool]]:
    """Runs of lines that belong together: a line ends one where it ends a sentence or stands as a heading."""
    start = first
    while start < last:
        end = start
        while True:
            line_end = text.find("\n", end, last)
            line_end = last if line_end < 0 else line_end
            line = text[end:line_end].strip()
            heading = len(line) <= _HEADING_LENGTH and not line.endswith((",", "-", ";"))
            if line_end >= last or heading or line.endswith((".", "!", "?", ")", ":", '"', "”")):
                break
            end = line_end + 1
        if text[start:line_end].strip():
            yield start, line_end, heading and not line.endswith((".", "!", "?", '"', "”")) and end == start
        start = line_end + 1


def _sentences(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    start = first
    for stop in _STOP.finditer(text, first, last):
        if _ABBREVIATION.search(text, max(first, stop.start() - 12), stop.start() + 1):
            continue
        opening = _OPENING.match(text, stop.end(), last)
        if opening is None or (stop[0][0] == "…" and opening[0][-1].islower()):
            continue  # `(…) les combattants`
        yield start, stop.end()
        start = stop.end()
    if text[start:last].strip():
        yield start, last


def _clauses(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    start = first
    for gap in _CLAUSE.finditer(text, first, last):
        yield start, gap.start()
        start = gap.end()
    yield start, last
