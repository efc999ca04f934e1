"""Which country a text tells of, and which its paragraphs."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reconcile.domain.names import name_key
from reconcile.domain.places import GazetteerPlace, PlaceClass
from reconcile.domain.sources import IssuerRole, SourceKind
from reconcile.drafting.page import Page
from reconcile.drafting.pattern_words import WordList, either, listed
from reconcile.drafting.places import POPULAR, UNIT_KINDS, candidate_names, unit_kind
from reconcile.drafting.sentences import Unit
from reconcile.grammar.lookup import Finder
from reconcile.reference import ActorKind, Reference
from reconcile.reference.wording import Hit, PhraseBook

_OPENING = 5
"""Words within which a paragraph names the country it turns to: `Across the border in Niger, …`."""
_RUN_IN = re.compile(r"(?P<name>[^\W\d_][^\n.:;]{1,40})[.:]")
"""`Gedo.`, `Lamu County, Kenya.`: a heading in the line of its paragraph."""
_TURNS = re.compile(r"(?:\svoisin)?,\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The country of a text. None where nothing tells."""

    country: str | None
    """The one whose name, people and regions it names most."""
    by_unit: tuple[str | None, ...]
    """By the number of a unit the country it tells of: that of the text, unless its paragraph opens with another."""


def read_scene(page: Page, reference: Reference, finder: Finder, publisher_country: str | None) -> Scene:
    """Where a text and its paragraphs play."""
    named = _country_book(reference).find(page.words)
    country = _likely_country(page, named, finder, reference, publisher_country)
    return Scene(country=country, by_unit=tuple(_by_unit(page, named, finder, country)))


def _by_unit(
    page: Page, named: Sequence[Hit[tuple[str, bool]]], finder: Finder, country: str | None
) -> Iterable[str | None]:
    opened: dict[int, str] = {}
    at = {hit.first: hit for hit in named if not hit.value[1] and hit.value[0] not in _SENDERS}
    for unit in page.units:
        heading = _RUN_IN.fullmatch(page.text[unit.start : unit.end].strip())
        headed = None if heading is None else _of_name(heading["name"].split(",")[-1], page, unit, at, finder)
        if headed is not None:
            opened[unit.paragraph] = headed
        first = page.word_at(unit.start)
        for word in range(first, first + _OPENING):
            hit = at.get(word)
            if hit is not None and _TURNS.match(page.text, page.words[hit.last - 1].end):
                opened[unit.paragraph] = hit.value[0]
        yield opened.get(unit.paragraph, country)


def _of_name(name: str, page: Page, unit: Unit, at: Mapping[int, Hit[tuple[str, bool]]], finder: Finder) -> str | None:
    """The only country in which a region or town of a heading lies, or which it names."""
    last = page.word_at(unit.end) - 1
    if last in at:
        return at[last].value[0]
    places = finder.places.by_key.get(name_key(name.strip()), ())
    countries = {place.country for place in places if _is_large(place)}
    return countries.pop() if len(countries) == 1 else None


def _is_large(place: GazetteerPlace) -> bool:
    return place.place_class is PlaceClass.REGION or (place.population or 0) >= POPULAR


def _likely_country(
    page: Page,
    named: Iterable[Hit[tuple[str, bool]]],
    finder: Finder,
    reference: Reference,
    publisher_country: str | None,
) -> str | None:
    votes = _of_countries(page, named, reference)
    votes.update(_missions(page, reference))
    votes.update(_issuers(page, reference))
    for away in _SENDERS & votes.keys():
        del votes[away]
    names = list(candidate_names(page.text))
    for start, end, name in names:
        if UNIT_KINDS.get(unit_kind(page.text, start, end) or "") is not None:
            for place in finder.places.by_key.get(name_key(name), ()):
                if place.place_class in (PlaceClass.REGION, PlaceClass.DISTRICT):
                    votes[place.country] += 2
    for place in _long_regions((name for _, _, name in names), finder):
        votes[place.country] += 2
    if publisher_country is not None and publisher_country not in _SENDERS:
        votes[publisher_country] += 3
    best = max(votes.items(), key=lambda vote: (vote[1], vote[0]), default=None)
    return best[0] if best is not None and best[1] > 0 else None


