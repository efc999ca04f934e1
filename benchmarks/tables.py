"""Figures as rows of Markdown tables, and these in their place in a document."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from reconcile.domain.outcomes import Outcome, PairRole
from reconcile.evaluation import Evaluation, WrongPair


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


def score_table(found: Evaluation) -> Iterator[str]:
    """The measures with their intervals."""
    rows = [[f.measure.words, f"{f.value:.3f}", f"{f.low:.3f} to {f.high:.3f}"] for f in found.figures]
    yield from lines(["measure", "value", "95 % interval over groups"], rows)


def wrong_table(found: Evaluation) -> Iterator[str]:
    """The pairs on which the run and the key differ."""
    headings = ["claim", "statement", "link", "role", "bits", "failed on", "what weighs against it"]
    yield from lines(headings, [_wrong_row(pair) for pair in found.wrong_pairs])


def _wrong_row(pair: WrongPair) -> list[str]:
    role = "not kept" if pair.role is None else pair.role.value.replace("_", " ")
    what = "missed" if pair.expected else "false"
    weight = "–" if pair.weight is None else f"{pair.weight:+.1f}"
    against = "; ".join(f"{name} {bits:+.1f} ({level})" for name, level, bits in pair.scores if bits < 0)
    failed = "linked" if pair.role is PairRole.LINKED else pair.failed or "–"
    return [pair.claim_name, pair.statement_name, what, role, weight, failed, against]
