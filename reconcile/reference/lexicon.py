"""Words of the field and the codes they stand for. Loaded words stand for neutral codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from reconcile.domain.names import plain
from reconcile.reference.tables import Desk, Row
from reconcile.reference.taxonomy import OTHER, Taxonomy
from reconcile.reference.wording import REMEMBERED, PhraseBook, Word, phrase, words

LEXICON_FILE = "lexicon.csv"
COLUMNS = ("kind", "language", "term", "code", "note")


NOTHING = "-"
"""Code of terms that stand for nothing and keep a shorter term in them from being read: "gold mine" is no mine."""


class TermKind(StrEnum):
    TARGET = "target"
    ATTACK = "attack"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term found: `text` is what stands in the text from `start` to `end` (characters, end excluded)."""

    code: str
    start: int
    end: int
    text: str


class Lexicon:
    """The terms of both kinds."""

    def __init__(
        self, terms: Mapping[TermKind, list[tuple[str, str]]], codes: Mapping[TermKind, tuple[str, ...]]
    ) -> None:
        """`terms`: (term, code) by kind; `codes`: the codes of each taxonomy, which are their own terms."""
        self._books = {kind: PhraseBook(terms.get(kind, ())) for kind in TermKind}
        self._codes = {kind: {plain(code): code for code in codes.get(kind, ())} for kind in TermKind}
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._code)

    def find(self, text: str, kind: TermKind) -> tuple[Term, ...]:
        """The terms of a kind in text order: whole words, a longer term before a shorter, none overlapping."""
        return self.find_among(text, words(text), kind)

    def find_among(
        self, text: str, seen: Sequence[Word], kind: TermKind, places: Mapping[str, Sequence[int]] | None = None
    ) -> tuple[Term, ...]:
        """The same where the words of the text are at hand, and by each fold of theirs their places."""
        return tuple(
            Term(
                code=hit.value,
                start=seen[hit.first].start,
                end=seen[hit.last - 1].end,
                text=text[seen[hit.first].start : seen[hit.last - 1].end],
            )
            for hit in self._books[kind].find(seen, places)
            if hit.value != NOTHING
        )

    def code(self, written: str, kind: TermKind) -> str | None:
        """The code of what stands in one field: the code itself, else of the term that says most; None: of nothing.

        Any code goes before `other`, then the term of more words, then of more letters, then the earlier.
        """
        return self._remembered(written, kind)

    def _code(self, written: str, kind: TermKind) -> str | None:
        itself = self._codes[kind].get(plain(written))
        if itself is not None:
            return itself
        terms = self.find(written, kind)
        if not terms:
            return None
        return max(terms, key=lambda t: (t.code != OTHER, len(phrase(t.text)), t.end - t.start, -t.start)).code


def load_lexicon(desk: Desk, taxonomies: Mapping[TermKind, Taxonomy]) -> Lexicon:
    """The lexicon, each term of it checked against the taxonomy of its kind."""
    terms: dict[TermKind, list[tuple[str, str]]] = {kind: [] for kind in TermKind}
    rows = desk.rows(LEXICON_FILE, COLUMNS)
    desk.unique(rows, "kind", "language", "term")
    kinds = {kind.value: kind for kind in TermKind}
    first: dict[tuple[str, tuple[str, ...]], Row] = {}
    for row in rows:
        if not desk.required(row, "kind", "language", "term", "code") or not desk.known(
            row, "kind", kinds, "kind of term"
        ):
            continue
        kind = kinds[row["kind"]]
        if row["code"] != NOTHING and not desk.known(row, "code", taxonomies[kind], f"code of the {kind} taxonomy"):
            continue
        folded = phrase(row["term"])
        earlier = first.setdefault((kind, folded), row)
        if not folded:
            desk.fault(row, "term", "holds no word")
        elif earlier["code"] != row["code"]:
            desk.fault(row, "term", f"stands for {earlier['code']!r} in line {earlier.line}", "reference-duplicate")
        else:
            terms[kind].append((row["term"], row["code"]))
    return Lexicon(terms, {kind: taxonomies[kind].codes for kind in TermKind})
