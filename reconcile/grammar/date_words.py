"""The words of dates, in several languages, turned into tokens of meaning that the rules read.

`mardi 18 avril 2017, vers 4h00` and `Tuesday, April 18, 2017` become `w1 18 m4 2017` and `w1 m4 18 2017`. Tokens:
`w0`-`w6` weekdays, `m1`-`m12` months, `h1`-`h12` lunar and `s1`-`s12` solar Hijri months, `ord1`-`ord31` ordinals,
numbers, the left sides of `[meanings]`, `event`, `said`; a word that is not known becomes `?word`. Noise is gone.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

from reconcile.reference.word_lists import Section, Shape, Written, read_word_lists

_LONGEST = 200
"""Characters of a date that are read; no date is longer."""

_NUMBERED = (
    ("w", "weekdays", 0), ("m", "months", 1), ("h", "hijri_months", 1), ("s", "solar_months", 1), ("", "numbers", 1),
    ("ord", "ordinals", 1),
)  # fmt: skip
_LISTED = (("", "noise"), ("event", "events"), ("said", "publication"))
WORDS = Path(__file__).resolve().parent / "words"
SHAPE = Shape(
    lists=(*(name for _, name in _LISTED), "day_first"),
    series={"weekdays": 7, "months": 12, "hijri_months": 12, "solar_months": 12, "numbers": 10, "ordinals": 31},
    sections={"meanings": Section(allowed=str)},
)

_ARABIC = str.maketrans({"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ٱ": "ا", "ـ": None, "،": ",", "؛": ";", "٫": "."})
_ARABIC_DIGIT = re.compile("[٠-٩]")
_TWO_NUMBERS = re.compile(r"\d\s?[/.-]\s?\d")
_POSSESSIVE = re.compile(r"['’]s\b")
_ELISION = re.compile(r"\b[dl]['’](?=\w)")
_APOSTROPHES = re.compile(r"['’‘`ʿʾʻʼ\"“”«»]")
_DASHES = re.compile(r"[‐‑‒–—−]")
_LETTER_HYPHEN = re.compile(r"(?<=[^\W\d])-|-(?=[^\W\d])")
_LETTER_DOT = re.compile(r"(?<=[^\W\d])\.")
_LETTER_DIGIT = re.compile(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)")
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|er|eme)\b")
_ZONE = re.compile(r"\b(?:gmt|utc)\s?[+-]\s?\d{1,2}(?::\d{2})?\b")
_LAST_HOURS = re.compile(r"(?<!\d)(24|48|72)\s(?:(dernieres)\s)?(?:hours|heures|ساعه)")
_WHOLE_DAYS = {"24": "onewholeday", "48": "twowholedays", "72": "threewholedays"}
_CLOCK = re.compile(
    r"(?:\b(?:about|around|approximately|circa|vers|environ|aux environs de|حوالي|نحو|الساعه)\s)?"
    r"(?:\b\d{1,2}(?:[:.h]\d{2})?\s?[ap]\.?m\b\.?|\b\d{1,2}:\d{2}(?::\d{2})?\b|\b\d{1,2}\s?oclock\b"
    r"|\b\d{1,2}\s?h(?:eures?|ours?|rs?)?\s?(?:\d{2})?\b|\b\d{4}\s?(?:hrs|hours|gmt|utc)\b)"
)
_TOKENS = re.compile(r"[^\W_]+|[/.-]|[();,:\[\]]")
_MARKS = {"(": "(", "[": "(", ")": ")", "]": ")", ";": "|", ",": ",", ":": ","}
"""Punctuation that parts a wording, as tokens."""
PARTING = frozenset(_MARKS.values())

Meanings = dict[tuple[str, ...], tuple[str, ...]]


class DateWords:
    """The word lists of `words/dates.toml`: runs of words and the tokens they mean."""

    def __init__(self, written: Written) -> None:
        meanings: Meanings = {}
        for token, name in _LISTED:
            _learn(meanings, written[name], token)
        for token, words in written["meanings"].items():
            _learn(meanings, words, token)
        for prefix, name, first in _NUMBERED:
            for number, words in enumerate(written[name], start=first):
                _learn(meanings, words, f"{prefix}{number}")
        self.meanings = meanings
        self.day_first = frozenset(written["day_first"])
        self.longest = {
            first: max(len(run) for run in meanings if run[0] == first) for first in {run[0] for run in meanings}
        }
        """By first word: how many words the longest run has that begins with it."""

    def run_at(self, words: list[str], at: int) -> tuple[int, tuple[str, ...]] | None:
        """How many words from `at` on form the longest known run, and what it means."""
        for length in range(self.longest.get(words[at], 0), 0, -1):
            meant = self.meanings.get(tuple(words[at : at + length]))
            if meant is not None:
                return length, meant
        return None


def _learn(meanings: Meanings, words: list[str], token: str) -> None:
    """What is learned later wins: a month is a month although it is also noise."""
    meanings.update(dict.fromkeys((tuple(word.split()) for word in words), tuple(token.split())))


@cache
def date_words() -> DateWords:
    """The shipped word lists, checked."""
    return DateWords(read_word_lists(WORDS / "dates.toml", SHAPE))


def folded(text: str) -> str:
    """At most 200 characters: lower case, ASCII digits, one form of Arabic letters; no accents, apostrophes, hours."""
    plain = _DASHES.sub("-", text[:_LONGEST])
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain).translate(_ARABIC)
        plain = "".join(_ascii_digit(c) for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf"))
    plain = _APOSTROPHES.sub("", _ELISION.sub("", _POSSESSIVE.sub("", plain.casefold())))
    plain = _CLOCK.sub(" ", _LAST_HOURS.sub(_whole_days, _ZONE.sub(" ", plain)))
    plain = _LETTER_DOT.sub(" ", _LETTER_HYPHEN.sub(" ", plain))
    return _LETTER_DIGIT.sub(" ", _ORDINAL.sub(r"\1", plain))


def _whole_days(found: re.Match[str]) -> str:
    """`48 dernières heures` and `48 hours` are no hour of the day."""
    return f"{found[2] or ''} {_WHOLE_DAYS[found[1]]} "


def _ascii_digit(character: str) -> str:
    return str(unicodedata.digit(character)) if character.isdecimal() else character


def too_long(text: str) -> bool:
    return len(text) > _LONGEST


def puts_day_first(text: str) -> bool:
    """Whether a date in numbers stands among Arabic digits or beside French or Arabic words."""
    if _TWO_NUMBERS.search(text) is None:
        return False
    if _ARABIC_DIGIT.search(text):
        return True
    return not date_words().day_first.isdisjoint(_TOKENS.findall(folded(text)))


def tokens(text_folded: str) -> list[str]:
    """Tokens of meaning of a folded text, punctuation that parts it among them."""
    known, found = date_words(), _TOKENS.findall(text_folded)
    meant: list[str] = []
    at = 0
    while at < len(found):
        run = known.run_at(found, at)
        if run is not None:
            meant += run[1]
            at += run[0]
        elif found[at].startswith("وال") and (run := known.run_at([found[at][1:], *found[at + 1 :]], 0)) is not None:
            meant += ("and", *run[1])  # `and the` is one word in Arabic
            at += run[0]
        else:
            meant.append(_alone(found[at]))
            at += 1
    return _without_stops(meant) if "." in meant else meant


_STOPPED = re.compile(r"\b(m\d+ \d{1,2}) \. (?=(?:19|20)\d\d\b)|\b(\d{1,2}) \. (?=m\d+ (?:19|20)\d\d\b)")


def _without_stops(meant: list[str]) -> list[str]:
    """`Nov. 1. 2011` and `1. Nov. 2011`: a full stop behind the day says nothing. Without a year it ends a sentence."""
    return _STOPPED.sub(lambda found: f"{found[1] or found[2]} ", " ".join(meant)).split(" ")


def _alone(word: str) -> str:
    if word.isdigit() or word in ("/", ".", "-"):
        return word
    return _MARKS.get(word, f"?{word}")


def clauses(text: str) -> list[list[str]]:
    """Tokens clause by clause, as brackets, commas and colons part them."""
    parts: list[list[str]] = [[]]
    for token in tokens(folded(text)):
        if token in PARTING:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts
