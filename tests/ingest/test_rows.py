"""What one row says, in every format: cases in cases/*.toml that an analyst can read."""

import json
import tomllib
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from reconcile.domain.issues import Severity
from reconcile.domain.records import RecordKind

from .writing import REQUIRED, Row, faults_of, read_all, write_csv, write_jsonl, write_xlsx

CASES = Path(__file__).parent / "cases"
WRITERS: dict[str, Callable[[Path, list[Row]], Path]] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
    "xlsx": write_xlsx,
}


def cases(name: str) -> list[Any]:
    found = tomllib.loads((CASES / name).read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case["what"]) for case in found]


def row_of(case: dict[str, Any], **more: object) -> tuple[RecordKind, Row]:
    kind = RecordKind(case.get("kind", "claim"))
    return kind, {**REQUIRED[kind], **case["row"], **more}


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("case", cases("rejected.toml"))
def test_a_bad_value_rejects_its_row_and_keeps_the_others(case: dict[str, Any], suffix: str, tmp_path: Path) -> None:
    kind, bad = row_of(case)
    good = {**REQUIRED[kind], "id": "good"}
    path = WRITERS[suffix](tmp_path / f"records.{suffix}", [bad, good])

    records, reading = read_all(path, kind)

    assert [record.id for record in records] == ["good"]
    (rejected,) = reading.rejected
    (issue,) = rejected.issues
    assert (issue.code, issue.field, issue.message) == (case["code"], case["field"], case["says"])
    assert (issue.severity, issue.file) == (Severity.ERROR, path.name)
    assert issue.line == rejected.line == (1 if suffix == "jsonl" else 2)
    assert isinstance(rejected.row, dict)
    assert {k: v for k, v in bad.items() if str(v).strip()} == {k: v for k, v in rejected.row.items() if v.strip()}
    assert (reading.read, reading.repeated) == (2, 0)


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("case", cases("kept.toml"))
def test_a_readable_value_is_kept(case: dict[str, Any], suffix: str, tmp_path: Path) -> None:
    kind, row = row_of(case)
    path = WRITERS[suffix](tmp_path / f"records.{suffix}", [row])

    (record,), reading = read_all(path, kind)

    kept = asdict(record)
    assert {name: _comparable(kept[name]) for name in case["kept"]} == case["kept"]
    assert reading.rejected == []


def _comparable(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ({"killed_min": 5.0, "events": 2}, {"killed_min": 5, "events": 2}),
        ({"source_grade": "C", "item_grade": 3}, {"item_grade": "3"}),
        ({"withdrawn": True}, {"withdrawn": True}),
        ({"withdrawn": 0}, {"withdrawn": False}),
        ({"lat": 0, "lon": -0.0}, {"lat": 0.0, "lon": 0.0}),
        ({"id": 17}, {"id": "17"}),
        ({"persons": ["A", "B"]}, {"persons": "A; B"}),
        ({"place": None, "summary": ""}, {"place": None, "summary": None}),
        ({"CLAIMANT ": "IS", "claimant": None}, {"claimant": "IS"}),
        ({"score": 5.0, "seen": False, "note": None}, {"extra": {"score": "5", "seen": "false"}}),
        ({"marks": {"b": [1], "a": None}}, {"extra": {"marks": '{"a": null, "b": [1]}'}}),
    ],
)
def test_json_values_are_read_as_what_they_are(cells: Row, kept: dict[str, object], tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "records.jsonl", [{**REQUIRED[RecordKind.CLAIM], **cells}])

    (record,), _ = read_all(path)

    assert {name: getattr(record, name) for name in kept} == kept
    assert str({name: getattr(record, name) for name in kept}) == str(kept)  # 0.0, not -0.0


def test_denies_may_be_a_json_list(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "s.jsonl", [{**REQUIRED[RecordKind.STATEMENT], "denies": ["toll", "Event"]}])

    (record,), _ = read_all(path, RecordKind.STATEMENT)

    assert asdict(record)["denies"] == ("toll", "event")


