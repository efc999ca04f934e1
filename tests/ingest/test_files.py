"""A file as a whole: what is refused, and with which sentence."""

import datetime
import hashlib
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from reconcile.domain.records import RecordKind
from reconcile.errors import InputError
from reconcile.ingest import read_records

from .writing import faults_of, read_all, write_csv, write_jsonl, write_xlsx

CLAIM = {"id": "c1", "claimant": "JNIM"}


def refusal(path: Path, kind: RecordKind = RecordKind.CLAIM) -> str:
    """The sentence with which a file is refused, without its folder."""
    with pytest.raises(InputError) as refused:
        read_records(path, kind)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence.replace(f"{path.parent}/", "")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("c.jsonl", b"", "c.jsonl is empty; expected column headings or JSON objects, one per line."),
        ("c.csv", b"", "c.csv is empty; expected column headings or JSON objects, one per line."),
        ("c.xlsx", b"", "c.xlsx is empty; expected column headings or JSON objects, one per line."),
        ("c.jsonl", b"\n \r\n\n", "c.jsonl holds blank lines alone; expected one JSON object per line."),
        ("c.csv", b"\n\n", "c.csv holds blank lines alone; expected column names in its first line."),
        (
            "c.csv",
            b"id,claimant\n\n,,\n",
            "c.csv has column headings but no claims below them; fill in one row for each.",
        ),
        ("c.csv", b"id,place\n1,2\n", "c.csv lacks the column claimant that claims need; found are id, place."),
        (
            "c.csv",
            b"id,issuer,place\ns1,MINUSMA,Gao\n",
            (
                "c.csv lacks the column claimant that claims need; found are id, issuer, place. "
                "These are columns of statements: `reconcile ingest statements`."
            ),
        ),
        ("c.csv", b"\x00\n", "c.csv lacks the columns id and claimant that claims need; found are none."),
        (
            "c.csv",
            b"Claims of April,,\n,Who,Where\nid,Claimant,place\nc1,JNIM,Gao\n",
            (
                "c.csv lacks the columns id and claimant that claims need; found are Claims of April. Line 3 looks "
                "like the headings: remove the lines above it, so that they stand first."
            ),
        ),
        ("c.csv", b"id,claimant,Place,place \n", "c.csv has the column place twice; rename or remove one of them."),
        ("c.csv", b'id,"x\n', "The headings of c.csv cannot be read; expected column names in its first line."),
        ("c.csv", "id,claimant\n".encode("utf-16"), "c.csv is UTF-16 text; save it as UTF-8."),
        ("c.jsonl", "{}\n".encode("utf-16"), "c.jsonl is UTF-16 text; save it as UTF-8."),
        ("c.csv", b"PK\x03\x04", "c.csv is a spreadsheet or archive, not text; a spreadsheet's name ends in .xlsx."),
        ("c.json", b'[{"id": "1"}]', "c.json holds one JSON list; expected one JSON object per line."),
        ("c.xlsx", b"id\n", "c.xlsx is not an .xlsx spreadsheet; save it as one from a spreadsheet program."),
        (
            "c.xls",
            b"x",
            "c.xls is none of the formats read; expected a name ending in .jsonl, .csv, .xlsx or .parquet.",
        ),
        (
            "claims",
            b"x",
            "claims is none of the formats read; expected a name ending in .jsonl, .csv, .xlsx or .parquet.",
        ),
    ],
)
def test_a_file_that_is_no_record_file_is_refused(name: str, content: bytes, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    assert refusal(path) == sentence


def test_headings_in_another_encoding_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_bytes(b"id,claimant,r\xe9gion\n1,2,3\n")

    assert refusal(path) == (
        "The headings of c.csv cannot be read: Byte 14 of the line (column 14) is 0xe9, which is not UTF-8; save the "
        "file as UTF-8."
    )


def test_a_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "records.csv"
    folder.mkdir()

    assert refusal(folder) == "records.csv is a folder; name the files to read."


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    path = tmp_path / "records.csv"
    os.mkfifo(path)

    assert refusal(path) == "records.csv is not a regular file; name the files to read."


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.csv") == "gone.csv is not there; check the name, or whether it was moved."


@pytest.mark.parametrize("name", ["a\x00b.csv", "x" * 300 + ".csv", "file.csv/c.csv"])
def test_a_name_that_no_file_can_have_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "file.csv").write_text("x")

    assert "cannot be read: " in refusal(tmp_path / name)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "c.csv", [CLAIM])
    path.chmod(0)

    assert refusal(path) == "c.csv may not be read by this user; change its permissions."


