"""The results as a workbook: the same tables as the CSV export, with typed cells, frozen heads and filters."""

import io
from collections.abc import Mapping
from datetime import UTC, date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reconcile.domain.cleantext import defanged, spreadsheet_safe
from reconcile.domain.outcomes import Outcome
from reconcile.errors import OutputError
from reconcile.report.exports.columns import Cell, Kind
from reconcile.report.exports.tables import DICTIONARY_HEADS, AnyTable, all_tables

ROWS = 1_048_575
"""Below the heads: what a sheet can hold."""
CELL_LIMIT = 32_767
"""Characters of a cell."""
FIRST_YEAR = 1900
"""Spreadsheets know no earlier date; such a day stays text."""
WIDEST = 48
_CREATED = datetime(2017, 1, 1, tzinfo=UTC)
"""A fixed date: the same results give the same bytes whenever they are exported."""
_FORMATS = {Kind.DATE: "yyyy-mm-dd", Kind.INSTANT: "yyyy-mm-dd hh:mm:ss"}


def export_xlsx(outcome: Outcome) -> bytes:
    """A workbook with the sheets claims, links, statements, contradictions and data_dictionary.

    Texts are written as texts, so that none is taken for a formula or an address; instants are in UTC. Raises
    OutputError where a sheet cannot hold all rows.
    """
    packed = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(packed, options) as book:
        book.set_properties({"title": "Claims and official statements", "created": _CREATED})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#E4E8EE"})
        formats = {kind: book.add_format({"num_format": form}) for kind, form in _FORMATS.items()}
        tables = all_tables(outcome)
        for table in tables:
            _write(book.add_worksheet(table.name), table, head, formats)
        _explain(book.add_worksheet("data_dictionary"), tables, head)
    return packed.getvalue()


def _write(sheet: Worksheet, table: AnyTable, head: Format, formats: Mapping[Kind, Format]) -> None:
    rows = table.rows()
    if len(rows) > ROWS:
        raise OutputError(f"{len(rows):,} {table.name} do not fit into a sheet; export --format csv instead.")
    kinds = [column.kind for column in table.columns]
    widths = [len(column.name) + 3 for column in table.columns]
    _heads(sheet, [column.name for column in table.columns], head)
    for number, row in enumerate(rows, 1):
        for place, (cell, kind) in enumerate(zip(row, kinds, strict=True)):
            widths[place] = max(widths[place], len(str(cell)) if cell is not None else 0)
            _cell(sheet, number, place, cell, kind, formats)
    sheet.autofilter(0, 0, max(len(rows), 1), len(kinds) - 1)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(width + 1, WIDEST))


def _heads(sheet: Worksheet, names: list[str], head: Format) -> None:
    sheet.freeze_panes(1, 1)
    for place, name in enumerate(names):
        sheet.write_string(0, place, name, head)


def _cell(sheet: Worksheet, row: int, place: int, cell: Cell, kind: Kind, formats: Mapping[Kind, Format]) -> None:
    if cell is None or cell == "":
        return
    moment = _moment(cell, kind)
    if moment is not None:
        sheet.write_datetime(row, place, moment, formats[kind])
    elif isinstance(cell, str):
        sheet.write_string(row, place, spreadsheet_safe(defanged(cell))[:CELL_LIMIT])
    else:
        sheet.write_number(row, place, cell)


def _moment(cell: Cell, kind: Kind) -> date | datetime | None:
    """A day or an instant that a spreadsheet can hold as such; None: it is written as it stands."""
    if kind not in _FORMATS or not isinstance(cell, str):
        return None
    moment = datetime.fromisoformat(cell).replace(tzinfo=None)
    if moment.year < FIRST_YEAR:
        return None
    return moment.date() if kind is Kind.DATE else moment


def _explain(sheet: Worksheet, tables: tuple[AnyTable, ...], head: Format) -> None:
    _heads(sheet, list(DICTIONARY_HEADS), head)
    rows = [row for table in tables for row in table.explained()]
    for number, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            sheet.write_string(number, place, str(cell))
    sheet.autofilter(0, 0, len(rows), len(DICTIONARY_HEADS) - 1)
    for place, width in enumerate((14, 24, 30, 80)):
        sheet.set_column(place, place, width)
