"""Words of a text, folded for look-up but with their place in it, and phrases found among them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from reconcile.domain.names import plain
from reconcile.reference.arabic import MARKS, arabic_folds, is_arabic

_WORD = re.compile(
    rf"""(?:[^\W\d_]\.){{2,}}                # U.S., U.N.
      | (?:[ldLD]|[qQ]u)['’](?=[^\W_])     # l'armée, d'un, qu'une
      | [^\W_]+(?:[{MARKS}]+[^\W_]*)*      # قُوّات
        (?:['’][^\W_]+)*                  # army's, Aguel'hoc
    """,
    re.VERBOSE,
)
REMEMBERED = 65_536
"""How many wordings a table remembers with what it made of them: the same are written again and again."""
_ACRONYM_LENGTH = 3
"""Names of up to this many capitals are met in capitals only: US, UN, IS."""
_LONGEST_KEPT = 4
"""Words of up to this many capitals are no plurals: ISIS is not two of ISI."""
_PLURAL_ONLY = frozenset(("nationals", "civilians", "locals"))
"""People in the plural, where the singular is an adjective: national guard, civilian vehicle."""


class Word(NamedTuple):
    """One word: `text[start:end]` as it stands, `fold` for look-up."""

    fold: str
    start: int
    end: int
    capitals: bool
    bare: tuple[str, ...] = ()
    """In Arabic, the folds without particles written onto it, if those letters are particles: `بعبوة` is `عبوة`."""


@lru_cache(maxsize=256)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text in their order, punctuation and what folds to nothing (a lone tatweel) left out."""
    found = (_word(one[0], one.start(), one.end()) for one in _WORD.finditer(text))
    return tuple(word for word in found if word.fold)


def _word(written: str, start: int, end: int) -> Word:
    fold, capitals, bare = _folded(written)
    return Word(fold, start, end, capitals, bare)


@lru_cache(maxsize=65536)
def _folded(written: str) -> tuple[str, bool, tuple[str, ...]]:
    """The fold of a word, whether it stands in capitals, and its folds without particles."""
    if not written.isascii() and is_arabic(written):
        fold, *bare = arabic_folds(written)
        return fold, False, tuple(bare)
    folded = plain(written.replace(".", "")).replace(" ", "")
    capitals = written.isupper()
    return (folded if capitals and len(folded) <= _LONGEST_KEPT else singular(folded)), capitals, ()


def singular(word: str) -> str:
    """A word without the ending of its plural, alike for every spelling that is looked up: English and French in -s.

    English in -es only where French has no such word (`ambushes`, `buses`): `complexes` is of both, and keeps its e.

    >>> singular("convoys"), singular("batteries"), singular("us"), singular("pass")
    ('convoy', 'battery', 'us', 'pass')
    >>> singular("ambushes"), singular("minibuses"), singular("minibus"), singular("complexes")
    ('ambush', 'minibus', 'minibus', 'complexe')
    """
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "bus")) or word in _PLURAL_ONLY:
        return word
    if word.endswith(("shes", "buses")):
        return word[:-2]
    return f"{word[:-3]}y" if word.endswith("ies") and len(word) > 4 else word[:-1]


def phrase(written: str) -> tuple[str, ...]:
    """The folded words of a phrase."""
    return tuple(word.fold for word in words(written))


def places_of(text: Sequence[Word]) -> dict[str, list[int]]:
    """By each fold of the words of a text the numbers of the words that are read so."""
    found: dict[str, list[int]] = {}
    for number, word in enumerate(text):
        for fold in (word.fold, *word.bare):
            found.setdefault(fold, []).append(number)
    return found


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
        for fold in (text[first].fold, *text[first].bare):
            if fold in self._by_first:
                yield from self._starting_as(fold, text, first)

    def _starting_as(self, fold: str, text: Sequence[Word], first: int) -> Iterator[Hit[V]]:
        """The phrases that start with `fold`, which is how word `first` is read."""
        phrases = self._by_first[fold]
        for length in self._lengths[fold]:
            last = first + length
            if last <= len(text):
                found = phrases.get((fold, *[word.fold for word in text[first + 1 : last]]))
                if found is not None and (text[first].capitals or not found[1]):
                    yield Hit(first, last, found[0])

    def find(self, text: Sequence[Word], places: Mapping[str, Sequence[int]] | None = None) -> list[Hit[V]]:
        """Phrases in text order that do not overlap; a longer one goes before a shorter, then the earlier.

        `places`: what `places_of` says of the text, where several books look through it.
        """
        known = self._by_first
        if places is None:
            starts = [first for first, word in enumerate(text) if word.bare or word.fold in known]
        else:
            starts = sorted({first for fold in known.keys() & places.keys() for first in places[fold]})
            if not starts:
                return []
        hits = [hit for first in starts for hit in self.starting(text, first)]
        hits.sort(key=lambda hit: (-(hit.last - hit.first), hit.first))
        taken = [False] * len(text)
        kept: list[Hit[V]] = []
        for hit in hits:
            if not any(taken[hit.first : hit.last]):
                taken[hit.first : hit.last] = [True] * (hit.last - hit.first)
                kept.append(hit)
        kept.sort(key=lambda hit: hit.first)
        return kept
