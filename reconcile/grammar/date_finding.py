"""Dates in running text: where they stand, and what each means for a text of a day.

Candidates are runs of words that the date grammar knows around a word that carries a date (a weekday, a month, a
`yesterday`); of each run the longest part that reads as a date in full is taken.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from reconcile.grammar.date_readings import Reading
from reconcile.grammar.date_rules import read_date
from reconcile.grammar.date_words import date_words

_PIECE = re.compile(r"\d+|[^\W\d_]+|[/.,()-]")
_ANCHORS = re.compile(
    r"[wmh]\d+|today|yesterday|daybefore|lastnight|overnight|(?:last|this)(?:week|month|year)|weekend|lailat"
)
_DOUBTFUL = frozenset(
    [
        "may",
        "mar",
        "march",
        "sat",
        "sun",
        "mon",
        "sept",
        "dec",
        "jan",
        "second",
        "tue",
        "tues",
        "mai",
        "mars",
        "fin",
        "ce",
        "a",
        "h",
        "ah",
        "jun",
        "fev",
        "fri",
        "wed",
        "thu",
    ]
)
"""Words that are other words too: they carry a date only beside a number or with a capital after a word like `on`."""
_ENGLISH_WEEKDAYS = frozenset(("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"))
"""Written with a capital, and without an accent: `tué 85 soldats` is of no Tuesday."""
_FRENCH_MONTHS = frozenset(("mars", "mai"))
"""Written small: `en mars`."""
_ORDINAL_ENDINGS = frozenset(("st", "nd", "rd", "th", "er"))
_BEFORE_DOUBTFUL = frozenset(
    ["on", "in", "of", "last", "early", "late", "mid", "since", "this", "le", "en", "de", "debut", "fin", "mi", "au"]
)
_REACH = 7
"""Words that a date may hold on either side of the word that carries it."""
_LONGEST_ABBREVIATION = 5
_COUNTED = re.compile(r"[mh]\d+|day|night|week|last|ago|and|or|to")
"""What a number in words stands before in a date: `trois mai`, `two days ago`."""
_PARTING = re.compile(r"\s*[:;؛]\s")
_HOURS = frozenset(("hours", "heures", "ساعه"))
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


@dataclass(frozen=True, slots=True)
class _Piece:
    fold: str
    start: int
    end: int
    capital: bool
    ascii: bool


def find_dates(text: str, anchor: date | None, *, day_first: bool = False) -> tuple[FoundDate, ...]:
    """The dates of a text in its order, none overlapping; those that need an anchor only where there is one."""
    pieces = _pieces(text)
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


def _pieces(text: str) -> list[_Piece]:
    return [
        _Piece(_fold(one[0]), one.start(), one.end(), one[0][0].isupper(), one[0].isascii())
        for one in _PIECE.finditer(text)
    ]


@lru_cache(maxsize=65536)
def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if unicodedata.category(c) != "Mn")
    return plain.casefold().replace("ة", "ه").replace("ى", "ي").replace("ـ", "")


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    words: frozenset[str]
    """Every word that dates are written with."""
    carrying: Mapping[str, tuple[tuple[str, ...], ...]]
    """By first word the runs of words that carry a date, the longest first."""
    counting: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    """By first word the runs such as `past`, `ago`, `il y a`, which carry one beside a number of days; and their meaning."""


@cache
def _vocabulary() -> _Vocabulary:
    known = date_words().meanings
    carrying: dict[str, list[tuple[str, ...]]] = {}
    counting: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for run, meant in known.items():
        if len(meant) == 1 and meant[0] in ("last", "ago", "back"):
            counting.setdefault(run[0], []).append((run, meant[0]))
        if any(_ANCHORS.fullmatch(token) for token in meant):
            carrying.setdefault(run[0], []).append(run)
    return _Vocabulary(
        words=frozenset(word for run in known for word in run) | _HOURS,
        carrying={first: tuple(sorted(runs, key=len, reverse=True)) for first, runs in carrying.items()},
        counting={first: tuple(runs) for first, runs in counting.items()},
    )


def _carries(pieces: list[_Piece], place: int) -> bool:
    known = _vocabulary()
    fold = pieces[place].fold
    runs = known.carrying.get(fold, ())
    for run in runs:
        if all(
            place + n < len(pieces) and pieces[place + n].fold == word for n, word in enumerate(run)
        ) and not _doubtful(pieces, place, run):
            return True
    if fold in known.counting:
        return _counted_back(pieces, place) is not None
    return not runs and fold.isdigit() and _numeric(pieces, place)


def _numeric(pieces: list[_Piece], place: int) -> bool:
    """18/04/2017, 2017-04-18: three numbers parted by the same sign."""
    beside = [piece.fold for piece in pieces[place : place + 5]]
    if len(beside) < 5 or not (beside[0].isdigit() and beside[2].isdigit() and beside[4].isdigit()):
        return False
    return beside[1] == beside[3] and beside[1] in "/.-" and 4 in (len(beside[0]), len(beside[4]))


def _counted_back(pieces: list[_Piece], place: int) -> int | None:
    """Where a number of days before now ends that is told at word `place`: `the past 24 hours`, `deux derniers jours`,
    `three days ago`, `il y a deux semaines`."""
    for run, meant in _vocabulary().counting.get(pieces[place].fold, ()):
        behind = place + len(run)
        if tuple(piece.fold for piece in pieces[place:behind]) != run:
            continue
        orders = {
            "last": ((behind, behind + 1), (place - 1, behind), (place - 2, place - 1)),
            "ago": ((place - 2, place - 1),),
        }
        for number, unit in orders.get(meant, ((behind, behind + 1),)):
            if number >= 0 and unit < len(pieces) and _counts(pieces[number].fold, pieces[unit].fold, meant):
                return max(behind, unit + 1)
        two = place - 1 if meant == "last" else behind
        if 0 <= two < len(pieces) and date_words().meanings.get((pieces[two].fold,)) == ("2", "day"):
            return max(behind, two + 1)  # `اليومين الماضيين`: one word says that they are two
    return None


def _counts(number: str, unit: str, meant: str) -> bool:
    known = date_words().meanings.get((unit,))
    if not _is_number(number):
        return False
    return known in (("day",), ("night",)) or (unit in _HOURS if meant == "last" else known == ("week",))


def _is_number(fold: str) -> bool:
    return fold.isdigit() or (date_words().meanings.get((fold,)) or ("",))[0].isdigit()


def _doubtful(pieces: list[_Piece], place: int, run: tuple[str, ...]) -> bool:
    if len(run) > 1 or run[0] not in _DOUBTFUL:
        return False
    if _no_weekday(pieces[place]):
        return True
    before = pieces[place - 1].fold if place else ""
    if before == "-" and place > 1:
        before = pieces[place - 2].fold  # `mid-March`
    after = pieces[place + 1].fold if place + 1 < len(pieces) else ""
    beside = (
        _is_day(pieces, place - 1)
        or after.isdigit()
        or (after == "." and place + 2 < len(pieces) and pieces[place + 2].fold.isdigit())
    )
    bare = pieces[place].capital or (run[0] in _FRENCH_MONTHS and before != "de")
    return not (beside or (before in _BEFORE_DOUBTFUL and bare))


def _is_day(pieces: list[_Piece], place: int) -> bool:
    """Whether a word is the number of a day: `3`, the `er` of `1er`, `premier`."""
    if place < 0:
        return False
    fold = pieces[place].fold
    if fold in _ORDINAL_ENDINGS:
        return place > 0 and pieces[place - 1].fold.isdigit()
    return fold.isdigit() or (date_words().meanings.get((fold,)) or ("",))[0].startswith("ord")


def _longest(
    text: str, pieces: list[_Piece], place: int, past: int, anchor: date | None, day_first: bool
) -> tuple[int, FoundDate] | None:
    """The longest readable run of date words around word `place`; its end and what it means."""
    known = _vocabulary().words

    def fits(number: int) -> bool:
        fold = pieces[number].fold
        if fold == "-":
            before, behind = text[pieces[number].start - 1], text[pieces[number].end : pieces[number].end + 1]
            return not before.isspace() and not behind.isspace()
        if fold == ".":
            return number > 0 and _abbreviated(text, pieces[number - 1])
        if _no_weekday(pieces[number]) or _counts_other(pieces, number):
            return False
        return fold in known or fold.isdigit() or fold in _JOINING or fold in _ORDINAL_ENDINGS

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
        if reading.intervals:
            first, last = _trimmed(pieces, start, end, place)
            return end, FoundDate(pieces[first].start, pieces[last - 1].end, reading)
    return None


def _no_weekday(piece: _Piece) -> bool:
    return piece.fold in _ENGLISH_WEEKDAYS and not (piece.capital and piece.ascii)


def _counts_other(pieces: list[_Piece], place: int) -> bool:
    """Whether a number in words counts no days: `in March, one convoy`, `the second attack in May`."""
    meanings = date_words().meanings
    meant = (meanings.get((pieces[place].fold,)) or ("",))[0]
    behind = meanings.get((pieces[place + 1].fold,), ("",)) if place + 1 < len(pieces) else ("",)
    if meant.startswith("ord"):
        return behind == ("event",)
    return meant.isdigit() and len(behind) == 1 and _COUNTED.fullmatch(behind[0]) is None


def _parted(text: str, pieces: list[_Piece], place: int) -> bool:
    """Whether a colon or semicolon ends what was said before a word: `16 March 2023: In the past 24 hours`."""
    return _PARTING.match(text, pieces[place - 1].end, pieces[place].start) is not None


def _abbreviated(text: str, piece: _Piece) -> bool:
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


def _trimmed(pieces: list[_Piece], start: int, end: int, place: int) -> tuple[int, int]:
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


def _of_event(pieces: list[_Piece], number: int, place: int) -> bool:
    """Whether a word names what happened, with or without its article: `the attack this morning`."""
    meanings = date_words().meanings
    if pieces[number].fold in _ARTICLES and number + 1 < place:
        number += 1
    return meanings.get((pieces[number].fold,)) == ("event",)


def _carrying(pieces: list[_Piece], place: int) -> int:
    """Of how many words the phrase that carries the date is: two of `this morning`; one of a number."""
    for run in _vocabulary().carrying.get(pieces[place].fold, ()):
        if tuple(piece.fold for piece in pieces[place : place + len(run)]) == run:
            return len(run)
    return (_counted_back(pieces, place) or place + 1) - place


@lru_cache(maxsize=16384)
def _read(written: str, anchor: date | None, day_first: bool) -> Reading:
    return read_date(written, anchor, day_first=day_first)
