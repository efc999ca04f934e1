"""To whom something was said: `told reporters in Bamako`, `a déclaré à la presse`."""

import re
from dataclasses import dataclass

from reconcile.drafting.page import Page
from reconcile.drafting.vocabulary import Discourse

_WHERE = re.compile(r"\s(?:in|at|à)\s(?P<where>[A-ZÉ][\w'’-]+)")


@dataclass(frozen=True, slots=True)
class Audience:
    """Whoever was told, up to character `end`; `place`: where the name of the place begins at which they were."""

    end: int
    place: int | None


def audience(page: Page, character: int) -> Audience | None:
    """The audience named right behind a word of speech that ends at a character."""
    first = page.word_at(character)
    mark = next((mark for mark in page.discourse[Discourse.AUDIENCE] if mark.first == first), None)
    if mark is None:
        return None
    where = _WHERE.match(page.text, mark.end)
    return Audience(mark.end, None) if where is None else Audience(where.end(), where.start("where"))
