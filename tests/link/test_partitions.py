"""The union of the parts is exactly the whole, however finely it is cut."""

from collections.abc import Iterable, Iterator
from dataclasses import fields

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.domain.columns import Columns
from reconcile.link.blocking import find_candidates
from reconcile.link.families import claim_families
from reconcile.link.layout import UNREAD, Numbers, taken
from reconcile.link.pairs import ScoredPairs
from reconcile.link.partitions import Partition, partitions, score_partition
from reconcile.link.passing import Work, score_all
from reconcile.link.scoring import ScoringBooks, scoring_books
from reconcile.link.tables import link_tables
from reconcile.reference import load_reference
from reconcile.settings import LinkSettings
from tests.link.building import Told, columns
from tests.link.test_blocking import told
from tests.link.ways import way as way

REFERENCE = load_reference(None)
LOOSE = LinkSettings(keep_threshold_bits=-60.0, link_threshold_bits=-20.0)
"""Nearly every pair is kept, so that a lost one shows."""


def in_turn(books: ScoringBooks, parts: Iterable[Partition]) -> Iterator[ScoredPairs]:
    """Last first: the order must not matter."""
    return iter([score_partition(books, part) for part in parts][::-1])


def books_of(sides: Columns) -> ScoringBooks:
    return scoring_books(sides, REFERENCE.model, link_tables(sides.codes, REFERENCE), LOOSE)


@settings(max_examples=80, deadline=None)
@given(st.lists(told(), max_size=9), st.lists(told(), max_size=9), st.sampled_from([1, 2, 5, 1_000]))
def test_the_parts_together_are_the_whole(claims: list[Told], statements: list[Told], pairs: int) -> None:
    sides = columns(claims, statements)
    books = books_of(sides)
    found = find_candidates(sides.claims, sides.statements, LOOSE)
    whole = score_all(sides, found, books)
    cut = score_all(sides, found, books, Work(spread=in_turn, pairs=pairs))
    for field in fields(ScoredPairs):
        assert np.array_equal(getattr(whole, field.name), getattr(cut, field.name), equal_nan=True), field.name
    assert claim_families(sides, books) == claim_families(sides, books, Work(spread=in_turn, pairs=pairs))


@settings(max_examples=40, deadline=None)
@given(st.lists(told(), max_size=9), st.lists(told(), max_size=9), st.sampled_from([1, 4]))
def test_every_competing_claim_is_in_one_part(claims: list[Told], statements: list[Told], pairs: int) -> None:
    sides = columns(claims, statements)
    parts = list(partitions(sides, Numbers.as_given(sides), books_of(sides).crowds, LOOSE, pairs))
    seen = [int(at) for part in parts for at in part.claim]
    assert sorted(seen) == np.flatnonzero(sides.claims.competes).tolist()


@given(st.lists(told(), min_size=1, max_size=9), st.data())
def test_records_are_taken_with_all_that_comparing_reads(records: list[Told], data: st.DataObject) -> None:
    sides = columns(records, records)
    some = sorted(data.draw(st.sets(st.integers(0, len(records) - 1))))
    wanted = columns([records[at] for at in some], []).claims
    kept = taken(sides.claims, np.array(some, dtype=np.int64))
    for field in fields(wanted):
        if field.name not in UNREAD:
            assert np.array_equal(getattr(kept, field.name), getattr(wanted, field.name), equal_nan=True), field.name
