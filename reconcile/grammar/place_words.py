"""The words that stand beside names of places, as `words/places.toml` lists them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reconcile.domain.names import plain
from reconcile.domain.places import PlaceClass
from reconcile.reference.word_lists import Section, Shape, read_word_lists


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """Sets of folded words (see `reconcile.domain.names.plain`)."""

    noise: frozenset[str]
    joints: frozenset[str]
    joints_behind: frozenset[str]
    """Joints in small letters behind a word of kind alone."""
    settlements: frozenset[str]
    sites: frozenset[str]
    eponymous_sites: frozenset[str]
    urban_sites: frozenset[str]
    areas: frozenset[str]
    nearness: tuple[str, ...]
    directions_of_travel: tuple[str, ...]
    countries: frozenset[str]
    loose_units: frozenset[str]
    """Units that also mean what lies around a place, where they stand before "of"."""
    borders: frozenset[str]
    borders_behind: frozenset[str]
    """Words for a border that stand behind the kind of a place, and before an adjective."""
    roads: frozenset[str]
    between: frozenset[str]
    conjunctions: frozenset[str]
    kilometres: frozenset[str]
    miles: frozenset[str]
    units: dict[str, PlaceClass]
    bearings: dict[str, float]
    """Degrees clockwise from north."""
    parts: frozenset[str]
    """Words that make a part of a unit: bearings and the middle."""
    town_centre: frozenset[str]
    """Of these the ones that mean the town, where one bears the name."""
    dozens: dict[str, int]
    """Numbers told by one word, of kilometres: `une quinzaine de kilomètres`."""


WORDS = Path(__file__).resolve().parent / "words"
SHAPE = Shape(
    lists=(
        "noise", "joints", "joints_behind", "settlements", "sites", "eponymous_sites", "urban_sites", "areas",
        "nearness", "directions_of_travel",
        "countries", "loose_units", "borders", "borders_behind", "roads", "between", "and", "kilometres", "miles",
    ),
    sections={
        "units": Section(allowed=PlaceClass),
        "bearings": Section(allowed=float),
        "parts": Section(required=("middle", "town_centre")),
        "dozens": Section(required=("10",), allowed=int),
    },
)  # fmt: skip


@cache
def place_words() -> PlaceWords:
    """The shipped word lists, checked."""
    written = read_word_lists(WORDS / "places.toml", SHAPE)
    bearings = {word: float(degrees) for degrees, words in written["bearings"].items() for word in words}
    return PlaceWords(
        noise=frozenset(written["noise"]),
        joints=frozenset(written["joints"]),
        joints_behind=frozenset(written["joints_behind"]),
        settlements=frozenset(written["settlements"]),
        sites=frozenset(written["sites"]),
        eponymous_sites=frozenset(written["eponymous_sites"]),
        urban_sites=frozenset(written["urban_sites"]),
        areas=frozenset(written["areas"]),
        nearness=tuple(written["nearness"]),
        directions_of_travel=tuple(written["directions_of_travel"]),
        countries=frozenset(written["countries"]),
        loose_units=frozenset(written["loose_units"]),
        borders=frozenset(written["borders"]),
        borders_behind=frozenset(written["borders_behind"]),
        roads=frozenset(written["roads"]),
        between=frozenset(written["between"]),
        conjunctions=frozenset(written["and"]),
        kilometres=frozenset(written["kilometres"]),
        miles=frozenset(written["miles"]),
        units={word: PlaceClass(unit) for unit, words in written["units"].items() for word in words},
        bearings=bearings,
        parts=frozenset(bearings).union(written["parts"]["middle"]),
        town_centre=frozenset(written["parts"]["town_centre"]),
        dozens={plain(word): int(number) for number, words in written["dozens"].items() for word in words},
    )
