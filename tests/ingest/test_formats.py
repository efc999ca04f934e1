"""One content, whatever the format: the same version digests."""

import datetime
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from reconcile.domain.fields import FIELDS, Field, FieldKind
from reconcile.domain.records import RecordKind
from reconcile.errors import InputError
from reconcile.ingest import read_coverage, read_records

from .writing import Row, write_csv, write_jsonl, write_parquet, write_xlsx

DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)).map(str)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).filter(
    lambda text: text.strip() == text and not text.startswith("_x")
)
DEGREES = st.integers(-8_999_999, 8_999_999).map(lambda number: number / 100_000)
VALUES: dict[FieldKind, st.SearchStrategy[object]] = {
    FieldKind.TEXT: TEXTS,
    FieldKind.INSTANT: DAYS | DAYS.map(lambda day: f"{day}T09:30:00+02:00"),
    FieldKind.DATE: DAYS,
    FieldKind.NUMBER: DEGREES,
    FieldKind.COUNT: st.integers(1, 2**31 - 1),
    FieldKind.FLAG: st.booleans(),
}
SPECIAL: dict[str, st.SearchStrategy[object]] = {
    "country": st.sampled_from(["ML", "ne", "So"]),
    "source_grade": st.sampled_from("ABCDEFabcdef"),
    "item_grade": st.integers(1, 6),
}


def values_of(field: Field) -> st.SearchStrategy[object]:
    if field.name in SPECIAL:
        return SPECIAL[field.name]
    if field.codes is not None:
        return st.sampled_from([str(code) for code in field.codes])
    return VALUES[field.kind]


@st.composite
def rows(draw: st.DrawFn, kind: RecordKind) -> Row:
    optional = {field.name: values_of(field) for field in FIELDS[kind] if not field.required}
    required = {field.name: values_of(field) for field in FIELDS[kind] if field.required}
    row = draw(st.fixed_dictionaries(required, optional=optional | {"Coder's mark": TEXTS}))
    for present, absent in (("lat", "lon"), ("lon", "lat")):
        if present in row:
            row.setdefault(absent, 1.5)
    for name in [name for name in row if name.endswith("_min")]:
        row.pop(name.replace("_min", "_max"), None)
    if "event_date_start" in row:
        row.pop("event_date_end", None)
    return row


def write_openpyxl(path: Path, many: list[Row]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    headings = list(dict.fromkeys(heading for row in many for heading in row))
    sheet.append(headings)
    for line, row in enumerate(many, start=2):
        for column, heading in enumerate(headings, start=1):
            cell = sheet.cell(line, column)
            value = row.get(heading)
            assert value is None or isinstance(value, (str, int, float))
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # else a text that starts with = is written as a formula
    book.save(path)
    return path


def _decimal_commas(many: list[Row]) -> list[Row]:
    return [{k: str(v).replace(".", ",") if isinstance(v, float) else v for k, v in row.items()} for row in many]


FORMATS: dict[str, Callable[[Path, list[Row]], Path]] = {
    "comma.csv": write_csv,
    "semicolon.csv": lambda path, many: write_csv(path, _decimal_commas(many), ";", "utf-8-sig"),
    "tab.csv": lambda path, many: write_csv(path, many, "\t"),
    "xlsxwriter.xlsx": write_xlsx,
    "openpyxl.xlsx": write_openpyxl,
    "pyarrow.parquet": write_parquet,
}


def digests(path: Path, kind: RecordKind) -> list[str]:
    with read_records(path, kind) as reading:
        found = [row.digest for row in reading]
        assert reading.issues == []
    return found


@pytest.mark.parametrize("kind", list(RecordKind))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_all_formats_give_the_same_version_digests(kind: RecordKind, data: st.DataObject) -> None:
    many = data.draw(st.lists(rows(kind), min_size=1, max_size=3, unique_by=lambda row: str(row["id"])))
    with tempfile.TemporaryDirectory() as folder:
        expected = digests(write_jsonl(Path(folder) / "r.jsonl", many), kind)
        assert len(expected) == len(many)
        for name, write in FORMATS.items():
            assert digests(write(Path(folder) / name, many), kind) == expected, name


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".xlsx"])
@settings(deadline=None, max_examples=150)
@given(content=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_arbitrary_bytes_raise_nothing_but_input_errors(suffix: str, content: bytes) -> None:
    _read_whatever_comes(suffix, b"", content)


@settings(deadline=None, max_examples=150)
@given(content=st.binary(max_size=400) | st.text(',;"\r\n\t =1a\x00', max_size=200).map(str.encode))
def test_arbitrary_rows_below_good_headings_lose_nothing(content: bytes) -> None:
    _read_whatever_comes(".csv", b"id,claimant,text,lat\n", content)


@settings(deadline=None, max_examples=100)
@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_arbitrary_json_values_are_kept_or_rejected(value: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for field in (*FIELDS[RecordKind.STATEMENT], None):
            row = {"id": "s1", "issuer": "UN", "other" if field is None else field.name: value}
            path = write_jsonl(Path(folder) / "r.jsonl", [row])
            with read_records(path, RecordKind.STATEMENT) as reading:
                assert sum(1 for _ in reading) + len(reading.rejected) == reading.read == 1


@settings(deadline=None, max_examples=60)
@given(changes=st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 255)), min_size=1, max_size=20))
def test_a_damaged_spreadsheet_raises_nothing_but_input_errors(changes: list[tuple[int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        content = bytearray(write_xlsx(Path(folder) / "good.xlsx", [{"id": "c1", "claimant": "a"}]).read_bytes())
    for position, byte in changes:
        content[position % len(content)] = byte
    _read_whatever_comes(".xlsx", b"", bytes(content))


def _read_whatever_comes(suffix: str, head: bytes, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"records{suffix}"
        path.write_bytes(head + content)
        refused = []
        try:
            with read_records(path, RecordKind.CLAIM) as reading:
                kept = sum(1 for _ in reading)
                assert kept + reading.repeated + len(reading.rejected) == reading.read
        except InputError as error:
            refused.append(str(error))
        try:
            read_coverage(path)
        except InputError as error:
            refused.append(str(error))
        assert all(sentence.endswith(".") for sentence in refused)
