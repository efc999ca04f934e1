"""How many: numbers in words and figures with what stands before them."""

import re
from dataclasses import dataclass

from reconcile.drafting.page import Mark, Page
from reconcile.drafting.pattern_words import WordList, either
from reconcile.drafting.vocabulary import Number

_LARGEST = 100_000
_DIGITS = 6
_REVISION = re.compile(rf"\b(?:{either(WordList.TOLLS_REVISED)})\b", re.IGNORECASE)
_REVISED_WITHIN = 12
"""Words before the figures within which the toll is named."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_TENS_REACH = 9


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people: words `first` to `last` (excluded)."""

    first: int
    last: int
    low: int | None
    high: int | None
    vague: bool
    article: bool
    """`a`, `an`, `un`: a number only beside people."""


def counts_of(page: Page) -> dict[int, Count]:
    """The counts of a page by their last word + 1, which is where what is counted begins."""
    in_words = {mark.first: mark for mark in page.numbers}
    qualifiers = {mark.last: mark for mark in page.qualifiers}
    found: dict[int, Count] = {}
    place = 0
    days = {word for day in page.dates for word in range(page.word_at(day.start), page.word_at(day.end))}
    while place < len(page.words):
        if place in days:
            place += 1
            continue
        number = _number(page, place, in_words)
        if number is None:
            place += 1
            continue
        last, low, vague, article = number
        last, low, high = _upper(page, place, last, low, vague, in_words)
        first = place
        qualifier = qualifiers.get(place)
        if qualifier is not None:
            first = qualifier.first
            low_, high, vague = _qualified(qualifier.value, low, high)
            found[last] = Count(first, last, low_, high, vague, article=False)
        else:
            found[last] = Count(first, last, low, high, vague, article)
        place = last
    return found


def _number(page: Page, place: int, in_words: dict[int, Mark[Number]]) -> tuple[int, int, bool, bool] | None:
    """The end of a number that starts at a word, its value, whether it is vague and whether it is an article."""
    word = page.words[place]
    if word.fold.isdecimal():
        return _figures(page, place)
    mark = in_words.get(place)
    if mark is None:
        return None
    value, last = mark.value, mark.last
    following = in_words.get(last)
    if not value.vague and value.low >= 20 and value.low % 10 == 0 and following is not None:
        unit = following.value
        if 0 < unit.low <= _TENS_REACH and not unit.vague:
            return following.last, value.low + unit.low, False, False
    article = last - place == 1 and word.fold in ("a", "an", "un", "une")
    return last, value.low, value.vague, article


def _figures(page: Page, place: int) -> tuple[int, int, bool, bool] | None:
    written = page.text[page.words[place].start : page.words[place].end]
    last = place + 1
    while (
        last < len(page.words)
        and page.words[last].fold.isdecimal()
        and len(page.words[last].fold) == 3
        and page.text[page.words[last - 1].end : page.words[last].start] in (",", "\u202f", "\u00a0")
    ):
        written += page.words[last].fold
        last += 1
    if not written.isdecimal():
        return None
    value = int(written) if len(written) <= _DIGITS else _LARGEST + 1
    before, after = page.text[: page.words[place].start][-1:], page.text[page.words[last - 1].end :][:1]
    if value > _LARGEST or (_YEAR.fullmatch(written) and last - place == 1) or before in ("-", ".", "/", ":", "#"):
        return None
    return None if after in (":", "/", "%") else (last, value, False, False)


def _upper(
    page: Page, first: int, last: int, low: int, vague: bool, in_words: dict[int, Mark[Number]]
) -> tuple[int, int, int | None]:
    """Where a second number follows (`10 to 15`, `between three and six`) both are the range."""
    if not vague and last + 1 < len(page.words):
        joint, before = page.words[last].fold, page.words[first - 1].fold if first else ""
        between = joint in ("to", "a", "or", "ou") or (joint in ("and", "et") and before in ("between", "entre"))
        second = _number(page, last + 1, in_words) if between else None
        if second is not None and not second[3] and not second[2] and second[1] > low:
            return second[0], second[1] if _revised(page, first) else low, second[1]
    return last, low, None if vague else low


def _revised(page: Page, first: int) -> bool:
    """`the toll rose from 25 to 38`: the later figure alone holds."""
    if first == 0 or page.words[first - 1].fold not in ("from", "de"):
        return False
    before = page.text[page.words[max(0, first - _REVISED_WITHIN)].start : page.words[first].start]
    return _REVISION.search(before) is not None


def _qualified(kind: str, low: int, high: int | None) -> tuple[int | None, int | None, bool]:
    if kind == "more_than":
        return low + 1, None, False
    if kind == "at_least":
        return low, None, False
    if kind == "at_most":
        return None, high, False
    return low, high, high is None
