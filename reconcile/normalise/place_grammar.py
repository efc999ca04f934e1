"""What a place text says, before any name is looked up: segments with their shape.

`about 30 km south of Tessalit, Kidal region` becomes a bearing from Tessalit and the unit Kidal. Only the first 500
characters are read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache

from reconcile.domain.cleantext import one_line
from reconcile.domain.light_values import light_value
from reconcile.domain.names import in_arabic
from reconcile.domain.places import PlaceClass
from reconcile.grammar.lookup import plain
from reconcile.grammar.place_words import place_words

LONGEST = 500
"""Characters of a place text that are read."""
_MOST_SEGMENTS = 12
_MOST_PIECES = 5
_KM_PER_MILE = 1.609344
_NUMBER_WORDS = {"a": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "ten": 10.0}


class Stop(StrEnum):
    """What stands before a segment."""

    NONE = "none"
    COMMA = "comma"
    SEMICOLON = "semicolon"


class SegmentKind(StrEnum):
    """What a segment of a place text is."""

    NAME = "name"
    AREA = "area"
    """near, area of"""
    BEARING = "bearing"
    AXIS = "axis"
    UNIT = "unit"
    """Kidal region"""
    PART = "part"
    """northern Mali"""
    BORDER = "border"
    TOWARDS = "towards"
    SITE = "site"
    """Nothing but words of kind: military camp"""


@light_value(frozen=True, slots=True, kw_only=True)
class Segment:
    """One piece of a place text."""

    kind: SegmentKind
    name: str = ""
    """As it stands, without the words that give the shape."""
    lookups: tuple[str, ...] = ()
    """Names to look up, best first; the last is the barest."""
    wanted: PlaceClass | None = None
    """The class of unit that a word beside the name selects."""
    site: bool = False
    """A settlement or a site is named: the name is no region."""
    urban: bool = False
    """A site of the kind that towns have."""
    outward: bool = False
    """`north of X` rather than `northern X`."""
    near: bool = False
    """`near X`: around it, and not surely in it."""
    km: float | None = None
    bearing: float | None = None
    ends: tuple[tuple["Segment", "Segment"], ...] = ()
    """For an axis: its possible pairs of ends (a hyphen may belong to a name)."""
    pieces: tuple["Segment", ...] = ()
    """The places joined by "and", where it is not part of one name."""
    stop: Stop = Stop.NONE
    """What stands before it."""
    bracketed: bool = False
    joined: bool = False
    """A bearing after which "and" stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceText:
    segments: tuple[Segment, ...]
    shortened: bool = False

    def names(self) -> Iterator[str]:
        """Every name that may be looked up."""
        for segment in self.segments:
            yield from _names(segment)


def _names(segment: Segment) -> Iterator[str]:
    yield from segment.lookups
    for piece in segment.pieces:
        yield from _names(piece)
    for pair in segment.ends:
        for end in pair:
            yield from end.lookups


@lru_cache(maxsize=16384)
def read_place(text: str) -> PlaceText:
    """The segments of a place text, in its order, those in brackets last."""
    line = _dozens_counted(_ELIDED.sub(r"\1' ", one_line(text[:LONGEST]).translate(_DASHES)))
    line = _AND_A_ROAD.sub(_parted_from_the_road, line)
    inside: list[str] = []
    for _ in range(3):  # brackets within brackets
        inside += _BRACKETS.findall(line)
        line = _BRACKETS.sub(" ", line)
    read = [replace(_segment(written), stop=stop) for written, stop in _split(line)[:_MOST_SEGMENTS]]
    cased = any(c.isupper() for c in line)
    read += [segment for written in inside for segment in _bracketed(written, cased)][:_MOST_SEGMENTS]
    read = _without_road_numbers(read)
    segments = _as_list(_joined_bearings(_with_bases(read)))
    return PlaceText(segments=segments, shortened=len(text) > LONGEST)


def _parted_from_the_road(found: re.Match[str]) -> str:
    """`between Gao and the road to Ansongo` is one axis."""
    before = _COMMAS.split(found.string[: found.start()])[-1]
    between = any(plain(word) in place_words().between for word in before.split())
    return found[0] if between else "; "


