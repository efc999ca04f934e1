"""One text with everything that was found in it, by character and by word."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Generic, TypeVar

from reconcile.drafting.sentences import Unit, units_of
from reconcile.drafting.vocabulary import Cue, Discourse, Echo, Fate, Form, Number, Side, Small, vocabulary
from reconcile.grammar.date_finding import FoundDate
from reconcile.reference import ActorKind, Reference, Term, TermKind
from reconcile.reference.wording import PhraseBook, Word, places_of, words

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Mark(Generic[V]):
    """Something found: words `first` to `last` (excluded), characters `start` to `end`."""

    first: int
    last: int
    start: int
    end: int
    value: V


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Actors named: their codes, or the suffix of a service whose country is not named."""

    codes: tuple[str, ...]
    service: str | None


@dataclass(slots=True, kw_only=True)
class Page:
    """A text while it is read."""

    text: str
    words: tuple[Word, ...]
    units: tuple[Unit, ...]
    cues: list[Mark[Cue]]
    echoes: list[Mark[Echo]]
    discourse: dict[Discourse, list[Mark[Discourse]]]
    numbers: list[Mark[Number]]
    qualifiers: list[Mark[str]]
    people: list[Mark[Side]]
    fates: list[Mark[tuple[Fate, Form]]]
    told: list[Mark[Fate]]
    small: dict[Small, list[Mark[Small]]]
    actors: list[Mark[Named]]
    speaking: list[Mark[Named]] = field(default_factory=list)
    """The actors without those named to tell whose friend somebody is: `the al-Qaeda-linked group`."""
    targets: list[Term]
    attacks: list[Term]
    taken: list[Term] = field(default_factory=list)
    """Verbs of taking with the place or installation taken; they stand among the attacks too."""
    dates: tuple[FoundDate, ...] = ()
    starts: list[int] = field(default_factory=list)
    """Where each word starts."""

    def word_at(self, character: int) -> int:
        """The first word that starts at or after a character."""
        return bisect_left(self.starts, character)

    def span(self, first: int, last: int) -> tuple[int, int]:
        return self.words[first].start, self.words[last - 1].end

    def written(self, first: int, last: int) -> str:
        start, end = self.span(first, last)
        return self.text[start:end]


_SCOPE_ENDS = re.compile(
    r",\s+(?:during|in|on|at|near|while|yesterday|today|overnight|killing|detaining|where|lors|dans|après|after)\b|;",
    re.IGNORECASE,
)
"""Where a clause on what somebody did before ends and the sentence goes on."""
_BACK_TO_ATTACK = re.compile(r"\b(?:after|following|when|après|suite à|lorsque)\s", re.IGNORECASE)
"""`were taken to hospital in Gao after an ambush near Gossi`."""
M = TypeVar(
    "M", Mark[Cue], Mark[Echo], Mark[Discourse], Mark[Named], Mark[Small], Mark[Side], Mark[Fate], FoundDate, Term
)


def within(marks: Iterable[M], start: int, end: int) -> list[M]:
    """The marks that lie in `text[start:end]`."""
    return [mark for mark in marks if start <= mark.start and mark.end <= end]


def of_old(page: Page, unit: Unit, character: int) -> bool:
    """Whether what stands at a character is part of what is told of somebody's past, or of a purpose."""
    marks = page.discourse[Discourse.BACKGROUND]
    if not within(page.dates, unit.start, unit.end):
        marks = [*marks, *page.discourse[Discourse.ALREADY]]  # with a day of its own it is told for itself
    return _in_scope(page, marks, unit, character)


def aside(page: Page, unit: Unit, character: int) -> bool:
    """Whether it is of old, where the wounded were brought, or what the attackers came with: no part of the attack."""
    if of_old(page, unit, character):
        return True
    marks = page.discourse[Discourse.AFTERWARDS]
    brought = [mark for mark in marks if _BACK_TO_ATTACK.search(page.text, mark.end, character) is None]
    return _in_scope(page, brought, unit, character)