def _of_countries(page: Page, named: Iterable[Hit[tuple[str, bool]]], reference: Reference) -> Counter[str]:
    """Votes of the names of countries and of their adjectives."""
    votes: Counter[str] = Counter()
    groups = [mark for mark in page.actors if reference.actors.any_is(mark.value.codes, ActorKind.ARMED_GROUP)]
    for mark in named:
        if any(group.first <= mark.first and mark.last <= group.last for group in groups):
            continue  # `Islamic State in Iraq and Syria`, wherever the text plays
        code, adjective = mark.value
        start = page.words[mark.first].start
        if _BORDER.search(page.text[max(0, start - 24) : start]) or (adjective and _of_contingent(page, mark)):
            continue
        votes[code] += 1 if adjective else 3
    return votes


def _long_regions(names: Iterable[str], finder: Finder) -> Iterable[GazetteerPlace]:
    """Regions whose names have two words, `Khyber Pakhtunkhwa`: few other things are called so."""
    for name in dict.fromkeys(name for name in names if name.count(" ") == 1):
        bearers = finder.places.by_key.get(name_key(name), ())
        found = [place for place in bearers if place.place_class is PlaceClass.REGION]
        if len({place.country for place in found}) == 1:
            yield found[0]


def _missions(page: Page, reference: Reference) -> Counter[str]:
    """Votes of missions for the country they act in; a contingent is of the country that sent it."""
    votes: Counter[str] = Counter()
    for code in (code for mark in page.actors for code in mark.value.codes):
        actor = reference.actors.get(code)
        sent = any(reference.actors.get(above.code).kind is ActorKind.STATE for above in actor.umbrellas)
        if actor.kind is ActorKind.MISSION and actor.country is not None and not sent:
            votes[actor.country] += _MISSION_VOTES
    return votes


def _issuers(page: Page, reference: Reference) -> Counter[str]:
    """Votes of institutions that are listed by names of their own: `Inter-Services Public Relations` is Pakistan's."""
    named = {hit.value for hit in _issuer_book(reference).find(page.words)}
    return Counter({country: _ISSUER_VOTES * count for country, count in Counter(c for c, _ in named).items()})


def _of_contingent(page: Page, adjective: Hit[tuple[str, bool]]) -> bool:
    """`un Casque bleu togolais`, `a Chadian peacekeeper`: where somebody was sent from, not where the text plays."""
    first, last = max(0, adjective.first - 2), adjective.last + 1
    return any(word.fold in _SENT for word in page.words[first:last])


_SENT = frozenset(listed(WordList.SENT))
_MISSION_VOTES = 2
_ISSUER_VOTES = 3
_BORDER = re.compile(rf"\b(?:{either(WordList.BORDERS)})\s(?:the\s|le\s|la\s)?$", re.IGNORECASE)
_SENDERS = frozenset(listed(WordList.SENDERS))
"""States that send forces: their names in a text do not say where it plays."""


_BOOKS: dict[str, PhraseBook[tuple[str, bool]]] = {}
"""By the digest of the actor tables, which hold the names of countries: made once, not for every page."""


def _country_book(reference: Reference) -> PhraseBook[tuple[str, bool]]:
    """Names of countries and, told apart by the second value, the adjectives of them."""
    digest = reference.digests["actors"]
    if digest not in _BOOKS:
        entries = []
        for code, country in reference.countries.items():
            entries += [(name, (code, False)) for name in (country.name, *country.names)]
            entries += [(name, (code, True)) for name in country.adjectives]
        _BOOKS[digest] = PhraseBook(entries)
    return _BOOKS[digest]


_ISSUER_BOOKS: dict[str, PhraseBook[tuple[str, str]]] = {}
"""The same of the names of issuers that answer for a country, by the digest of the table of sources."""


def _issuer_book(reference: Reference) -> PhraseBook[tuple[str, str]]:
    """Names of issuers with their country and key."""
    digest = reference.digests["sources"]
    if digest not in _ISSUER_BOOKS:
        _ISSUER_BOOKS[digest] = PhraseBook(
            (name, (source.country, source.key))
            for source in reference.sources.all
            if source.kind is SourceKind.ISSUER and source.role is IssuerRole.RESPONSIBLE and source.country is not None
            for name in (source.name, *source.names)
        )
    return _ISSUER_BOOKS[digest]
