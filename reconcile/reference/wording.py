"""Words of a text, folded for look-up but with their place in it, and phrases found among them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from reconcile.domain.names import plain

_WORD = re.compile(
    r"""(?:[^\W\d_]\.){2,}                # U.S., U.N.
      | (?:[ldLD]|[qQ]u)['’](?=[^\W_])     # l'armée, d'un, qu'une
      | [^\W_]+(?:['’][^\W_]+)*            # army's, Aguel'hoc
    """,
    re.VERBOSE,
)
_ACRONYM_LENGTH = 3
"""Names of up to this many capitals are met in capitals only: US, UN, IS."""
_LONGEST_KEPT = 4
"""Words of up to this many capitals are no plurals: ISIS is not two of ISI."""
_PLURAL_ONLY = frozenset(("nationals", "civilians", "locals"))
"""People in the plural, where the singular is an adjective: national guard, civilian vehicle."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `text[start:end]` as it stands, `fold` for look-up."""

    fold: str
    start: int
    end: int
    capitals: bool


def words(text: str) -> tuple[Word, ...]:
    """The words of a text in their order, punctuation left out."""
    return tuple(_word(found) for found in _WORD.finditer(text))


def _word(found: re.Match[str]) -> Word:
    written = found[0]
    return Word(_fold(written), found.start(), found.end(), written.isupper())


@lru_cache(maxsize=16384)
def _fold(written: str) -> str:
    folded = plain(written.replace(".", "")).replace(" ", "")
    return folded if written.isupper() and len(folded) <= _LONGEST_KEPT else singular(folded)


def singular(word: str) -> str:
    """A word without the ending of its plural, alike for every spelling that is looked up: English and French in -s.

    >>> singular("convoys"), singular("batteries"), singular("us"), singular("pass")
    ('convoy', 'battery', 'us', 'pass')
    """
    if len(word) < 4 or not word.endswith("s") or word.endswith("ss") or word in _PLURAL_ONLY:
        return word
    return f"{word[:-3]}y" if word.endswith("ies") and len(word) > 4 else word[:-1]


def phrase(written: str) -> tuple[str, ...]:
    """The folded words of a phrase."""
    return tuple(word.fold for word in words(written))


V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Hit(Generic[V]):
    """A phrase found: words `first` to `last` (excluded) of the text."""

    first: int
    last: int
    value: V


class PhraseBook(Generic[V]):
    """Phrases and what each stands for; of overlapping ones the longest is found."""

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        """`entries`: phrases as written with their values. Of one phrase with two values the first holds."""
        self._by_first: dict[str, dict[tuple[str, ...], tuple[V, bool]]] = {}
        for written, value in entries:
            folded = phrase(written)
            if folded:
                acronym = len(folded) == 1 and len(folded[0]) <= _ACRONYM_LENGTH and written.isupper()
                self._by_first.setdefault(folded[0], {}).setdefault(folded, (value, acronym))
        self._lengths = {
            first: sorted({len(folded) for folded in phrases}, reverse=True)
            for first, phrases in self._by_first.items()
        }

    def exact(self, written: str) -> V | None:
        """What the whole of `written` stands for."""
        seen = words(written)
        hits = self.starting(seen, 0) if seen else iter(())
        return next((hit.value for hit in hits if hit.last == len(seen)), None)

    def starting(self, text: Sequence[Word], first: int) -> Iterator[Hit[V]]:
        """The phrases that start at word `first`, the longest first."""
        phrases = self._by_first.get(text[first].fold)
        if phrases is None:
            return
        for length in self._lengths[text[first].fold]:
            last = first + length
            if last <= len(text):
                found = phrases.get(tuple(word.fold for word in text[first:last]))
                if found is not None and (text[first].capitals or not found[1]):
                    yield Hit(first, last, found[0])

    def find(self, text: Sequence[Word]) -> list[Hit[V]]:
        """Phrases in text order that do not overlap; a longer one goes before a shorter, then the earlier."""
        hits = [hit for first in range(len(text)) for hit in self.starting(text, first)]
        hits.sort(key=lambda hit: (-(hit.last - hit.first), hit.first))
        taken = [False] * len(text)
        kept: list[Hit[V]] = []
        for hit in hits:
            if not any(taken[hit.first : hit.last]):
                taken[hit.first : hit.last] = [True] * (hit.last - hit.first)
                kept.append(hit)
        kept.sort(key=lambda hit: hit.first)
        return kept
