"""Places of the gazetteer that a name can mean, with weights, in the light of country, region and neighbours."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from reconcile.domain import names as spellings
from reconcile.domain.gazetteer import NamedPlaces
from reconcile.domain.light_values import light_value
from reconcile.domain.places import LOCAL_LIMIT_KM, GazetteerPlace, PlaceClass
from reconcile.grammar.geodesy import Point, distance_km
from reconcile.grammar.place_words import place_words

MOST_HOMONYMS = 5
SHORTEST_SKELETON = 3
"""Consonants below which a skeleton says too little (Gao, Dori, Djibo)."""
_SHORTEST_BESIDE = 2
SHORTEST_OF_REGIONS = 2
"""The same for names of regions."""
SHORTEST_SKELETON_ALONE = 4
"""The same where no region speaks for the match: among the thousands of names of a country three are soon alike."""
SIMILAR = 0.85
"""Jaro-Winkler similarity from which two spellings of one skeleton are one name."""
_SHORTEST_ANYWHERE = 4
"""Letters a name needs to be looked for where the record names no country."""
_KNOWN_ABROAD = 100_000
"""People a town needs to be meant although it lies in another country than the record's. Assessed."""
_REACH_KM = 50.0
"""How far beyond a region's radius a place may lie that a text puts into it: borders move, and are missed."""
_NEIGHBOUR_KM = 100.0
"""How near a homonym lies to a place named beside it, to be the one that is meant."""
_REGION_FACTOR, _NEIGHBOUR_FACTOR = 25.0, 10.0
"""How much likelier a homonym is in the region stated, or near the place beside it. Assessed."""
_UNKNOWN_POPULATION = 1000.0
_SAME_PLACE_KM = 10.0
"""Two entries of one name this near are one place, met in two gazetteers: of 3,282 names that Who's On First and OCHA
each give once to a district of Mali, half lie within 0.4 km of one another and 93 % within 10 km."""
_SAME_PLACE_DEGREES = 0.1
"""A little more than that many degrees of latitude."""
_LEAST_WEIGHT = 0.02
_GEONAMES = "geonames:"

LOCALITIES = (PlaceClass.LOCAL,)
UNITS = (PlaceClass.REGION, PlaceClass.DISTRICT, PlaceClass.WIDER)

name_key = lru_cache(maxsize=65536)(spellings.name_key)
skeleton = lru_cache(maxsize=65536)(spellings.skeleton)
plain = lru_cache(maxsize=65536)(spellings.plain)
skeletons_read = lru_cache(maxsize=65536)(spellings.skeletons_read)