def _remove(path: Path) -> None:
    path.unlink()


def _append(path: Path) -> None:
    with path.open("a") as stream:
        stream.write("\n")


def _replace(path: Path) -> None:
    other = path.with_suffix(".other")
    other.write_bytes(path.read_bytes())
    other.replace(path)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_remove, "c.jsonl is not there; check the name, or whether it was moved."),
        (_append, "c.jsonl changed while it was read; ingest it again once it is complete."),
        (_replace, "c.jsonl changed while it was read; ingest it again once it is complete."),
    ],
)
def test_a_file_that_changes_or_vanishes_while_it_is_read_is_refused_at_its_end(
    change: Callable[[Path], None], sentence: str, tmp_path: Path
) -> None:
    path = write_jsonl(tmp_path / "c.jsonl", [{**CLAIM, "id": str(number)} for number in range(3)])
    rows = iter(read_records(path, RecordKind.CLAIM))
    next(rows)
    change(path)

    with pytest.raises(InputError) as refused:
        list(rows)

    assert str(refused.value) == f"{path.parent}/{sentence}"


def test_the_digest_is_of_the_bytes(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "c.csv", [CLAIM])

    with read_records(path, RecordKind.CLAIM) as reading:
        assert reading.file_digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_only_the_row_with_another_encoding_is_rejected_in_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_bytes(b'{"id":"1","claimant":"a"}\n{"id":"2","claimant":"\xc3\xa9\xe9"}\n{"id":"3","claimant":"c"}\n')

    records, reading = read_all(path)

    assert [record.id for record in records] == ["1", "3"]
    (issue,) = reading.issues
    assert (issue.line, issue.code) == (2, "encoding-not-utf8")
    assert issue.message == "Byte 25 of the line (column 24) is 0xe9, which is not UTF-8; save the file as UTF-8."


