"""Places named in a text: names the gazetteer knows, and names that a text puts somewhere in words of its own."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from reconcile.domain.gazetteer import PlaceQuery
from reconcile.domain.names import skeleton
from reconcile.domain.places import GazetteerPlace, PlaceClass
from reconcile.drafting.page import Page
from reconcile.drafting.pattern_words import WordList, either, listed
from reconcile.drafting.sentences import Unit
from reconcile.grammar.lookup import SHORTEST_OF_REGIONS, Finder, Surroundings, name_key

_MOST_WORDS = 4
_PIECE = re.compile(r"[dDlL](?=['’][^\W\d_]{2})|[^\W\d_]+(?:['’`´-](?!s\b)[^\W\d_]+)*|[^\W_]+")
_JOINING = frozenset(["de", "du", "des", "la", "le", "el", "al", "ul", "e", "ye", "i", "d", "of", "and", "et"])
_JOINING_IN_SMALL = frozenset(["da", "do", "dos", "das"])
"""`Mocímboa da Praia`; but `Sobane Da`."""
_LOCATIVE = re.compile(
    r"(?:\b(?:in|at|near|of|from|around|outside|between|and|towards?|to|inside|off|on|into|across|within|leaving|entering|"
    r"à|a|au|aux|dans|en|près de|vers|de|du|entre|et|sur|pour|border with|frontière avec|"
    r"frontière du|non loin de|autour de)|\bd['’]|\bl['’]|في|ب|قرب|بين|الى|إلى)\s*"
    r"(?:(?:the|la|le|les|l['’]|downtown|central|northern|southern|eastern|western|central|nearby|neighbou?ring)\s*)*$",
    re.IGNORECASE,
)
_KIND_BEFORE = re.compile(
    rf"\b(?:{either(WordList.KINDS_BEFORE)})\s+(?:of\s+|de\s+|du\s+|d['’]\s*)?$",
    re.IGNORECASE,
)
_KIND_BEHIND = re.compile(rf"^[’']?s?\s*(?P<kind>{either(WordList.KINDS_BEHIND)})\b", re.IGNORECASE)
_TARGET_BEHIND = re.compile(rf"\s(?:military\s|army\s|police\s)?(?:{either(WordList.ATTACKED_THINGS)})\b")
"""`the Inates post`, `the Solhan massacre`."""
_DAYS = frozenset(listed(WordList.WEEKDAYS))
_SETTLED = frozenset(listed(WordList.SETTLEMENTS))
UNIT_KINDS = dict.fromkeys(listed(WordList.DISTRICTS), PlaceClass.DISTRICT) | dict.fromkeys(
    listed(WordList.REGIONS), PlaceClass.REGION
)
_TITLES = re.compile(rf"\b(?:{either(WordList.TITLES)})\.?\s+$", re.IGNORECASE)
_NEVER = frozenset(listed(WordList.NEVER_PLACES))
POPULAR = 20_000
"""People from which a town is recognised although no word beside its name says that a place is meant. Assessed."""


_IN_POSITION = re.compile(
    r"(?:\b(?:in|at|near|à|dans|près de|non loin de|outside|between|entre|on the outskirts of|in the vicinity of|"
    r"à la sortie de|à l['’]entrée de|aux abords de|aux environs de|à hauteur de|au niveau de|à proximité de)\s"
    r"(?:the\s|le\s|la\s)?|"
    r"\b(?:between|entre|in|at|near|à|dans)\s[^\W\d_]\S*\s(?:and|et)\s|"
    r"\b(?:At|Near|Outside|À|Près de)\s)$"
)
"""`at Naushki`, `between Boni and Hombori`, `at Panjgur and Naushki`; a sentence that begins with `In` tells of times
and causes as often as of places."""


class Kind(StrEnum):
    LOCAL = "local"
    DISTRICT = "district"
    REGION = "region"
    COUNTRY = "country"
    UNKNOWN = "unknown"
    """A name in a place's position that the gazetteer has not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A place named in `text[start:end]`, the words of kind beside it included in `whole`."""

    start: int
    end: int
    whole_start: int
    whole_end: int
    name: str
    kind: Kind
    place: GazetteerPlace | None
    admin1: str | None
    """Key of the first-order unit it lies in, as far as one reading is the likeliest."""
    country: str | None
    placed: bool
    """Whether a word beside it says that a place is meant."""
    respelt: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    text: str


