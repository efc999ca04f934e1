"""Which of the many names that a source gives a place are kept."""

import re
from collections.abc import Iterable

from reconcile.domain.cleantext import one_line
from reconcile.domain.names import name_key

MOST_NAMES = 20
"""Further names of one place."""
LONGEST_NAME = 120
_READ = re.compile(
    r"[ -\u036f\u1e00-\u1eff\u2010-\u2027\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]+"
)
"""Latin and Arabic letters with the marks between them: the scripts in which records are written."""
_CODE = re.compile(r"[A-Z0-9]{1,4}")
"""Codes of airports and the like, which no text calls a place by."""


def spellings(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """Further names in Latin or Arabic script, each under a key of its own, in the order given."""
    kept: dict[str, str] = {name_key(name): name}
    for other in others:
        written = one_line(other)
        if not 2 <= len(written) <= LONGEST_NAME or not _READ.fullmatch(written) or _CODE.fullmatch(written):
            continue
        key = name_key(written)
        if key:
            kept.setdefault(key, written)
        if len(kept) > MOST_NAMES:
            break
    return tuple(kept.values())[1:]
