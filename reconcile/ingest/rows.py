"""What all file formats are read into: rows of named cells, with the line where each starts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reconcile.domain.light_values import light_value
from reconcile.ingest.faults import Fault

LONGEST_LINE = 16 * 1024 * 1024
"""Bytes of one line; keeps a file without line ends from filling the memory."""


@light_value(frozen=True, slots=True, kw_only=True)
class RawRow:
    """One row as read. Either `cells` or `raw` is there; neither for a row too long to be kept."""

    line: int
    """1-based line of the file where the row starts, or row of the sheet."""
    cells: Mapping[str, object] | None = None
    """By heading as written. A cell that is empty may be missing."""
    raw: str | None = None
    """The text of a row that could not be taken apart."""
    faults: tuple[Fault, ...] = ()


Rows = Iterator[RawRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows of a file, and its headings where the format has any."""

    rows: Rows
    headings: tuple[str, ...] | None = None


def folded(heading: str) -> str:
    """The form under which headings are compared."""
    return heading.strip().casefold()


def blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def row_under(headings: Sequence[str], cells: Sequence[object], line: int) -> RawRow | None:
    """The row with its cells under their headings, None where all are empty.

    Cells beyond the headings, or under an empty heading, are a fault: nobody could say what they mean.
    """
    named: dict[str, object] = {}
    stray: list[int] = []
    for number, cell in enumerate(cells):
        if blank(cell):
            continue
        if number < len(headings) and headings[number]:
            named[headings[number]] = cell
        else:
            stray.append(number)
    if not stray:
        return RawRow(line=line, cells=named) if named else None
    message = f"Cell {stray[0] + 1} of the row has content but its column has no heading."
    fault = Fault(code="cell-without-heading", message=message)
    named.update((f"column {number + 1}", cells[number]) for number in stray)
    return RawRow(line=line, cells=named, faults=(fault,))
