"""What the run says otherwise than the one before it, and why: the few lines at the head of the report."""

from dataclasses import dataclass
from datetime import datetime

from reconcile.domain.change_phrases import cause_in_words, standing_in_words
from reconcile.domain.changes import ChangeLog, ClaimChange
from reconcile.report import words
from reconcile.report.ledger import Ledger
from reconcile.report.texts import shown

LISTED = 12
"""Changes on the first page; the page of changes lists all."""
CAUSES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    id: str
    address: str | None
    """None: the claim is in the report no more."""
    before: str
    after: str
    why: str
    reopened: bool
    """Whether an official comment came after the silence had been concluded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    sentences: tuple[str, ...]
    rows: tuple[ChangeRow, ...]
    more: int


def changed(ledger: Ledger) -> Changed | None:
    """None where nobody compared the run with an earlier one."""
    log = ledger.books.changes
    if log is None:
        return None
    if log.before is None:
        return Changed(sentences=(words.FIRST_RUN,), rows=(), more=0)
    ranked = sorted(log.claims, key=_urgency)
    return Changed(
        sentences=tuple(_sentences(log, log.before.as_of)),
        rows=tuple(_row(change, ledger) for change in ranked[:LISTED]),
        more=max(0, len(ranked) - LISTED),
    )


def _urgency(change: ClaimChange) -> tuple[bool, bool, bool, str]:
    """Silences that were broken first, then other flags, then claims that are new, then the rest."""
    other_flag = change.flag_changed and change.before is not None
    return not change.reopens_silence, not other_flag, not change.flag_changed, change.claim


def _sentences(log: ChangeLog, since: datetime) -> list[str]:
    new = sum(change.before is None for change in log.claims)
    gone = sum(change.after is None for change in log.claims)
    flags = sum(change.flag_changed and change.before is not None and change.after is not None for change in log.claims)
    return [
        words.changes_line(since, new=new, gone=gone, flags=flags, other=len(log.claims) - new - gone - flags),
        *([words.shared_causes([cause_in_words(cause) for cause in log.shared])] if log.shared else []),
    ]


def _row(change: ClaimChange, ledger: Ledger) -> ChangeRow:
    entry = ledger.by_id.get(change.claim)
    causes = [cause_in_words(cause) for cause in change.causes]
    return ChangeRow(
        id=shown(change.claim),
        address=None if entry is None else entry.address,
        before=standing_in_words(change.before),
        after=standing_in_words(change.after),
        why=shown(words.because(causes[:CAUSES], len(causes) - CAUSES)),
        reopened=change.reopens_silence,
    )
