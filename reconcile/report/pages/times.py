"""When each side published: days from the event, from the claim, and between the dates the two sides state."""

from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.domain.anchors import published_day
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.dates import DateInterval
from reconcile.domain.outcomes import Pair
from reconcile.report import words
from reconcile.report.ledger import Ledger
from reconcile.report.texts import shown

Either = ClaimAccount | StatementAccount


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRow:
    """One account."""

    label: str
    who: str
    event: str
    offset: str | None
    """Days between the date it states and the claim's; None for the claim itself."""
    published: str
    after_event: str
    after_claim: str | None
    """None for the claim itself."""


def time_rows(claim: ClaimAccount, pairs: Sequence[Pair], ledger: Ledger) -> tuple[TimeRow, ...]:
    """The claim first, then each statement."""
    rows = [_row(words.CLAIM_LABEL, claim, claim, None)]
    for number, pair in enumerate(pairs, 1):
        label = words.statement_label(number if len(pairs) > 1 else None)
        rows.append(_row(label, ledger.statements[pair.statement], claim, pair))
    return tuple(rows)


def _row(label: str, account: Either, claim: ClaimAccount, pair: Pair | None) -> TimeRow:
    event = _event(account) or _event(claim)
    return TimeRow(
        label=label,
        who=shown(account.record.speaker),
        event=words.event_date(account.values.date),
        offset=None if pair is None else _offset(claim, account),
        published=shown(words.published_or_read(account.record.published, account.record.reported)),
        after_event=_after_event(account, event),
        after_claim=None if pair is None else after_claim(account, claim),
    )


def _event(account: Either) -> DateInterval | None:
    return account.values.date.span


def _offset(claim: ClaimAccount, statement: Either) -> str:
    """How far apart the stated dates lie, and which is the later."""
    ours, theirs = claim.values.date.intervals, statement.values.date.intervals
    if not ours or not theirs:
        return words.NO_OFFSET
    gap, one, other = min(((a.gap_days(b), a, b) for a in ours for b in theirs), key=lambda found: found[0])
    return words.date_offset(gap, later=other.start > one.end)


def _after_event(account: Either, event: DateInterval | None) -> str:
    day = published_day(account)
    if day is None or event is None:
        return words.NOT_KNOWN
    return words.days_after((day - event.end).days, (day - event.start).days)


def after_claim(account: Either, claim: ClaimAccount) -> str:
    """How long after the claim an account was published."""
    day, claimed = published_day(account), published_day(claim)
    if day is None or claimed is None:
        return words.NOT_KNOWN
    return words.days_after((day - claimed).days, (day - claimed).days)
