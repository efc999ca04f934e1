"""The same outcome gives the same bytes, in whatever order its parts come."""

import os
import random
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from reconcile.domain.outcomes import Outcome
from reconcile.errors import OutputError
from reconcile.report import ReportBooks, export_csv, export_json, printing, render_report
from reconcile.report.printing import MOST_WORKERS, WORTH_WORKERS, Printed, Printer, workers_worth
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


@pytest.mark.parametrize("workers", [2, 3])
def test_pages_made_in_other_processes_are_the_same(made: Made, report: Path, tmp_path: Path, workers: int) -> None:
    told: list[tuple[int, int]] = []
    books = counted(made.outcome, made.books)
    render_report(made.outcome, books, tmp_path / "r", lambda *of: told.append(of), workers=workers)
    assert content(tmp_path / "r") == content(report)
    assert sum(done for done, _ in told) == len(made.outcome.claims)
    assert {total for _, total in told} == {len(made.outcome.claims)}


def test_only_a_large_report_is_worth_further_processes() -> None:
    assert workers_worth(WORTH_WORKERS - 1) == 1
    assert 1 <= workers_worth(WORTH_WORKERS) <= MOST_WORKERS


def test_a_process_that_dies_is_told_in_a_sentence(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches are sent by name, so that the other process runs this one instead of the first."""
    monkeypatch.setattr(printing, "_batches", lambda printer: [die])
    with pytest.raises(OutputError, match="choose fewer claims"):
        render_report(made.outcome, made.books, tmp_path / "r", workers=2)
    assert list(tmp_path.iterdir()) == []


def die(printer: Printer) -> Printed:
    os._exit(9)


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