def _in_scope(page: Page, marks: Iterable[Mark[Discourse]], unit: Unit, character: int) -> bool:
    return any(
        unit.start <= mark.start < character and _SCOPE_ENDS.search(page.text, mark.end, character) is None
        for mark in marks
    )


def read_page(text: str, reference: Reference, on: date | None) -> Page:
    """Everything the word lists and the desk books find in a text."""
    seen = words(text)
    known = vocabulary()
    units = units_of(text)
    places = places_of(seen)
    page = Page(
        text=text,
        words=seen,
        units=units,
        cues=_marks(known.cues, seen, places),
        echoes=_marks(known.echoes, seen, places),
        discourse={kind: _marks(book, seen, places) for kind, book in known.discourse.items()},
        numbers=_marks(known.numbers, seen, places),
        qualifiers=_marks(known.qualifiers, seen, places),
        people=_marks(known.people, seen, places),
        fates=_marks(known.fates, seen, places),
        told=_marks(known.told, seen, places),
        small={kind: _marks(book, seen, places) for kind, book in known.small.items()},
        actors=[],
        targets=list(reference.lexicon.find_among(text, seen, TermKind.TARGET, places)),
        attacks=list(reference.lexicon.find_among(text, seen, TermKind.ATTACK, places)),
        starts=[word.start for word in seen],
    )
    blamed = _blame(page)
    page.actors = _actors(page, reference, on)
    page.speaking = [mark for mark in page.actors if not _is_friend(page, mark)]
    page.small[Small.BEING] = [
        mark for mark in page.small[Small.BEING] if not any(_meet(mark, actor) for actor in page.actors)
    ]  # `IS claimed the attack`
    disowned = [cue for cue in page.cues if cue.value is Cue.DISOWN]
    of_many = (mark for mark in page.discourse[Discourse.BACKGROUND_OF_MANY] if _plural(page, mark))
    page.discourse[Discourse.BACKGROUND] = [
        mark
        for mark in (*page.discourse[Discourse.BACKGROUND], *of_many)
        if not (any(_meet(mark, cue) for cue in disowned) or any(_meet(mark, one) for one in blamed))
        and not _of_group(page, mark, reference)
    ]
    return page


def _plural(page: Page, mark: Mark[Discourse]) -> bool:
    """Whether the first word is written in the plural: phrases are found in either number."""
    return page.text[page.words[mark.first].end - 1] in "sS"


def _of_group(page: Page, mark: Mark[Discourse], reference: Reference) -> bool:
    """`said that X was responsible for the attack`: what it tells of a group it tells of the attack."""
    being = [small for small in page.small[Small.BEING] if small.last == mark.first]
    if not being or page.words[mark.first].fold != "responsible":
        return False
    before = [actor for actor in page.actors if actor.last == being[0].first and actor.value.codes]
    return any(reference.actors.any_is(one.value.codes, ActorKind.ARMED_GROUP) for one in before)


def _blame(page: Page) -> list[Mark[Discourse]]:
    """Settles what words are words of speech, `holds` among them where `responsible` stands behind; gives these words
    behind."""
    found: list[Mark[Discourse]] = []
    cues: list[Mark[Cue]] = []
    for told in page.cues:
        cue = _settled(page, told)
        if cue is not None and cue.value is Cue.HOLD:
            behind = next((m for m in page.discourse[Discourse.HELD_RESPONSIBLE] if m.first >= cue.last), None)
            if (
                behind is None
                or behind.first - cue.last > _HELD_WITHIN
                or _STOPS.search(page.text, cue.end, behind.start)
            ):
                continue
            found.append(behind)
            cue = replace(cue, value=Cue.BLAME)
        if cue is not None:
            cues.append(cue)
    page.cues = cues
    return found


def _settled(page: Page, cue: Mark[Cue]) -> Mark[Cue] | None:
    """`continued` as a word of saying where a quotation stands beside it, else as none; `announced` in Arabic as one of
    claiming where `its responsibility` stands behind."""
    if cue.value is Cue.QUOTING:
        return replace(cue, value=Cue.SAY) if _beside_quotation(page, cue) else None
    if cue.value is Cue.SAY and _RESPONSIBILITY.match(page.text, cue.end) is not None:
        return replace(cue, value=Cue.CLAIM)
    return cue


