"""The words of a text in which dates are looked for, and what of the date grammar's vocabulary they are."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from reconcile.grammar.date_words import date_words

_PIECE = re.compile(r"\d+|[^\W\d_]+|[/.,()-]")
_ANCHORS = re.compile(
    r"[wmh]\d+|today|yesterday|daybefore|lastnight|overnight|(?:last|this)(?:week|month|year)|weekend|lailat"
)
ORDINAL_ENDINGS = frozenset(("st", "nd", "rd", "th", "er"))
"""What stands behind the figures of a day: `1er`, `3rd`."""
HOURS = frozenset(("hours", "heures", "ساعه"))
"""Units of `the past 24 hours`."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, a number or a sign: `text[start:end]`, folded as the words of dates are."""

    fold: str
    start: int
    end: int
    capital: bool
    ascii: bool


def pieces_of(text: str) -> list[Piece]:
    """The words, numbers and signs of a text in its order."""
    return [
        Piece(_fold(one[0]), one.start(), one.end(), one[0][0].isupper(), one[0].isascii())
        for one in _PIECE.finditer(text)
    ]


@lru_cache(maxsize=65536)
def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if unicodedata.category(c) != "Mn")
    return plain.casefold().replace("ة", "ه").replace("ى", "ي").replace("ـ", "")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What single words tell of a date before the grammar reads it."""

    words: frozenset[str]
    """Every word that dates are written with."""
    carrying: Mapping[str, tuple[tuple[str, ...], ...]]
    """By first word the runs of words that carry a date, the longest first."""
    counting: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    """By first word the runs such as `past`, `ago` and `il y a`, which carry one beside a number of days; and what each
    means: `last`, `ago`, `back`."""


@cache
def vocabulary() -> Vocabulary:
    """That of the shipped word lists."""
    known = date_words().meanings
    carrying: dict[str, list[tuple[str, ...]]] = {}
    counting: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for run, meant in known.items():
        if len(meant) == 1 and meant[0] in ("last", "ago", "back"):
            counting.setdefault(run[0], []).append((run, meant[0]))
        if any(_ANCHORS.fullmatch(token) for token in meant):
            carrying.setdefault(run[0], []).append(run)
    return Vocabulary(
        words=frozenset(word for run in known for word in run) | HOURS,
        carrying={first: tuple(sorted(runs, key=len, reverse=True)) for first, runs in carrying.items()},
        counting={first: tuple(runs) for first, runs in counting.items()},
    )


def means(pieces: Sequence[Piece], place: int, kinds: str) -> bool:
    """Whether a word is a weekday (`w`), a month (`m`) or a Hijri month (`h`)."""
    if not 0 <= place < len(pieces):
        return False
    meant = (date_words().meanings.get((pieces[place].fold,)) or ("",))[0]
    return meant[:1] in tuple(kinds) and meant[1:].isdigit()
