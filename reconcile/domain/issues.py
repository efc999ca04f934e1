"""Faults in the data, as values that are stored, counted and listed. Never exceptions."""

from enum import StrEnum

from reconcile.domain.light_values import light_value


class Severity(StrEnum):
    """What became of the row."""

    ERROR = "error"
    """The row was rejected."""
    WARNING = "warning"
    """The row was kept; one value in it was not understood."""
    NOTE = "note"
    """Nothing is wrong; somebody may want to know."""


@light_value(frozen=True, slots=True, kw_only=True)
class Issue:
    """One thing that is not as it should be, where it stands and what was expected."""

    code: str
    """Stable, in kebab case: `date-impossible`, `place-unknown`."""
    severity: Severity
    message: str
    """One sentence: what was found and what is expected. Never holds statement text or names of persons."""
    file: str | None = None
    line: int | None = None
    """1-based line of the file, or row of the sheet."""
    field: str | None = None
    found: str | None = None
    """The offending value, shortened to 80 characters; None for text and persons."""
    record_id: str | None = None
