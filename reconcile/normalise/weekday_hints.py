"""The weekday of an event whose date cannot be resolved: `Monday afternoon (page undated)` still says Monday."""

import re
from collections.abc import Iterable

from reconcile.grammar.date_words import clauses

_WEEKDAY = re.compile(r"w([0-6])")
_COUNTED_BACK = re.compile(r"\b(?:(\d{1,3}) day ago|back (\d{1,3}) day)\b")
_DAYS_BACK = {"today": 0, "yesterday": 1, "daybefore": 2}
_NO_EVENT = {"said", "since", "beside", "back"}
_NIGHTS = {"night", "lastnight", "overnight", "lailat"}


def weekday_hint(text: str) -> int | None:
    """The one weekday (Monday 0) that `text` can mean for the event, else None.

    A weekday of a publication (`statement on Wednesday`) is not the event's, yet `two days ago (statement on
    Wednesday)` means Monday. A night belongs to two weekdays and names neither.
    """
    parts = clauses(text)
    if any(_NIGHTS.intersection(part) for part in parts):
        return None
    own = {day for part in parts for day in _weekdays(_before_publication(part))}
    if own:
        return own.pop() if len(own) == 1 else None
    told = {day for part in parts for day in _weekdays(part)}
    back = {days for part in parts for days in _days_back(part)}
    if len(told) == len(back) == 1:
        return (told.pop() - back.pop()) % 7
    return None


def _before_publication(part: list[str]) -> list[str]:
    """What stands before a word that makes a weekday that of a text, or a mere bound (`since Monday`)."""
    for position, token in enumerate(part):
        if token in _NO_EVENT:
            return part[:position]
    return part


def _weekdays(part: Iterable[str]) -> list[int]:
    return [int(found[1]) for token in part if (found := _WEEKDAY.fullmatch(token))]


def _days_back(part: list[str]) -> list[int]:
    named = [_DAYS_BACK[token] for token in part if token in _DAYS_BACK]
    counted = [int(found[1] or found[2]) for found in _COUNTED_BACK.finditer(" ".join(part))]
    return named + counted
