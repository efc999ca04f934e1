"""What must not change a flag: the order of the input, the names of the records, the days of the calendar."""

import csv
import json
import random
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from reconcile.locations import fixtures
from tests.pipeline.running import flags, outcome_of

Row = Mapping[str, Any]


def case(kind: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for path in sorted(fixtures().glob(f"*/{kind}.*")):
        with path.open(encoding="utf-8", newline="") as stream:
            if path.suffix == ".jsonl":
                rows += [json.loads(line) for line in stream]
            else:
                delimiter = ";" if ";" in path.read_text(encoding="utf-8").splitlines()[0] else ","
                rows += [{k: v for k, v in row.items() if v} for row in csv.DictReader(stream, delimiter=delimiter)]
    return rows


@pytest.fixture
def straight(tmp_path: Path) -> dict[str, tuple[str | None, tuple[str, ...]]]:
    (tmp_path / "straight").mkdir()
    return flags(outcome_of(tmp_path / "straight", case("claims"), case("statements")))


def test_order_of_input(tmp_path: Path, straight: object) -> None:
    shuffle = random.Random(20170418)  # noqa: S311
    claims, statements = case("claims"), case("statements")
    shuffle.shuffle(claims)
    shuffle.shuffle(statements)
    assert flags(outcome_of(tmp_path, claims, statements)) == straight


def test_names_of_records(tmp_path: Path, straight: dict[str, tuple[str | None, tuple[str, ...]]]) -> None:
    def renamed(record_id: str) -> str:
        return f"x{sum(map(ord, record_id)) % 97:02}-{record_id[::-1]}"

    claims = [row | {"id": renamed(row["id"])} for row in case("claims")]
    statements = [row | {"id": renamed(row["id"])} for row in case("statements")]
    found = flags(outcome_of(tmp_path, claims, statements))
    wanted = {renamed(c): (flag, tuple(sorted(map(renamed, links)))) for c, (flag, links) in straight.items()}
    assert found == wanted


def moved(row: Row, days: int) -> dict[str, Any]:
    """The row with its publication and reading moved; dates worded against them move along, written ones are moved."""
    told = dict(row)
    for name in ("published", "reported", "event_date"):
        try:
            told[name] = str(date.fromisoformat(told[name]) + timedelta(days=days))
        except (KeyError, ValueError):
            continue
    return told


def test_days_of_the_calendar(tmp_path: Path) -> None:
    """Whole weeks keep weekdays; rows that name a month or year in words stay out."""
    worded = ("April", "March", "2015", "2016")

    def rows(kind: str, days: int) -> list[dict[str, Any]]:
        chosen = [row for row in case(kind) if not any(word in str(row.get("event_date")) for word in worded)]
        return [moved(row, days) for row in chosen]

    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    before = flags(outcome_of(here, rows("claims", 0), rows("statements", 0)))
    after = flags(outcome_of(there, rows("claims", 364), rows("statements", 364)))
    assert before == after
    assert len({flag for flag, _ in before.values()}) > 1
