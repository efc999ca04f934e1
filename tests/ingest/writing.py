"""Record files as other people's programs write them."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow
import xlsxwriter
from pyarrow import parquet

from reconcile.domain.records import Record, RecordKind
from reconcile.ingest import Reading, read_records

Row = Mapping[str, object]

REQUIRED: dict[RecordKind, dict[str, object]] = {
    RecordKind.CLAIM: {"id": "c1", "claimant": "JNIM"},
    RecordKind.STATEMENT: {"id": "s1", "issuer": "MINUSMA"},
}


def write_jsonl(path: Path, rows: Sequence[Row]) -> Path:
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass"))
    return path


def write_csv(path: Path, rows: Sequence[Row], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    told = io.StringIO(newline="")
    writer = csv.DictWriter(told, headings, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(told.getvalue().encode(encoding))
    return path


def write_parquet(path: Path, rows: Sequence[Row]) -> Path:
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    columns = [pyarrow.array([row.get(heading) for row in rows]) for heading in headings]
    parquet.write_table(pyarrow.Table.from_arrays(columns, names=headings), path)
    return path


def write_xlsx(path: Path, rows: Sequence[Row]) -> Path:
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading)
        for line, row in enumerate(rows, start=1):
            for column, heading in enumerate(headings):
                _write_cell(sheet, line, column, row.get(heading))
    return path


def _write_cell(sheet: xlsxwriter.worksheet.Worksheet, line: int, column: int, cell: object) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(line, column, cell)
    elif isinstance(cell, (int, float)):
        sheet.write_number(line, column, cell)
    elif cell is not None:
        sheet.write_string(line, column, str(cell))


def read_all(path: Path, kind: RecordKind = RecordKind.CLAIM) -> tuple[list[Record], Reading]:
    reading = read_records(path, kind)
    return [row.record for row in reading], reading


def faults_of(path: Path, kind: RecordKind = RecordKind.CLAIM) -> list[tuple[int | None, str | None, str]]:
    """Line, field and code of every issue of a file."""
    _, reading = read_all(path, kind)
    return [(issue.line, issue.field, issue.code) for issue in reading.issues]
