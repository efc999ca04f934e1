"""Outlines of countries for the maps of the report."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryOutline:
    country: str
    """ISO 3166 alpha-2."""
    name: str
    rings: tuple[tuple[tuple[float, float], ...], ...]
    """Closed rings of (longitude, latitude) in degrees."""
