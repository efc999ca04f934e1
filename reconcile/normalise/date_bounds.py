"""The days on which an event without a stated date may have happened: what publication allows, narrowed by the wording.

A wording that states no date may still say something of it: `not stated (report of 3 June 2021)` dates its text, `two
attacks (since Wednesday)` begins somewhere, `not stated (Thursday in the text)` means the week before publication. Such
days stay bounds: a date inferred from them is not stated.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from reconcile.domain.dates import AFTER_PUBLICATION_DAYS, DateInterval
from reconcile.domain.records import ClaimRecord
from reconcile.domain.written_records import Written, WrittenClaim
from reconcile.grammar.date_rules import read_tokens
from reconcile.grammar.date_words import clauses, too_long
from reconcile.normalise.weekday_hints import weekday_hint

_WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateBounds:
    """How long before its publication an event without date may have happened (digests come up to 45 days late)."""

    claim_days: int = 45
    statement_days: int = 30
    page_days: int = 45
    """Where only the date of the page is known."""
    after_days: int = AFTER_PUBLICATION_DAYS
    """How long after it."""


def allowed_days(
    record: Written, published: date | None, reported: date | None, bounds: DateBounds
) -> DateInterval | None:
    """The days that publication, else the day the wording gives its text, else the date of the page, allows."""
    text = record.date_text or record.event_date or ""
    days = bounds.claim_days if isinstance(record, (ClaimRecord, WrittenClaim)) else bounds.statement_days
    if published is not None:
        return _narrowed(_around(published, published, days, bounds), text, published)
    told = _told_after("said", text, None)
    if told is not None:
        return _around(told.start, told.end, days, bounds)
    return None if reported is None else _around(reported, reported, bounds.page_days, bounds)


def _around(first: date, last: date, days_before: int, bounds: DateBounds) -> DateInterval:
    earliest = max(first.toordinal() - days_before, date.min.toordinal())
    latest = min(last.toordinal() + bounds.after_days, date.max.toordinal())
    return DateInterval(date.fromordinal(earliest), date.fromordinal(latest))


def _narrowed(allowed: DateInterval, text: str, published: date) -> DateInterval:
    """Not before the day named after `since`; within the week before publication where a weekday is named."""
    if not text:
        return allowed
    since = _told_after("since", text, published)
    starts = [allowed.start] if since is None else [allowed.start, since.start]
    if weekday_hint(text) is not None:
        starts.append(published - min(_WEEK, published - date.min))
    return DateInterval(min(max(starts), allowed.end), allowed.end)


def _told_after(token: str, text: str, anchor: date | None) -> DateInterval | None:
    """The days written behind a word of that meaning, where exactly one clause holds any."""
    if too_long(text):
        return None
    behind = (part[part.index(token) + 1 :] for part in clauses(text) if token in part)
    found = {span for tokens in behind if (span := read_tokens(tokens, anchor)) is not None}
    return found.pop() if len(found) == 1 else None
