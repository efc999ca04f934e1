"""Reading one folder of desk books: CSV tables a person can edit, with every fault named by file and line."""

import csv
import hashlib
import io
from collections.abc import Container, Iterable, Sequence
from datetime import date
from pathlib import Path

from reconcile.domain.cleantext import quoted
from reconcile.domain.issues import Issue, Severity

PART_SEPARATOR = "|"
"""Between several values in one cell."""


class Row:
    """One line of a table; a cell that is not there reads as empty."""

    __slots__ = ("cells", "columns", "file", "line")

    def __init__(self, file: str, line: int, columns: dict[str, int], cells: list[str]) -> None:
        self.file = file
        self.line = line
        self.columns = columns
        self.cells = cells

    def __getitem__(self, column: str) -> str:
        return self.cells[self.columns[column]]

    def parts(self, column: str) -> tuple[str, ...]:
        """The values of a cell that may hold several, in their order."""
        return tuple(part.strip() for part in self[column].split(PART_SEPARATOR) if part.strip())


class Desk:
    """A folder of tables while it is read, and the faults found in it so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Issue] = []

    def rows(self, file: str, columns: Sequence[str]) -> list[Row]:
        """The lines of `file` below its header, which names exactly `columns` in any order.

        A file or line that cannot be read becomes a fault; the good lines are returned.
        """
        text = self.text(file)
        if text is None:
            return []
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        found: list[Row] = []
        header: dict[str, int] | None = None
        try:
            for cells in reader:
                if header is None:
                    header = self._header(file, cells, columns)
                    if header is None:
                        return []
                elif len(cells) == len(header):
                    found.append(Row(file, reader.line_num, header, [cell.strip() for cell in cells]))
                elif cells:
                    message = f"has {len(cells)} cells where the header names {len(header)} columns"
                    self.fault_at(file, reader.line_num, "reference-cells", message)
        except csv.Error as error:
            self.fault_at(file, reader.line_num, "reference-csv", f"is not CSV: {error}")
        if header is None:
            self.fault_at(file, 1, "reference-header", "is empty; its first line must name the columns")
        return found

    def text(self, file: str) -> str | None:
        """The content of `file` without byte order mark, or None and a fault."""
        try:
            content = (self.folder / file).read_bytes()
            return content.decode("utf-8-sig")
        except OSError:
            self.fault_at(file, None, "reference-missing", "cannot be read; every table must be in the folder")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            self.fault_at(file, line, "reference-encoding", "is not UTF-8; save it as UTF-8")
        return None

    def fault(self, row: Row, column: str, message: str, code: str = "reference-value") -> None:
        """Note what is wrong with one cell."""
        self.fault_at(row.file, row.line, code, message, column, row[column])

    def fault_at(
        self, file: str, line: int | None, code: str, message: str, field: str | None = None, found: str | None = None
    ) -> None:
        shown = None if found is None else quoted(found)
        where = file if line is None else f"{file}, line {line}"
        if field is not None:
            where += f", {field} {shown!r}"
        self.faults.append(
            Issue(
                code=code,
                severity=Severity.ERROR,
                message=f"{where}: {message}.",
                file=file,
                line=line,
                field=field,
                found=shown,
            )
        )

    def required(self, row: Row, *columns: str) -> bool:
        """Whether all these cells hold something; a fault for each that does not."""
        empty = [column for column in columns if not row[column]]
        for column in empty:
            self.fault(row, column, "must not be empty", "reference-empty")
        return not empty

    def number(self, row: Row, column: str, low: float, high: float) -> float | None:
        """The number in a cell, between `low` and `high`; None where it is empty or faulty."""
        if not row[column]:
            return None
        try:
            value = float(row[column])
        except ValueError:
            self.fault(row, column, "is not a number", "reference-number")
            return None
        if not low <= value <= high:
            self.fault(row, column, f"must lie between {low:g} and {high:g}", "reference-number")
            return None
        return value

    def day(self, row: Row, column: str) -> date | None:
        """The ISO date in a cell; None where it is empty or faulty."""
        if not row[column]:
            return None
        try:
            return date.fromisoformat(row[column])
        except ValueError:
            self.fault(row, column, "is not a date such as 2017-03-02", "reference-date")
            return None

    def unique(self, rows: Iterable[Row], *columns: str) -> None:
        """A fault for every line whose `columns` hold what an earlier line held."""
        first: dict[tuple[str, ...], int] = {}
        for row in rows:
            key = tuple(row[column] for column in columns)
            earlier = first.setdefault(key, row.line)
            if earlier != row.line:
                self.fault(row, columns[0], f"stands in line {earlier} already", "reference-duplicate")

    def known(self, row: Row, column: str, codes: Container[str], what: str) -> bool:
        """Whether the cell holds one of `codes`; otherwise a fault."""
        if row[column] in codes:
            return True
        self.fault(row, column, f"is no {what}", "reference-unknown-code")
        return False

    def all_known(self, row: Row, column: str, codes: Container[str], what: str) -> bool:
        """Whether each value of a cell is one of `codes`; a fault for each that is not."""
        unknown = [part for part in row.parts(column) if part not in codes]
        for part in unknown:
            self.fault(row, column, f"{part!r} is no {what}", "reference-unknown-code")
        return not unknown

    def digest(self, *files: str) -> str:
        """SHA-256 over the named files; line ends and a byte order mark do not count."""
        total = hashlib.sha256()
        for file in files:
            path = self.folder / file
            content = path.read_bytes() if path.is_file() else b""
            content = content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
            total.update(f"{file}\n{len(content)}\n".encode())
            total.update(content)
        return total.hexdigest()

    def _header(self, file: str, cells: list[str], columns: Sequence[str]) -> dict[str, int] | None:
        names = [cell.strip() for cell in cells]
        missing = [column for column in columns if column not in names]
        unknown = [name for name in names if name not in columns]
        for column in missing:
            self.fault_at(file, 1, "reference-column-missing", f"lacks the column {column!r}")
        for name in unknown:
            message = f"has the unknown column {quoted(name)!r}; known are {', '.join(columns)}"
            self.fault_at(file, 1, "reference-column-unknown", message)
        if len(set(names)) < len(names):
            self.fault_at(file, 1, "reference-column-twice", "names a column twice")
            return None
        return None if missing or unknown else {name: place for place, name in enumerate(names)}
