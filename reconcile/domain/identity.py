"""Whether two versions of one record can tell of one event: collectors reuse ids by mistake."""

from reconcile.domain.issues import Issue, Severity
from reconcile.domain.records import Record

OTHER_EVENT = "version-other-event"
"""Code of the issue."""


def other_event(before: Record, after: Record, file: str, line: int) -> Issue | None:
    """An issue where a new version names another speaker, another date and another place than the one before.

    One or two of them may be amended; all three at once are two records under one id. What either version leaves
    open speaks against nothing.
    """
    pairs = zip(_told(before), _told(after), strict=True)
    if not all(one is not None and other is not None and one != other for one, other in pairs):
        return None
    kind = "claimant" if hasattr(after, "claimant") else "issuer"
    return Issue(
        code=OTHER_EVENT,
        severity=Severity.WARNING,
        message=(
            f"The new version of {after.id!r} names another {kind}, date and place at once than the version before: "
            "two records under one id? If so, `reconcile ingest withdraw` takes the batch back."
        ),
        file=file,
        line=line,
        field="id",
        found=after.id[:80],
        record_id=after.id,
    )


def _told(record: Record) -> tuple[object, object, object]:
    """Speaker, date and place as they can be compared; None: not stated."""
    days = (record.event_date_start, record.event_date_end)
    date = days if any(days) else _plain(record.event_date)
    point = (record.lat, record.lon) if record.lat is not None else None
    return _plain(record.speaker), date, _plain(record.place) or point or _plain(record.admin1)


def _plain(text: str | None) -> str | None:
    return None if text is None else " ".join(text.casefold().split()) or None
