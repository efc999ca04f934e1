"""The same outcome gives the same bytes, in whatever order its parts come."""

import random
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from reconcile.domain.outcomes import Outcome
from reconcile.report import ReportBooks, export_csv, export_json, render_report
from tests.report.building import Made, build, counted

T = TypeVar("T")
V = TypeVar("V")


def mixed(parts: tuple[T, ...], order: random.Random) -> tuple[T, ...]:
    return tuple(order.sample(parts, len(parts)))


def mixed_mapping(mapping: dict[T, V], order: random.Random) -> dict[T, V]:
    return dict(mixed(tuple(mapping.items()), order))


def shuffled(outcome: Outcome, seed: int) -> Outcome:
    order = random.Random(seed)  # noqa: S311  an order to try, no secret
    findings = tuple(
        replace(
            finding,
            pairs=mixed(
                tuple(replace(pair, facets=mixed_mapping(dict(pair.facets), order)) for pair in finding.pairs), order
            ),
        )
        for finding in outcome.findings
    )
    claims = tuple(
        replace(claim, values=replace(claim.values, tolls=mixed_mapping(dict(claim.values.tolls), order)))
        for claim in outcome.claims
    )
    return replace(
        outcome,
        claims=mixed(claims, order),
        statements=mixed(outcome.statements, order),
        findings=mixed(findings, order),
        coverage=mixed(outcome.coverage, order),
        sources=mixed(outcome.sources, order),
        issues=mixed(outcome.issues, order),
        run=replace(outcome.run, digests=mixed_mapping(dict(outcome.run.digests), order)),
    )


def shuffled_books(books: ReportBooks, seed: int) -> ReportBooks:
    order = random.Random(seed)  # noqa: S311  an order to try, no secret
    return replace(books, labels=mixed_mapping(dict(books.labels), order), outlines=mixed(books.outlines, order))


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_reports_of_one_outcome_are_the_same(report: Path, tmp_path: Path) -> None:
    again = build()
    render_report(again.outcome, counted(again.outcome, again.books), tmp_path / "r")
    assert content(tmp_path / "r") == content(report)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_input_changes_no_byte_of_the_report(
    made: Made, report: Path, tmp_path: Path, seed: int
) -> None:
    other = shuffled(made.outcome, seed)
    render_report(other, counted(other, shuffled_books(made.books, seed)), tmp_path / "r")
    assert content(tmp_path / "r") == content(report)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_input_changes_no_byte_of_the_exports(made: Made, seed: int) -> None:
    other = shuffled(made.outcome, seed)
    assert export_json(other) == export_json(made.outcome)
    assert export_csv(other) == export_csv(made.outcome)