def _dozens_counted(line: str) -> str:
    """`une quinzaine de kilomètres` in digits."""
    return _dozens().sub(lambda found: f"{place_words().dozens[plain(found[1])]} {found[2]}", line)


@cache
def _dozens() -> re.Pattern[str]:
    words = "|".join(map(re.escape, place_words().dozens))
    return re.compile(rf"\b(?:une\s+)?({words})\s+de\s+(km|kilom[eè]tres)\b", re.IGNORECASE)


_AND_A_ROAD = re.compile(
    r"\s+(?:et|and)\s+(?=(?:l['’]\s?|le\s|la\s|the\s)?(?:axe|tronçon|axis|road|route|highway)\s)", re.IGNORECASE
)
"""`Tin-Akoff et axe Déou-Oursi`: what stands before is no end of the road."""
_ELIDED = re.compile(r"(?<![\w'’])([dl])['’](?=\w)")
"""French words run together with the name behind them: `territoire d'Irumu`."""
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_COMMAS = re.compile(r"\s*([,;/،؛]+)\s*")
_SEMICOLONS = frozenset(";؛")
_UNIT_OF_LENGTH = r"(?:kms?|kilom[eè]t(?:re|er)s?|(?:qui|ki)l[oó]metros?|miles?|mi|كم|كلم|كيلومترا?|كيلومترات)\b"
_BREAK_BEFORE = re.compile(
    r"(?<=[\w.'’])\s+(?=(?:near|close to|outside|not far from|next to|in|at|on|inside|within|towards?"
    r"|leading to|menant|direction|between"
    r"|linking|près d(?:e|['’])|dans|à|entre|en direction|au (?:nord|sud)|à l['’]|about \d|around|"
    rf"some \d|approximately \d|roughly \d|\d+(?:[.,]\d+)?\s?{_UNIT_OF_LENGTH}"
    r"|في|قرب|بالقرب من|بين|على (?:بعد|مشارف|أطراف)"
    r"|ب(?:العاصمة|محافظة|ولاية|إقليم|مديرية|قضاء|ناحية|مقاطعة|بلدية|مدينة|منطقة|ريف))\b)",
    re.IGNORECASE,
)
_BREAK_BEFORE_BEARING = re.compile(r"(?<=\w)(?<!شمال)(?<!جنوب)(?<!شمالي)(?<!جنوبي)\s+(?=(?:شمال|جنوب|شرق|غرب|وسط)ي?\s)")
"""In Arabic no comma stands before `south of X`, and the distance before it belongs to it."""


def _split(line: str) -> list[tuple[str, Stop]]:
    """The pieces of the text, and what stands before each."""
    found: list[tuple[str, Stop]] = []
    stop = Stop.NONE
    for number, written in enumerate(_COMMAS.split(line)):
        if number % 2:
            stop = Stop.SEMICOLON if _SEMICOLONS & set(written) else Stop.COMMA
            continue
        broken = _whole_distances([piece for piece in _BREAK_BEFORE.split(written) if piece])
        pieces = [piece for part in broken for piece in _of_what(_broken(part))]
        found += [(piece, Stop.NONE if place else stop) for place, piece in enumerate(pieces)]
    return found