def test_only_the_row_with_another_encoding_is_rejected_in_csv(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_bytes(b"id,claimant\n1,a\n2,\xe9\n3,c\n")

    records, reading = read_all(path)

    assert [record.id for record in records] == ["1", "3"]
    (issue,) = reading.issues
    assert (issue.line, issue.code) == (3, "encoding-not-utf8")
    assert issue.message == "Byte 3 of the line (column 3) is 0xe9, which is not UTF-8; save the file as UTF-8."


TOO_DEEP = "The row nests lists or objects more than 20 deep."


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        (b'{"id" "1"}', "json-broken", "Not JSON at column 7: Expecting ':' delimiter."),
        (b'{"id": "a\x0bb"}', "json-broken", "Not JSON at column 10: Invalid control character."),
        (b"[1]", "row-not-object", "The line holds a list; expected one JSON object."),
        (b"null", "row-not-object", "The line holds null; expected one JSON object."),
        (b"17", "row-not-object", "The line holds a number; expected one JSON object."),
        (b'"x"', "row-not-object", "The line holds a text; expected one JSON object."),
        (b'{"id": "1", "id": "2"}', "key-repeated", "The row states one key twice; keep one of them."),
        (b'{"x": {"y": 1, "y": 1}}', "key-repeated", "The row states one key twice; keep one of them."),
        (b'{"x": ' + b"9" * 5000 + b"}", "integer-too-large", "The row holds an integer beyond 64 bits."),
        (b'{"x": ' + b"[" * 21 + b"]" * 21 + b"}", "nested-too-deep", TOO_DEEP),
        (b"[" * 200_000, "nested-too-deep", TOO_DEEP),
    ],
)
def test_a_line_that_cannot_be_taken_apart_is_rejected_as_it_stands(
    line: bytes, code: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "c.jsonl"
    path.write_bytes(b'{"id":"0","claimant":"a"}\n' + line + b'\r\n{"id":"2","claimant":"a"}')

    records, reading = read_all(path)

    assert [record.id for record in records] == ["0", "2"]
    (rejected,) = reading.rejected
    assert (rejected.line, rejected.row) == (2, line.decode())
    assert [(issue.code, issue.message) for issue in rejected.issues] == [(code, message)]


def test_nesting_up_to_the_limit_is_kept(tmp_path: Path) -> None:
    nested = "[" * 20 + "]" * 20
    path = tmp_path / "c.jsonl"
    path.write_text(f'{{"id":"1","claimant":"a","x":{nested}}}')

    (record,), _ = read_all(path)

    assert record.extra == {"x": nested}


def test_a_line_longer_than_the_memory_should_hold_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_bytes(b'{"x":"' + b"x" * (33 * 2**20) + b'"}\n{"id":"2","claimant":"a"}\n')

    records, reading = read_all(path)

    assert [record.id for record in records] == ["2"]
    (rejected,) = reading.rejected
    assert (rejected.line, rejected.row) == (1, None)
    assert [issue.code for issue in rejected.issues] == ["row-too-long"]


def test_json_lines_end_at_line_feeds_alone(tmp_path: Path) -> None:
    text = "one\u2028two\u2029three\x85four\\u000bfive"
    path = tmp_path / "c.jsonl"
    path.write_text(f'\ufeff\n{{"id":"1","claimant":"a","text":"{text}"}}\r\n\n{{"id":"2"}}', encoding="utf-8")

    (record,), reading = read_all(path)

    assert record.text == text.replace("\\u000b", "\x0b")
    assert [(issue.line, issue.field) for issue in reading.issues] == [(4, "claimant")]


@pytest.mark.parametrize("suffix", [".jsonl", ".ndjson", ".json", ".JSONL"])
def test_json_lines_have_several_suffixes(suffix: str, tmp_path: Path) -> None:
    records, _ = read_all(write_jsonl(tmp_path / f"c{suffix}", [CLAIM]))

    assert len(records) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_delimiters_are_told_by_the_headings(delimiter: str, encoding: str, tmp_path: Path) -> None:
    row = {" ID ": "c1", "Claimant": "Ansar; Dine, a\tb", "Lat": "16,88", "lon": "-1,5", "a;b,c;d,e;f": "x"}
    path = write_csv(tmp_path / "c.csv", [row], delimiter, encoding)

    (record,), _ = read_all(path)

    assert (record.id, record.speaker, record.lat, record.lon) == ("c1", "Ansar; Dine, a\tb", 16.88, -1.5)
    assert record.extra == {"a;b,c;d,e;f": "x"}


def test_the_delimiter_may_be_named_in_a_first_line(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("sep=;\nid;claimant\n1;a,b\n")

    (record,), _ = read_all(path)

    assert record.speaker == "a,b"


def test_csv_lines_are_counted_where_a_row_starts(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_bytes(b'\nid,claimant,text\r\n1,a,"one\r\ntwo\nthree"\r\n\r\n2,,x\r\n3,b,"y"\r\n')

    rows = read_records(path, RecordKind.CLAIM)

    assert [(row.line, row.record.text) for row in rows] == [(3, "one\r\ntwo\nthree"), (8, "y")]
    assert [(issue.line, issue.field) for issue in rows.issues] == [(7, "claimant")]


def test_an_open_quote_costs_its_own_row_alone(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text('id,claimant,text\n1,a,"open\n2,b,x\n3,c,"quoted"\n4,d,"y"z\n5,e,"never closed\n6,f,z\n')

    records, reading = read_all(path)

    assert [record.id for record in records] == ["2", "3", "6"]
    assert [(row.line, row.row) for row in reading.rejected] == [
        (2, '1,a,"open'),
        (5, '4,d,"y"z'),
        (6, '5,e,"never closed'),
    ]
    assert {issue.code for issue in reading.issues} == {"csv-broken"}


def test_cells_beyond_the_headings_reject_the_row_and_missing_ones_are_empty(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("id,claimant,,place\n1,a\n2,b,,Gao,,\n3,c,,Gao,x\n4,d,y\n")

    records, reading = read_all(path)

    assert [(record.id, record.place) for record in records] == [("1", None), ("2", "Gao")]
    assert [(row.line, row.row) for row in reading.rejected] == [
        (4, {"id": "3", "claimant": "c", "place": "Gao", "column 5": "x"}),
        (5, {"id": "4", "claimant": "d", "column 3": "y"}),
    ]
    assert reading.issues[0].message == "Cell 5 of the row has content but its column has no heading."


def test_one_id_twice_is_repeated_or_rejected(tmp_path: Path) -> None:
    rows = [
        {**CLAIM, "place": "Gao", "retrieved": "2017-04-19"},
        {**CLAIM, "place": "Gao ", "retrieved": "2017-04-20"},
        {**CLAIM, "place": "Ber"},
        {**CLAIM, "place": "Gao"},
        {**CLAIM, "id": "c2"},
    ]
    path = write_jsonl(tmp_path / "c.jsonl", rows)

    records, reading = read_all(path)

    assert [(record.id, record.place) for record in records] == [("c1", "Gao"), ("c2", None)]
    assert (reading.read, reading.repeated, len(reading.rejected)) == (5, 2, 1)
    (issue,) = reading.issues
    assert (issue.line, issue.field, issue.code, issue.record_id) == (3, "id", "id-repeated", "c1")
    assert issue.message == "id 'c1' stands in line 1 with other content; expected each id once in a file."


def test_sheets_count_rows_from_the_top_and_columns_from_the_first_used(tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(2, 1, ["id", "claimant"])
        sheet.write_row(5, 1, [17.0, "a"])
        sheet.write_row(6, 1, ["x", ""])
        book.add_worksheet("other").write(0, 0, "not read")

    rows = read_records(path, RecordKind.CLAIM)

    assert [(row.line, row.record.id) for row in rows] == [(6, "17")]
    assert [(issue.line, issue.field) for issue in rows.issues] == [(7, "claimant")]


def test_sheet_cells_may_be_dates_and_formulas(tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_row(0, 0, ["id", "claimant", "event_date_start", "published", "retrieved", "killed_min", "seen"])
        sheet.write_row(1, 0, ["c1", "a"])
        sheet.write_datetime(1, 2, datetime.date(2017, 4, 18), day)
        sheet.write_datetime(1, 3, datetime.date(2017, 4, 19), day)
        sheet.write_datetime(1, 4, datetime.datetime.fromisoformat("2017-04-19T09:30"), instant)
        sheet.write_formula(1, 5, "=1+1", value=2)
        sheet.write_datetime(1, 6, datetime.time(9, 30), book.add_format({"num_format": "hh:mm"}))

    (record,), _ = read_all(path)

    assert record.event_date_start == datetime.date(2017, 4, 18)
    assert (record.published, record.retrieved) == ("2017-04-19", "2017-04-19T09:30:00")
    assert record.extra == {"seen": "09:30:00"}
    assert getattr(record, "killed_min", None) == 2


def _rewritten(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, change(content) if name.endswith(part) else content)


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "c.xlsx", [CLAIM])
    _rewritten(path, "sheet1.xml", lambda sheet: sheet.replace(b"</sheetData>", b" " * 50_000_000 + b"</sheetData>"))
    assert path.stat().st_size < 100_000

    assert "as a zip bomb does" in refusal(path)


def test_a_zip_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "c.xlsx", [CLAIM])
    _rewritten(path, "sheet1.xml", lambda sheet: sheet.replace(b"</sheetData>", b" " * 50_000_000 + b"</sheetData>"))
    with zipfile.ZipFile(path) as archive:
        (size,) = (part.file_size for part in archive.infolist() if part.filename.endswith("sheet1.xml"))
    path.write_bytes(path.read_bytes().replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little")))

    assert re.search("zip bomb|cannot be read as a spreadsheet", refusal(path))


def test_a_part_before_the_beginning_of_its_archive_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "c.xlsx", [CLAIM])
    whole = path.read_bytes()
    path.write_bytes(whole[30:])  # offsets count from where the archive seems to begin

    assert "damaged" in refusal(path)


def test_a_cell_far_out_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "claimant"])
        sheet.write(1_048_575, 16_383, "x")

    assert refusal(path) == (
        "A sheet of c.xlsx spans 1,048,576 rows by 16,384 columns, more than 20,000,000 cells; delete stray cells far "
        "out or save it as CSV."
    )


def test_cells_that_do_not_say_where_they_stand_are_counted(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "c.xlsx", [CLAIM])
    cells = b"<row>" + b"<c><v>1</v></c>" * 25 + b"</row>"
    _rewritten(
        path,
        "sheet1.xml",
        lambda sheet: sheet.replace(b"</sheetData>", b'<row r="999999"></row>' + cells + b"</sheetData>"),
    )

    assert "spans 1,000,000 rows by 25 columns" in refusal(path)


def test_one_long_text_shared_by_many_cells_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "c.xlsx", [CLAIM])
    _rewritten(
        path,
        "sharedStrings.xml",
        lambda texts: texts.replace(b"<t>JNIM</t>", b"<t>" + os.urandom(500_000).hex().encode() + b"</t>"),
    )
    cells = b"".join(b'<row r="%d"><c r="C%d" t="s"><v>3</v></c></row>' % (row, row) for row in range(3, 1200))
    _rewritten(path, "sheet1.xml", lambda sheet: sheet.replace(b"</sheetData>", cells + b"</sheetData>"))

    assert refusal(path) == "The texts of c.xlsx fill more than 1 GiB; save it as CSV."


def test_a_workbook_without_content_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet()

    assert refusal(path) == "The first sheet of c.xlsx is empty; expected column names in its first row."


def test_a_zip_without_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")

    assert refusal(path) == "c.xlsx cannot be read as a spreadsheet; save it again as .xlsx."


def test_progress_adds_up_to_the_rows_read(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "c.jsonl", [{**CLAIM, "id": str(number)} for number in range(2_500)])
    steps: list[int] = []

    list(read_records(path, RecordKind.CLAIM, steps.append))

    assert steps == [1_000, 1_000, 500]


def test_fifty_thousand_rows_are_read_one_by_one(tmp_path: Path) -> None:
    row = {"claimant": "JNIM", "published": "2017-04-18", "place": "Tessalit", "killed_min": 3, "text": "x" * 200}
    path = write_jsonl(tmp_path / "c.jsonl", [{"id": f"c{number}", **row} for number in range(50_000)])
    reading = read_records(path, RecordKind.CLAIM)

    assert sum(1 for _ in reading) == reading.read == 50_000
    assert reading.issues == []


def test_files_that_are_not_read_to_the_end_are_closed(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "c.jsonl", [CLAIM])

    with read_records(path, RecordKind.CLAIM) as reading:
        pass

    with pytest.raises(InputError, match="cannot be read"):
        list(reading)


def test_statements_are_not_claims(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "c.jsonl", [{"id": "s1", "issuer": "MINUSMA"}])

    assert faults_of(path) == [(1, "claimant", "value-missing")]
    assert faults_of(path, RecordKind.STATEMENT) == []
