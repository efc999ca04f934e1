"""Losses told in a text: how many, of which side, and what became of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reconcile.drafting.counts import Count, counts_of
from reconcile.drafting.page import Mark, Named, Page, of_old
from reconcile.drafting.pattern_words import WordList, listed
from reconcile.drafting.sentences import Unit
from reconcile.drafting.vocabulary import Fate, Form, Side, Small
from reconcile.reference import ActorTable
from reconcile.reference.actors import ActorKind

_BREAKS = re.compile(r"[;:.()\[\]\n–—]|,(?!\s*\d)")
_BREAKS_BUT_COMMAS = re.compile(r"[;:.()\[\]\n–—]")
_MODIFIERS = 4
"""Words that may stand between a number and whom it counts: `three heavily armed enemy fighters`."""
_NAMES = 8
"""The same where names stand there: `several suspected Islamic Movement of Uzbekistan insurgents`."""
_BEHIND = 6
"""Words that may stand between people and the word for their fate: `two soldiers of the battalion were killed`."""
_SKIPPED = frozenset(listed(WordList.PASSED_OVER))
_SINGULAR = frozenset(["him", "her", "himself", "lui"])
_ENDS = frozenset(listed(WordList.PHRASE_ENDS))
_AND = frozenset(("and", "et", "ainsi", "plu", "along"))
_FROM = frozenset(("from", "of", "de", "du", "d"))
_THEM = frozenset(("them", "eux"))
_AMONG = frozenset(("among", "amongst", "parmi", "cote", "rang", "ranks", "rank"))
_BODY_WITHIN = 2
"""Words between `among` and the body whose people are meant."""
_LONGEST_INSERTION = 12
"""Words between the commas of `, including the commander of the battalion,`."""
_WOUNDED_ONE = frozenset(("blesse", "tue", "mort"))
_AT = frozenset(("at", "to", "a"))
_TOLL_REACH = 8
"""Words behind `death toll` within which its number stands: `the death toll of the attack in Gossi at nine`."""
_OWN_BEFORE = 3
"""Words before people within which the speaker calls them its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """People of one side of whom a text tells a fate."""

    fate: Fate
    side: Side | None
    """None: nothing says whose."""
    low: int | None
    high: int | None
    start: int
    end: int
    unit: int
    more: bool
    """Beside those told before."""
    own: bool
    """The speaker calls them its own."""
    sure: bool
    """A number stands there."""
    noun: tuple[int, int] | None = None
    """Characters of the words for the people, with what stands before them."""


@dataclass(frozen=True, slots=True)
class _People:
    """A noun phrase: words `first` to `last`."""

    first: int
    last: int
    count: Count | None
    side: Side | None
    low: int | None
    high: int | None
    definite: bool = False
    more: bool = False


