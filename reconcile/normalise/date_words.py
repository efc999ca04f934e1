"""The words of dates, in several languages, turned into tokens of meaning that the rules read.

`mardi 18 avril 2017, vers 4h00` and `Tuesday, April 18, 2017` become `w1 18 m4 2017` and `w1 m4 18 2017`.
"""

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

_LONGEST = 200
"""Characters of a date that are read; no date is longer."""

_POSSESSIVE = re.compile(r"['’]s\b")
_APOSTROPHES = re.compile(r"['’`]")
_DASHES = re.compile(r"[‐‑‒–—−]")
_LETTER_HYPHEN = re.compile(r"(?<=[^\W\d])-|-(?=[^\W\d])")
_LETTER_DOT = re.compile(r"(?<=[^\W\d])\.")
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|er|eme)\b")
_CLOCK = re.compile(
    r"\b\d{1,2}(?:[:.h]\d{2})?\s?[ap]\.?m\b\.?|\b\d{1,2}:\d{2}(?::\d{2})?\b|\b\d{1,2}\s?h(?:eures?|ours?)?\s?(?:\d{2})?\b"
)
_TOKENS = re.compile(r"\w+|[/.-]")
_CLAUSES = re.compile(r"[();,:\[\]]")


class DateWords:
    """The word lists of `words/dates.toml`, compiled."""

    def __init__(self, written: dict[str, Any]) -> None:
        meanings: dict[str, str] = {}
        for prefix, name, first in (("w", "weekdays", 0), ("m", "months", 1), ("", "numbers", 1)):
            for number, words in enumerate(written[name], start=first):
                meanings.update(dict.fromkeys(words, f"{prefix}{number}"))
        for meaning, words in written["meanings"].items():
            meanings.update(dict.fromkeys(words, meaning))
        meanings.update({word: "" for word in written["noise"] if word not in meanings})
        self.meanings = meanings
        self.publication = frozenset(written["publication"])
        longest_first = sorted(meanings, key=lambda word: (-len(word), word))
        self.phrases = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


@cache
def date_words() -> DateWords:
    """The shipped word lists."""
    text = files("reconcile.normalise").joinpath("words/dates.toml").read_text(encoding="utf-8")
    return DateWords(tomllib.loads(text))


def folded(text: str) -> str:
    """At most 200 characters: lower case, ASCII digits, without accents, apostrophes and hours of the day."""
    decomposed = unicodedata.normalize("NFKD", _DASHES.sub("-", text[:_LONGEST]))
    if not decomposed.isascii():
        decomposed = "".join(_ascii_digit(c) for c in decomposed if not unicodedata.combining(c))
    letters = decomposed.casefold()
    without = _APOSTROPHES.sub("", _POSSESSIVE.sub("", letters))
    without = _CLOCK.sub(" ", without)
    return _ORDINAL.sub(r"\1", _LETTER_DOT.sub(" ", _LETTER_HYPHEN.sub(" ", without)))


def _ascii_digit(character: str) -> str:
    return str(unicodedata.digit(character)) if character.isdecimal() else character


def too_long(text: str) -> bool:
    return len(text) > _LONGEST


def tokens(text_folded: str) -> list[str]:
    """Tokens of meaning of a folded text; a word that is not known stays as it is, noise is gone."""
    words = date_words()
    meant = words.phrases.sub(lambda found: f" {words.meanings[found[0]]} ", text_folded)
    return _TOKENS.findall(meant)


def clauses(text: str) -> list[list[str]]:
    """Tokens clause by clause, as brackets, commas and colons part them."""
    return [tokens(clause) for clause in _CLAUSES.split(folded(text))]
