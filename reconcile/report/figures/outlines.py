"""Outlines of countries made ready once for all the maps of a report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from reconcile.domain.columns import Floats
from reconcile.domain.outlines import CountryOutline
from reconcile.report.figures.projection import Edges, clipped

PADDING = 0.02
"""Of the view on each side: the border of a country that goes on beyond the figure is not drawn along its edge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """Every part of every country; ten thousand maps compare with the boxes and touch only the parts they show."""

    names: tuple[str, ...]
    """Of the country of each ring."""
    rings: tuple[Floats, ...]
    """(n, 2): longitude and latitude."""
    boxes: Floats
    """(rings, 4): west, south, east and north of each ring, in degrees."""

    def within(self, edges: Edges) -> Iterator[tuple[str, list[Floats]]]:
        """Each country of which something is in view, with what is."""
        west, south, east, north = edges
        boxes = self.boxes
        seen = (boxes[:, 2] >= west) & (boxes[:, 0] <= east) & (boxes[:, 3] >= south) & (boxes[:, 1] <= north)
        wide, high = (east - west) * PADDING, (north - south) * PADDING
        padded = (west - wide, south - high, east + wide, north + high)
        found: dict[str, list[Floats]] = {}
        for number in np.flatnonzero(seen):
            part = clipped(self.rings[number], padded)
            if len(part) >= 3:
                found.setdefault(self.names[number], []).append(part)
        yield from found.items()


def shapes_of(outlines: Iterable[CountryOutline]) -> Shapes:
    """By country code."""
    named = [
        (one.name, np.array(ring, dtype=np.float64))
        for one in sorted(outlines, key=lambda one: (one.country, one.name))
        for ring in one.rings
    ]
    boxes = [[*ring.min(axis=0), *ring.max(axis=0)] for _, ring in named]
    return Shapes(
        names=tuple(name for name, _ in named),
        rings=tuple(ring for _, ring in named),
        boxes=np.array(boxes, dtype=np.float64).reshape(-1, 4),
    )
