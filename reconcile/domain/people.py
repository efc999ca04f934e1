"""What is kept of people who read: views of full texts and of names of persons, and exports."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AccessKind(StrEnum):
    TEXT = "text"
    """The full text of one record was shown."""
    EXPORT = "export"
    """Results or cases were written to a file."""
    REPORT = "report"
    """Pages were written that hold texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """One entry of the access log."""

    kind: AccessKind
    account: str | None
    """None: an operator of the machine, who needs no account to read the database."""
    at: datetime
    subject: str
    """Which record (`claim c1`), or which export (`csv`)."""
    persons: bool = False
    """Whether names of victims or captives were in it."""
