"""Figures as rows of Markdown tables, and these in their place in a document."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from reconcile.domain.outcomes import Outcome


def shares(values: Sequence[float]) -> list[str]:
    return [f"{value:.3f}" for value in values]


def share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def flips(one: Outcome, other: Outcome) -> int:
    """How many claims have another flag."""
    before = {finding.claim: finding.flag for finding in one.findings}
    return sum(before[finding.claim] is not finding.flag for finding in other.findings)


def lines(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(headings)} |"
    yield f"| {' | '.join('---' for _ in headings)} |"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"


def put(document: Path, marks: tuple[str, str], parts: Iterable[str]) -> None:
    """The figures between the marks of the document, in place of those that stood there."""
    begin, end = marks
    text = document.read_text(encoding="utf-8")
    before, begun, rest = text.partition(begin)
    _, ended, after = rest.partition(end)
    if not begun or not ended:
        sys.exit(f"{document} lacks the marks between which the figures go: {begin} and {end}.")
    document.write_text("\n".join([before + begin, *parts, end + after]), encoding="utf-8")
