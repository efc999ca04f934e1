"""Where quotations begin and end."""

import re

_MARKS = re.compile(r"[\"“”«»]")
_OPENS, _CLOSES = "“«", "”»"


def open_quotation(text: str, start: int, end: int) -> int | None:
    """Where the quotation ends that is open at `end`, of those that begin in `text[start:end]`; None where none is."""
    inside = False
    for mark in _MARKS.finditer(text, start, end):
        inside = mark[0] in _OPENS or (mark[0] not in _CLOSES and not inside)
    closing = _MARKS.search(text, end) if inside else None
    return None if closing is None or closing[0] in _OPENS else closing.end()
