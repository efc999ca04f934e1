"""Actors named in a text: by name ("FAMa"), by country and service ("Malian gendarmerie"), as contingents of a mission.

A country's adjective alone ("French base") means its forces. Its name alone ("an operation with Niger") means nobody,
except beside a mission it has a contingent in ("MINUSMA (Chad)").
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from reconcile.reference.actors import GENERAL_SERVICE, Actor, ActorKind, ActorRegister, NameRow
from reconcile.reference.arabic import is_arabic, is_definite, is_inflected
from reconcile.reference.countries import Country, Service
from reconcile.reference.wording import REMEMBERED, Hit, PhraseBook, Word, words

SERVICE_REACH = 4
"""Words after a country's adjective in which its service may stand: "Malian (special) army (patrol)"."""
_BREAKS = frozenset(";,:()/،؛")
_AND = frozenset(("and", "et"))
_ARTICLES = frozenset(("the", "la", "le", "l", "its"))
_CONNECTORS = _AND | {
    *("with", "against", "in", "near", "at", "on", "to", "by", "from", "said", "backed", "of"),
    *("avec", "contre", "dan", "pre", "aux", "sur", "par", "de", "du"),
    *("مع", "ضد", "في", "قرب", "علي", "الي", "من", "عن", "بين"),
}
"""Folded words (plural s dropped) after which somebody or something else is spoken of."""
_OF = _ARTICLES | {"of", "de", "du", "d", "in", "au", "from"}
ANY_CONTINGENT = "*"
"""Among a mission's contributors: every country may have a contingent in it."""
_WIDE = (ActorKind.ARMED_GROUP, ActorKind.MILITIA, ActorKind.CIVILIANS, ActorKind.ORGANISATION)


