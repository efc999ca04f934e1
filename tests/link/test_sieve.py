"""The sieve lets every pair through that is kept when all candidate pairs are compared, and no result is another."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.synthetic import draw_synthetic
from benchmarks.synthetic_columns import columns_of
from reconcile.domain.columns import Columns
from reconcile.domain.places import PlaceClass, PlaceShape
from reconcile.link import sieve, windows
from reconcile.link.blocking import find_candidates
from reconcile.link.crowds import crowds_among
from reconcile.link.pairs import ScoredPairs, heaviest, joined
from reconcile.link.passing import score_all
from reconcile.link.scoring import ScoringBooks, score_pairs, scoring_books
from reconcile.link.sieve import STRETCH_PAIRS, sieve_of
from reconcile.link.tables import link_tables
from reconcile.reference import load_reference
from reconcile.settings import LinkSettings
from tests.link.building import Spot, Told, columns
from tests.link.ways import way as way

REFERENCE = load_reference(None)
DAY = 736_000


def spots() -> st.SearchStrategy[list[Spot]]:
    located = st.builds(
        Spot,
        lat=st.sampled_from([14.0, 14.1, 14.9, 15.9, 0.1]),
        lon=st.sampled_from([-0.3, 0.0, 0.6, 179.9, -179.9]),
        radius=st.sampled_from([0.0, 5.0, 25.0, 149.0, 400.0]),
        name=st.integers(-1, 5),
        key=st.integers(-1, 1),
        country=st.integers(-1, 1),
        admin1=st.integers(-1, 2),
        admin2=st.integers(-1, 1),
        weight=st.sampled_from([1.0, 0.4]),
        place_class=st.sampled_from(list(PlaceClass)),
        shape=st.sampled_from(list(PlaceShape)),
    )
    unlocated = st.builds(
        Spot,
        name=st.integers(-1, 5),
        key=st.integers(-1, 1),
        admin1=st.integers(-1, 2),
        admin2=st.integers(-1, 1),
        place_class=st.sampled_from(list(PlaceClass)),
        shape=st.sampled_from(list(PlaceShape)),
    )
    return st.lists(st.one_of(located, located, unlocated), max_size=2)


def told() -> st.SearchStrategy[Told]:
    first = st.integers(DAY, DAY + 24)
    lengths = st.sampled_from([0, 0, 0, 1, 6, 30])
    interval = st.builds(lambda start, length: (start, start + length), first, lengths)
    days = st.lists(interval, min_size=1, max_size=2).map(sorted)
    dated = st.builds(lambda stated: {"days": stated}, days)
    undated = st.builds(
        lambda last, late, back, weekday: {
            "bounds": (last - back, last + late),
            "published": last,
            "weekday": weekday,
        },
        first,
        st.sampled_from([0, 1, 3]),
        st.sampled_from([3, 45, 200]),
        st.sampled_from([-1, -1, 2]),
    )
    unbounded = st.just({"published": -1})
    return st.builds(
        lambda when, where, more: Told(**{**when, **more}, spots=where),
        st.one_of(dated, dated, undated, unbounded),
        spots(),
        st.fixed_dictionaries(
            {
                "country": st.sampled_from([-1, 0, 0, 1]),
                "target": st.integers(-1, 2),
                "attack": st.integers(-1, 2),
                "actors": st.integers(-1, 2),
                "numeric": st.booleans(),
                "denies": st.sampled_from([False, False, True]),
                "competes": st.sampled_from([True, True, False]),
            }
        ),
    )


def books_of(sides: Columns, keep: float) -> ScoringBooks:
    wanted = LinkSettings(keep_threshold_bits=keep)
    return scoring_books(sides, REFERENCE.model, link_tables(sides.codes, REFERENCE), wanted)


def one_by_one(sides: Columns, books: ScoringBooks) -> ScoredPairs:
    """Every candidate pair compared, and what can be kept of them."""
    none = np.empty(0, dtype=np.int64)
    scored = [score_pairs(sides, none, none, books)]
    for i, j in find_candidates(sides.claims, sides.statements, books.settings).slices():
        if sides.claims is sides.statements:
            once = np.flatnonzero((i < j) & sides.claims.competes[j])
            i, j = i[once], j[once]
        every = score_pairs(sides, i, j, books, every=True)
        scored.append(every.where((every.weight >= books.least_bits) & (every.date != books.index("date")["too_far"])))
    return heaviest(joined(scored))


def assert_equal(one: ScoredPairs, other: ScoredPairs) -> None:
    for field in fields(ScoredPairs):
        assert np.array_equal(getattr(one, field.name), getattr(other, field.name), equal_nan=True), field.name


@settings(max_examples=300, deadline=None)
@given(st.lists(told(), max_size=8), st.lists(told(), max_size=8), st.sampled_from([-20.0, -6.0, 0.0, 6.0]))
def test_what_is_kept_is_what_comparing_every_pair_keeps(
    claims: list[Told], statements: list[Told], keep: float
) -> None:
    sides = columns(claims, statements)
    books = books_of(sides, keep)
    found = find_candidates(sides.claims, sides.statements, books.settings)
    assert_equal(score_all(sides, found, books), one_by_one(sides, books))


@settings(max_examples=150, deadline=None)
@given(st.lists(told(), max_size=9), st.sampled_from([-6.0, 3.0]))
def test_claims_among_themselves_are_compared_one_way_round(claims: list[Told], keep: float) -> None:
    sides = columns(claims, [])
    among = replace(sides, statements=sides.claims)
    found = find_candidates(among.claims, among.statements, LinkSettings())
    books = replace(books_of(sides, keep), crowds=crowds_among(len(among.claims), found))
    tables = replace(books.tables, statement_delays=books.tables.claim_delays)
    books = replace(books, tables=tables)
    assert_equal(score_all(among, found, books), one_by_one(among, books))


@pytest.mark.parametrize("listed", [0, windows.MOST_LISTED])
@pytest.mark.parametrize("pieces", [1, 97, 1 << 15])
def test_the_size_of_pieces_changes_nothing(pieces: int, listed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "MOST_LISTED", listed)
    monkeypatch.setattr(sieve, "AT_ONCE", pieces)
    monkeypatch.setattr(sieve, "ENOUGH", pieces)
    sides = columns_of(draw_synthetic(REFERENCE, 60, seed=3), REFERENCE)
    books = books_of(sides, -6.0)
    found = find_candidates(sides.claims, sides.statements, books.settings)
    assert_equal(score_all(sides, found, books), one_by_one(sides, books))


def test_most_candidate_pairs_are_held_back() -> None:
    sides = columns_of(draw_synthetic(REFERENCE, 2_500, seed=3), REFERENCE)
    books = books_of(sides, -6.0)
    found = find_candidates(sides.claims, sides.statements, books.settings)
    sifted = sieve_of(sides, books)
    through = [pairs for stretch in found.stretches(STRETCH_PAIRS) for pairs in sifted.through(stretch)]
    assert sum(len(i) for i, _ in through) < 0.25 * sum(len(i) for i, _ in found.slices())
