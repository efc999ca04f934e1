"""Cells of tables of places as values; what does not fit is a fault of its row."""

from collections.abc import Mapping

from reconcile.domain.cleantext import one_line, quoted
from reconcile.ingest.faults import RowError
from reconcile.ingest.gazetteers.spellings import LONGEST_NAME

Cells = Mapping[str, str]
"""By folded heading; an empty cell may be missing."""
MOST_PEOPLE = 100_000_000


class PlaceRowError(RowError):
    """A cell that cannot be what its column says."""

    def __init__(self, code: str, field: str, found: str, expected: str) -> None:
        what = f"{field} is empty" if not found else f"{field} is '{quoted(found)}'"
        super().__init__(code, f"{what}; expected {expected}.", field)


def name_cell(cells: Cells, field: str) -> str:
    """Raises PlaceRowError for a name that is missing, too long, or without a letter."""
    name = one_line(cells.get(field, ""))
    if not any(c.isalnum() for c in name) or len(name) > LONGEST_NAME:
        raise PlaceRowError("place-name", field, name, f"a name of up to {LONGEST_NAME} characters")
    return name


def point_cells(cells: Cells, lat: str, lon: str) -> tuple[float, float]:
    """Raises PlaceRowError where either is no number of degrees, or both are 0, which stands for unknown."""
    point = _degrees(cells, lat, 90), _degrees(cells, lon, 180)
    if point == (0.0, 0.0):
        raise PlaceRowError("coordinates-zero", lat, "0", "degrees; 0 and 0 lie in the Gulf of Guinea")
    return point


def _degrees(cells: Cells, field: str, limit: int) -> float:
    number = number_cell(cells, field, -limit, limit)
    if number is None:
        raise PlaceRowError("coordinates-missing", field, "", f"degrees between -{limit} and {limit}")
    return number


def number_cell(cells: Cells, field: str, least: float, most: float) -> float | None:
    """None for an empty cell; raises PlaceRowError for what is no number within the limits."""
    written = cells.get(field, "").strip()
    if not written:
        return None
    try:
        number = float(written)
    except ValueError:
        number = float("nan")
    if not least <= number <= most:
        raise PlaceRowError("number-expected", field, written, f"a number between {least:g} and {most:g}")
    return number


def population_cell(cells: Cells, field: str) -> int | None:
    """People; None where none are stated, for which sources also write 0."""
    number = number_cell(cells, field, 0, MOST_PEOPLE)
    return int(number) if number else None
