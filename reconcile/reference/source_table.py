"""Issuers and outlets as they are written, and who is expected to answer for whom."""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from reconcile.domain.sources import IssuerRole, Source, SourceKind
from reconcile.reference.actor_table import ActorTable
from reconcile.reference.actors import STATE
from reconcile.reference.countries import Country, Institution
from reconcile.reference.naming import CountryWord
from reconcile.reference.wording import REMEMBERED, Hit, PhraseBook, Word, words

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_BETWEEN = re.compile(r"\s*[/;]\s*")


class SourceTable:
    """The sources of the table, and the institutions of every country by rule (`ph-army`)."""

    def __init__(
        self,
        listed: Mapping[str, Source],
        scoped_names: Sequence[tuple[str, str, str]],
        actors: ActorTable,
        countries: Mapping[str, Country],
        institutions: Mapping[str, Institution],
        country_words: PhraseBook[CountryWord],
    ) -> None:
        """`scoped_names`: (name, source key, country), the name counting only for records of that country."""
        self._listed = listed
        self._actors = actors
        self._countries = countries
        self._institutions = institutions
        self._names = PhraseBook((name, source) for source in listed.values() for name in (source.name, *source.names))
        self._scoped = {
            country: PhraseBook((name, key) for name, key, where in scoped_names if where == country)
            for country in sorted({where for _, _, where in scoped_names})
        }
        self._country_words = country_words
        self._phrases = PhraseBook((phrase, i.key) for i in institutions.values() for phrase in i.phrases)
        self._expected: dict[tuple[frozenset[str], str | None], tuple[Source, ...]] = {}
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._find)

    @property
    def all(self) -> tuple[Source, ...]:
        """The sources of the table, by key; those made by rule are not among them."""
        return tuple(source for _, source in sorted(self._listed.items()))

    def get(self, key: str) -> Source | None:
        """The source of that key, from the table or by rule."""
        return self._listed.get(key) or national_source(key, self._countries, self._institutions)

    def find(self, written: str, country: str | None = None) -> Source | None:
        """The source that is written so; `country` is the record's, for institutions named without theirs.

        None where it is unknown or could be several.
        """
        return self._remembered(written, country)

    def _find(self, written: str, country: str | None) -> Source | None:
        exact = self._names.exact(written)
        if exact is not None:
            return exact
        bare = _BRACKETS.sub(" ", written)
        beside = " ".join(_BRACKETS.findall(written))
        for part in (part for part in _BETWEEN.split(bare) if part.strip()):
            found = self._named(part, country) or self._institution(part, beside, country)
            if found is not None:
                return found
        return self._named(beside, country)

    def expected_for(self, actors: Collection[str], country: str | None) -> tuple[Source, ...]:
        """The issuers expected to answer for the actors hit, by key.

        For a militia, civilians or victims unknown: the government side of the country where it happened.
        """
        asked = (frozenset(actors), country)
        if asked not in self._expected:
            self._expected[asked] = self._answering(*asked)
        return self._expected[asked]

    def _answering(self, actors: Collection[str], country: str | None) -> tuple[Source, ...]:
        found: dict[str, Source] = {}
        for actor in sorted(actors):
            for source in self._speaking_for(actor, country):
                found[source.key] = source
        if not found and country is not None and country in self._countries:
            found = {source.key: source for source in self._government_side(country)}
        return tuple(source for _, source in sorted(found.items()))

    def _named(self, part: str, country: str | None) -> Source | None:
        seen = words(part)
        hits = self._names.find(seen)
        if hits:
            best = max(hits, key=lambda hit: (hit.last - hit.first, -hit.first)).value
            others = {hit.value.code for hit in self._country_words.find(seen)} - {best.country}
            return None if others and self._is_national(best) else best
        scoped = self._scoped[country].find(seen) if country in self._scoped else []
        return self.get(scoped[0].value) if scoped else None

    def _is_national(self, source: Source) -> bool:
        """Whether it is an institution of one state, so that another state named beside it makes it doubtful."""
        return source.key[3:] in self._institutions

    def _institution(self, part: str, beside: str, country: str | None) -> Source | None:
        seen = words(part)
        countries = self._country_words.find(seen)
        bare = _without_adjectives(seen, countries)
        kinds = self._phrases.find(seen) or self._phrases.find(bare)
        if not kinds:
            return None
        named = [hit.value.code for hit in countries]
        named = named or [hit.value.code for hit in self._country_words.find(words(beside))]
        whose = set(named) if named or country is None else {country}
        if len(whose) != 1:
            return None
        state = whose.pop()
        best = max(kinds, key=_longest)
        own = self._scoped[state].find(seen) or self._scoped[state].find(bare) if state in self._scoped else []
        if own and _longest(max(own, key=_longest))[0] >= _longest(best)[0]:
            return self.get(max(own, key=_longest).value)
        return self.get(f"{state.lower()}-{best.value}")

    def _speaking_for(self, actor: str, country: str | None) -> list[Source]:
        if actor not in self._actors:
            return []
        above = set(self._actors.part_of(actor, None))
        issuers = [source for source in self.all if _answers(source)]
        states = sorted(code[:2] for code in above if code.endswith(f"_{STATE}"))
        issuers.extend(source for state in states for source in self._institutions_of(state))
        direct = [source for source in issuers if not above.isdisjoint(source.speaks_for)]
        return direct or [source for source in issuers if source.country == country and self._below(source, actor)]

    def _below(self, source: Source, actor: str) -> bool:
        """Whether a source speaks for a part of `actor`: MINUSMA where "the UN" was hit."""
        return any(actor in self._actors.part_of(code, None) for code in source.speaks_for)

    def _institutions_of(self, country: str) -> list[Source]:
        """The responsible institutions of a state, as the table has them, else by rule."""
        told = (self.get(f"{country.lower()}-{key}") for key in self._institutions)
        return [source for source in told if source is not None and _answers(source)]

    def _government_side(self, country: str) -> list[Source]:
        """The responsible issuers that speak for a state as a whole."""
        told = {source.key: source for source in (*filter(_answers, self.all), *self._institutions_of(country))}
        return [source for source in told.values() if f"{country}_{STATE}" in source.speaks_for]


def national_source(
    key: str, countries: Mapping[str, Country], institutions: Mapping[str, Institution]
) -> Source | None:
    """The institution of a country as a source, by rule (`ph-army`); None where the key names no such thing."""
    country = countries.get(key[:2].upper())
    institution = institutions.get(key[3:])
    if country is None or institution is None or key[2:3] != "-" or not key.islower():
        return None
    return Source(
        key=key,
        name=institution.label.format(country.adjective),
        kind=SourceKind.ISSUER,
        country=country.code,
        speaks_for=tuple(f"{country.code}_{suffix}" for suffix in institution.speaks_for),
        role=IssuerRole(institution.role),
    )


def _longest(hit: Hit[str]) -> tuple[int, int]:
    """The longest of overlapping names, the earlier of two."""
    return hit.last - hit.first, -hit.first


def _without_adjectives(seen: Sequence[Word], countries: Sequence[Hit[CountryWord]]) -> list[Word]:
    """`ministère de la défense` of `ministère malien de la défense`."""
    inside = {number for hit in countries if hit.value.adjective for number in range(hit.first, hit.last)}
    return [word for number, word in enumerate(seen) if number not in inside]


def _answers(source: Source) -> bool:
    return source.kind is SourceKind.ISSUER and source.role is IssuerRole.RESPONSIBLE