def _whole_distances(pieces: list[str]) -> list[str]:
    """Puts together again what was parted within a distance: `à environ`, `5 km`, `à l'ouest de Bangassou`."""
    found: list[str] = []
    for piece in pieces:
        if found and _begins_a_distance(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return found


def _begins_a_distance(piece: str) -> bool:
    distance = _DISTANCE.match(piece)
    return not distance["rest"].strip() if distance else _ABOUT.fullmatch(piece) is not None


def _broken(written: str) -> list[str]:
    return [written] if _DISTANCE.match(written) else _BREAK_BEFORE_BEARING.split(written)


def _of_what(pieces: list[str]) -> Iterator[str]:
    """Parts `Khogyani district of Nangarhar` and `Bagh area of Kunduz`, but not `border area of Niger`."""
    vocabulary = place_words()
    kinds = vocabulary.areas | vocabulary.settlements | vocabulary.urban_sites | vocabulary.units.keys()
    for piece in pieces:
        words = piece.split()
        folds = [plain(word) for word in words]
        ends = (at for at, fold in enumerate(folds[2:-1], 2) if fold == "of" and folds[at - 1] in kinds)
        at = next((at for at in ends if _is_named(words[: at - 1], folds)), None)
        if at is None:
            yield piece
        else:
            yield " ".join(words[:at])
            yield " ".join(words[at + 1 :])


def _is_named(words: list[str], folds: list[str]) -> bool:
    """Whether the words hold a name beside words of kind."""
    vocabulary = place_words()
    kinds = vocabulary.sites | vocabulary.areas | vocabulary.settlements | vocabulary.urban_sites | vocabulary.parts
    plain_words = kinds | vocabulary.noise | vocabulary.joints | vocabulary.borders | vocabulary.units.keys()
    if _starts_with(folds, vocabulary.nearness):
        return False
    return any(word[0].isupper() and fold not in plain_words for word, fold in zip(words, folds, strict=False))


def _bracketed(written: str, cased: bool) -> list[Segment]:
    """Brackets hold names as well as remarks; where the text has capitals, only what has them is taken for a name."""
    found = [replace(_segment(part), bracketed=True) for part, _ in _split(written)]
    return [s for s in found if s.kind is not SegmentKind.SITE and (not cased or _like_a_name(s.name))]


def _without_road_numbers(read: list[Segment]) -> list[Segment]:
    """`N380` and `RN15` name a road of hundreds of kilometres: where anything else is named, that is the place."""
    kept = [segment for segment in read if not _ROAD_NUMBER.fullmatch(plain(segment.name))]
    return kept if any(segment.lookups or segment.ends for segment in kept) else read


_ROAD_NUMBER = re.compile(
    r"(?:(?:rn|n|nh|a|r|route nationale|national road|national highway|highway|road) ?(?:n |no )?|no )\d{1,4}"
)


def _like_a_name(name: str) -> bool:
    words = [word for word in name.split() if plain(word) not in place_words().joints]
    return bool(words) and not any(word[0].islower() for word in words)


def _with_bases(read: list[Segment]) -> tuple[Segment, ...]:
    """Gives a bearing from a mere camp ("8 km south of the camp, Tessalit") the name beside it, and one joined to
    another ("21 km south-west and 8 km south of Tessalit") the name of that."""
    read = _with_shared_bases(read)
    segments: list[Segment | None] = list(read)
    for position, segment in enumerate(read):
        if segment.kind is not SegmentKind.BEARING or segment.lookups:
            continue
        for number in (*range(position + 1, len(read)), *reversed(range(position))):
            other = read[number]
            if other.kind in (SegmentKind.NAME, SegmentKind.AREA) and not other.bracketed:
                segments[position] = replace(segment, name=other.name, lookups=other.lookups)
                segments[number] = None
                break
    return tuple(s for s in segments if s is not None and (s.kind is not SegmentKind.BEARING or s.lookups))


def _with_shared_bases(read: list[Segment]) -> list[Segment]:
    found = list(read)
    for at in reversed(range(len(found) - 1)):
        own, following = found[at], found[at + 1]
        if own.joined and not own.lookups and following.kind is SegmentKind.BEARING:
            found[at] = replace(own, name=following.name, lookups=following.lookups)
    return found


def _as_list(read: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Names parted by commas of which the last two are joined (`Niono, Molodo, Nioro du Sahel, Gogui et Kayes`) as one
    segment of several places. Fewer may be a place and what holds it (`Ber, Timbuktu and Gao regions`); of so many
    none is said to lie in another, though some bear the names of regions."""
    names = [*read[:-1], *(read[-1].pieces if read else ())]
    plainly = all(segment.kind is SegmentKind.NAME and not segment.bracketed for segment in read)
    parted = all(segment.stop is Stop.COMMA and not segment.site for segment in read[1:])
    if len(names) < _FEWEST_LISTED or not (plainly and parted and read[-1].pieces) or any(s.pieces for s in read[:-1]):
        return read
    whole = ", ".join(segment.name for segment in names)
    return (Segment(kind=SegmentKind.NAME, name=whole, lookups=(whole,), pieces=tuple(names)),)


_FEWEST_LISTED = 5
"""Names from which on a text is surely a list."""


def _joined_bearings(read: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Bearings joined by "and" are one segment of several places."""
    found: list[Segment] = []
    for segment in read:
        before = found[-1] if found else None
        if before is not None and before.joined and before.km is not None and segment.kind is SegmentKind.BEARING:
            pieces = (*(before.pieces or (before,)), segment)[:_MOST_PIECES]
            found[-1] = replace(before, pieces=pieces, joined=segment.joined)
        else:
            found.append(segment)
    return tuple(found)


# One segment


_ROUGHLY = (
    r"(?:about|around|some|approximately|approx\.?|roughly|nearly|environ|à|(?:a\s)?cerca de|~"
    r"|على بعد|نحو|بنحو|حوالي|قرابة)"
)
_ABOUT = re.compile(rf"{_ROUGHLY}(?:\s+{_ROUGHLY})*", re.IGNORECASE)
_DISTANCE = re.compile(
    rf"^(?:{_ROUGHLY}\s*)*"
    rf"(?P<n>\d{{1,4}}(?:[.,]\d+)?|a|one|two|three|four|five|six|ten)(?:\s?(?:-|to)\s?(?P<n2>\d{{1,4}}))?\s?"
    rf"(?P<unit>{_UNIT_OF_LENGTH})(?P<rest>.*)$",
    re.IGNORECASE,
)


def _segment(written: str) -> Segment:
    distance = _DISTANCE.match(written)
    if distance:
        return _bearing(distance)
    words = written.split()
    folds = [plain(word) for word in words]
    vocabulary = place_words()
    if _starts_with(folds, vocabulary.directions_of_travel):
        return replace(_named(words), kind=SegmentKind.TOWARDS)
    if _is_border(folds):
        return _border(words, folds)
    return _between(words, folds) or _axis(written, folds) or _named(words)


def _starts_with(folds: list[str], phrases: tuple[str, ...]) -> int:
    """How many words the longest of the phrases takes at the beginning; 0 where none stands there."""
    beginning_so = _by_first_word(phrases).get(folds[0], ()) if folds else ()
    return max((len(phrase) for phrase in beginning_so if folds[: len(phrase)] == phrase), default=0)


@lru_cache(maxsize=16)
def _by_first_word(phrases: tuple[str, ...]) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for phrase in phrases:
        words = phrase.split()
        found.setdefault(words[0], []).append(words)
    return found


def _bearing(found: re.Match[str]) -> Segment:
    """`30 km south of X`. Without a name X the base is given later; `one mile apart` has none."""
    numbers = [_number(found["n"])] + ([float(found["n2"])] if found["n2"] else [])
    per_unit = _KM_PER_MILE if plain(found["unit"]) in place_words().miles else 1.0
    km = sum(numbers) / len(numbers) * per_unit
    words = found["rest"].split()
    if any(plain(word) == "apart" for word in words):
        return Segment(kind=SegmentKind.SITE)
    joined = bool(words) and plain(words[-1]) in place_words().conjunctions
    bearing, words = _direction(words[:-1] if joined else words)
    base = _named(words)
    return Segment(
        kind=SegmentKind.BEARING, name=base.name, lookups=base.lookups, km=km, bearing=bearing, joined=joined
    )


def _number(text: str) -> float:
    return _NUMBER_WORDS.get(text.casefold()) or float(text.replace(",", "."))


def _direction(words: list[str]) -> tuple[float | None, list[str]]:
    """The bearing among the leading words (to the north-east of), and the words after it."""
    bearings = place_words().bearings
    skipped = 0
    while skipped < len(words) and plain(words[skipped]) in _BEFORE_DIRECTION:
        skipped += 1
    for length in (2, 1):
        degrees = bearings.get(plain(" ".join(words[skipped : skipped + length])))
        if degrees is not None:
            return degrees, words[skipped + length :]
    return None, words


_BEFORE_DIRECTION = frozenset(("to", "the", "au", "a", "l", "due", "away", "direction", "الي", "من", "باتجاه"))


def _is_border(folds: list[str]) -> bool:
    """A border stands in the words, and not as the kind of a place (border town of X, but `poste frontière`)."""
    vocabulary = place_words()
    kinds = vocabulary.settlements | vocabulary.sites
    for position, fold in enumerate(folds):
        if fold in vocabulary.borders_behind:
            return True
        if fold in vocabulary.borders:
            return not (position + 1 < len(folds) and folds[position + 1] in kinds)
    return False


def _border(words: list[str], folds: list[str]) -> Segment:
    vocabulary = place_words()
    lead = _starts_with(folds, vocabulary.nearness)
    while lead < len(words) and folds[lead] in vocabulary.noise | vocabulary.joints:
        lead += 1
    return Segment(kind=SegmentKind.BORDER, name=" ".join(words[lead:]))


# Axes


def _between(words: list[str], folds: list[str]) -> Segment | None:
    """`between A and B`, also after `road`."""
    vocabulary = place_words()
    start = next((i for i, fold in enumerate(folds) if fold in vocabulary.between), None)
    if start is None:
        return None
    rest = _with_loose_conjunctions(words[start + 1 :])
    rest_folds = [plain(word) for word in rest]
    joints = vocabulary.conjunctions | _AND_BETWEEN
    joint = next((i for i, fold in enumerate(rest_folds) if fold in joints or not fold), None)
    if joint is None or joint == 0 or joint == len(rest) - 1:
        return None
    return _axis_of([(" ".join(rest[:joint]), " ".join(rest[joint + 1 :]))])


_AND_BETWEEN = frozenset(("e", "y"))
"""*And* in Portuguese and Spanish; elsewhere part of names (`Mazar e Sharif`)."""


def _with_loose_conjunctions(words: list[str]) -> list[str]:
    """Parts the Arabic *and* from the first name but one that begins with its letter: `بين تورودي وماكالوندي`."""
    at = next((i for i, word in enumerate(words) if i and len(word) > _SHORTEST_JOINED and word[0] == "و"), None)
    return words if at is None else [*words[:at], "و", words[at][1:], *words[at + 1 :]]


_SHORTEST_JOINED = 3


def _axis(written: str, folds: list[str]) -> Segment | None:
    """`A-B axis`, `road from A to B`, `axis A - B`."""
    roads = place_words().roads
    if not any(fold in roads for fold in folds):
        return None
    words = [word for word, fold in zip(written.split(), folds, strict=True) if fold not in roads]
    while words and plain(words[0]) in _BEFORE_AXIS:
        words = words[1:]
    bare = " ".join(words)
    for joint in (" - ", " to ", " and ", " et "):
        first, found, second = bare.partition(joint)
        if found:
            return _axis_of([(first, second)])
    hyphens = [position for position, c in enumerate(bare) if c == "-"][:4]
    return _axis_of([(bare[:position], bare[position + 1 :]) for position in hyphens])


_BEFORE_AXIS = frozenset(("on", "the", "along", "from", "of", "main", "le", "sur", "l", "علي", "في"))


def _axis_of(pairs: list[tuple[str, str]]) -> Segment | None:
    ends = [(_named(first.split()), _named(second.split())) for first, second in pairs]
    both = tuple((a, b) for a, b in ends if a.lookups and b.lookups)
    if not both:
        return None
    return Segment(kind=SegmentKind.AXIS, name=f"{both[0][0].name}-{both[0][1].name}", ends=both)


# Names


@dataclass(slots=True)
class _Stripping:
    """What the words taken off a name said of it."""

    words: list[str]
    area: bool = False
    near: bool = False
    site: bool = False
    urban: bool = False
    part: bool = False
    outward: bool = False
    wanted: PlaceClass | None = None

    @property
    def of_kind(self) -> bool:
        """Whether a word of kind was taken off."""
        return self.site or self.area or self.wanted is not None

    def take(self, fold: str) -> bool:
        """Whether the word is one of kind, noting what it says."""
        vocabulary = place_words()
        if fold in vocabulary.units:
            self.wanted = self.wanted or vocabulary.units[fold]
        elif fold in vocabulary.areas or fold in vocabulary.roads:
            self.area = True
        elif fold in vocabulary.urban_sites:
            self.site = self.urban = True
        elif fold in vocabulary.settlements or fold in vocabulary.sites:
            self.site = True
        else:
            return fold in vocabulary.noise or not fold or _ORDINAL.fullmatch(fold) is not None
        return True


_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th|e|er|eme)|pd ?\d{1,2}")
"""Also the police districts of Afghan towns: PD3."""


def _named(words: list[str]) -> Segment:
    """A name with the words of kind around it: `near the village of X`, `X military camp`, `northern X`."""
    vocabulary = place_words()
    folds = [plain(word) for word in words]
    near = _starts_with(folds, vocabulary.nearness)
    start = lead = near or _starts_with(folds, vocabulary.directions_of_travel)
    while start < len(words) and (folds[start] in vocabulary.joints or folds[start] in _ARTICLES):
        if _begins_a_name(words[start:]):
            break
        start += 1
    whole = words[start:]
    strip = _Stripping(words=list(whole), area=lead > 0, near=near > 0)
    _strip_front(strip)
    _strip_back(strip)
    if all(plain(word) in vocabulary.parts for word in strip.words):
        if strip.part and len(whole) > 1 and not strip.site:
            strip.words, strip.part = _without_units(whole), False  # Far North
        elif strip.site or strip.wanted is None or not strip.words or strip.words[0].islower():  # région du Nord
            return Segment(kind=SegmentKind.SITE, site=strip.site, urban=strip.urban)
    return _of_its_place(_segment_of(strip, whole), strip.words, whole)


def _without_units(words: list[str]) -> list[str]:
    """`Far North` of `Far North region`."""
    units = place_words().units
    end = next((n for n in range(len(words), 1, -1) if plain(words[n - 1]) not in units), 1)
    return words[:end]


_ARTICLES = frozenset(("the", "le", "la", "les", "l", "our", "their"))


def _strip_front(strip: _Stripping) -> None:
    vocabulary = place_words()
    while strip.words:
        fold = plain(strip.words[0])
        following = plain(strip.words[1]) if len(strip.words) > 1 else ""
        if fold in vocabulary.parts and following:
            strip.part = True
            strip.outward = fold in vocabulary.bearings and (following in vocabulary.joints or in_arabic(fold))
        elif fold in vocabulary.joints or (strip.of_kind and strip.words[0] in vocabulary.joints_behind):
            if _begins_a_name(strip.words):
                return
        elif leading := _leading_kind(strip.words):
            strip.take(leading)
            del strip.words[: leading.count(" ")]
        elif not _may_lead(fold, following) or not strip.take(fold):
            described = _description(strip.words, beside_area=strip.area)
            if not described:
                return
            strip.site = True
            del strip.words[: described - 1]
        strip.words.pop(0)


def _leading_kind(words: list[str]) -> str:
    """The kind of several words before "of" that the words begin with (`posto administrativo de X`), if any."""
    vocabulary = place_words()
    folds = [plain(word) for word in words[: _LONGEST_KIND + 1]]
    ends = (n for n in range(len(folds) - 1, 1, -1) if folds[n] in vocabulary.joints)
    kinds = (" ".join(folds[:n]) for n in ends)
    return next((kind for kind in kinds if kind in vocabulary.units or kind in vocabulary.urban_sites), "")


def _description(words: list[str], *, beside_area: bool) -> int:
    """How many words before "of" describe a spot of the place behind it: `commercial street of the Karrada district`,
    `District 5 of Kandahar City`; 0 where a name may stand among them. `beside_area`: a word for an area stood
    before them (`réserve des girafes de Kouré`)."""
    end = next((n for n, word in enumerate(words[:_LONGEST_DESCRIPTION]) if n and plain(word) in _BELONGING), None)
    if end is None or not any(word[0].isupper() for word in words[end:]):
        return 0
    vocabulary = place_words()
    kinds = (
        vocabulary.sites | vocabulary.urban_sites | vocabulary.areas | vocabulary.settlements | vocabulary.units.keys()
    )
    of_kind = [plain(word) in kinds for word in words[:end]]
    plain_words = all(kind or word.islower() or word.isdigit() for word, kind in zip(words, of_kind, strict=False))
    return end if (beside_area or any(of_kind)) and plain_words else 0


_LONGEST_DESCRIPTION = 6
"""Words, the "of" behind it included."""


def _begins_a_name(words: list[str]) -> bool:
    """Whether a small word is written as the beginning of a name: `In Amenas`, `In Delimane`."""
    return words[0] == "In" and len(words) > 1 and words[1][0].isupper()


def _may_lead(fold: str, following: str) -> bool:
    """Whether a word of kind before a name is surely one: a unit only before "of" (not `State House`), or in Arabic."""
    vocabulary = place_words()
    return fold not in vocabulary.units or following in vocabulary.joints or in_arabic(fold)


def _strip_back(strip: _Stripping) -> None:
    while taken := _taken_at_end(strip):
        del strip.words[-taken:]
    while strip.words and plain(strip.words[-1]) in place_words().joints:
        strip.words.pop()


def _taken_at_end(strip: _Stripping) -> int:
    """How many words of kind stand together at the end (`local government area`); 0 where there are none."""
    lengths = range(min(len(strip.words), _LONGEST_KIND), 0, -1)
    return next((n for n in lengths if strip.take(" ".join(plain(word) for word in strip.words[-n:]))), 0)


_LONGEST_KIND = 3
"""Words of the longest kind (`local government area`)."""


def _segment_of(strip: _Stripping, whole: list[str]) -> Segment:
    bare = " ".join(strip.words)
    full = " ".join(whole)
    names: tuple[str, ...] = (full, " ".join(_without_units(whole)) if strip.part else bare, bare)
    if _begins_a_name(strip.words):
        names = (*names, " ".join(strip.words[1:]))  # "In Gao" may be Gao after all
    lookups = tuple({plain(name): name for name in reversed(names)}.values())[::-1]
    beside = strip.site and strip.outward  # west of the town of X
    kind = SegmentKind.AREA if strip.area or beside else SegmentKind.NAME
    if strip.part and not strip.site:
        kind = SegmentKind.PART
    elif strip.wanted is not None and not strip.site:
        kind = SegmentKind.UNIT
    return Segment(
        kind=kind,
        name=full if kind in (SegmentKind.PART, SegmentKind.UNIT) else bare,
        lookups=lookups,
        wanted=strip.wanted,
        site=strip.site,
        urban=strip.urban,
        outward=strip.outward,
        near=strip.near,
        pieces=_pieces(whole, kind),
    )


def _of_its_place(segment: Segment, bare: list[str], whole: list[str]) -> Segment:
    """Of a site named after somebody the place behind "of": `camp Firhoun de Gao` is at Gao, if nothing knows the camp
    itself. Where "of" stands before the name too (`camp de Tin de Ma`), all of it may be the name of the place."""
    vocabulary = place_words()
    lead = len(whole) - len(bare)
    before = [plain(word) for word in whole[:lead]]
    if segment.kind is not SegmentKind.NAME or whole[lead:] != bare or not before or before[-1] in vocabulary.joints:
        return segment
    at = next((n for n in range(1, len(bare) - 1) if plain(bare[n]) in _BELONGING), None)
    if at is None or bare[at + 1][0].islower() or vocabulary.eponymous_sites.isdisjoint(before):
        return segment
    place = " ".join(bare[at + 1 :])
    return replace(segment, name=place, lookups=(*segment.lookups, place))


_BELONGING = frozenset(("of", "de", "du"))


def _pieces(words: list[str], kind: SegmentKind) -> tuple[Segment, ...]:
    """The places of `A and B`, each with the shape of the whole."""
    conjunctions = place_words().conjunctions
    pieces: list[list[str]] = [[]]
    for word in words:
        if word.casefold() in conjunctions:
            pieces.append([])
        else:
            pieces[-1].append(word)
    if len(pieces) < 2 or not all(pieces):
        return ()
    read = [_named(piece) for piece in pieces[:_MOST_PIECES]]
    shaped = [replace(s, kind=kind) if s.kind is SegmentKind.NAME else s for s in read]
    return tuple(s for s in shaped if s.lookups)