def candidate_names(text: str) -> Iterator[tuple[int, int, str]]:
    """Every run of words that could be the name of a place: where it stands and how it is written."""
    pieces = [_Piece(one.start(), one.end(), one[0]) for one in _PIECE.finditer(text)]
    for number, piece in enumerate(pieces):
        if not _may_begin(piece.text):
            continue
        last = number
        for length in range(_MOST_WORDS):
            other = number + length
            if other >= len(pieces) or (length and not _joined(text, pieces[other - 1], pieces[other])):
                break
            last = other
            if _may_end(pieces[last].text):
                yield piece.start, pieces[last].end, text[piece.start : pieces[last].end]


def _may_begin(word: str) -> bool:
    return (word[0].isupper() or "\u0600" <= word[0] <= "\u06ff") and len(word) > 1


def _may_end(word: str) -> bool:
    return _may_begin(word) and word.casefold() not in _JOINING


def _joined(text: str, one: _Piece, other: _Piece) -> bool:
    gap = text[one.end : other.start]
    if gap not in (" ", "-", "\u00a0", "’", "'"):
        return False
    return _may_begin(other.text) or other.text.casefold() in _JOINING or other.text in _JOINING_IN_SMALL


@lru_cache(maxsize=65536)
def _key(name: str) -> str:
    return name_key(name)


def names_to_look_up(text: str) -> PlaceQuery:
    """The keys and skeletons under which the gazetteer is asked for a text's places."""
    keys: set[str] = set()
    bones: set[str] = set()
    for start, end, name in candidate_names(text):
        keys.add(_key(name))
        if unit_kind(text, start, end) is not None and len(found := skeleton(name)) >= SHORTEST_OF_REGIONS:
            bones.add(found)
        if "\u0600" <= name[0] <= "\u06ff":
            keys |= {_key(name[n:]) for n in (1, 2, 3) if len(name) > n + 2}
    return PlaceQuery(keys=frozenset(key for key in keys if key), skeletons=frozenset(bones))


def unit_kind(text: str, start: int, end: int) -> str | None:
    behind = _KIND_BEHIND.match(text[end : end + 30])
    if behind is not None:
        return _singular(behind["kind"].casefold())
    before = _KIND_BEFORE.search(text[max(0, start - 30) : start])
    return None if before is None else re.split(r"\s", before[0].casefold().strip())[0].rstrip("s")


def _singular(kind: str) -> str:
    return {"cities": "city", "counties": "county"}.get(kind, kind.removesuffix("s") if kind != "axis" else kind)


_OF = re.compile(r"\s(?:of|on|at|in|de|du|d['’]|à)\s*$")
_LISTED = re.compile(r"\s(?:and|et|of)\s")


