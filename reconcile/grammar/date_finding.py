"""Dates in running text: where they stand, and what each means for a text of a day.

Candidates are runs of words that the date grammar knows around a word that carries a date (a weekday, a month, a
`yesterday`); of each run the longest part that reads as a date in full is taken.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from reconcile.grammar.date_numbers import (
    counted_back,
    counts_other,
    counts_things,
    is_doubtful,
    is_no_date_word,
    is_numeric,
    is_without_month,
)
from reconcile.grammar.date_pieces import ORDINAL_ENDINGS, Piece, pieces_of, vocabulary
from reconcile.grammar.date_readings import WEEKDAY_CONFLICT, Reading
from reconcile.grammar.date_rules import read_date
from reconcile.grammar.date_words import date_words

_REACH = 7
"""Words that a date may hold on either side of the word that carries it."""
_LONGEST_ABBREVIATION = 5
_PARTING = re.compile(r"\s*[:;؛]\s")
_JOINING = frozenset(("/", ".", ",", "-"))


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date written in `text[start:end]`."""

    start: int
    end: int
    reading: Reading

    @property
    def days(self) -> tuple[date, date]:
        return self.reading.intervals[0].start, self.reading.intervals[-1].end


def find_dates(text: str, anchor: date | None, *, day_first: bool = False) -> tuple[FoundDate, ...]:
    """The dates of a text in its order, none overlapping; those that need an anchor only where there is one."""
    pieces = pieces_of(text)
    found: list[FoundDate] = []
    past = 0
    for place, _piece in enumerate(pieces):
        if place >= past and _carries(pieces, place):
            hit = _longest(text, pieces, place, past, anchor, day_first)
            if hit is not None:
                last, one = hit
                found.append(one)
                past = last
    return tuple(found)


def _carries(pieces: Sequence[Piece], place: int) -> bool:
    known = vocabulary()
    fold = pieces[place].fold
    runs = known.carrying.get(fold, ())
    for run in runs:
        if all(
            place + n < len(pieces) and pieces[place + n].fold == word for n, word in enumerate(run)
        ) and not is_doubtful(pieces, place, run):
            return True
    if fold in known.counting:
        return counted_back(pieces, place) is not None
    return not runs and fold.isdigit() and is_numeric(pieces, place)


def _longest(
    text: str, pieces: Sequence[Piece], place: int, past: int, anchor: date | None, day_first: bool
) -> tuple[int, FoundDate] | None:
    """The longest readable run of date words around word `place`; its end and what it means."""
    known = vocabulary().words

    def fits(number: int) -> bool:
        fold = pieces[number].fold
        if fold == "-":
            before, behind = text[pieces[number].start - 1], text[pieces[number].end : pieces[number].end + 1]
            return not before.isspace() and not behind.isspace()
        if fold == ".":
            return number > 0 and _abbreviated(text, pieces[number - 1])
        if is_no_date_word(pieces, number) or counts_other(pieces, number) or counts_things(pieces, number):
            return False
        return fold in known or fold.isdigit() or fold in _JOINING or fold in ORDINAL_ENDINGS

    first = place
    while first > past and place - first < _REACH and fits(first - 1) and not _parted(text, pieces, first):
        first -= 1
    last = place + 1
    while (
        last < len(pieces)
        and last - place < _REACH
        and fits(last)
        and "\n" not in text[pieces[last - 1].end : pieces[last].start]
        and not _parted(text, pieces, last)
    ):
        last += 1
    for start, end in _parts(first, last, place):
        if pieces[start].fold in _JOINING or pieces[end - 1].fold in _JOINING:
            continue
        written = text[pieces[start].start : pieces[end - 1].end]
        reading = _read(written, anchor, day_first)
        if reading.intervals and not (reading.fault == WEEKDAY_CONFLICT and is_without_month(pieces, start, end)):
            first, last = _trimmed(pieces, start, end, place)
            return end, FoundDate(pieces[first].start, pieces[last - 1].end, reading)
    return None


def _parted(text: str, pieces: Sequence[Piece], place: int) -> bool:
    """Whether a colon or semicolon ends what was said before a word: `16 March 2023: In the past 24 hours`."""
    return _PARTING.match(text, pieces[place - 1].end, pieces[place].start) is not None


def _abbreviated(text: str, piece: Piece) -> bool:
    """Whether a full stop behind it belongs to it: `Sept. 1`, `18.04.2017`."""
    return piece.fold.isdigit() or (
        len(piece.fold) <= _LONGEST_ABBREVIATION and text[piece.start : piece.end].istitle()
    )


def _parts(first: int, last: int, place: int) -> Iterator[tuple[int, int]]:
    """The parts of a run that hold `place`, the longest first, then the earliest."""
    for length in range(last - first, 0, -1):
        for start in range(max(first, place - length + 1), min(place, last - length) + 1):
            if start + length > place:
                yield start, start + length


_NOISE = frozenset(
    [
        "on",
        "in",
        "at",
        "of",
        "le",
        "la",
        "l",
        "du",
        "de",
        "des",
        "en",
        "au",
        "d",
        "also",
        "from",
        "dated",
        "during",
        "over",
        "within",
    ]
)
_ARTICLES = frozenset(["the", "a", "an", "l", "la", "le", "un", "une"])
_NOISE_BEHIND = _NOISE | frozenset(["the", "a", "an", "and", "to", "et", ",", "un", "une"])


def _says_nothing(fold: str) -> bool:
    return (
        fold in _NOISE_BEHIND or fold in _JOINING or date_words().meanings.get((fold,)) in ((), ("event",), ("about",))
    )


def _trimmed(pieces: Sequence[Piece], start: int, end: int, place: int) -> tuple[int, int]:
    """Without `on` or `the attack` before it and `the` behind it; `this morning` stays whole."""
    while start < place and (pieces[start].fold in _NOISE or _of_event(pieces, start, place)):
        start += 1
    least = place + _carrying(pieces, place)
    whole = end
    while end > least and _says_nothing(pieces[end - 1].fold):
        end -= 1
    if end + 1 < whole and pieces[end].fold == "-":
        end += 2  # `fin d'après-midi` is one word
    return start, end


def _of_event(pieces: Sequence[Piece], number: int, place: int) -> bool:
    """Whether a word names what happened, with or without its article: `the attack this morning`."""
    meanings = date_words().meanings
    if pieces[number].fold in _ARTICLES and number + 1 < place:
        number += 1
    return meanings.get((pieces[number].fold,)) == ("event",)


def _carrying(pieces: Sequence[Piece], place: int) -> int:
    """Of how many words the phrase that carries the date is: two of `this morning`; one of a number."""
    for run in vocabulary().carrying.get(pieces[place].fold, ()):
        if tuple(piece.fold for piece in pieces[place : place + len(run)]) == run:
            return len(run)
    return (counted_back(pieces, place) or place + 1) - place


@lru_cache(maxsize=16384)
def _read(written: str, anchor: date | None, day_first: bool) -> Reading:
    return read_date(written, anchor, day_first=day_first)
