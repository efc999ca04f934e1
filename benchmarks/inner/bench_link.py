"""The steps of linking on 20,000 claims and as many statements. Run by `make bench`; figures are of one machine."""

from typing import Any

import numpy as np
import pytest

from benchmarks.synthetic import draw_synthetic
from benchmarks.synthetic_columns import columns_of
from reconcile.domain.columns import Columns
from reconcile.link import link_records
from reconcile.link.blocking import find_candidates
from reconcile.link.compare.place_names import NameLikeness
from reconcile.link.crowds import count_crowds
from reconcile.link.families import claim_families
from reconcile.link.passing import score_all
from reconcile.link.scoring import ScoringBooks, scoring_books
from reconcile.link.settling import Competition
from reconcile.link.tables import link_tables
from reconcile.reference import load_reference
from reconcile.settings import LinkSettings

REFERENCE, SETTINGS, RECORDS = load_reference(None), LinkSettings(), 20_000


@pytest.fixture(scope="module")
def columns() -> Columns:
    return columns_of(draw_synthetic(REFERENCE, RECORDS), REFERENCE)


@pytest.fixture(scope="module")
def books(columns: Columns) -> ScoringBooks:
    return scoring_books(columns, REFERENCE.model, link_tables(columns.codes, REFERENCE), SETTINGS)


def test_find_candidates(benchmark: Any, columns: Columns) -> None:
    benchmark(find_candidates, columns.claims, columns.statements, SETTINGS)


def test_count_crowds(benchmark: Any, columns: Columns) -> None:
    benchmark(count_crowds, columns, find_candidates(columns.claims, columns.statements, SETTINGS))


def test_link_tables(benchmark: Any, columns: Columns) -> None:
    benchmark(link_tables, columns.codes, REFERENCE)


def test_score_all(benchmark: Any, columns: Columns, books: ScoringBooks) -> None:
    benchmark(score_all, columns, find_candidates(columns.claims, columns.statements, SETTINGS), books)


def test_settle(benchmark: Any, columns: Columns, books: ScoringBooks) -> None:
    pairs = score_all(columns, find_candidates(columns.claims, columns.statements, SETTINGS), books)
    standing = pairs.weight >= SETTINGS.link_threshold_bits
    benchmark(Competition(columns, pairs).settle, standing)


def test_claim_families(benchmark: Any, columns: Columns, books: ScoringBooks) -> None:
    benchmark(claim_families, columns, books)


def test_names_alike(benchmark: Any, columns: Columns) -> None:
    draw = np.random.default_rng(1)
    one, other = draw.integers(0, len(columns.codes.names), (2, 100_000))
    benchmark(NameLikeness(columns.codes.names).alike, one, other)


def test_everything(benchmark: Any, columns: Columns) -> None:
    benchmark(link_records, columns, REFERENCE.model, REFERENCE, SETTINGS)
