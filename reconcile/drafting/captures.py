"""The taking of towns and installations: `have taken the coastal town`, `a pris le poste`."""

import re

from reconcile.drafting.page import Page
from reconcile.drafting.vocabulary import Discourse
from reconcile.reference import Taxonomy, Term

_CAPTURE = "capture"
_FAMILIES = frozenset(("base", "government", "infrastructure"))
_SETTLEMENTS = frozenset(("village", "displaced_camp", "market"))
"""What can be taken and held; who takes vehicles or people does something else."""
_BREAKS = re.compile(r"[,;:.()]")
_MODIFIERS = 3
"""Words between the verb and what was taken: `taken the small coastal town`."""
_NO_OBJECT = frozenset(
    ("in", "at", "from", "to", "by", "on", "near", "of", "for", "and", "or", "with", "part", "place", "dan", "et")
)  # fmt: skip


def captures(page: Page, targets: Taxonomy) -> list[Term]:
    """The verbs of taking whose object is a place or an installation, as attacks, in the order of the text."""
    found = []
    for mark in page.discourse[Discourse.TAKING]:
        for target in page.targets:
            first = page.word_at(target.start)
            if not 0 <= first - mark.last <= _MODIFIERS or not _is_held(target, targets):
                continue
            between = page.text[mark.end : target.start]
            if _BREAKS.search(between) or any(word.fold in _NO_OBJECT for word in page.words[mark.last : first]):
                continue
            text = page.text[mark.start : target.end]
            found.append(Term(code=_CAPTURE, text=text, start=mark.start, end=target.end))
            break
    return found


def _is_held(target: Term, targets: Taxonomy) -> bool:
    return target.code in _SETTLEMENTS or targets.family(target.code) in _FAMILIES
