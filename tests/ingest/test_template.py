"""The empty spreadsheet: it explains itself, and it is read back."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from reconcile.domain.fields import FIELDS, FieldKind
from reconcile.domain.records import RecordKind
from reconcile.errors import InputError, OutputError
from reconcile.ingest import read_records, write_template
from reconcile.ingest.explanations import EXAMPLES, example

from .writing import read_all

KINDS = pytest.mark.parametrize("kind", list(RecordKind))


@KINDS
def test_an_untouched_template_holds_no_records_yet(kind: RecordKind, tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx", kind)

    with pytest.raises(InputError) as refused:
        read_records(tmp_path / "t.xlsx", kind)

    assert str(refused.value) == (
        f"{tmp_path}/t.xlsx has column headings but no {kind.plural} below them; fill in one row for each."
    )


@KINDS
def test_the_first_sheet_has_the_columns_with_comments_and_drop_downs(kind: RecordKind, tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx", kind)

    book = openpyxl.load_workbook(tmp_path / "t.xlsx")

    sheet = book.worksheets[0]
    assert (sheet.title, sheet.freeze_panes) == (kind.plural, "B2")
    assert [cell.value for cell in sheet[1]] == [field.name for field in FIELDS[kind]]
    offered = {str(rule.sqref).split("1048576")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    for column, (cell, field) in enumerate(zip(sheet[1], FIELDS[kind], strict=True), start=1):
        assert cell.comment is not None
        assert field.help in cell.comment.text
        choices = ["true", "false"] if field.kind is FieldKind.FLAG else list(field.codes or ())
        letter = get_column_letter(column)
        rule = offered.get(f"{letter}2:{letter}")
        assert rule == (f'"{",".join(choices)}"' if choices else None)


@KINDS
def test_the_second_sheet_explains_every_column(kind: RecordKind, tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx", kind)

    rows = list(openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[1].iter_rows(min_row=2, values_only=True))

    assert [(row[0], row[1] == "yes", row[2]) for row in rows] == [
        (field.name, field.required, field.help) for field in FIELDS[kind]
    ]
    assert all(row[3] and row[4] for row in rows)


@KINDS
def test_the_examples_are_a_good_record(kind: RecordKind, tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx", kind)
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    book.worksheets[0].append([example(field) for field in FIELDS[kind]])
    book.save(tmp_path / "filled.xlsx")

    (record,), reading = read_all(tmp_path / "filled.xlsx", kind)

    assert reading.issues == []
    assert record.extra == {}
    stated = {field.name for field in FIELDS[kind] if getattr(record, field.name) is not None}
    assert stated == {field.name for field in FIELDS[kind]}


def test_there_is_no_example_without_a_column() -> None:
    assert set(EXAMPLES) <= {field.name for fields in FIELDS.values() for field in fields}


@KINDS
def test_columns_of_dates_and_texts_are_formatted_as_text(kind: RecordKind, tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx", kind)

    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]

    text = {
        column
        for stretch in sheet.column_dimensions.values()
        if stretch.number_format == "@"
        for column in range(stretch.min or 1, (stretch.max or 0) + 1)
    }
    expected = [field.kind not in (FieldKind.COUNT, FieldKind.NUMBER) for field in FIELDS[kind]]
    assert [column in text for column in range(1, len(expected) + 1)] == expected


def test_the_same_bytes_every_time_and_never_over_a_file(tmp_path: Path) -> None:
    write_template(tmp_path / "a.xlsx", RecordKind.CLAIM)
    write_template(tmp_path / "b.xlsx", RecordKind.CLAIM)

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with pytest.raises(OutputError, match="exists already and may be filled in"):
        write_template(tmp_path / "a.xlsx", RecordKind.CLAIM)