class TollReader:
    """Reads the losses of one page."""

    def __init__(self, page: Page, actors: ActorTable) -> None:
        self._page = page
        self._actors = actors
        self._by_last = counts_of(page)
        self._by_first = {count.first: count for count in self._by_last.values()}
        self._people_by_first = {mark.first: mark for mark in page.people}
        self._people_by_last = {mark.last: mark for mark in page.people}
        self._fates_by_first = {mark.first: mark for mark in page.fates}
        self._more = {mark.first for mark in page.small[Small.MORE]}
        self._own = list(page.small[Small.OWN])
        self._passive = {place for mark in page.small[Small.PASSIVE] for place in range(mark.first, mark.last)}
        self._told: Side | None = None
        """The side last spoken of: `three died` after `four civilians`."""
        self._being = {mark.first for mark in page.small[Small.BEING]}
        self._including = {mark.first for mark in page.small[Small.INCLUDING]}
        self._including_by_last = {mark.last: mark.first for mark in page.small[Small.INCLUDING]}
        self._having = {mark.first for mark in page.small[Small.HAVING]}
        self._lost = {mark.first for mark in page.small[Small.LOST]}
        self._opponents = Side.MILITANTS
        self._foes = {mark.first for mark in page.small[Small.FOES]}

    def losses(self, unit: Unit, *, official: bool = False) -> list[Loss]:
        """The losses a unit tells of, in its order; `official`: on an institution's word."""
        page = self._page
        first, last = page.word_at(unit.start), page.word_at(unit.end)
        self._opponents = Side.MILITANTS if official else Side.FORCES
        found: list[Loss] = []
        for mark in page.fates:
            if not (first <= mark.first and mark.last <= last) or self._left_out(unit, mark):
                continue
            for people in _added_up(self._whom(mark, first, last)):
                foes = Side.MILITANTS if official and mark.first in self._foes else None
                side = people.side or self._meant_by_them(people, mark, first) or foes
                side = side or self._object_again(people, mark, first) or self._named_among(mark, last) or self._told
                if side is Side.ANYBODY and mark.first in self._lost:
                    side = self._losing(mark, first, official=official)
                self._told = side
                loss = self._loss(mark, people, side, unit)
                if loss is not None and not any(_same(loss, other) for other in found):
                    found.append(loss)
        found += self._unharmed(unit, first, last)
        return found + self._numbered(unit, first, last, found)

    def _losing(self, mark: Mark[tuple[Fate, Form]], floor: int, *, official: bool) -> Side:
        """Who lost `two men`: the people or the body named last before the word, else the speaker's own."""
        before = [noun for noun in self._page.people if floor <= noun.first and noun.last <= mark.first]
        if before:
            side = self._side_of(before[-1].first, before[-1])
            return Side.MILITANTS if side is Side.MILITANTS else Side.FORCES
        bodies = [actor for actor in self._page.actors if floor <= actor.first and actor.last <= mark.first]
        side = self._side_of_body(bodies[-1]) if bodies and bodies[-1].value.codes else Side.MILITANTS
        return Side.FORCES if official else side

    def _numbered(self, unit: Unit, first: int, last: int, told: Sequence[Loss]) -> list[Loss]:
        """`put the death toll at nine`, `a porté à neuf le nombre de morts`, where nothing else tells of that fate."""
        found: list[Loss] = []
        for mark in self._page.told:
            fate = mark.value
            if not (first <= mark.first and mark.last <= last) or any(loss.fate is fate for loss in (*told, *found)):
                continue
            count = self._count_behind(mark, last) or self._count_before(mark, first)
            if count is None:
                continue
            start, end = self._page.span(min(mark.first, count.first), max(mark.last, count.last))
            found.append(
                Loss(
                    fate=fate, side=self._told, low=count.low, high=count.high, start=start, end=end, unit=unit.number,
                    more=False, own=False, sure=True,
                )
            )  # fmt: skip
        return found

    def _count_behind(self, mark: Mark[Fate], limit: int) -> Count | None:
        for place in range(mark.last + 1, min(mark.last + _TOLL_REACH, limit)):
            if self._broken(place):
                return None
            count = self._by_first.get(place)
            if count is not None and not count.article and self._page.words[place - 1].fold in _AT:
                return count
        return None

    def _count_before(self, mark: Mark[Fate], floor: int) -> Count | None:
        for last in range(mark.first, max(floor, mark.first - 2), -1):
            count = self._by_last.get(last)
            if count is not None and count.first > floor and self._page.words[count.first - 1].fold in _AT:
                return count
        return None

    def _meant_by_them(self, people: _People, mark: Mark[tuple[Fate, Form]], floor: int) -> Side | None:
        """`drove the attackers back and killed at least 30 of them`: the people named last."""
        if people.count is None or not any(
            self._page.words[place].fold in _THEM for place in range(people.count.last, people.last)
        ):
            return None
        before = [noun for noun in self._page.people if floor <= noun.first and noun.last <= mark.first]
        return self._side_of(before[-1].first, before[-1]) if before else None

    def _object_again(self, people: _People, mark: Mark[tuple[Fate, Form]], floor: int) -> Side | None:
        """`soldiers drove the attackers back and killed nine`: those named last, where two sides are."""
        if people.count is None or people.first < mark.last or self._page.words[mark.first - 1].fold not in _AND:
            return None
        before = [noun for noun in self._page.people if floor <= noun.first and noun.last <= mark.first]
        sides = [self._side_of(noun.first, noun) for noun in before]
        return sides[-1] if len(set(sides)) > 1 else None

    def _named_among(self, mark: Mark[tuple[Fate, Form]], limit: int) -> Side | None:
        """`Seven dead and five wounded among the soldiers`, `4 tués côté ennemi`: the side named behind."""
        for place in range(mark.last, min(mark.last + _BEHIND, limit - 1)):
            if self._broken(place):
                return None
            if self._page.words[place].fold in _AMONG:
                noun = self._noun_from(place + 1, limit)
                return self._body_from(place + 1) if noun is None else self._side_of(noun.first, noun)
        return None

    def _body_from(self, place: int) -> Side | None:
        """The side of a body that a phrase starting at a word names: `20 dead on the side of the army`."""
        for mark in self._page.actors:
            if 0 <= mark.first - place <= _BODY_WITHIN:
                return self._side_of_body(mark)
        return None

    def _side_of_body(self, body: Mark[Named]) -> Side:
        group = self._actors.any_is(body.value.codes, ActorKind.ARMED_GROUP)
        return Side.MILITANTS if group else Side.FORCES

    # Who met a fate

    def _whom(self, mark: Mark[tuple[Fate, Form]], first: int, last: int) -> list[_People]:
        form = mark.value[1]
        if form is Form.STATE:
            return self._before(mark.first, first) or self._after(mark.last, last, of=True)
        if form is Form.ACTIVE:
            return self._after(mark.last, last)
        start = self._unpassive(mark.first, first)
        passive = any(place in self._being for place in range(start, mark.first))
        having = not passive and mark.first - 1 in self._having
        if passive:
            return self._before(mark.first, first) or self._subject(first, mark.first)
        after = self._after(mark.last, last)
        before = self._by_last.get(mark.first)
        if before is not None and before.article and self._is_noun(mark, last):
            return [_People(before.first, mark.first, before, None, before.low, before.high)]
        if before is not None and not before.article and not any(people.count for people in after):
            return self._before(mark.first, first)  # `cinq blessés parmi les militaires`
        if having or after:
            return after
        return self._before(mark.first, first)

    def _subject(self, first: int, limit: int) -> list[_People]:
        """`X, a facilitator of weapons and explosives, was arrested`: the person with whom the sentence begins."""
        start = next((place for place in range(first + 1, min(first + _NAMES, limit)) if self._broken(place)), first)
        for place in (first, start):
            count = self._by_first.get(place)
            noun = None if count is None or not count.article else self._noun_from(count.last, limit)
            if noun is not None and noun.value is Side.MILITANTS:
                return [self._counted(place, count, noun, more=False)]
        return []

    def _is_noun(self, mark: Mark[tuple[Fate, Form]], limit: int) -> bool:
        """`faisant un blessé`, `trois morts et un blessé`: nobody stands behind."""
        return self._page.words[mark.first].fold in _WOUNDED_ONE and self._may_end(mark.last, limit)

    def _unpassive(self, place: int, floor: int) -> int:
        while place > floor and place - 1 in self._passive and not self._broken(place):
            place -= 1
        return place

    def _broken(self, place: int, pattern: re.Pattern[str] = _BREAKS) -> bool:
        """Whether punctuation parts word `place` from the one before."""
        gap = self._page.text[self._page.words[place - 1].end : self._page.words[place].start]
        return pattern.search(gap) is not None

    def _after(self, place: int, limit: int, *, of: bool = False) -> list[_People]:
        """The people behind a word, those listed with `and` among them."""
        if of and (place >= limit or self._page.words[place].fold not in ("of", "de", "d", "parmi", "among")):
            return []
        place += of
        found: list[_People] = []
        people = self._noun_phrase(place, limit)
        while people is not None and len(found) < _MODIFIERS:
            found.append(people)
            following = people.last
            if following + 1 >= limit or self._page.words[following].fold not in _AND:
                break
            people = self._noun_phrase(following + 1, limit)
            if people is not None and (people.count is None and not people.more):
                break
            if people is not None and people.side is None:
                break
        return found

    def _noun_phrase(self, place: int, limit: int) -> _People | None:
        words = self._page.words
        start, more = place, False
        if place >= limit or (place > 0 and self._broken(place)):
            return None
        while place < limit and place not in self._by_first and (words[place].fold in _SKIPPED or place in self._more):
            more = more or place in self._more
            place += 1
        if place >= limit:
            return None
        if words[place].fold in _SINGULAR:
            return _People(start, place + 1, None, None, 1, 1, definite=True)
        count = self._by_first.get(place)
        after = place if count is None else count.last
        while after < limit and (words[after].fold in _SKIPPED or after in self._more) and not self._broken(after):
            more = more or after in self._more
            after += 1
        noun = self._noun_from(after, limit)
        if noun is not None:
            return self._counted(start, count, noun, more)
        if count is not None and not count.article and self._may_end(count.last, limit):
            return _People(start, max(after, count.last), count, None, count.low, count.high, more=more)
        return self._name(place, limit) if count is None and start == place else None

    def _may_end(self, place: int, limit: int) -> bool:
        return (
            place >= limit
            or self._broken(place)
            or self._page.words[place].fold in _ENDS | _SKIPPED
            or place in self._more
        )

    def _noun_from(self, place: int, limit: int) -> Mark[Side] | None:
        """The word for people that a phrase starting at `place` comes to."""
        found: Mark[Side] | None = None
        for number in range(place, min(place + _NAMES + 1, limit)):
            if number > place and self._broken(number):
                break
            if number in self._fates_by_first or (number in self._by_first and number > place):
                break
            if self._page.words[number].fold in _ENDS:
                break
            mark = self._people_by_first.get(number)
            if mark is not None and mark.last <= limit:
                found = mark
                if mark.last not in self._people_by_first or self._broken(mark.last):
                    break
        return found

    def _counted(self, start: int, count: Count | None, noun: Mark[Side], more: bool) -> _People:
        side = self._side_of(start, noun)
        if count is not None:
            return _People(start, noun.last, count, side, count.low, count.high, more=more)
        if self._plural(noun):
            return _People(start, noun.last, None, side, 2, None, definite=True, more=more)
        return _People(start, noun.last, None, side, 1, 1, definite=True, more=more)

    def _plural(self, noun: Mark[Side]) -> bool:
        last = self._page.words[noun.last - 1]
        written = self._page.text[last.start : last.end].lower()
        return written.endswith(("s", "x", "men", "people", "children", "personnel", "police", "ين", "ون"))

    def _side_of(self, first: int, noun: Mark[Side]) -> Side:
        """The side of a noun; the actor named within its phrase knows better than the noun itself."""
        for mark in self._page.actors:
            if mark.first >= first - 1 and mark.last <= noun.last + 3 and mark.value.codes:
                if mark.first >= noun.last and self._any_broken(noun.last, mark.first):
                    continue  # `killed ten soldiers," a Taliban spokesman said`
                kinds = {self._actors.get(code).kind for code in mark.value.codes}
                if ActorKind.ARMED_GROUP in kinds:
                    return Side.MILITANTS
                if (
                    mark.last <= noun.first + 1
                    and noun.value in (Side.ANYBODY, Side.MILITANTS, Side.OPPONENTS)
                    and kinds - {ActorKind.CIVILIANS}
                ):
                    return noun.value if noun.value is Side.MILITANTS else Side.FORCES
        return self._opponents if noun.value is Side.OPPONENTS else noun.value

    def _name(self, place: int, limit: int) -> _People | None:
        """`Rostum and his associate`: a name is one person."""
        word = self._page.words[place]
        written = self._page.text[word.start : word.end]
        if not written[:1].isupper() or word.capitals or place in self._fates_by_first:
            return None
        last = place + 1
        if any(mark.first <= place < mark.last for mark in self._page.actors):
            return None
        if (
            last + 2 < limit
            and self._page.words[last].fold in _AND
            and self._page.words[last + 1].fold in ("his", "her")
        ):
            return _People(place, last + 2, None, Side.MILITANTS, 2, 2, definite=True)
        return _People(place, last, None, Side.MILITANTS, 1, 1, definite=True)

    def _before(self, place: int, floor: int) -> list[_People]:
        """The people before a word, those listed with `and` among them."""
        end = self._unpassive(place, floor)
        while end - 1 > floor and self._page.words[end - 1].fold in ("them", "eux", "of", "d"):
            end -= 1
        if end - 1 > floor and end - 1 in self._more and end - 1 in self._by_last:
            end -= 1
        if end > floor and self._broken(end) and end != place:
            whole_end = self._before_insertion(end, floor)
            if whole_end is None:
                return []
            end = whole_end
        count = self._by_last.get(end)
        if count is not None and count.first >= floor and not count.article:
            more = bool({count.first - 1, count.last} & self._more)
            return [_People(count.first, end, count, None, count.low, count.high, more=more)]
        noun = self._noun_before(end, floor)
        if noun is None:
            return []
        found: list[_People] = []
        while noun is not None and len(found) < _MODIFIERS:
            people = self._whole_of(self._phrase_of(noun, floor), floor)
            found.append(people)
            noun = self._listed_before(people.first, floor)
        return list(reversed(found))

    def _noun_before(self, end: int, floor: int) -> Mark[Side] | None:
        for last in range(end, max(floor, end - _BEHIND), -1):
            mark = self._people_by_last.get(last)
            if mark is not None and mark.first >= floor:
                return mark
            if last < len(self._page.words) and last > floor and self._broken(last, _BREAKS_BUT_COMMAS):
                return None
            if last - 1 in self._fates_by_first:
                return None
        return None

    def _phrase_of(self, noun: Mark[Side], floor: int) -> _People:
        """The phrase that ends with a noun: its number stands up to four words before."""
        for last in range(noun.first, max(floor, noun.first - _MODIFIERS) - 1, -1):
            count = self._by_last.get(last)
            if count is not None and count.first >= floor:
                more = any(place in self._more for place in range(count.first - 1, noun.last))
                people = self._counted(count.first, count, noun, more)
                return replace(people, first=count.first)
            if last > floor and last < len(self._page.words) and self._broken(last):
                break
            if last - 1 in self._people_by_last and last - 1 != noun.first:
                break
        first = max(noun.first - 1, floor)
        more = first in self._more
        return replace(self._counted(noun.first, None, noun, more), first=first)

    def _before_insertion(self, end: int, floor: int) -> int | None:
        """Where the phrase ends that `, including an officer,` is put in behind; None where no such words stand."""
        for word in range(end - 1, max(floor, end - 1 - _LONGEST_INSERTION), -1):
            if word in self._including and self._broken(word):
                return word
            if self._broken(word):
                return None
        return None

    def _whole_of(self, people: _People, floor: int) -> _People:
        """`four soldiers, including an officer`: the four."""
        word = self._including_by_last.get(people.first)
        if word is None or word <= floor:
            return people
        noun = self._people_by_last.get(word)
        return people if noun is None else replace(self._phrase_of(noun, floor), last=people.last)

    def _listed_before(self, first: int, floor: int) -> Mark[Side] | None:
        """The noun of the phrase listed before one that starts at word `first`."""
        if first - 1 > floor and self._page.words[first - 1].fold in _AND:
            return self._people_by_last.get(first - 1) or self._noun_of(first - 1, floor)
        return (
            self._people_by_last.get(first)
            if first > floor and first < len(self._page.words) and self._broken(first)
            else None
        )

    def _noun_of(self, end: int, floor: int) -> Mark[Side] | None:
        """`two soldiers from Uganda and a civilian`: the people told more of before `and`."""
        for last in range(end - 1, max(floor, end - _MODIFIERS), -1):
            if self._broken(last + 1):
                return None
            if last in self._people_by_last and self._page.words[last].fold in _FROM:
                return self._people_by_last[last]
        return None

    # What is left out

    def _left_out(self, unit: Unit, mark: Mark[tuple[Fate, Form]]) -> bool:
        """Whether nobody met that fate, or somebody long before, or one of two fates."""
        before = self._page.words[mark.first - 1].fold if mark.first else ""
        if mark.value[0] is Fate.DETAINED and any(term.start <= mark.start < term.end for term in self._page.taken):
            return True  # `captured the coastal town`
        if before in ("to", "pour") or of_old(self._page, unit, mark.start) or self._combined(mark):
            return True
        return any(
            unit.start <= asked.start and asked.last <= mark.first and not self._any_broken(asked.last, mark.first)
            for asked in self._page.small[Small.ASKED]
        )

    def _any_broken(self, first: int, last: int) -> bool:
        return any(self._broken(place) for place in range(first, last + 1))

    def _combined(self, mark: Mark[tuple[Fate, Form]]) -> bool:
        """`killed and wounded` or `killed or wounded` with one number: nobody knows how many of each."""
        words = self._page.words

        def joined(one: int, other: int) -> bool:
            return other < len(words) and words[one].fold in ("and", "et", "or", "ou") and other in self._fates_by_first

        behind = joined(mark.last, mark.last + 1) if mark.last < len(words) else False
        before = (
            mark.first > 1
            and words[mark.first - 1].fold in ("and", "et", "or", "ou")
            and any(other.last == mark.first - 1 for other in self._page.fates)
        )
        if not (behind or before):
            return False
        other = self._fates_by_first.get(mark.last + 1) if behind else None
        return other is None or other.value[0] is not mark.value[0]

    def _unharmed(self, unit: Unit, first: int, last: int) -> list[Loss]:
        """`No civilians were harmed`: none killed, none wounded."""
        found = []
        for mark in self._page.small[Small.HARMED]:
            if not (first <= mark.first and mark.last <= last):
                continue
            for people in self._before(mark.first, first):
                if people.low == 0 and people.side is Side.CIVILIANS:
                    start, end = self._page.span(people.first, mark.last)
                    found += [
                        Loss(
                            fate=fate, side=Side.CIVILIANS, low=0, high=0, start=start, end=end, unit=unit.number,
                            more=False, own=False, sure=True,
                        )
                        for fate in (Fate.KILLED, Fate.WOUNDED)
                    ]  # fmt: skip
        return found

    def _loss(self, mark: Mark[tuple[Fate, Form]], people: _People, side: Side | None, unit: Unit) -> Loss | None:
        first, last = min(people.first, mark.first), max(people.last, mark.last)
        start, end = self._page.span(first, last)
        if people.low == 0 and people.high != 0:
            return None
        noun = self._page.span(people.first, people.last) if people.side is not None else None
        return Loss(
            fate=mark.value[0],
            side=side,
            low=people.low,
            high=people.high,
            start=start,
            end=end,
            unit=unit.number,
            more=people.more,
            own=self._calls_own(mark, people),
            sure=people.count is not None,
            noun=noun,
        )

    def _calls_own(self, mark: Mark[tuple[Fate, Form]], people: _People) -> bool:
        """Whether the speaker calls those its own who met a fate: not `its fighters killed nine soldiers`."""
        behind = people.first >= mark.last
        first = mark.last if behind else people.first - _OWN_BEFORE
        last = max(people.last, mark.last)
        return any(own.first >= first and own.last <= last for own in self._own)


