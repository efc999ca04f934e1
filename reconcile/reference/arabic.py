"""Arabic words folded for look-up: article, number, gender and letters that are written in several ways.

The folds are rough on purpose and alike for tables and texts: what matters is that the forms of one word meet, not that
the fold is a word. Words that meet another word's fold (`إليه` and `آلية`) must not stand alone in a table.
"""

import re

from reconcile.domain.names import plain

MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
"""Vowel signs and their like, which stand inside words, for a regular expression."""
_SCRIPT = re.compile("[\u0621-\u064a\u0671-\u06d3]")
_DROPPED = re.compile(f"[{MARKS}\u0640]")
_TANWIN = re.compile("\u0651?(?:ا\u064b|\u064b\u0651?ا)$")
_ARTICLE = re.compile("[وف]?(?:[بك]?[اٱ]ل|لل)(?=..)")
"""The article with what is written onto it: الجيش، والجيش، بالجيش، للجيش. The bare alef tells it from أل and إل."""
_CLITIC = re.compile("[وف]?[بكل](?=...)|[وف](?=...)")
_NISBA = re.compile("(?<=...)ي(?:ه|ين|ون|ات)$")
_FEMININES = re.compile("(?<=...)ات$")
_MASCULINES = re.compile("(?<=....)(?:ين|ون)$")


def is_arabic(word: str) -> bool:
    """Whether a word is written in Arabic letters."""
    return _SCRIPT.search(word) is not None


def is_definite(written: str) -> bool:
    """Whether a word bears the article."""
    return _ARTICLE.match(_DROPPED.sub("", written)) is not None


def is_inflected(written: str) -> bool:
    """Whether a word ends as feminine or plural adjectives do."""
    return _DROPPED.sub("", written).endswith(("ة", "ين", "ون"))


def arabic_folds(written: str) -> tuple[str, ...]:
    """The fold of a word, then the folds without the letters `و ف ب ك ل` that may be particles or its own.

    >>> arabic_folds("والقوّات") == arabic_folds("قوات")
    True
    >>> arabic_folds("العبوات") == arabic_folds("عبوة")
    True
    >>> arabic_folds("بعبوة")
    ('بعبوه', 'عبوه')
    """
    letters = _DROPPED.sub("", _TANWIN.sub("", written))
    article = _ARTICLE.match(letters)
    if article is not None:
        return (_stem(letters[article.end() :]),)
    found = [_stem(letters)]
    clitic = _CLITIC.match(letters)
    if clitic is not None:
        found.extend(_stem(letters[end:]) for end in range(1, clitic.end() + 1))
    return tuple(found)


def _stem(letters: str) -> str:
    """One form for singular and sound plurals, and for both genders of adjectives in -ي."""
    folded = plain(letters).replace(" ", "")
    for ending, instead in ((_NISBA, "ي"), (_FEMININES, "ه"), (_MASCULINES, "")):
        stem, found = ending.subn(instead, folded)
        if found:
            return stem
    return folded
