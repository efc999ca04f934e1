"""The flags of claims by the month of their events."""

from collections import Counter
from datetime import date

from reconcile.domain.anchors import anchor_day
from reconcile.domain.outcomes import Finding, Flag, Status
from reconcile.domain.tallies import MonthPart, MonthTally
from reconcile.tally.accounts import Books

LONGEST_MONTHS = 600
"""A record dated a century off would else make a figure of a thousand empty months."""


def tally_months(books: Books) -> tuple[MonthTally, ...]:
    """Every month from the first to the last with a claim, empty ones too: a gap is a fact. None are filled in where
    records lie more than LONGEST_MONTHS apart."""
    counts: dict[date, Counter[MonthPart]] = {}
    for claim in books.claims:
        month = anchor_day(claim.account).replace(day=1)
        counts.setdefault(month, Counter())[_part(claim.finding)] += 1
    return tuple(
        MonthTally(month=month, parts={part: counts.get(month, Counter())[part] for part in MonthPart})
        for month in _months(sorted(counts))
    )


def _months(found: list[date]) -> list[date]:
    if not found or _number(found[-1]) - _number(found[0]) > LONGEST_MONTHS:
        return found
    return [date(number // 12, number % 12 + 1, 1) for number in range(_number(found[0]), _number(found[-1]) + 1)]


def _number(month: date) -> int:
    return month.year * 12 + month.month - 1


def _part(finding: Finding) -> MonthPart:
    if finding.flag is Flag.AGREEMENT:
        return MonthPart.AGREEMENT
    if finding.flag is Flag.PARTIAL_MATCH:
        return MonthPart.PARTIAL_MATCH
    if finding.status is Status.PENDING:
        return MonthPart.PENDING
    unseen = finding.status in (Status.NOT_MONITORED, Status.COVERAGE_UNKNOWN)
    return MonthPart.NOT_MONITORED if unseen else MonthPart.SILENT
