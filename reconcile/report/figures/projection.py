"""From degrees to the surface of a figure: equirectangular, longitudes shrunk by the cosine of the middle latitude.

One unit of the figure is the same number of kilometres in both directions, so a disc drawn with a radius in
kilometres is as wide as what it stands for.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.domain.places import EARTH_RADIUS_KM

KM_PER_DEGREE = math.pi * EARTH_RADIUS_KM / 180.0
STEEPEST_LATITUDE = 80.0
"""Beyond it the scale of longitudes is kept, so that a record at the pole does not stretch the figure."""
MARGIN = 0.14
"""Share of the figure left free on each side."""

Point = tuple[float, float]
Ring = list[Point]
"""Longitude and latitude in degrees, or x and y in the figure; the last point is joined to the first."""
Edges = tuple[float, float, float, float]
"""West, south, east and north, in degrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Something to fit into a figure: a position in degrees with a radius in kilometres."""

    lat: float
    lon: float
    radius_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A figure of `width` x `height` units around a middle point."""

    width: float
    height: float
    lat: float
    lon: float
    km_per_unit: float

    def place(self, lat: float, lon: float) -> Point:
        x = self.width / 2 + (lon - self.lon) * self.km_per_degree_lon / self.km_per_unit
        y = self.height / 2 - (lat - self.lat) * KM_PER_DEGREE / self.km_per_unit
        return x, y

    def place_all(self, ring: Ring) -> Ring:
        """Longitudes and latitudes to places in the figure."""
        middle_x, middle_y, km_per_unit, km_per_lon = (
            self.width / 2,
            self.height / 2,
            self.km_per_unit,
            self.km_per_degree_lon,
        )
        return [
            (
                middle_x + (lon - self.lon) * km_per_lon / km_per_unit,
                middle_y - (lat - self.lat) * KM_PER_DEGREE / km_per_unit,
            )
            for lon, lat in ring
        ]

    @property
    def km_per_degree_lon(self) -> float:
        return KM_PER_DEGREE * math.cos(math.radians(min(abs(self.lat), STEEPEST_LATITUDE)))

    def degrees(self) -> Edges:
        lon = self.width / 2 * self.km_per_unit / self.km_per_degree_lon
        lat = self.height / 2 * self.km_per_unit / KM_PER_DEGREE
        return self.lon - lon, self.lat - lat, self.lon + lon, self.lat + lat


def fit(located: Sequence[Located], *, width: float, height: float, least_km: float) -> View:
    """The view that holds all discs with a margin, at least `least_km` wide."""
    middle = (min(p.lat for p in located) + max(p.lat for p in located)) / 2
    per_lon = KM_PER_DEGREE * math.cos(math.radians(min(abs(middle), STEEPEST_LATITUDE)))
    west = min(p.lon * per_lon - p.radius_km for p in located)
    east = max(p.lon * per_lon + p.radius_km for p in located)
    south = min(p.lat * KM_PER_DEGREE - p.radius_km for p in located)
    north = max(p.lat * KM_PER_DEGREE + p.radius_km for p in located)
    room = 1 - 2 * MARGIN
    km_per_unit = max((east - west) / (width * room), (north - south) / (height * room), least_km / width)
    return View(
        width=width,
        height=height,
        lat=(south + north) / 2 / KM_PER_DEGREE,
        lon=(west + east) / 2 / per_lon,
        km_per_unit=km_per_unit,
    )


def clipped(ring: Ring, edges: Edges) -> Ring:
    """The part of a ring inside the rectangle of `edges`, edge by edge (Sutherland and Hodgman)."""
    west, south, east, north = edges
    for axis, limit, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        if not ring:
            break
        ring = _beyond(ring, axis, limit, sign)
    return ring


def _beyond(ring: Ring, axis: int, limit: float, sign: int) -> Ring:
    """The ring without what lies on the wrong side of one straight edge.

    Point by point: the rings that maps of villages show have some twenty, for which arrays take three times as long.
    """
    kept: Ring = []
    start = ring[-1]
    was_inside = (start[axis] - limit) * sign >= 0
    for end in ring:
        inside = (end[axis] - limit) * sign >= 0
        if inside is not was_inside:
            along = (limit - start[axis]) / (end[axis] - start[axis])
            kept.append((start[0] + along * (end[0] - start[0]), start[1] + along * (end[1] - start[1])))
        if inside:
            kept.append(end)
        start, was_inside = end, inside
    return kept


def area(ring: Ring) -> float:
    """In the square of the unit of the ring, by the shoelace formula."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True))) / 2
