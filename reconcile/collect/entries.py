"""What readers of formats hand over, before it is cleaned and numbered."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from reconcile.domain.issues import Issue, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One text as its file gives it. None means *not stated*."""

    key: str
    content: bytes
    """The original bytes of the entry, for its digest."""
    text: str
    title: str | None = None
    language: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    edited: str | None = None
    forwarded_from: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    damaged: bool = False
    """Some of its bytes could not be read as text."""


Report = Callable[[Issue], None]
Reader = Callable[[bytes, str, Report], Iterator[Entry]]
"""Takes the bytes of a file, its name, and where to report what is wrong."""


def issue(
    code: str, message: str, *, file: str, found: str | None = None, severity: Severity = Severity.ERROR
) -> Issue:
    return Issue(code=code, severity=severity, message=message, file=file, found=found)


def instant(seconds: object) -> str | None:
    """Seconds since 1970 as an ISO date-time in UTC; None for what is none."""
    try:
        return datetime.fromtimestamp(int(str(seconds)), UTC).isoformat().replace("+00:00", "Z")
    except (ValueError, OverflowError, OSError):
        return None


def text_of(value: object) -> str | None:
    """A value of JSON as text, if it is one that says something."""
    if isinstance(value, str):
        return value.strip() or None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None
