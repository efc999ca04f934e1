"""The day written at the head of a text."""

import re
from datetime import date

from reconcile.domain.dates import DatePrecision
from reconcile.grammar.date_finding import FoundDate, find_dates

HEAD = 500
"""Characters in which a dateline stands."""
_BEHIND = re.compile(r"\s*(?:\)|(?:\([A-Z][\w /-]{1,30}\)\s*)?[-–—](?=\s)|\.?\s*\n|:)")
"""`BENI, June 24 (AGENCY) —` among them."""
_LONGEST_HEAD = 8
"""Words before a day at the end of a line from which on it ends a sentence, and heads no text."""
_RUNNING = re.compile(r"(?:[\w'’-]+\s+){3,}(?:on|le|du|since|from|depuis|of)\s+$")
"""A sentence that ends with a day, `The convoy was hit on Jan. 22.`, and no head of a text."""
_CITY_BEFORE = re.compile(r"\s*[^\W\d_a-zà-ÿ][\w'’ -]{1,30},\s+(?:le\s+)?$")


def dateline(text: str, bound: date | None, *, day_first: bool) -> FoundDate | None:
    """`KABUL, Afghanistan (Jan. 25, 2013)`, `Bamako, 23 February 2019 -`; without year the latest not after `bound`."""
    for found in find_dates(text[:HEAD], bound, day_first=day_first):
        first, last = found.days
        exact = first == last and found.reading.precision is DatePrecision.DAY
        line = text[text.rfind("\n", 0, found.start) + 1 : found.start]
        ends = text[found.end : found.end + 2].lstrip(".").startswith("\n")
        if _RUNNING.search(line) is not None or (ends and len(line.split()) > _LONGEST_HEAD):
            continue
        behind = _BEHIND.match(text, found.end) or _CITY_BEFORE.match(text[: found.start])
        if exact and behind and re.search(r"\d", text[found.start : found.end]):
            return found
    return None
