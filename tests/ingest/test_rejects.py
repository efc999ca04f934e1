"""Rejected rows written out, mended, and read again."""

import datetime
import json
from pathlib import Path

import pytest
import xlsxwriter

from reconcile.domain.records import RecordKind
from reconcile.errors import OutputError
from reconcile.ingest import write_rejects

from .writing import read_all, write_csv, write_jsonl

BAD = {"id": "c1", "claimant": "", "text": "mots\u2028d'origine", "killed_min": "5", "killed_max": "4"}


def test_a_rejected_row_is_written_with_its_line_and_reasons(tmp_path: Path) -> None:
    _, reading = read_all(write_csv(tmp_path / "c.csv", [BAD, {"id": "c2", "claimant": "JNIM"}]))
    path = tmp_path / "c.csv.rejects.jsonl"

    write_rejects(path, reading.rejected)

    (line,) = path.read_text(encoding="utf-8").split("\n")[:-1]
    assert json.loads(line) == {
        "file": "c.csv",
        "line": 2,
        "reasons": [
            {
                "field": "claimant",
                "code": "value-missing",
                "found": None,
                "message": "claimant is empty; every claim needs one.",
            },
            {
                "field": "killed_min",
                "code": "range-reversed",
                "found": "5",
                "message": "killed_min is 5, above killed_max 4; expected the smaller number first.",
            },
        ],
        "row": {name: cell for name, cell in BAD.items() if cell},
    }
    assert [entry.name for entry in sorted(tmp_path.iterdir())] == ["c.csv", "c.csv.rejects.jsonl"]


def test_a_mended_rejects_file_is_read_as_records(tmp_path: Path) -> None:
    _, reading = read_all(write_csv(tmp_path / "c.csv", [BAD]))
    path = tmp_path / "rejects.jsonl"
    write_rejects(path, reading.rejected)
    told = json.loads(path.read_text(encoding="utf-8"))
    told["row"] |= {"claimant": "JNIM", "killed_max": 6}
    path.write_text(json.dumps(told), encoding="utf-8")

    (record,), mended = read_all(path)

    assert (record.id, record.text, mended.issues) == ("c1", BAD["text"], [])


def test_a_rejects_file_that_was_not_mended_is_rejected_for_the_same_reasons(tmp_path: Path) -> None:
    _, reading = read_all(write_csv(tmp_path / "c.csv", [BAD]))
    path = tmp_path / "rejects.jsonl"
    write_rejects(path, reading.rejected)

    _, again = read_all(path)

    assert [issue.code for issue in again.issues] == [issue.code for issue in reading.issues]


def test_what_cannot_be_taken_apart_is_written_as_its_text(tmp_path: Path) -> None:
    source = tmp_path / "c.jsonl"
    source.write_bytes(b'{"id": \n{"id": "\xe9"}\n{"id": "\\ud800", "claimant": "a"}\n')
    _, reading = read_all(source)
    path = tmp_path / "rejects.jsonl"

    write_rejects(path, reading.rejected)

    rows = [json.loads(line)["row"] for line in path.read_text(encoding="utf-8").splitlines()]
    assert rows == ['{"id": ', '{"id": "\udce9"}', {"id": "\ud800", "claimant": "a"}]


def test_cells_of_a_spreadsheet_can_be_written(tmp_path: Path) -> None:
    source = tmp_path / "c.xlsx"
    with xlsxwriter.Workbook(source) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "claimant", "published", "duration"])
        sheet.write_string(1, 0, "c1")
        sheet.write_datetime(1, 2, datetime.date(2017, 4, 18), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_datetime(1, 3, datetime.timedelta(hours=30), book.add_format({"num_format": "[h]:mm"}))
    _, reading = read_all(source)
    path = tmp_path / "rejects.jsonl"

    write_rejects(path, reading.rejected)

    row = json.loads(path.read_text(encoding="utf-8"))["row"]
    assert row == {"id": "c1", "published": "2017-04-18", "duration": "1 day, 6:00:00"}


def test_without_rejects_an_earlier_rejects_file_is_removed(tmp_path: Path) -> None:
    _, reading = read_all(write_csv(tmp_path / "c.csv", [BAD]))
    path = tmp_path / "rejects.jsonl"
    write_rejects(path, reading.rejected)

    write_rejects(path, [])

    assert not path.exists()
    write_rejects(path, [])


@pytest.mark.parametrize(
    "content", [b"", b'{"id": "c1", "claimant": "JNIM"}\n', b"id,claimant\n", b"\xff", b"[" * 100_000]
)
def test_a_file_that_is_no_rejects_file_is_never_touched(content: bytes, tmp_path: Path) -> None:
    _, reading = read_all(write_csv(tmp_path / "c.csv", [BAD]))
    path = tmp_path / "claims.jsonl"
    path.write_bytes(content)

    for rejected in (reading.rejected, []):
        with pytest.raises(OutputError, match="is no rejects file"):
            write_rejects(path, rejected)

    assert path.read_bytes() == content


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    _, reading = read_all(write_jsonl(tmp_path / "c.jsonl", [BAD]), RecordKind.CLAIM)

    with pytest.raises(OutputError, match=r"cannot be written: No such file or directory\.$"):
        write_rejects(tmp_path / "nowhere" / "rejects.jsonl", reading.rejected)
