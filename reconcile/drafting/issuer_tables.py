"""The tables among the word lists that name issuers: whose numbers a letterhead bears, and in which years one spoke."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from reconcile.domain.sources import SourceKind
from reconcile.errors import ReferenceDataError
from reconcile.reference import load_reference
from reconcile.reference.source_table import SourceTable
from reconcile.reference.tables import Desk, Row

WORDS = Path(__file__).resolve().parent / "words"
YEARS_FILE = "issuer_years.csv"
LETTERHEADS_FILE = "letterheads.csv"
_YEARS_COLUMNS = ("issuer", "since", "until", "note")
_LETTERHEADS_COLUMNS = ("pattern", "source", "note")
T = TypeVar("T")
_FIRST, _LAST = 1945, 2100
"""Years between which an issuer may have begun or ended to speak."""

Years = Mapping[str, tuple[int, int | None]]
"""By key of an issuer the first and the last year it spoke in; None: it still does."""
Letterheads = tuple[tuple[re.Pattern[str], str], ...]
"""What the head of a release bears, and the key of the source whose it is."""


@cache
def issuer_years() -> Years:
    """The shipped table of years, checked; raises ReferenceDataError with file and line of the first fault."""
    return _checked(read_issuer_years)


@cache
def letterheads() -> Letterheads:
    """The shipped table of letterheads, checked; raises ReferenceDataError with file and line of the first fault."""
    return _checked(read_letterheads)


def read_issuer_years(desk: Desk, sources: SourceTable) -> Years:
    """The years of issuers; what does not hold becomes a fault of the desk."""
    rows = desk.rows(YEARS_FILE, _YEARS_COLUMNS)
    desk.unique(rows, "issuer")
    found = {}
    for row in rows:
        if not desk.required(row, "issuer", "since", "note") or not _is_issuer(desk, row, "issuer", sources):
            continue
        since, until = _year(desk, row, "since"), _year(desk, row, "until")
        if since is not None and until is not None and until < since:
            desk.fault(row, "until", "lies before the first year", "reference-year")
        elif since is not None:
            found[row["issuer"]] = (since, until)
    return found


def read_letterheads(desk: Desk, sources: SourceTable) -> Letterheads:
    """The patterns of letterheads; what does not hold becomes a fault of the desk."""
    rows = desk.rows(LETTERHEADS_FILE, _LETTERHEADS_COLUMNS)
    desk.unique(rows, "pattern")
    found = []
    for row in rows:
        if not desk.required(row, *_LETTERHEADS_COLUMNS) or not _is_issuer(desk, row, "source", sources):
            continue
        try:
            found.append((re.compile(row["pattern"]), row["source"]))
        except re.error as error:
            desk.fault(row, "pattern", f"is no pattern: {error}", "reference-pattern")
    return tuple(found)


def _is_issuer(desk: Desk, row: Row, column: str, sources: SourceTable) -> bool:
    source = sources.get(row[column])
    if source is not None and source.kind is SourceKind.ISSUER:
        return True
    desk.fault(row, column, "is no issuer of the source table", "reference-unknown-code")
    return False


def _year(desk: Desk, row: Row, column: str) -> int | None:
    year = desk.number(row, column, _FIRST, _LAST)
    if year is not None and not year.is_integer():
        desk.fault(row, column, "is no whole year", "reference-year")
        return None
    return None if year is None else int(year)


def _checked(read: Callable[[Desk, SourceTable], T]) -> T:
    """What `read` makes of the shipped tables.

    Keys are held against the shipped source table: an analyst whose own table lacks an issuer is not told of a fault in
    a file that travels with the program.
    """
    desk = Desk(WORDS)
    found = read(desk, load_reference(None).sources)
    if desk.faults:
        raise ReferenceDataError(f"Word lists of drafting: {desk.faults[0].message}")
    return found
