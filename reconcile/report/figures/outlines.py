"""Outlines of countries made ready once for all the maps of a report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reconcile.domain.outlines import CountryOutline
from reconcile.report.figures.projection import Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """One part of a country with the box around it, in degrees."""

    points: Sequence[Point]
    """Longitude and latitude."""
    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    name: str
    rings: tuple[Ring, ...]


def shapes_of(outlines: Iterable[CountryOutline]) -> tuple[Shape, ...]:
    """By country code: ten thousand maps look at the boxes and touch only the rings they show."""
    ordered = sorted(outlines, key=lambda one: (one.country, one.name))
    return tuple(Shape(name=one.name, rings=tuple(_ring(ring) for ring in one.rings)) for one in ordered)


def _ring(points: Sequence[Point]) -> Ring:
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    return Ring(points=points, west=min(longitudes), south=min(latitudes), east=max(longitudes), north=max(latitudes))
