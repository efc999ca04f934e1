"""One row to one record, or to all the reasons why not."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reconcile.domain.cleantext import quoted
from reconcile.domain.fields import FIELDS, Field
from reconcile.domain.records import ClaimRecord, Record, RecordKind, StatementRecord
from reconcile.ingest.checks import across_columns
from reconcile.ingest.faults import CellError, Fault
from reconcile.ingest.rows import folded
from reconcile.ingest.values import Parser, as_text, parser_of, storable

SMALLEST_INTEGER, LARGEST_INTEGER = -(2**63), 2**63 - 1
"""What a whole number may be anywhere in a row: 64 bits, as in every database."""

LONGEST_HEADING = 200


@dataclass(frozen=True, slots=True)
class _Column:
    field: Field
    parse: Parser


_COLUMNS: dict[RecordKind, dict[str, _Column]] = {
    kind: {field.name: _Column(field, parser_of(field)) for field in fields} for kind, fields in FIELDS.items()
}
_REQUIRED = {kind: tuple(field for field in fields if field.required) for kind, fields in FIELDS.items()}


def known_names(kind: RecordKind) -> frozenset[str]:
    return frozenset(_COLUMNS[kind])


def record_of(cells: Mapping[str, object], kind: RecordKind) -> tuple[Record | None, Sequence[Fault]]:
    """The record that the cells state and nothing, or None and every fault found."""
    columns = _COLUMNS[kind]
    values: dict[str, object] = {}
    extra: dict[str, str] = {}
    faults: list[Fault] = []
    for heading, cell in cells.items():
        if cell is None or cell == "":
            continue
        column = columns.get(heading) or columns.get(folded(heading))
        try:
            if not isinstance(cell, str):
                _assert_storable_number(cell)
            if column is None:
                _keep_extra(extra, heading, cell)
            elif (value := column.parse(cell)) is not None:
                _assert_new(column.field.name, values)
                values[column.field.name] = value
        except CellError as error:
            faults.append(_fault(heading, cell, column, error))
    unread = {fault.field for fault in faults if fault.field is not None}
    faults.extend(_missing(values, unread, kind))
    faults.extend(across_columns(values, unread))
    return (None if faults else _built(kind, values, extra)), faults


def _assert_storable_number(cell: object) -> None:
    if type(cell) is int and not SMALLEST_INTEGER <= cell <= LARGEST_INTEGER:
        raise CellError("integer-too-large", "a whole number of at most 64 bits")
    if type(cell) is float and not math.isfinite(cell):
        raise CellError("number-not-finite", "a number, not NaN or Infinity")


def _keep_extra(extra: dict[str, str], heading: str, cell: object) -> None:
    if (text := as_text(cell)) is not None:
        name = _extra_name(heading)
        _assert_new(name, extra)
        extra[name] = text


def _assert_new(name: str, values: Mapping[str, object]) -> None:
    """Two JSON keys may differ in case or spaces and still name one column."""
    if name in values:
        raise CellError("key-repeated", "each column once in a row")


def _extra_name(heading: str) -> str:
    name = heading.strip()
    if not name or len(name) > LONGEST_HEADING or not storable(name):
        raise CellError("heading-unreadable", f"column names of 1 to {LONGEST_HEADING} characters that can be stored")
    return name


def _fault(heading: str, cell: object, column: _Column | None, error: CellError) -> Fault:
    """Values of unknown columns are not quoted either: nobody said that they are not private."""
    name = quoted(heading)
    if column is None or column.field.private:
        message = f"{name} is not readable; expected {error.expected}."
        return Fault(code=error.code, message=message, field=name)
    found = quoted(cell if isinstance(cell, str) else repr(cell)[:1000])
    message = f"{column.field.name} is '{found}'; expected {error.expected}."
    return Fault(code=error.code, message=message, field=column.field.name, found=found)


def _missing(values: Mapping[str, object], unread: Collection[str], kind: RecordKind) -> list[Fault]:
    return [
        Fault(code="value-missing", message=f"{field.name} is empty; every {kind} needs one.", field=field.name)
        for field in _REQUIRED[kind]
        if field.name not in values and field.name not in unread
    ]


def _built(kind: RecordKind, values: dict[str, object], extra: Mapping[str, str]) -> Record:
    start, end = values.get("event_date_start"), values.get("event_date_end")
    if isinstance(start, date) != isinstance(end, date):
        values["event_date_start"] = values["event_date_end"] = start or end
    # The parsers of the columns give the types of the fields; a test holds the two together.
    made = ClaimRecord if kind is RecordKind.CLAIM else StatementRecord
    return made(extra=extra, **values)  # type: ignore[arg-type]
