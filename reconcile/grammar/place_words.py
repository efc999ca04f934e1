"""The words that stand beside names of places, as `words/places.toml` lists them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from reconcile.domain.places import PlaceClass


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """Sets of folded words (see `reconcile.domain.names.plain`)."""

    noise: frozenset[str]
    joints: frozenset[str]
    settlements: frozenset[str]
    sites: frozenset[str]
    eponymous_sites: frozenset[str]
    urban_sites: frozenset[str]
    areas: frozenset[str]
    nearness: tuple[str, ...]
    directions_of_travel: tuple[str, ...]
    borders: frozenset[str]
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


@cache
def place_words() -> PlaceWords:
    """The shipped word lists."""
    text = files("reconcile.grammar").joinpath("words/places.toml").read_text(encoding="utf-8")
    written: dict[str, Any] = tomllib.loads(text)
    bearings = {word: float(degrees) for degrees, words in written["bearings"].items() for word in words}
    return PlaceWords(
        noise=frozenset(written["noise"]),
        joints=frozenset(written["joints"]),
        settlements=frozenset(written["settlements"]),
        sites=frozenset(written["sites"]),
        eponymous_sites=frozenset(written["eponymous_sites"]),
        urban_sites=frozenset(written["urban_sites"]),
        areas=frozenset(written["areas"]),
        nearness=tuple(written["nearness"]),
        directions_of_travel=tuple(written["directions_of_travel"]),
        borders=frozenset(written["borders"]),
        roads=frozenset(written["roads"]),
        between=frozenset(written["between"]),
        conjunctions=frozenset(written["and"]),
        kilometres=frozenset(written["kilometres"]),
        miles=frozenset(written["miles"]),
        units={word: PlaceClass(unit) for unit, words in written["units"].items() for word in words},
        bearings=bearings,
        parts=frozenset(bearings).union(written["parts"]["middle"]),
    )
