"""The day that places an account in time, for the order of lists, for months and for delays."""

from datetime import date

from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.instants import local_day

ANCHOR_LIMIT_DAYS = 31
"""A stated date up to this length places a record in time; a longer one says less than its publication."""


def written_day(text: str | None) -> date | None:
    """The day of a time written in a record; None where there is none or it cannot be read."""
    if text is None:
        return None
    try:
        return local_day(text)
    except ValueError:
        return None


def published_day(account: ClaimAccount | StatementAccount) -> date | None:
    """When the side published, else when it was reported."""
    return written_day(account.record.published) or written_day(account.record.reported)


def anchor_day(account: ClaimAccount | StatementAccount) -> date:
    """The first day of the event if exact enough, else its publication, else the day from which it was known."""
    span = account.values.date.span
    if span is not None and span.days <= ANCHOR_LIMIT_DAYS:
        return span.start
    published = published_day(account)
    if published is not None:
        return published
    return span.start if span is not None else account.version.known_from.date()


def last_event_day(account: ClaimAccount | StatementAccount) -> date:
    """The last day the event may lie on if the date is exact enough, else as `anchor_day`."""
    span = account.values.date.span
    return span.end if span is not None and span.days <= ANCHOR_LIMIT_DAYS else anchor_day(account)