class PlaceReader:
    """Finds the places of one page."""

    def __init__(self, page: Page, finder: Finder, countries: Sequence[str | None]) -> None:
        """`countries`: by the number of a unit the country it tells of."""
        self._page = page
        self._finder = finder
        self._countries = countries
        self._country: str | None = None
        self._towns_named: set[str] = set()
        """Names met behind a word such as village: they stay those of places."""
        self._regions_named: set[str] = set()
        """Names met with a word such as region: they stay those of regions."""
        self._actor_spans = [(mark.start, mark.end) for mark in page.actors if mark.value.codes]

    def mentions(self, unit: Unit, regions: Iterable[GazetteerPlace] = ()) -> list[PlaceMention]:
        """The places a unit names, in its order, the longest name of overlapping ones. `regions`: those named around
        it, which say which of several places of one name is meant."""
        self._country = self._countries[unit.number]
        text = self._page.text[unit.start : unit.end]
        around = self._around(regions)
        found: list[PlaceMention] = []
        candidates = sorted(candidate_names(text), key=lambda c: (-(c[1] - c[0]), c[0]))
        taken: list[tuple[int, int]] = []
        for wide in (True, False):
            for start, end, name in candidates:
                if any(start < last and first < end for first, last in taken):
                    continue
                mention = self._mention(unit, start, end, name, around, units=wide)
                if mention is not None:
                    taken.append((start, end))
                    found.append(mention)
            stated = [m.place for m in found if m.kind is Kind.REGION and m.place is not None]
            around = self._around([*stated, *regions] if stated else regions)
        found.sort(key=lambda one: one.start)
        return found

    def _around(self, regions: Iterable[GazetteerPlace]) -> Surroundings:
        stated = tuple(dict.fromkeys(regions))
        return Surroundings(
            country=self._country,
            regions=stated,
            related=self._finder.related(place.key for place in stated),
        )

    def _mention(
        self, unit: Unit, start: int, end: int, name: str, around: Surroundings, *, units: bool
    ) -> PlaceMention | None:
        text = self._page.text
        first, last = unit.start + start, unit.start + end
        if self._no_name(name) or len(_key(name)) < 2 or self._belongs_to_actor(first, last):
            return None
        before = text[max(unit.start, first - 40) : first]
        if _TITLES.search(before):
            return None
        kind = unit_kind(text, first, last)
        placed = kind is not None or _LOCATIVE.search(before) is not None
        placed = placed or self._beside_unit(first, last) or _TARGET_BEHIND.match(text, last) is not None
        if units:
            return self._unit(first, last, name, kind, around, placed)
        return self._local(first, last, name, kind, around, placed)

    def _no_name(self, name: str) -> bool:
        written = name.casefold()
        if " " not in written and "-" not in written:
            return written in _NEVER
        parts = re.split(r"[ -]", written)
        return parts[0] in _NEVER or parts[-1] in _DAYS

    def _belongs_to_actor(self, first: int, last: int) -> bool:
        return any(start <= first and last <= end for start, end in self._actor_spans)

    def _beside_unit(self, first: int, last: int) -> bool:
        """`Andar, Ghazni province`, `Sangin/Helmand`, `(Kidal)`."""
        return self._page.text[last : last + 1] == "/" or self._page.text[first - 1 : first] in ("/", "(")

    def _unit(
        self, first: int, last: int, name: str, kind: str | None, around: Surroundings, placed: bool
    ) -> PlaceMention | None:
        wanted = UNIT_KINDS.get(kind or "")
        found = self._finder.units((name,), around, wanted).best
        respelt = False
        if found is None and wanted is not None:
            if wanted is PlaceClass.REGION:
                found = self._finder.respelt_region(name, self._country)
            else:
                found = self._finder.respelt((name,), around, (PlaceClass.DISTRICT, PlaceClass.LOCAL)).best
            respelt = found is not None
        if found is None:
            wide = self._finder.wider((name,)).best
            if wide is not None and placed:
                wide_kind = Kind.COUNTRY if wide.key.startswith("country:") else Kind.DISTRICT
                return self._made(first, last, name, wide_kind, wide, placed, kind)
            return None
        if found.place_class is PlaceClass.DISTRICT and wanted is None and not placed:
            return None
        if found.place_class is PlaceClass.REGION and wanted is None and not placed and name[0].islower():
            return None
        if found.place_class is PlaceClass.REGION and wanted is PlaceClass.REGION:
            self._regions_named.add(name.casefold())
        elif self._is_town(found, name, around, kind):
            return None
        kinds = {PlaceClass.REGION: Kind.REGION, PlaceClass.DISTRICT: Kind.DISTRICT, PlaceClass.WIDER: Kind.COUNTRY}
        made = self._made(first, last, name, kinds.get(found.place_class, Kind.DISTRICT), found, placed, kind)
        return replace(made, respelt=True) if respelt else made

    def _is_town(self, found: GazetteerPlace, name: str, around: Surroundings, kind: str | None) -> bool:
        if found.place_class is not PlaceClass.REGION or name.casefold() in self._regions_named:
            return False
        return self._town_is_meant(name, around, kind)

    def _town_is_meant(self, name: str, around: Surroundings, kind: str | None) -> bool:
        """Whether a name of a town and of its region stands for the town: in Afghanistan's and other releases the bare
        name is the region's, elsewhere the town's."""
        if kind in ("city", "town", "village", "area", "camp", "base", "airport", "ville", "localité"):
            return bool(self._finder.localities((name,), around).places)
        return bool(self._finder.localities((name,), around).places) and self._country not in ("AF",)

    def _local(
        self, first: int, last: int, name: str, kind: str | None, around: Surroundings, placed: bool
    ) -> PlaceMention | None:
        found = self._finder.localities((name,), around).best
        if found is None and self._country is None:
            found = self._finder.abroad((name,), around).best
        if found is not None and (placed or (found.population or 0) >= POPULAR):
            return self._made(first, last, name, Kind.LOCAL, found, placed, kind)
        if name in self._towns_named and self._free(first):
            return self._made(first, last, name, Kind.UNKNOWN, None, placed, kind)
        if (
            placed
            and not name.isupper()
            and not _LISTED.search(name)
            and (kind is not None or self._in_place_position(first) or self._names_attacked(first, last))
        ):
            if kind in _SETTLED:
                self._towns_named.add(name)
            return self._made(first, last, name, Kind.UNKNOWN, None, placed, kind)
        return None

    def _in_place_position(self, first: int) -> bool:
        before = self._page.text[max(0, first - 40) : first]
        if not self._free(first):
            return False
        return _IN_POSITION.search(before) is not None or self._of_target(before, first)

    def _names_attacked(self, first: int, last: int) -> bool:
        """`the Mondoro attack`, `the Inates post`."""
        before = self._page.text[max(0, first - 4) : first]
        return (
            before.casefold() == "the "
            and self._free(first)
            and _TARGET_BEHIND.match(self._page.text, last) is not None
        )

    def _of_target(self, before: str, first: int) -> bool:
        """`the camp of X`, `l'attaque de X`, `the attack on X`."""
        joint = _OF.search(before)
        end = first if joint is None else first - len(joint[0])
        return joint is not None and any(term.end == end for term in (*self._page.targets, *self._page.attacks))

    def _free(self, first: int) -> bool:
        return not any(found.start <= first < found.end for found in self._page.dates)

    def _made(
        self, first: int, last: int, name: str, kind: Kind, place: GazetteerPlace | None, placed: bool, word: str | None
    ) -> PlaceMention:
        start, end = self._whole(first, last, word)
        return PlaceMention(
            start=first,
            end=last,
            whole_start=start,
            whole_end=end,
            name=name,
            kind=kind,
            place=place,
            admin1=None if place is None else place.admin1,
            country=None if place is None else place.country,
            placed=placed,
        )

    def _whole(self, first: int, last: int, word: str | None) -> tuple[int, int]:
        """With the words of kind and of distance that belong to it: `some 20 km north of Kidal`, `Andar district`."""
        text = self._page.text
        start, end = first, last
        behind = _KIND_BEHIND.match(text[last : last + 30])
        if behind is not None and not behind[0].startswith(("'", "’")):
            end = last + behind.end()
        distance = _DISTANCE_BEFORE.search(text[max(0, first - 90) : first])
        if distance is not None:
            start = first - len(distance[0])
        return start, end


_DISTANCE_BEFORE = re.compile(
    r"(?:(?:about|some|around|roughly|approximately|nearly|environ|à environ|à|"
    r"quelque)\s+)*(?:\d[\d.,]*\s?(?:kms?|kilomet(?:er|re)s?|kilomètres?|miles?)\s+"
    r"(?:to\s+the\s+|au\s+|à\s+l['’]\s*)?)?(?:(?:north|south|east|west|nord|sud|est|"
    r"ouest)(?:[- ]?(?:north|south|east|west|est|ouest))?(?:ern)?\s+(?:of|de|d['’])\s*|"
    r"near\s+|close to\s+|outside(?:\s+of)?\s+|près de\s+|non loin de\s+|au (?:nord|sud)(?:-(?:est|"
    r"ouest))? de\s+|between\s+|entre\s+|from\s+(?=\Z))"
    r"(?:the\s+)?(?:(?:town|village|city|border)\s+(?:of|with)\s+)?$",
    re.IGNORECASE,
)
