"""Figures as rows of Markdown tables."""

from collections.abc import Iterator, Sequence

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
