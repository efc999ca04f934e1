"""Tables of places with headings: CSV, each row as cells under folded headings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reconcile.domain.cleantext import quoted
from reconcile.errors import InputError
from reconcile.ingest.delimited import read_delimited
from reconcile.ingest.faults import shown
from reconcile.ingest.gazetteers.packed import PlaceFile
from reconcile.ingest.rows import RawRow, folded


def columns_of(file: PlaceFile, known: Iterable[str], required: Iterable[Sequence[str]], what: str) -> Iterator[RawRow]:
    """The rows of a table; cells that say NA are left out. `required` holds groups of headings that will do.

    Raises InputError, naming the table expected by `what`, where none of a group is there.
    """
    table = read_delimited(file, frozenset(known))
    names = {heading: folded(heading) for heading in table.headings or ()}
    missing = [group[0] for group in required if not set(group) & set(names.values())]
    if missing:
        found = ", ".join(quoted(heading, 40) for heading in list(names)[:12]) or "none"
        raise InputError(
            f"{shown(file.path)} is no {what}: it lacks the column {' and '.join(missing)}; found are {found}."
        )
    return (_folded(row, names) for row in table.rows)


def _folded(row: RawRow, names: dict[str, str]) -> RawRow:
    if row.cells is None:
        return row
    cells = {names.get(heading, heading): cell for heading, cell in row.cells.items() if cell != "NA"}
    return replace(row, cells=cells)
