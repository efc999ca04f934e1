"""The empty spreadsheet that an analyst fills in."""

from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reconcile.domain.fields import FIELDS, Field, FieldKind
from reconcile.domain.records import RecordKind
from reconcile.errors import OutputError
from reconcile.ingest.explanations import allowed_values, example
from reconcile.ingest.faults import shown
from reconcile.ingest.outputs import replacing

ROWS = 1_048_575
"""Rows below the headings of a sheet: drop-downs hold for all of them."""

_CREATED = datetime(2017, 1, 1, tzinfo=UTC)
"""A fixed date, so that one version of the program writes the same bytes each time."""


def write_template(path: Path, kind: RecordKind) -> None:
    """Writes the columns with drop-downs and explanations; the rows go into the first sheet, from row 2 on.

    Raises OutputError where `path` exists (it may be filled in already) or cannot be written.
    """
    if path.exists():
        raise OutputError(f"{shown(path)} exists already and may be filled in; name another file.")
    with replacing(path) as stream, xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": f"Records of {kind.plural}", "created": _CREATED})
        heading = book.add_format({"bold": True, "bg_color": "#E4E8EE", "bottom": 1})
        required = book.add_format({"bold": True, "bg_color": "#F6DDC6", "bottom": 1})
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(kind.plural)
        sheet.freeze_panes(1, 1)
        for column, field in enumerate(FIELDS[kind]):
            sheet.write_string(0, column, field.name, required if field.required else heading)
            sheet.write_comment(0, column, _comment(field), {"x_scale": 2})
            sheet.set_column(column, column, max(12, len(field.name) + 2), text if _as_text(field) else None)
            _drop_down(sheet, column, field)
        _explain(book.add_worksheet("Columns"), kind, heading, book.add_format({"text_wrap": True, "valign": "top"}))


def _as_text(field: Field) -> bool:
    """Whether cells are to stay as typed: a spreadsheet program would make dates of ids, 1-6 and 2017-04."""
    return field.kind not in (FieldKind.COUNT, FieldKind.NUMBER)


def _comment(field: Field) -> str:
    return f"{field.help}.\nAllowed: {allowed_values(field)}.\nExample: {example(field)}"


def _drop_down(sheet: Worksheet, column: int, field: Field) -> None:
    choices = ["true", "false"] if field.kind is FieldKind.FLAG else [*field.codes] if field.codes else []
    if not choices:
        return
    rule = {"validate": "list", "source": [str(choice) for choice in choices]}
    if field.kind is FieldKind.CODES:
        # A list of several is right too, and no drop-down can say so: offer, but let other cells pass.
        rule["error_type"] = "information"
    sheet.data_validation(1, column, ROWS, column, rule)


def _explain(sheet: Worksheet, kind: RecordKind, heading: Format, wrapped: Format) -> None:
    sheet.freeze_panes(1, 1)
    titles = (("Column", 24), ("Required", 10), ("Meaning", 70), ("Allowed values", 50), ("Example", 40))
    for column, (title, width) in enumerate(titles):
        sheet.write_string(0, column, title, heading)
        sheet.set_column(column, column, width, wrapped)
    for row, field in enumerate(FIELDS[kind], start=1):
        cells = (field.name, "yes" if field.required else "", field.help, allowed_values(field), example(field))
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell, wrapped)