@dataclass(frozen=True, slots=True)
class CountryWord:
    code: str
    adjective: bool


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Actors named by words `first` to `last` (excluded) of a text."""

    first: int
    last: int
    codes: tuple[str, ...]
    service: str | None
    """Suffix of the service where no country is named beside it: `soldiers`, `the army`."""


def country_book(countries: Mapping[str, Country]) -> PhraseBook[CountryWord]:
    """Names and adjectives of all countries; what is both (US) counts as an adjective."""
    adjectives = [(a, CountryWord(c.code, True)) for c in countries.values() for a in c.adjectives]
    names = [(n, CountryWord(c.code, False)) for c in countries.values() for n in (c.name, *c.names)]
    return PhraseBook([*adjectives, *names])


@dataclass(slots=True)
class _Reading:
    """One text while its actors are found."""

    text: str
    words: tuple[Word, ...]
    named: list[Hit[str]]
    countries: list[Hit[CountryWord]]
    services: list[Hit[Service]]

    def gap(self, place: int) -> str:
        """What stands between word `place` and the one before it."""
        return self.text[self.words[place - 1].end : self.words[place].start] if place else ""

    def broken(self, place: int) -> bool:
        """Whether something parts word `place` from the one before it."""
        return not _BREAKS.isdisjoint(self.gap(place)) or self.words[place].fold in _CONNECTORS


class ActorNames:
    """All names under which actors are met."""

    def __init__(
        self, register: ActorRegister, names: Iterable[NameRow], country_words: PhraseBook[CountryWord]
    ) -> None:
        self._register = register
        names = tuple(names)
        self._eras = (date.min, *_change_days(names, register.listed.values()))
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._find)
        by_name: dict[str, list[NameRow]] = {}
        for row in names:
            by_name.setdefault(row.name, []).append(row)
        self._names = PhraseBook((name, tuple(rows)) for name, rows in by_name.items())
        self._countries = country_words
        self._services = PhraseBook(
            (phrase, service) for service in register.services.values() for phrase in service.phrases
        )

    def find(self, text: str, on: date | None) -> tuple[str, ...]:
        """Codes of the actors named, sorted; see `ActorTable.find`."""
        return self._remembered(text, None if on is None else self._eras[bisect_right(self._eras, on) - 1])

    def _find(self, text: str, on: date | None) -> tuple[str, ...]:
        if text.strip() in self._register:
            return (text.strip(),)
        reading = self._read(text, on)
        found = {hit.value for hit in reading.named}
        missions = sorted(code for code in found if self._register.get(code).kind is ActorKind.MISSION)
        used: set[int] = set()
        for hit in reading.countries:
            found.update(self._of_country(reading, hit, missions, used))
        return tuple(sorted(found - self._told_closer(found, on)))

    def mentions(self, text: str, on: date | None) -> tuple[ActorMention, ...]:
        """Every place of a text where actors are named, in its order; services of an unnamed country have no code."""
        reading = self._read(text, on)
        found = [ActorMention(hit.first, hit.last, (hit.value,), None) for hit in reading.named]
        missions = sorted(
            {hit.value for hit in reading.named if self._register.get(hit.value).kind is ActorKind.MISSION}
        )
        used: set[int] = set()
        for hit in reading.countries:
            before = set(used)
            codes = tuple(self._of_country(reading, hit, missions, used))
            if codes:
                services = [one for one in reading.services if one.first in used - before]
                first = min(hit.first, *(one.first for one in services)) if services else hit.first
                last = max(hit.last, *(one.last for one in services)) if services else hit.last
                found.append(ActorMention(first, last, codes, None))
        found += [
            ActorMention(one.first, one.last, (), one.value.suffix) for one in reading.services if one.first not in used
        ]
        return tuple(sorted(found, key=lambda one: (one.first, one.last)))

    def infer(self, text: str, country: str | None) -> tuple[str, ...]:
        """Services of a country meant by words that name no country; see `ActorTable.infer`."""
        if country not in self._register.countries:
            return ()
        hits = self._services.find(words(text))
        suffixes = {hit.value.suffix for hit in hits if hit.value.alone}
        if len(suffixes) > 1:
            suffixes.discard(GENERAL_SERVICE)
        return tuple(sorted(f"{country}_{suffix}" for suffix in suffixes))

    def _read(self, text: str, on: date | None) -> _Reading:
        seen = words(text)
        named = [
            Hit(hit.first, hit.last, code)
            for hit in self._names.find(seen)
            if (code := _on_day(hit.value, on)) is not None
        ]
        taken = {place for hit in named for place in range(hit.first, hit.last)}
        services = [hit for hit in self._services.find(seen) if taken.isdisjoint(range(hit.first, hit.last))]
        # An adjective inside the name of a service is a word of its own: وزارة المالية is no ministry of Mali.
        taken.update(place for hit in services if hit.last - hit.first > 1 for place in range(hit.first, hit.last))
        countries = [hit for hit in self._countries.find(seen) if taken.isdisjoint(range(hit.first, hit.last))]
        return _Reading(text, seen, named, countries, services)

    def _of_country(
        self, reading: _Reading, hit: Hit[CountryWord], missions: Sequence[str], used: set[int]
    ) -> list[str]:
        """The actors that one mention of a country stands for; `used` holds the services already spoken for."""
        country = hit.value.code
        service = _service_after(reading, hit) or _service_before(reading, hit, used)
        services = [] if service is None else _with_further(reading, service)
        used.update(one.first for one in services)
        general = all(one.value.suffix == GENERAL_SERVICE for one in services)
        contingents = [f"{mission}.{country}" for mission in missions if self._contributes(mission, country)]
        if general and contingents:
            return contingents
        if services:
            return [f"{country}_{_suffix(one.value)}" for one in services]
        bare = hit.value.adjective and not _qualifies_a_name(reading, hit) and not _is_a_place(reading, hit)
        return [f"{country}_{GENERAL_SERVICE}"] if bare else []

    def _contributes(self, mission: str, country: str) -> bool:
        contributors = self._register.contributors.get(mission, frozenset())
        return country in contributors or ANY_CONTINGENT in contributors

    def _told_closer(self, found: set[str], on: date | None) -> set[str]:
        """Groups, classes and organisations of which a part is named too: "JNIM (Katiba Macina)" names the part."""
        above = {up for code in found for up in self._register.above(code, on) if up != code}
        return {code for code in found & above if self._register.get(code).kind in _WIDE}


def _change_days(names: Iterable[NameRow], actors: Iterable[Actor]) -> list[date]:
    """The days from which some name means another actor, or some actor belongs to another: between two of them a text
    names the same."""
    spans = [(row.first, row.last) for row in names]
    spans += [(umbrella.first, umbrella.last) for actor in actors for umbrella in actor.umbrellas]
    starts = {first for first, _ in spans if first is not None}
    return sorted(starts | {last + timedelta(days=1) for _, last in spans if last is not None and last < date.max})


def _on_day(rows: tuple[NameRow, ...], on: date | None) -> str | None:
    """Which actor a name means on a day; without a day the first line of the table."""
    for row in rows:
        if on is None or ((row.first is None or row.first <= on) and (row.last is None or on <= row.last)):
            return row.code
    return None


def _suffix(service: Service) -> str:
    """A state's own forces, where a word for foreigners stands beside its name ("French crusader forces")."""
    return GENERAL_SERVICE if service.kind == ActorKind.FOREIGN_FORCE else service.suffix