@light_value(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What is known of where a name lies before it is looked up."""

    country: str | None
    regions: tuple[GazetteerPlace, ...] = ()
    """First-order units stated."""
    related: frozenset[str] = frozenset()
    """Keys of those units, of the units made out of them and of those they were made out of."""
    districts: frozenset[str] = frozenset()
    limits: tuple[GazetteerPlace, ...] = ()
    """Districts that a word makes one of (`Damboa LGA`), all of that name: a locality lies near one of them."""
    neighbours: tuple[GazetteerPlace, ...] = ()
    """Localities named beside it."""


@light_value(frozen=True, slots=True, kw_only=True)
class Found:
    """Readings of a name: places with weights summing to 1, best first; or none, and why."""

    places: tuple[tuple[GazetteerPlace, float], ...] = ()
    fault: str | None = None

    @property
    def best(self) -> GazetteerPlace | None:
        return self.places[0][0] if self.places else None


NOTHING = Found()


@dataclass(frozen=True, slots=True)
class Finder:
    """Look-ups in the places fetched for a query."""

    places: NamedPlaces
    made_from: Mapping[str, str] = field(default_factory=dict)
    """By key of a first-order unit: the earlier unit it was made out of."""
    asked: set[tuple[str, str]] = field(default_factory=set)
    """Country and skeleton of every other spelling that was looked for."""

    def localities(self, names: Iterable[str], around: Surroundings) -> Found:
        """Settlements and sites of the first of the names that has any in the country."""
        return self._exact(names, around, LOCALITIES)

    def units(self, names: Iterable[str], around: Surroundings, wanted: PlaceClass | None = None) -> Found:
        """Units of that name in the country: those of the class `wanted` if there are, else regions before districts,
        since regions are what texts name."""
        classes = UNITS if wanted is None else (wanted, *(c for c in UNITS if c is not wanted))
        for unit_class in classes:
            found = self._exact(names, around, (unit_class,))
            if found.places:
                return found
        return NOTHING

    def respelt(self, names: tuple[str, ...], around: Surroundings, classes: tuple[PlaceClass, ...]) -> Found:
        """Places in the country, and in reach of the region stated, whose name is another spelling of the barest
        name."""
        written = names[-1] if names else ""
        consonants = skeleton(written)
        if len(consonants) < SHORTEST_SKELETON or around.country is None:
            return NOTHING
        alike = _distinct(
            place
            for bones in skeletons_read(written)
            for place in self._spelt(bones, around.country)
            if place.place_class in classes and _within_reach(place, around) and _similar(written, place)
        )
        in_region = [place for place in alike if place.admin1 in around.related]
        chosen = in_region if around.related and in_region else alike
        alone = len(chosen) == 1 and len(consonants) >= SHORTEST_SKELETON_ALONE
        return _weighted(chosen, around) if chosen and (alone or chosen is in_region) else NOTHING

    def respelt_region(self, written: str, country: str | None) -> GazetteerPlace | None:
        """The only region in the country whose name is another spelling of this one. A country has few regions, so
        fewer consonants are enough (Al Bayda, Baydah)."""
        consonants = skeleton(written)
        if len(consonants) < SHORTEST_OF_REGIONS or country is None:
            return None
        alike = [
            place
            for place in self._spelt(consonants, country)
            if place.place_class is PlaceClass.REGION
            and any(spellings.alike(name_key(written), name_key(name)) for name in (place.name, *place.names))
        ]
        return alike[0] if len(alike) == 1 else None

    def wider(self, names: Iterable[str]) -> Found:
        """A country or wider area of that name, wherever: `near Niger` is no village in Mali."""
        for name in names:
            hits = self.places.by_key.get(name_key(name), ())
            wide = sorted((p for p in hits if p.place_class is PlaceClass.WIDER), key=lambda p: p.key)
            if wide:
                return Found(places=((wide[0], 1.0),))
        return NOTHING

    def abroad(self, names: Iterable[str], around: Surroundings) -> Found:
        """Places of that name in any country where the record names none; else in other countries, if they lie in
        reach of the region stated or are towns or regions that everybody knows."""
        for name in names:
            key = name_key(name)
            hits = self.places.by_key.get(key, ())
            local = [p for p in hits if p.place_class is PlaceClass.LOCAL]
            near = [p for p in local if _may_be_abroad(p, key, around)]
            units = sorted(
                (p for p in hits if p.place_class in UNITS and _unit_may_be_abroad(p, name, around)),
                key=lambda p: (UNITS.index(p.place_class), p.key),
            )
            countries = [p for p in units if p.place_class is PlaceClass.WIDER]
            chosen = countries[:1] or near or units[:1]
            if chosen:
                found = _weighted(chosen, around)
                return found if around.country is None else Found(places=found.places, fault="place-abroad")
        return NOTHING

    def related(self, keys: Iterable[str]) -> frozenset[str]:
        """The units, those made out of them and those they were made out of."""
        stated = frozenset(keys)
        older = {self.made_from[key] for key in stated if key in self.made_from}
        younger = {key for key, parent in self.made_from.items() if parent in stated}
        return stated | older | younger

    def _spelt(self, consonants: str, country: str) -> Iterator[GazetteerPlace]:
        self.asked.add((country, consonants))
        return (place for place in self.places.by_skeleton.get(consonants, ()) if place.country == country)

    def _exact(self, names: Iterable[str], around: Surroundings, classes: tuple[PlaceClass, ...]) -> Found:
        for name in names:
            hits = [
                place
                for place in self.places.by_key.get(name_key(name), ())
                if place.place_class in classes and place.country == around.country
            ]
            reachable = [place for place in hits if _within_reach(place, around)]
            if reachable:
                return _weighted(reachable, around)
            if hits and classes == LOCALITIES:
                return Found(fault="place-outside-region")
        return NOTHING


def is_wide(unit: GazetteerPlace) -> bool:
    """Whether a unit is more than the town it is named after (a capital district is not)."""
    return unit.radius_km > LOCAL_LIMIT_KM


def point_of(place: GazetteerPlace) -> Point | None:
    return None if place.lat is None or place.lon is None else (place.lat, place.lon)


def _within_reach(place: GazetteerPlace, around: Surroundings) -> bool:
    """Whether a locality can lie in the regions stated, and near a district that is named as one. A homonym far off is
    another place, one the gazetteer lacks."""
    if place.place_class is not PlaceClass.LOCAL:
        return True
    if around.limits and not _near_any(place, around.limits):
        return False
    return not around.regions or place.admin1 in around.related or _near_any(place, around.regions)


def _near_any(place: GazetteerPlace, units: Iterable[GazetteerPlace]) -> bool:
    """Whether a place may lie in one of the units or just beyond it, as far as points are known."""
    here = point_of(place)
    for unit in units:
        centre = point_of(unit)
        if here is None or centre is None or distance_km(here, centre) <= unit.radius_km + _REACH_KM:
            return True
    return False


def _may_be_abroad(place: GazetteerPlace, key: str, around: Surroundings) -> bool:
    if around.country is None:
        return len(key) >= _SHORTEST_ANYWHERE and _within_reach(place, around)
    in_reach = bool(around.regions) and _within_reach(place, around)
    return in_reach or (place.population or 0) >= _KNOWN_ABROAD


def _unit_may_be_abroad(unit: GazetteerPlace, name: str, around: Surroundings) -> bool:
    """In another country than the record's a district is meant only beside the region stated: elsewhere, one that the
    gazetteer lacks here merely has a namesake; so has whatever is named by the compass alone."""
    if around.country is None or unit.place_class is PlaceClass.WIDER:
        return True
    if _by_compass(name):
        return False
    if around.regions:
        return point_of(unit) is not None and _near_any(unit, around.regions)
    return unit.place_class is PlaceClass.REGION


def _by_compass(name: str) -> bool:
    """Whether a name is one that every country may give a part of it: `northern region`."""
    words = place_words()
    return all(word in words.parts or word in words.units for word in plain(name).split())


def _similar(written: str, place: GazetteerPlace) -> bool:
    folded = plain(written)
    return any(spellings.likeness(folded, plain(name)) >= SIMILAR for name in (place.name, *place.names))


def same_spelling(a: str, b: str) -> bool:
    """Whether a name and one in brackets behind it are spellings of one; there a shorter skeleton is enough."""
    bones = skeleton(a)
    return name_key(a) == name_key(b) or (len(bones) >= _SHORTEST_BESIDE and bones == skeleton(b))


def seats(local: Found, unit: GazetteerPlace, around: Surroundings) -> Found:
    """Of localities that bear the name of a unit those that the name can mean beside it: its seat, or another place in
    it. A village elsewhere is not what a text means by a region's name, nor a hamlet by the country's."""
    if around.related and unit.admin1 is not None and unit.admin1 not in around.related:
        return local
    kept = [(place, weight) for place, weight in local.places if _may_be_seat(place, unit)]
    total = sum(weight for _, weight in kept)
    return Found(places=tuple((place, weight / total) for place, weight in kept), fault=local.fault if kept else None)


def _may_be_seat(place: GazetteerPlace, unit: GazetteerPlace) -> bool:
    if unit.place_class is PlaceClass.WIDER:
        return (place.population or 0) >= _KNOWN_ABROAD
    if unit.key in (place.admin1, place.admin2):
        return True
    here, centre = point_of(place), point_of(unit)
    return here is None or centre is None or distance_km(here, centre) <= unit.radius_km


def _weighted(places: Iterable[GazetteerPlace], around: Surroundings) -> Found:
    """The likelier homonyms, at most five, with weights by size, region and neighbours."""
    ranked = sorted(
        ((_likelihood(place, around), place) for place in _distinct(places)), key=lambda pair: (-pair[0], pair[1].key)
    )
    total = sum(likelihood for likelihood, _ in ranked)
    kept = [(w, p) for w, p in ranked[:MOST_HOMONYMS] if w >= _LEAST_WEIGHT * total]
    total = sum(likelihood for likelihood, _ in kept)
    return Found(places=tuple((place, likelihood / total) for likelihood, place in kept))


def _distinct(places: Iterable[GazetteerPlace]) -> list[GazetteerPlace]:
    """Each place once, as the gazetteer we prefer tells of it, with what it leaves out from the others."""
    kept: list[GazetteerPlace] = []
    for place in sorted(places, key=_preference):
        twin = next((number for number, other in enumerate(kept) if _same_place(place, other)), None)
        if twin is None:
            kept.append(place)
        else:
            kept[twin] = _completed(kept[twin], place)
    return kept


def _preference(place: GazetteerPlace) -> tuple[bool, int, int, str]:
    """GeoNames, whose numbers others refer to; then who knows more of the place."""
    return not place.key.startswith(_GEONAMES), -(place.population or 0), -len(place.names), place.key


def _completed(place: GazetteerPlace, other: GazetteerPlace) -> GazetteerPlace:
    if None not in (place.admin1, place.admin2, place.population):
        return place
    unplaced = place.admin1 is None
    return replace(
        place,
        admin1=other.admin1 if unplaced else place.admin1,
        admin2=other.admin2 if unplaced or (place.admin2 is None and other.admin1 == place.admin1) else place.admin2,
        population=other.population if place.population is None else place.population,
    )


def _likelihood(place: GazetteerPlace, around: Surroundings) -> float:
    """Larger places are told of more, though less than in proportion to their people."""
    likelihood = math.sqrt(max(place.population or _UNKNOWN_POPULATION, 100.0))
    if place.admin1 in around.related or place.admin2 in around.districts:
        likelihood *= _REGION_FACTOR
    here = point_of(place)
    beside = [point_of(neighbour) for neighbour in around.neighbours]
    if here is not None and any(there is not None and distance_km(here, there) <= _NEIGHBOUR_KM for there in beside):
        likelihood *= _NEIGHBOUR_FACTOR
    return likelihood


def _same_place(a: GazetteerPlace, b: GazetteerPlace) -> bool:
    here, there = point_of(a), point_of(b)
    if here is None or there is None or a.place_class is not b.place_class:
        return False
    # Most homonyms differ by degrees, and the first test costs a tenth of the second.
    return abs(here[0] - there[0]) <= _SAME_PLACE_DEGREES and distance_km(here, there) <= _SAME_PLACE_KM