@pytest.mark.parametrize(
    ("cells", "field", "code"),
    [
        ({"lat": True, "lon": 1}, "lat", "number-unreadable"),
        ({"killed_min": True}, "killed_min", "count-not-whole"),
        ({"killed_min": 5.5}, "killed_min", "count-not-whole"),
        ({"id": ["a"]}, "id", "text-nested"),
        ({"place": {"name": "Gao"}}, "place", "text-nested"),
        ({"persons": [["A"]]}, "persons", "text-nested"),
        ({"killed_min": 2**63}, "killed_min", "integer-too-large"),
        ({"killed_min": -(2**63) - 1}, "killed_min", "integer-too-large"),
        ({"note": 2**63}, "note", "integer-too-large"),
        ({"lat": float("nan"), "lon": 1}, "lat", "number-not-finite"),
        ({"note": float("inf")}, "note", "number-not-finite"),
        ({"note": [float("-inf")]}, "note", "number-not-finite"),
        ({"text": "a\x00b"}, "text", "text-nul"),
        ({"text": "a\ud800b"}, "text", "text-surrogate"),
        ({"note": "a\udc80b"}, "note", "text-surrogate"),
        ({"n\x00te": "b"}, "nte", "heading-unreadable"),
        ({"Place": "a", "place": "b"}, "place", "key-repeated"),
        ({" note": "a", "note": "b"}, "note", "key-repeated"),
    ],
)
def test_json_values_that_nothing_can_be_made_of(cells: Row, field: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_bytes(_ascii_json({**REQUIRED[RecordKind.CLAIM], **cells}))

    assert faults_of(path) == [(1, field, code)]


def _ascii_json(row: Row) -> bytes:
    return json.dumps(row).encode() + b"\n"


def test_integers_of_64_bits_are_kept_in_unknown_columns(tmp_path: Path) -> None:
    cells = {"low": -(2**63), "high": 2**63 - 1}
    path = write_jsonl(tmp_path / "records.jsonl", [{**REQUIRED[RecordKind.CLAIM], **cells}])

    (record,), _ = read_all(path)

    assert record.extra == {"low": "-9223372036854775808", "high": "9223372036854775807"}


@pytest.mark.parametrize(
    ("field", "longest", "code"),
    [
        ("id", 500, "key-too-long"),
        ("claimant", 500, "key-too-long"),
        ("text", 1_000_000, "text-too-long"),
        ("own notes", 1_000_000, "text-too-long"),
    ],
)
def test_the_longest_text_is_kept_and_a_longer_one_rejected(
    field: str, longest: int, code: str, tmp_path: Path
) -> None:
    rows = [{**REQUIRED[RecordKind.CLAIM], "id": "c0", field: "é" * longest}]
    rows.append({**REQUIRED[RecordKind.CLAIM], field: "é" * (longest + 1)})

    for path in (write_jsonl(tmp_path / "r.jsonl", rows), write_csv(tmp_path / "r.csv", rows)):
        records, reading = read_all(path)
        assert len(records) == 1
        assert [(issue.field, issue.code) for issue in reading.issues] == [(field, code)]


def test_private_and_unknown_columns_are_never_quoted(tmp_path: Path) -> None:
    name = "Moussa\x00"
    row = {**REQUIRED[RecordKind.CLAIM], "text": name, "persons": name, "translation": name, "witness": name}
    path = write_jsonl(tmp_path / "records.jsonl", [row])

    _, reading = read_all(path)

    assert [issue.field for issue in reading.issues] == ["text", "persons", "translation", "witness"]
    assert not [issue for issue in reading.issues if issue.found or "Moussa" in issue.message]


def test_found_is_shortened_and_harmless(tmp_path: Path) -> None:
    row = {**REQUIRED[RecordKind.CLAIM], "country": "\x1b[31mMali\u202e" + "x" * 200}
    path = write_jsonl(tmp_path / "records.jsonl", [row])

    _, reading = read_all(path)

    (issue,) = reading.issues
    assert issue.found == "Mali" + "x" * 75 + "…"
    assert issue.record_id == "c1"


def test_every_fault_of_a_row_is_told_at_once(tmp_path: Path) -> None:
    row = {"id": "", "claimant": "", "lat": "95", "killed_min": "5", "killed_max": "4", "country": "Mali"}
    path = write_csv(tmp_path / "records.csv", [row])

    assert faults_of(path) == [
        (2, "lat", "number-out-of-range"),
        (2, "country", "country-not-iso"),
        (2, "id", "value-missing"),
        (2, "claimant", "value-missing"),
        (2, "killed_min", "range-reversed"),
    ]


def test_a_year_after_2100_is_kept_with_a_warning(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "claimant": "JNIM", "published": "2100-12-31"},
        {"id": "b", "claimant": "JNIM", "published": "2101-01-01"},
    ]
    path = write_csv(tmp_path / "records.csv", rows)

    records, reading = read_all(path)

    assert [record.id for record in records] == ["a", "b"]
    (issue,) = reading.issues
    assert (issue.severity, issue.line, issue.code, issue.record_id) == (Severity.WARNING, 3, "date-doubtful", "b")
    assert issue.message == "published is 2101-01-01; a year after 2100 is kept but hard to believe."
    assert reading.rejected == []
