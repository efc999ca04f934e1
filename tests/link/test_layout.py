"""The order in which records are laid out for comparing changes nothing that is told of them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.link import pairs as pairs_module
from reconcile.link.blocking import find_candidates
from reconcile.link.crowds import of_the_whole
from reconcile.link.families import claim_families
from reconcile.link.layout import laid_out
from reconcile.link.pairs import ScoredPairs
from reconcile.link.passing import score_all
from tests.link.building import Told, columns, on
from tests.link.test_blocking import told
from tests.link.test_partitions import LOOSE, books_of
from tests.link.ways import way as way


@settings(max_examples=80, deadline=None)
@given(st.lists(told(), max_size=9), st.lists(told(), max_size=9), st.sampled_from([1, 2, pairs_module.MOST_KEPT]))
def test_laid_out_records_are_told_as_they_were_given(claims: list[Told], statements: list[Told], most: int) -> None:
    sides = columns(claims, statements)
    with ThreadPoolExecutor(1) as beside:
        laid = laid_out(sides, beside)
    books, laid_books = books_of(sides), books_of(laid.columns)
    crowds = of_the_whole(laid_books.crowds, *laid.numbers)
    assert crowds.claims.tolist() == books.crowds.claims.tolist()
    assert crowds.statements.tolist() == books.crowds.statements.tolist()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pairs_module.heaviest, "__defaults__", (most + 1,))
        found = find_candidates(sides.claims, sides.statements, LOOSE)
        wanted = score_all(sides, found, books)
        found = find_candidates(laid.columns.claims, laid.columns.statements, LOOSE)
        told_so = score_all(laid.columns, found, laid_books, numbers=laid.numbers)
    for field in fields(ScoredPairs):
        assert np.array_equal(getattr(told_so, field.name), getattr(wanted, field.name), equal_nan=True), field.name
    assert claim_families(sides, laid_books, laid=laid) == claim_families(sides, books)


def test_records_are_laid_out_by_country_and_day() -> None:
    records = [on(day, country=country) for country, day in ((1, 9), (0, 7), (1, 3), (-1, 8))]
    with ThreadPoolExecutor(1) as beside:
        laid = laid_out(columns(records, records[:2]), beside)
    assert laid.numbers.claims.tolist() == [3, 1, 2, 0]
    assert laid.numbers.statements.tolist() == [1, 0]
    assert laid.columns.claims.country.tolist() == [-1, 0, 1, 1]