def _added_up(listed: Sequence[_People]) -> list[_People]:
    """`Two policemen and a militiaman` are three of one side: each behind the first comes on top of it."""
    found: list[_People] = []
    for people in listed:
        beside = people.count is not None and any(people.side is other.side for other in found)
        found.append(replace(people, more=True) if beside else people)
    return found


def _same(one: Loss, other: Loss) -> bool:
    return (one.fate, one.side, one.low, one.high) == (other.fate, other.side, other.low, other.high)


def total(losses: Sequence[Loss]) -> Loss | None:
    """What several mentions of one side's losses come to: the highest told, and those told beside it.

    Texts tell the whole first and then how it came about, so mentions are not added up.
    """
    if not losses:
        return None
    base = [loss for loss in losses if not loss.more] or [losses[0]]
    if not any(loss.sure for loss in base) and any(loss.sure for loss in losses):
        base = [next(loss for loss in losses if loss.sure)]  # `three others were injured ... the injured soldiers`
    best = max(base, key=lambda loss: (loss.low or 0, loss.sure, -loss.start))
    further = [loss for loss in losses if loss.more and loss is not best]
    low = (best.low or 0) + sum(loss.low or 0 for loss in further) if best.low is not None or further else None
    exact = best.high is not None and all(loss.high is not None for loss in further)
    high = best.high + sum(loss.high or 0 for loss in further) if exact and best.high is not None else None
    return replace(best, low=low, high=high)
