"""What must change no flag: the days of the calendar, the names of the records, the order of the input.

Usage: python -m benchmarks.invariance
"""

import hashlib
import random
import re
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.cases import Rows, gold_files, lay_out, read_lines
from benchmarks.tables import lines
from reconcile.domain.outcomes import Flag

HEADINGS = ["what is done to the records", "claims", "flags that change", "links that change"]
SHIFT_DAYS = 364
"""Whole weeks, so that weekdays stay."""
SEED = 20170418
NAMING = ("id", "document", "supersedes", "refers_to")
DATED = ("published", "reported", "event_date_start", "event_date_end")
_CALENDAR = re.compile(
    r"\d{4}|\d{1,2}(?:st|nd|rd|th)?\b.*\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? \d",
    re.IGNORECASE,
)
"""Wordings that name a day of the calendar: they cannot be moved, and are left out before and after."""
Sides = tuple[Rows, Rows]
Found = Mapping[str, tuple[Flag | None, tuple[str, ...]]]


def measured(folder: Path) -> Iterator[list[str]]:
    """One row for each thing done to the real cases."""
    gold_files(folder)
    sides = (read_lines(folder / "claims.jsonl"), read_lines(folder / "statements.jsonl"))
    straight = _found(folder / "straight", sides)
    names = {row["id"]: _renamed(row["id"]) for side in sides for row in side}
    renamed = _found(folder / "renamed", _mapped(sides, _with_names))
    wanted = {names[c]: (flag, tuple(sorted(names[s] for s in links))) for c, (flag, links) in straight.items()}
    yield _row("every id and document renamed", wanted, renamed)
    yield _row("claims and statements in another order", straight, _found(folder / "shuffled", _shuffled(sides)))
    plain = _mapped(sides, _without_calendar)
    moved = _found(folder / "moved", _mapped(plain, _moved))
    yield _row(f"every date moved by {SHIFT_DAYS} days", _found(folder / "plain", plain), moved)


def _row(words: str, before: Found, after: Found) -> list[str]:
    flags = sum(before[claim][0] is not after[claim][0] for claim in before)
    links = sum(len(set(before[claim][1]) ^ set(after[claim][1])) for claim in before)
    return [words, str(len(before)), str(flags), str(links)]


def _found(folder: Path, sides: Sides) -> Found:
    outcome = lay_out(folder, *sides).outcome
    return {one.claim: (one.flag, tuple(sorted(pair.statement for pair in one.links))) for one in outcome.findings}


def _mapped(sides: Sides, change: Any) -> Sides:
    claims, statements = ([change(dict(row)) for row in side] for side in sides)
    return claims, statements


def _renamed(name: str) -> str:
    """Another name, in another order than the old ones."""
    return hashlib.sha256(f"renamed {name}".encode()).hexdigest()[:12]


def _with_names(row: dict[str, Any]) -> dict[str, Any]:
    return row | {name: _renamed(row[name]) for name in NAMING if name in row}


def _shuffled(sides: Sides) -> Sides:
    order = random.Random(SEED)  # noqa: S311 - an order, not a secret
    claims, statements = (order.sample(list(side), len(side)) for side in sides)
    return claims, statements


def _without_calendar(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "date_text" or not _CALENDAR.search(str(value))}


def _moved(row: dict[str, Any]) -> dict[str, Any]:
    told = {name: str(date.fromisoformat(row[name]) + timedelta(days=SHIFT_DAYS)) for name in DATED if name in row}
    return row | told


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        print(*lines(HEADINGS, list(measured(Path(folder)))), sep="\n")


if __name__ == "__main__":
    main()
