"""Faults in the data this run used: counted by code, then listed."""

from collections import Counter
from dataclasses import dataclass

from reconcile.domain.issues import Issue
from reconcile.report import title_words, words
from reconcile.report.ledger import Ledger
from reconcile.report.pages.shared import Frame, frame
from reconcile.report.texts import shown, shown_or_none

LISTED_PER_CODE = 300
"""Of one kind of issue so many are listed; the count is of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRow:
    record: str | None
    where: str | None
    field: str | None
    found: str | None
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueGroup:
    code: str
    severity: str
    number: int
    rows: tuple[IssueRow, ...]
    more: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuesPage:
    frame: Frame
    total: str
    groups: tuple[IssueGroup, ...]


def issues_page(ledger: Ledger) -> IssuesPage:
    issues = sorted(ledger.outcome.issues, key=_order)
    kinds = Counter((issue.severity.value, issue.code) for issue in issues)
    groups = [
        _group(code, severity, [issue for issue in issues if (issue.severity.value, issue.code) == (severity, code)])
        for severity, code in sorted(kinds, key=lambda kind: (-kinds[kind], kind))
    ]
    return IssuesPage(
        frame=frame(ledger, title_words.page_title("issues"), "issues"),
        total=words.NO_ISSUES if not issues else words.issues_line(len(issues), len(groups)),
        groups=tuple(groups),
    )


def _order(issue: Issue) -> tuple[str, str, str, int, str, str]:
    return issue.code, issue.record_id or "", issue.file or "", issue.line or 0, issue.field or "", issue.message


def _group(code: str, severity: str, issues: list[Issue]) -> IssueGroup:
    hidden = len(issues) - LISTED_PER_CODE
    return IssueGroup(
        code=shown(code),
        severity=severity,
        number=len(issues),
        rows=tuple(_row(issue) for issue in issues[:LISTED_PER_CODE]),
        more=words.more_issues(hidden) if hidden > 0 else None,
    )


def _row(issue: Issue) -> IssueRow:
    file = shown_or_none(issue.file)
    return IssueRow(
        record=shown_or_none(issue.record_id),
        where=None if file is None else file if issue.line is None else f"{file}, line {issue.line}",
        field=shown_or_none(issue.field),
        found=shown_or_none(issue.found),
        message=shown(issue.message),
    )
