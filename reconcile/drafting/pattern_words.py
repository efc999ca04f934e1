"""Words that the patterns of this room are made of: lists that an analyst can edit, checked when they are loaded.

The patterns say how words stand beside one another; which words these are is told there.
"""

import re
from enum import StrEnum
from functools import cache
from pathlib import Path

from reconcile.reference.word_lists import Shape, Written, read_word_lists

FILE = Path(__file__).resolve().parent / "words" / "patterns.toml"


class WordList(StrEnum):
    """The lists of the file, which says what each is for."""

    ABBREVIATIONS = "abbreviations"
    ACCOUNTS = "accounts"
    ATTACKED_THINGS = "attacked_things"
    BEARERS = "bearers"
    BOOBY_TRAPPED = "booby_trapped"
    BORDERS = "borders"
    CALLED = "called"
    DAY_BEFORE = "day_before"
    DAYS_EARLIER = "days_earlier"
    DAYS_LATER = "days_later"
    DEFECTORS = "defectors"
    DISTRICTS = "districts"
    EXPLOSIVES = "explosives"
    FATES = "fates"
    FORMER = "former"
    HEADS = "heads"
    KINDS_BEFORE = "kinds_before"
    KINDS_BEHIND = "kinds_behind"
    LADEN = "laden"
    LEFT = "left"
    NEVER_PLACES = "never_places"
    NEXT_DAY = "next_day"
    NIGHT_BEFORE = "night_before"
    OFFICERS = "officers"
    OFFICES = "offices"
    ONE_OF_THEM = "one_of_them"
    PASSED_OVER = "passed_over"
    PHRASE_ENDS = "phrase_ends"
    PRESS = "press"
    REGIONAL_GOVERNMENTS = "regional_governments"
    REGIONS = "regions"
    RELEASE_HEADS = "release_heads"
    RELEASE_LINES = "release_lines"
    SAME_DAY = "same_day"
    SENDERS = "senders"
    SENT = "sent"
    SETTLEMENTS = "settlements"
    SPOKESMEN = "spokesmen"
    STAGED = "staged"
    TAKEN_AWAY = "taken_away"
    TAKEN_AWAY_FR = "taken_away_fr"
    TITLES = "titles"
    TOLLS = "tolls"
    TOLLS_REVISED = "tolls_revised"
    WEEKDAYS = "weekdays"


SHAPE = Shape(lists=tuple(WordList))


@cache
def _shipped() -> Written:
    return read_word_lists(FILE, SHAPE)


def listed(kind: WordList) -> tuple[str, ...]:
    """The words of a list. Raises ReferenceDataError with file and line of the first fault of the file."""
    return tuple(_shipped()[kind])


def either(kind: WordList) -> str:
    """The words of a list as a pattern that fits any of them; an apostrophe of either form fits."""
    return "|".join(re.escape(words).replace(r"\ ", " ").replace("'", "['’]") for words in listed(kind))
