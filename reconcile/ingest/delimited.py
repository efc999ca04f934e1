"""CSV: comma, semicolon or tab, with or without byte-order mark, line ends inside quotes."""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reconcile.errors import InputError
from reconcile.ingest.faults import Fault, RowError, shown
from reconcile.ingest.files import InputFile
from reconcile.ingest.jsonlines import not_utf8, too_long
from reconcile.ingest.rows import RawRow, Table, folded, row_under
from reconcile.ingest.values import LONGEST_TEXT

DELIMITERS = ",;\t"

csv.field_size_limit(2 * LONGEST_TEXT)
"""The module's own limit (131,072) is below the longest text; a limit there must be, since a quote that is never
closed swallows what follows. It can only be set for the whole process."""


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    fault: Fault | None = None


class _Feed:
    """Gives the csv reader its lines and remembers those of the row at hand, to start again after its first."""

    def __init__(self, source: InputFile) -> None:
        self._lines = source.lines()
        self._again: deque[_Line] = deque()
        self.taken: list[_Line] = []

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._decoded(*next(self._lines))
        self.taken.append(line)
        return line.text

    def give_back(self, kept: int) -> None:
        """Puts all lines of the row at hand back, except the first `kept`."""
        self._again.extendleft(reversed(self.taken[kept:]))
        del self.taken[kept:]

    @staticmethod
    def _decoded(number: int, line: bytes | None) -> _Line:
        if line is None:
            return _Line(number, "", too_long().fault)
        try:
            return _Line(number, line.decode())
        except UnicodeDecodeError as error:
            return _Line(number, line.decode("utf-8", "surrogateescape"), not_utf8(line, error).fault)


def read_delimited(source: InputFile, known: frozenset[str]) -> Table:
    """The rows under the headings of the first line; `known` are the folded names that tell the delimiter.

    Raises InputError where the first line cannot be headings.
    """
    feed = _Feed(source)
    delimiter = _delimiter(feed, known, source)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    try:
        headings = tuple(heading.strip() for heading in next(reader))
    except (csv.Error, StopIteration):
        raise InputError(
            f"The headings of {shown(source.path)} cannot be read; expected column names in its first line."
        ) from None
    return Table(rows=_rows(feed, reader, headings), headings=headings)


def _delimiter(feed: _Feed, known: frozenset[str], source: InputFile) -> str:
    """The delimiter that finds most of our names in the first line that is not blank; takes the blank ones."""
    for text in feed:
        if text.strip() or feed.taken[-1].fault is not None:
            break
        feed.taken.clear()
    if not feed.taken:
        raise InputError(f"{shown(source.path)} holds blank lines alone; expected column names in its first line.")
    line = feed.taken[0]
    if line.fault is not None:
        raise InputError(f"The headings of {shown(source.path)} cannot be read: {line.fault.message}")
    if line.text.strip().lower() in {f"sep={mark}" for mark in DELIMITERS.replace("\t", "")}:
        feed.taken.clear()  # spreadsheet programs write and obey such a first line
        return line.text.strip()[-1]
    feed.give_back(0)
    return max(DELIMITERS, key=lambda mark: _score(line.text, mark, known))


def _score(line: str, delimiter: str, known: frozenset[str]) -> tuple[int, int]:
    try:
        names = next(csv.reader([line], delimiter=delimiter))
    except (csv.Error, StopIteration):
        return 0, 0
    return sum(folded(name) in known for name in names), len(names)


def _rows(feed: _Feed, reader: "Iterator[list[str]]", headings: tuple[str, ...]) -> Iterator[RawRow]:
    while True:
        feed.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _broken(feed, error)
            continue
        row = row_under(headings, cells, feed.taken[0].number)
        fault = next((line.fault for line in feed.taken if line.fault is not None), None)
        if fault is not None:
            yield _marked(row, fault, feed.taken[0].number)
        elif row is not None:
            yield row


def _marked(row: RawRow | None, fault: Fault, line: int) -> RawRow:
    return RawRow(line=line, faults=(fault,)) if row is None else replace(row, faults=(fault, *row.faults))


def _broken(feed: _Feed, error: csv.Error) -> RawRow:
    """Rejects the first line alone; the lines that a quote left open had swallowed are read again as rows."""
    feed.give_back(1)
    first = feed.taken[0]
    broken = RowError("csv-broken", f"The row cannot be taken apart ({error}); check its quotes.")
    faults = (broken.fault,) if first.fault is None else (first.fault, broken.fault)
    return RawRow(line=first.number, raw=first.text.rstrip("\r\n"), faults=faults)
