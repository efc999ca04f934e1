"""Declarations of which source was collected over which days."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reconcile.domain.cleantext import quoted
from reconcile.domain.dates import DateInterval
from reconcile.domain.fields import Field, FieldKind
from reconcile.domain.issues import Issue
from reconcile.domain.sources import Coverage
from reconcile.errors import InputError
from reconcile.ingest.faults import CellError, Fault, shown
from reconcile.ingest.files import InputFile
from reconcile.ingest.formats import read_table
from reconcile.ingest.rows import RawRow, folded
from reconcile.ingest.values import parser_of

COLUMNS = (
    Field(name="source", kind=FieldKind.TEXT, help="Key of the issuer or outlet", required=True),
    Field(name="from", kind=FieldKind.DATE, help="First day that was collected: ISO date", required=True),
    Field(name="to", kind=FieldKind.DATE, help="Last day that was collected: ISO date", required=True),
    Field(name="note", kind=FieldKind.TEXT, help="How it was collected"),
)
_PARSERS = {column.name: parser_of(column) for column in COLUMNS}


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageReading:
    """What a coverage file declares, and the rows that could not be taken."""

    coverage: tuple[Coverage, ...]
    issues: tuple[Issue, ...]
    rejected: int
    """Rows; one may have several issues."""


def read_coverage(path: Path, is_source: Callable[[str], bool] = lambda key: True) -> CoverageReading:
    """The declarations of a file with the columns source, from, to and note, in file order.

    A row whose source is none for `is_source` is not taken.
    Raises InputError where the file as a whole cannot be read or lacks a column.
    """
    source = InputFile(path)
    try:
        table = read_table(source, frozenset(_PARSERS))
        names = frozenset(map(folded, table.headings or _PARSERS))
        missing = [column.name for column in COLUMNS if column.required and column.name not in names]
        if missing:
            raise InputError(
                f"{shown(path)} lacks the column{'s' if len(missing) > 1 else ''} {' and '.join(missing)}; "
                "expected source, from, to and note."
            )
        results = [(row, _declared(row, is_source)) for row in table.rows]
        source.assert_unchanged()
    finally:
        source.close()
    coverage = tuple(result for _, result in results if isinstance(result, Coverage))
    rejected = [(row, result) for row, result in results if not isinstance(result, Coverage)]
    issues = tuple(fault.issue(path.name, row.line) for row, faults in rejected for fault in faults)
    return CoverageReading(coverage=coverage, issues=issues, rejected=len(rejected))


def _declared(row: RawRow, is_source: Callable[[str], bool]) -> Coverage | list[Fault]:
    if row.faults or row.cells is None:
        return list(row.faults)
    values, faults = _values({folded(heading): cell for heading, cell in row.cells.items()})
    source, start, end, note = (values.get(column.name) for column in COLUMNS)
    if faults or not (isinstance(source, str) and isinstance(start, date) and isinstance(end, date)):
        return faults
    if not is_source(source):
        message = f"The source table has no {source!r}; add it there, or write the key it has."
        return [Fault(code="source-unknown", message=message, field="source", found=source)]
    if end < start:
        message = f"to is {end}, before from {start}; expected the same day or a later one."
        return [Fault(code="date-reversed", message=message, field="to", found=str(end))]
    return Coverage(source=source, days=DateInterval(start, end), note=note if isinstance(note, str) else None)


def _values(cells: Mapping[str, object]) -> tuple[dict[str, object], list[Fault]]:
    values: dict[str, object] = {}
    faults: list[Fault] = []
    for column in COLUMNS:
        cell = cells.get(column.name)
        try:
            value = _PARSERS[column.name](cell)
        except CellError as error:
            found = quoted(str(cell))
            message = f"{column.name} is '{found}'; expected {error.expected}."
            faults.append(Fault(code=error.code, message=message, field=column.name, found=found))
            continue
        if value is not None:
            values[column.name] = value
        elif column.required:
            message = f"{column.name} is empty; every declaration needs one."
            faults.append(Fault(code="value-missing", message=message, field=column.name))
    return values, faults
