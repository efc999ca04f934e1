"""What can be wrong with one row: a stable code, the column, and one sentence."""

from dataclasses import dataclass
from pathlib import Path

from reconcile.domain.cleantext import quoted
from reconcile.domain.issues import Issue, Severity

LONGEST_PATH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One reason for which a row cannot be taken. Becomes an `Issue` once file and line are known."""

    code: str
    message: str
    field: str | None = None
    found: str | None = None
    """The offending value, shortened; None where the column is private or not one of ours."""

    def issue(
        self, file: str, line: int | None, severity: Severity = Severity.ERROR, record_id: str | None = None
    ) -> Issue:
        """The same at its place in a file."""
        return Issue(
            code=self.code,
            severity=severity,
            message=self.message,
            file=file,
            line=line,
            field=self.field,
            found=self.found,
            record_id=record_id,
        )


class CellError(ValueError):
    """A cell that cannot be read; `expected` completes the sentence "…; expected …"."""

    def __init__(self, code: str, expected: str) -> None:
        super().__init__(expected)
        self.code = code
        self.expected = expected


class RowError(ValueError):
    """A row that cannot be taken apart into cells at all."""

    def __init__(self, code: str, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.fault = Fault(code=code, message=message, field=field)


def shown(path: Path) -> str:
    """The path as sentences name it."""
    return quoted(str(path), LONGEST_PATH)
