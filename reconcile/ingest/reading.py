"""Reading one file of records, row by row: what is kept, what is rejected, and the counts."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType

from reconcile.domain.cleantext import quoted
from reconcile.domain.digests import version_digest
from reconcile.domain.fields import FIELDS
from reconcile.domain.issues import Issue, Severity
from reconcile.domain.light_values import light_value
from reconcile.domain.records import Record, RecordKind
from reconcile.errors import InputError
from reconcile.ingest.checks import doubtful
from reconcile.ingest.faults import Fault, shown
from reconcile.ingest.files import InputFile
from reconcile.ingest.formats import read_table
from reconcile.ingest.records import known_names, record_of
from reconcile.ingest.rows import RawRow, Table, folded

PROGRESS_STEP = 1_000


@light_value(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """A row that holds a record."""

    line: int
    """1-based line of the file where the row starts, or row of the sheet."""
    record: Record
    digest: str
    """`version_digest` of the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedRow:
    """A row that was not taken, as it was read."""

    file: str
    line: int
    row: Mapping[str, object] | str | None
    """Cells by heading; the text of a row that could not be taken apart; None for one too long to be kept."""
    issues: tuple[Issue, ...]
    """Why it was rejected, at least one."""


class Reading:
    """The records of one file, read as they are asked for: iterate once, then look at the counts.

    Only ids, digests and what was rejected stay in memory. The file is closed at the end of the iteration, or by
    `close` (also as a context manager) where somebody stops earlier. Iterating raises InputError where the file
    changes or disappears meanwhile; what was yielded before must then not be kept.
    """

    def __init__(self, path: Path, kind: RecordKind, progress: Callable[[int], None] | None) -> None:
        self.kind = kind
        self.file_name = path.name
        self.read = 0
        """Rows with content so far: kept, repeated and rejected."""
        self.repeated = 0
        """Rows whose id stood in an earlier row with the same content; they are not yielded again."""
        self.rejected: list[RejectedRow] = []
        self.issues: list[Issue] = []
        """Everything found so far, warnings included."""
        self._progress = progress
        self._seen: dict[str, tuple[int, str]] = {}
        self._source = InputFile(path)
        self.file_digest = self._source.digest
        """SHA-256 of the bytes of the file: 64 hexadecimal characters."""
        try:
            self._rows = self._opened(path)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Reading":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[ReadRow]:
        try:
            for row in self._rows:
                self.read += 1
                if (kept := self._kept(row)) is not None:
                    yield kept
                if self._progress is not None and self.read % PROGRESS_STEP == 0:
                    self._progress(PROGRESS_STEP)
            self._source.assert_unchanged()
            if self._progress is not None and self.read % PROGRESS_STEP:
                self._progress(self.read % PROGRESS_STEP)
        finally:
            self.close()

    def close(self) -> None:
        self._source.close()

    def digest_of(self, record: Record) -> str:
        """The `version_digest` of a record that was yielded."""
        return self._seen[record.id][1]

    def _opened(self, path: Path) -> Iterator[RawRow]:
        """The rows, the first already looked for: a file without any is refused before anything is done."""
        table = read_table(self._source, known_names(self.kind))
        if table.headings is not None:
            _assert_headings(path, table.headings, table.rows, self.kind)
        first = next(table.rows, None)
        if first is None:
            raise InputError(_nothing_in(path, table, self.kind))
        return _chained(first, table.rows)

    def _kept(self, row: RawRow) -> ReadRow | None:
        """The row where it holds a record that no earlier row holds; else it is counted as what it is."""
        record, faults = (None, row.faults) if row.faults or row.cells is None else record_of(row.cells, self.kind)
        if record is None:
            self._reject(row, faults, _id_of(row))
            return None
        digest = version_digest(record)
        line, earlier = self._seen.setdefault(record.id, (row.line, digest))
        if line == row.line:
            self.issues.extend(
                fault.issue(self.file_name, row.line, Severity.WARNING, record.id) for fault in doubtful(record)
            )
            return ReadRow(line=row.line, record=record, digest=digest)
        if earlier == digest:
            self.repeated += 1
        else:
            self._reject(row, (_other_content(record.id, line),), record.id)
        return None

    def _reject(self, row: RawRow, faults: Iterable[Fault], record_id: str | None) -> None:
        issues = tuple(fault.issue(self.file_name, row.line, record_id=record_id) for fault in faults)
        kept = row.raw if row.cells is None else dict(row.cells)
        self.rejected.append(RejectedRow(file=self.file_name, line=row.line, row=kept, issues=issues))
        self.issues.extend(issues)


def read_records(path: Path, kind: RecordKind, progress: Callable[[int], None] | None = None) -> Reading:
    """Opens a record file (.jsonl, .ndjson, .json, .csv or .xlsx) to be iterated.

    Raises InputError, one sentence, where the file as a whole cannot be read; bad rows are in `rejected` instead.
    """
    return Reading(path, kind, progress)


def _chained(first: RawRow, others: Iterator[RawRow]) -> Iterator[RawRow]:
    yield first
    yield from others


def _id_of(row: RawRow) -> str | None:
    """The id of a rejected row, where it states one that can be kept."""
    if row.cells is None:
        return None
    record_id = next((cell for heading, cell in row.cells.items() if folded(heading) == "id"), None)
    return quoted(record_id) if isinstance(record_id, str) else None


def _other_content(record_id: str, line: int) -> Fault:
    message = f"id '{quoted(record_id)}' stands in line {line} with other content; expected each id once in a file."
    return Fault(code="id-repeated", message=message, field="id", found=quoted(record_id))


LOOKED_AT = 20
"""Rows below the first in which headings are looked for where the first has none: a title stands above them."""


def _assert_headings(path: Path, headings: tuple[str, ...], rows: Iterator[RawRow], kind: RecordKind) -> None:
    names = [folded(heading) for heading in headings if heading]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise InputError(f"{shown(path)} has the column {quoted(repeated[0])} twice; rename or remove one of them.")
    required = _required(kind)
    missing = [name for name in required if name not in names]
    if missing:
        found = ", ".join(quoted(heading, 40) for heading in headings[:12] if heading) or "none"
        columns = f"column{'s' if len(missing) > 1 else ''} {' and '.join(missing)}"
        further = ", …" if len(headings) > 12 else ""
        raise InputError(
            f"{shown(path)} lacks the {columns} that {kind.plural} need; found are {found}{further}"
            f"{_of_other_kind(names, kind) or _headings_below(rows, required)}."
        )


def _required(kind: RecordKind) -> list[str]:
    return [field.name for field in FIELDS[kind] if field.required]


def _of_other_kind(names: Collection[str], kind: RecordKind) -> str:
    """The command for a file of the other kind of records; empty where it is none."""
    others = [other for other in RecordKind if other is not kind and set(names).issuperset(_required(other))]
    return "".join(f". These are columns of {other.plural}: `reconcile ingest {other.plural}`" for other in others)


def _headings_below(rows: Iterator[RawRow], required: Sequence[str]) -> str:
    """What to do where a row further down looks like the headings; empty where none does."""
    for row in islice(rows, LOOKED_AT):
        cells = {folded(str(cell)) for cell in (row.cells or {}).values()}
        if cells.issuperset(required):
            return f". Line {row.line} looks like the headings: remove the lines above it, so that they stand first"
    return ""


def _nothing_in(path: Path, table: Table, kind: RecordKind) -> str:
    if table.headings is None:
        return f"{shown(path)} holds blank lines alone; expected one JSON object per line."
    return f"{shown(path)} has column headings but no {kind.plural} below them; fill in one row for each."