def _in_arabic(reading: _Reading, hit: Hit[CountryWord]) -> bool:
    """Whether the country is named in Arabic, where the adjective and the country both stand after the noun."""
    return is_arabic(reading.words[hit.first].fold)


def _is_a_place(reading: _Reading, hit: Hit[CountryWord]) -> bool:
    """Whether what could be an adjective is the country itself: Mali and Malian are one word in Arabic.

    The adjective bears the article, or follows its noun with the ending of feminine or plural.
    """
    if not _in_arabic(reading, hit):
        return False
    word = reading.words[hit.first]
    written = reading.text[word.start : word.end]
    after_noun = hit.first > 0 and not reading.broken(hit.first) and not reading.broken(hit.first - 1)
    return not is_definite(written) and not (is_inflected(written) and after_noun)


def _service_after(reading: _Reading, hit: Hit[CountryWord]) -> Hit[Service] | None:
    if _in_arabic(reading, hit):
        return None
    starts = {service.first: service for service in reading.services}
    stops = _starts(reading)
    reach = SERVICE_REACH if hit.value.adjective else 1
    for place in range(hit.last, min(hit.last + reach, len(reading.words))):
        if place in stops or reading.broken(place):
            return None
        if place in starts:
            return starts[place]
    return None


def _service_before(reading: _Reading, hit: Hit[CountryWord], used: set[int]) -> Hit[Service] | None:
    """ "armée malienne", "army of Mali", "forces armées du Burkina Faso"."""
    place = hit.first
    while place > 0 and reading.words[place - 1].fold in _OF:
        place -= 1
    if not hit.value.adjective and place == hit.first and not _in_arabic(reading, hit):
        return None
    return next((s for s in reading.services if s.last == place and s.first not in used), None)


def _with_further(reading: _Reading, service: Hit[Service]) -> list[Hit[Service]]:
    """A service and those listed after it: "Malian army, gendarmerie and National Guard"."""
    starts = {one.first: one for one in reading.services}
    found = [service]
    place = service.last
    while place < len(reading.words):
        listed = reading.words[place].fold in _AND or "," in reading.gap(place)
        while place < len(reading.words) and reading.words[place].fold in _AND | _ARTICLES:
            place += 1
        if not listed or place not in starts:
            break
        found.append(starts[place])
        place = starts[place].last
    return found


def _qualifies_a_name(reading: _Reading, hit: Hit[CountryWord]) -> bool:
    """Whether the adjective belongs to something named: "Malian villagers", "villageois maliens"."""
    starts = {named.first for named in reading.named}
    if not reading.broken(hit.first) and any(named.last == hit.first for named in reading.named):
        return True
    for place in range(hit.last, min(hit.last + SERVICE_REACH, len(reading.words))):
        if reading.broken(place):
            return False
        if place in starts:
            return True
    return False


def _starts(reading: _Reading) -> set[int]:
    """Where another country or a name begins."""
    return {hit.first for hit in reading.countries} | {hit.first for hit in reading.named}
