"""Distances and directions on a sphere; kilometres and degrees."""

import math

from reconcile.domain.places import EARTH_RADIUS_KM
from reconcile.domain.spheres import great_circle_km

Point = tuple[float, float]
"""Latitude and longitude, WGS 84."""


def distance_km(a: Point, b: Point) -> float:
    """Great-circle distance."""
    return great_circle_km(*a, *b)


def displaced(start: Point, bearing: float, km: float) -> Point:
    """The point `km` from `start` in the direction `bearing` (degrees clockwise from north)."""
    lat, course, arc = math.radians(start[0]), math.radians(bearing), km / EARTH_RADIUS_KM
    end = math.asin(math.sin(lat) * math.cos(arc) + math.cos(lat) * math.sin(arc) * math.cos(course))
    east = math.atan2(math.sin(course) * math.sin(arc) * math.cos(lat), math.cos(arc) - math.sin(lat) * math.sin(end))
    return math.degrees(end), (start[1] + math.degrees(east) + 540) % 360 - 180


def bearing_to(a: Point, b: Point) -> float:
    """The direction in which b lies from a, degrees clockwise from north."""
    lat_a, lat_b, east = math.radians(a[0]), math.radians(b[0]), math.radians(b[1] - a[1])
    y = math.sin(east) * math.cos(lat_b)
    x = math.cos(lat_a) * math.sin(lat_b) - math.sin(lat_a) * math.cos(lat_b) * math.cos(east)
    return math.degrees(math.atan2(y, x)) % 360


def midpoint(a: Point, b: Point) -> Point:
    return displaced(a, bearing_to(a, b), distance_km(a, b) / 2)
