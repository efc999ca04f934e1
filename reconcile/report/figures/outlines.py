"""Outlines of countries made ready once for all the maps of a report."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reconcile.domain.outlines import CountryOutline
from reconcile.report.figures.projection import Edges, Ring, View, area, clipped

PADDING = 0.02
"""Of the view on each side: the border of a country that goes on beyond the figure is not drawn along its edge."""
WHOLE = 1e-9
"""Share of a square or figure that rounding may take from a country that fills it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A ring of a country, or what of it lies in a square."""

    name: str
    ring: Ring
    box: Edges
    whole: bool = False
    """Whether it is all of the square: the figure lies within one country, and there is nothing to cut."""

    def ring_within(self, edges: Edges) -> Ring:
        """What of it lies within a rectangle (of the square); nothing, or a ring."""
        west, south, east, north = edges
        if self.whole:
            return [(west, south), (west, north), (east, north), (east, south)]
        left, low, right, high = self.box
        if right < west or left > east or high < south or low > north:
            return []
        return clipped(self.ring, edges)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """Every part of every country; ten thousand maps touch only what lies near them."""

    parts: tuple[_Part, ...]
    squares: dict[tuple[float, int, int], tuple[_Part, ...]] = field(default_factory=dict, compare=False, repr=False)
    """By half their side in degrees and place: what is there. Maps of neighbouring villages share it."""

    def within(self, edges: Edges) -> Iterator[tuple[str, list[Ring]]]:
        """Each country of which something is in view, with what is."""
        west, south, east, north = edges
        wide, high = (east - west) * PADDING, (north - south) * PADDING
        padded = (west - wide, south - high, east + wide, north + high)
        found: dict[str, list[Ring]] = {}
        for one in self._around(padded):
            ring = one.ring_within(padded)
            if len(ring) >= 3:
                found.setdefault(one.name, []).append(ring)
        yield from found.items()

    def _around(self, edges: Edges) -> tuple[_Part, ...]:
        """What lies in the square that holds the view: squares begin at whole multiples of half their side."""
        west, south, east, north = edges
        half = math.sqrt(2.0) ** math.ceil(2 * math.log2(max(east - west, north - south)))
        key = half, math.floor(west / half), math.floor(south / half)
        if key not in self.squares:
            left, low = key[1] * half, key[2] * half
            self.squares[key] = tuple(_in_square(self.parts, (left, low, left + 2 * half, low + 2 * half)))
        return self.squares[key]


def fills(part: Ring, view: View) -> bool:
    """Whether a part of a country, as `Shapes.within` gave it and drawn in the figure, leaves nothing of it out."""
    return area(part) > view.width * view.height * (1 + 2 * PADDING) ** 2 * (1 - WHOLE)


def shapes_of(outlines: Iterable[CountryOutline]) -> Shapes:
    """By country code."""
    return Shapes(
        parts=tuple(
            _Part(name=one.name, ring=list(ring), box=_box(ring))
            for one in sorted(outlines, key=lambda one: (one.country, one.name))
            for ring in one.rings
        )
    )


def _in_square(parts: Iterable[_Part], square: Edges) -> Iterator[_Part]:
    west, south, east, north = square
    room = (east - west) * (north - south)
    for one in parts:
        ring = one.ring_within(square)
        if len(ring) >= 3:
            yield _Part(name=one.name, ring=ring, box=_box(ring), whole=area(ring) > room * (1 - WHOLE))


def _box(ring: Iterable[tuple[float, float]]) -> Edges:
    lons, lats = zip(*ring, strict=True)
    return min(lons), min(lats), max(lons), max(lats)
