"""Outlines of countries, read only when a map is drawn."""

import json
from collections.abc import Mapping
from pathlib import Path

from reconcile.domain.outlines import CountryOutline
from reconcile.errors import ReferenceDataError
from reconcile.reference.countries import Country
from reconcile.reference.tables import Desk

OUTLINES_FILE = "outlines.json"
_LEAST_POINTS = 4
"""Of a closed ring: three corners and the first again."""


def check_outlines(desk: Desk, countries: Mapping[str, Country]) -> None:
    """Faults in the outlines go to the desk."""
    text = desk.text(OUTLINES_FILE)
    if text is None:
        return
    try:
        outlines = _outlines(text)
    except (KeyError, TypeError, ValueError) as error:
        desk.fault_at(
            OUTLINES_FILE, None, "reference-outline", f"does not hold outlines: {type(error).__name__} {error}"
        )
        return
    for outline in outlines:
        if outline.country not in countries:
            message = f"draws {outline.country!r}, which is no country of countries.csv"
            desk.fault_at(OUTLINES_FILE, None, "reference-unknown-code", message)


def read_outlines(folder: Path) -> tuple[CountryOutline, ...]:
    """The outlines in a folder of reference data, by country. Raises ReferenceDataError where they cannot be read."""
    try:
        return _outlines((folder / OUTLINES_FILE).read_text(encoding="utf-8"))
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ReferenceDataError(f"{folder / OUTLINES_FILE} does not hold outlines of countries: {error}.") from error


def outline_credit(folder: Path) -> str:
    """Whose outlines they are, for the foot of a map."""
    return str(json.loads((folder / OUTLINES_FILE).read_text(encoding="utf-8"))["credit"])


def _outlines(text: str) -> tuple[CountryOutline, ...]:
    """Shape of the file: {"credit": str, "countries": {"ML": {"name": str, "rings": [[lon, lat, lon, ...], ...]}}}."""
    countries = json.loads(text)["countries"]
    return tuple(
        CountryOutline(
            country=code,
            name=str(countries[code]["name"]),
            rings=tuple(_ring(flat) for flat in countries[code]["rings"]),
        )
        for code in sorted(countries)
    )


def _ring(flat: list[float]) -> tuple[tuple[float, float], ...]:
    ring = tuple((float(lon), float(lat)) for lon, lat in zip(flat[::2], flat[1::2], strict=True))
    if len(ring) < _LEAST_POINTS or ring[0] != ring[-1]:
        raise ValueError("a ring is not closed")
    return ring