def _beside_quotation(page: Page, cue: Mark[Cue]) -> bool:
    """`…", continued the army`, `the statement read: "…`."""
    before = page.text[max(0, cue.start - _QUOTATION_WITHIN) : cue.start]
    return _CLOSED.search(before) is not None or _OPENED.match(page.text, cue.end) is not None


_RESPONSIBILITY = re.compile(r"[^.،؛]{1,60}?\sمسؤوليت(?:ه|ها|هم)\s")
"""`أعلنت حركة الشباب مسؤوليتها عن الهجوم`: the group stands between the verb and what it takes upon itself."""
_QUOTATION_WITHIN = 60
"""Characters before a verb within which a quotation ends."""
_CLOSED = re.compile(r"[\"”»][\s,]{1,3}(?:[\w'’-]+\s){0,4}(?:[\w'’]+-t-\w+\s)?\Z")
_OPENED = re.compile(r"[\s,:]{1,3}[\"“«]")
_HELD_WITHIN = 12
"""Words between `holds` and `responsible`, `met` and `sur le compte`."""
_STOPS = re.compile(r"[.;!?]\s")


def _is_friend(page: Page, mark: Mark[Named]) -> bool:
    """`the al-Qaeda-linked group`, `lié à al-Qaïda`; `al Qaeda's affiliate` where another group stands beside it."""
    if any(0 <= mark.first - to.last <= 1 for to in page.discourse[Discourse.AFFILIATED_TO]):
        return True
    behind = next((one for one in page.discourse[Discourse.AFFILIATED] if one.first == mark.last), None)
    possessive = page.text[: mark.end].endswith(_POSSESSIVE) or page.text.startswith(_POSSESSIVE, mark.end)
    if not possessive and behind is None:
        return False
    sentence = next(unit for unit in page.units if unit.start <= mark.start < unit.end)
    others = [one for one in within(page.actors, sentence.start, sentence.end) if one is not mark and one.value.codes]
    if possessive and any(_in_apposition(page, mark, other) for other in others):
        return True
    return behind is not None and (page.text[behind.start - 1] == "-" or bool(others))


def _in_apposition(page: Page, mark: Mark[Named], other: Mark[Named]) -> bool:
    """`al Qaeda's JNIM`, `al Qaeda's Group for … (JNIM)`."""
    return other.first == mark.last or in_brackets(page, mark, other)


def in_brackets(page: Page, mark: Mark[Named], other: Mark[Named]) -> bool:
    """Whether one is the acronym in brackets behind a name in which the other stands."""
    return 0 <= other.first - mark.last <= _LONGEST_NAME and page.text[other.start - 1] == "("


_POSSESSIVE = ("'s", "’s")
_LONGEST_NAME = 9
"""Words of a name before its acronym in brackets."""


def _meet(one: Mark[Discourse] | Mark[Small], other: Mark[Cue] | Mark[Discourse] | Mark[Named]) -> bool:
    """`was not responsible for the attack`: what is disowned is of now."""
    return one.first < other.last and other.first < one.last


def _marks(book: PhraseBook[V], seen: Sequence[Word], places: Mapping[str, Sequence[int]]) -> list[Mark[V]]:
    hits = book.find(seen, places)
    return [Mark(hit.first, hit.last, seen[hit.first].start, seen[hit.last - 1].end, hit.value) for hit in hits]


def _actors(page: Page, reference: Reference, on: date | None) -> list[Mark[Named]]:
    """Actors sentence by sentence: a mission named in one makes no contingent of a country named in another."""
    found: list[Mark[Named]] = []
    for unit in page.units:
        written = page.text[unit.start : unit.end]
        seen = words(written)
        for mention in reference.actors.mentions(written, on):
            start = unit.start + seen[mention.first].start
            end = unit.start + seen[mention.last - 1].end
            first = page.word_at(start)
            named = Named(codes=mention.codes, service=mention.service)
            found.append(Mark(first, first + mention.last - mention.first, start, end, named))
    return found
