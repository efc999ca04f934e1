"""Sheets of a spreadsheet: the first, where it holds records, and others by their names."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from reconcile.errors import InputError
from reconcile.ingest.archives import assert_harmless
from reconcile.ingest.faults import shown
from reconcile.ingest.files import InputFile
from reconcile.ingest.rows import RawRow, Table, blank, row_under
from reconcile.ingest.values import as_text


def read_sheet(source: InputFile, name: str | None = None) -> Table:
    """The rows of a sheet (None: the first) under the headings of its first row with content.

    Raises InputError for what is no spreadsheet, is protected, unpacks beyond measure, or has no headings.
    """
    assert_harmless(source)
    rows: Iterator[tuple[int, Sequence[object]]] = enumerate(_sheet(source, name).iter_rows(), start=1)
    for _, cells in rows:
        if not all(map(blank, cells)):
            return Table(rows=_rows(rows, headings := _headings(source, cells)), headings=headings)
    which = "The first sheet" if name is None else f"The sheet {name!r}"
    raise InputError(f"{which} of {shown(source.path)} is empty; expected column names in its first row.")


def _headings(source: InputFile, cells: Sequence[object]) -> tuple[str, ...]:
    try:
        return tuple(as_text(cell) or "" for cell in cells)
    except ValueError:
        raise InputError(
            f"The headings of {shown(source.path)} cannot be read; expected column names in its first row."
        ) from None


def _rows(rows: Iterator[tuple[int, Sequence[object]]], headings: tuple[str, ...]) -> Iterator[RawRow]:
    for number, cells in rows:
        if (row := row_under(headings, cells, number)) is not None:
            yield row


def _sheet(source: InputFile, name: str | None) -> CalamineSheet:
    with _book(source) as book:
        return book.get_sheet_by_index(0) if name is None else book.get_sheet_by_name(name)


@contextmanager
def _book(source: InputFile) -> Iterator[CalamineWorkbook]:
    source.rewind()
    try:
        with CalamineWorkbook.from_filelike(source.stream) as book:
            yield book
    except PasswordError:
        raise InputError(f"{shown(source.path)} is protected by a password; save it without one.") from None
    except (CalamineError, OSError, ValueError) as error:
        raise InputError(f"{shown(source.path)} cannot be read as a spreadsheet; save it again as .xlsx.") from error
    except BaseException as error:
        # The reader is written in Rust; its panics arrive as an exception without a public name.
        if type(error).__name__ != "PanicException":
            raise
        raise InputError(f"{shown(source.path)} cannot be read as a spreadsheet; save it again as .xlsx.") from None


def read_plain_sheet(path: Path) -> tuple[tuple[str, ...], list[tuple[int, dict[str, str]]]]:
    """The headings of the first sheet, and its rows as text by heading with their numbers. Raises InputError.

    For sheets that are no records: cells under no heading are passed over.
    """
    source = InputFile(path)
    try:
        table = read_sheet(source)
        return table.headings or (), [(row.line, _as_texts(source, row)) for row in table.rows]
    finally:
        source.close()


def read_named_sheets(path: Path, names: Sequence[str]) -> dict[str, list[tuple[int, dict[str, str]]]]:
    """By name: the rows of those of the sheets that are there, as `read_plain_sheet` gives them. Raises InputError."""
    source = InputFile(path)
    try:
        assert_harmless(source)
        with _book(source) as book:
            there = [name for name in names if name in book.sheet_names]
        tables = {name: read_sheet(source, name) for name in there}
        return {name: [(row.line, _as_texts(source, row)) for row in table.rows] for name, table in tables.items()}
    finally:
        source.close()


def _as_texts(source: InputFile, row: RawRow) -> dict[str, str]:
    try:
        return {heading: as_text(cell) or "" for heading, cell in (row.cells or {}).items()}
    except ValueError:
        raise InputError(f"Row {row.line} of {shown(source.path)} holds a cell that cannot be read as text.") from None
