"""What is known of the reading of one file."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from reconcile.domain.issues import Issue, Severity
from reconcile.store.bulk import add_rows
from reconcile.store.record_tables import DataIssueRow
from reconcile.store.row_numbers import highest


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A file about to be ingested."""

    file: str
    """Name without folder."""
    file_digest: str
    """SHA-256 of its bytes in hexadecimal."""
    source: str | None = None
    """Where it came from, in the words of whoever ingests it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestCounts:
    """What became of the rows of one file: `read` is the sum of the others."""

    batch: int
    """Number of the batch in the store."""
    read: int
    new: int
    new_versions: int
    unchanged: int
    rejected: int
    issues: tuple[Issue, ...] = ()
    """What was found when the records were compared with the versions held: kept in the file they came in."""


def keep_issues(connection: Connection, batch: int, issues: Iterable[Issue]) -> int:
    """Store what was found while a file was read; the number of its lines that were rejected."""
    first = highest(connection, DataIssueRow.id) + 1
    rows = [issue_columns(issue) | {"id": first + place, "batch": batch} for place, issue in enumerate(issues)]
    add_rows(connection, DataIssueRow, rows)
    return len({row["line"] for row in rows if row["severity"] is Severity.ERROR})


def issues_of_batch(connection: Connection, batch: int) -> tuple[Issue, ...]:
    found = connection.execute(
        select(DataIssueRow.__table__).where(DataIssueRow.batch == batch).order_by(DataIssueRow.id)
    )
    return tuple(issue_from(row) for row in found.mappings())


def issue_columns(issue: Issue) -> dict[str, Any]:
    return {name: getattr(issue, name) for name in ISSUE_FIELDS}


def issue_from(row: Any) -> Issue:
    return Issue(**{name: row[name] for name in ISSUE_FIELDS})


ISSUE_FIELDS = ("code", "severity", "message", "file", "line", "field", "found", "record_id")
