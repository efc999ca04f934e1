"""Competition: whose statement it is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.domain.columns import Columns
from reconcile.link.pairs import ScoredPairs
from reconcile.link.settling import Competition, Settled
from tests.link.building import Spot, Told, columns, on

DAY = 736_437
GAO, KIDAL = Spot(lat=16.27, lon=-0.04), Spot(lat=18.44, lon=1.41)


def pairs(rows: list[tuple[int, int, float]], parts: dict[int, tuple[int, int]] | None = None) -> ScoredPairs:
    count = len(rows)
    blank = np.zeros(count, dtype=np.int8)
    spots = parts or {}
    return ScoredPairs(
        claim=np.array([row[0] for row in rows], dtype=np.int64),
        statement=np.array([row[1] for row in rows], dtype=np.int64),
        claim_part=np.array([spots.get(at, (0, 0))[0] for at in range(count)], dtype=np.int8),
        statement_part=np.array([spots.get(at, (0, 0))[1] for at in range(count)], dtype=np.int8),
        prior=blank.astype(np.float64),
        date=blank,
        place=blank,
        target=blank,
        actor=blank,
        attack=blank,
        date_bits=blank.astype(np.float64),
        place_bits=blank.astype(np.float64),
        weight=np.array([row[2] for row in rows], dtype=np.float64),
        distance_km=np.full(count, np.nan),
        days_apart=blank.astype(np.int32),
    )


def settled(sides: Columns, candidates: ScoredPairs, forced: tuple[int, ...] = ()) -> Settled:
    must = np.isin(np.arange(len(candidates)), forced)
    return Competition(sides, candidates, must).settle((candidates.weight >= 0) | must)


def linked(
    sides: Columns, rows: list[tuple[int, int, float]], parts: dict[int, tuple[int, int]] | None = None
) -> list[bool]:
    return [bool(is_link) for is_link in settled(sides, pairs(rows, parts)).linked]


def test_a_statement_goes_to_the_event_it_fits_best() -> None:
    sides = columns([on(DAY - 1), on(DAY)], [on(DAY)])
    assert linked(sides, [(0, 0, 6.0), (1, 0, 11.0)]) == [False, True]


def test_a_correction_that_moves_the_date_or_the_place_takes_nothing_from_what_it_corrects() -> None:
    moved = [on(DAY - 1, series=3), on(DAY, series=3), on(DAY - 1, series=4)]
    assert linked(columns(moved, [on(DAY)]), [(0, 0, 6.0), (1, 0, 11.0), (2, 0, 6.0)]) == [True, True, False]
    places = [on(DAY, spots=[GAO], series=3), on(DAY, spots=[KIDAL], series=3)]
    assert linked(columns([on(DAY)], places), [(0, 0, 6.0), (0, 1, 11.0)]) == [True, True]


def test_the_loser_knows_its_rival_and_the_margin() -> None:
    sides = columns([on(DAY - 1), on(DAY)], [on(DAY)])
    found = settled(sides, pairs([(0, 0, 6.0), (1, 0, 11.0)]))
    assert found.rival.tolist() == [1, 0]
    assert found.margin.tolist() == [-5.0, 5.0]


def test_claims_of_one_event_share_a_statement() -> None:
    week = Told(days=[(DAY - 5, DAY + 1)])
    sides = columns([on(DAY), week], [on(DAY)])
    assert linked(sides, [(0, 0, 11.0), (1, 0, 9.0)]) == [True, True]


def test_several_issuers_answer_one_claim() -> None:
    sides = columns([on(DAY)], [on(DAY), on(DAY), Told()])
    assert linked(sides, [(0, 0, 11.0), (0, 1, 5.0), (0, 2, 1.0)]) == [True, True, True]


def test_two_claims_of_one_communique_are_two_events() -> None:
    sides = columns([on(DAY, document=0), on(DAY, document=0)], [on(DAY)])
    assert linked(sides, [(0, 0, 11.0), (1, 0, 9.0)]) == [True, False]


def test_located_places_apart_are_two_events() -> None:
    sides = columns([on(DAY, spots=[GAO]), on(DAY, spots=[KIDAL])], [on(DAY)])
    assert linked(sides, [(0, 0, 3.0), (1, 0, 2.0)]) == [True, False]


def test_a_statement_that_names_two_places_answers_a_claim_of_each() -> None:
    sides = columns([on(DAY, document=0), on(DAY, document=0)], [on(DAY)])
    assert linked(sides, [(0, 0, 11.0), (1, 0, 9.0)], parts={1: (0, 1)}) == [True, True]


def test_a_record_of_several_events_is_not_competed_for() -> None:
    sides = columns([on(DAY, document=0), on(DAY, document=0)], [on(DAY, events=2)])
    assert linked(sides, [(0, 0, 11.0), (1, 0, 9.0)]) == [True, True]


@pytest.mark.parametrize(("days", "together"), [(31, True), (32, False)])
def test_a_record_of_several_events_without_a_date_tells_of_those_of_one_month(days: int, together: bool) -> None:
    claims = [on(DAY, document=0), on(DAY, document=0), on(DAY + days)]
    sides = columns(claims, [Told(bounds=(DAY - 900, DAY + 900), events=2)])
    assert linked(sides, [(0, 0, 11.0), (1, 0, 9.0), (2, 0, 8.0)]) == [True, True, together]


@pytest.mark.parametrize(("weight", "expected"), [(10.75, True), (10.74, False)])
def test_a_tie_is_kept_on_both_sides(weight: float, expected: bool) -> None:
    sides = columns([on(DAY, document=0), on(DAY, document=0)], [on(DAY)])
    assert linked(sides, [(0, 0, 11.0), (1, 0, weight)]) == [True, expected]


def test_a_claim_is_not_left_on_a_worse_statement_while_a_better_one_is_free() -> None:
    """The first statement in time is nearer to nobody: each claim gets the one of its own day."""
    claims = [on(DAY), on(DAY + 1)]
    statements = [on(DAY), on(DAY + 1)]
    sides = columns(claims, statements)
    rows = [(0, 0, 9.0), (0, 1, 5.0), (1, 0, 5.5), (1, 1, 9.0)]
    assert linked(sides, rows) == [True, False, False, True]


def test_who_lost_its_best_statement_takes_the_next() -> None:
    sides = columns([on(DAY), on(DAY + 1)], [on(DAY), on(DAY + 1)])
    rows = [(0, 0, 9.0), (1, 0, 8.0), (1, 1, 3.0)]
    assert linked(sides, rows) == [True, False, True]


def test_below_the_threshold_nothing_is_linked() -> None:
    sides = columns([on(DAY)], [on(DAY)])
    assert linked(sides, [(0, 0, -0.001)]) == [False]


def test_a_forced_pair_beats_a_heavier_rival() -> None:
    sides = columns([on(DAY - 1), on(DAY)], [on(DAY)])
    found = settled(sides, pairs([(0, 0, -3.0), (1, 0, 11.0)]), forced=(0,))
    assert found.linked.tolist() == [True, False]


def test_no_pairs() -> None:
    assert settled(columns([], []), pairs([])).linked.tolist() == []


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.integers(0, 3), min_size=1, max_size=6),
    st.lists(st.integers(0, 3), min_size=1, max_size=6),
    st.data(),
)
def test_order_of_input_does_not_matter(claim_days: list[int], statement_days: list[int], data: st.DataObject) -> None:
    sides = columns([on(DAY + d) for d in claim_days], [on(DAY + d) for d in statement_days])
    cells = [(i, j) for i in range(len(claim_days)) for j in range(len(statement_days))]
    weights = data.draw(st.lists(st.integers(-2, 12), min_size=len(cells), max_size=len(cells)))
    rows = [(i, j, float(weight)) for (i, j), weight in zip(cells, weights, strict=True)]
    shuffled = data.draw(st.permutations(rows))
    straight = dict(zip(rows, linked(sides, rows), strict=True))
    assert straight == dict(zip(shuffled, linked(sides, list(shuffled)), strict=True))


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 5), st.integers(1, 5), st.data())
def test_the_links_are_stable(n_claims: int, n_statements: int, data: st.DataObject) -> None:
    """Rejected pairs above the threshold have an accepted heavier rival; accepted rivals weigh the same."""
    sides = columns(
        [on(DAY + 10 * i) for i in range(n_claims)],
        [on(DAY + 10 * j) for j in range(n_statements)],
    )
    rows = [(i, j, float(data.draw(st.integers(-2, 12)))) for i in range(n_claims) for j in range(n_statements)]
    decided = dict(zip(rows, linked(sides, rows), strict=True))
    for (i, j, weight), is_link in decided.items():
        rivals = [w for (a, b, w), kept in decided.items() if kept and (a == i) != (b == j)]
        if not is_link and weight >= 0:
            assert any(rival > weight for rival in rivals)
        if is_link:
            assert all(rival == weight for rival in rivals)
