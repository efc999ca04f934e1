"""The time-shifted null: what chance gives, how many pairs are true, and the weights that follow."""

import math
import random
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pytest

from reconcile.domain.columns import Columns
from reconcile.domain.weights import NullTail
from reconcile.link.blocking import candidate_pairs
from reconcile.link.estimation import LEAST_PAIRS, estimate_model
from reconcile.link.null import NullComparison, compare_with_null
from reconcile.link.scoring import ScoringBooks, score_pairs, scoring_books
from reconcile.link.tables import link_tables
from reconcile.reference import load_reference
from reconcile.settings import LinkSettings
from tests.link.building import Spot, Told, columns

REFERENCE = load_reference(None)
FIRST_DAY = 736_000


def made(events: int, seed: int = 5, told_by_both: float = 0.6) -> tuple[Columns, int]:
    """Events in 80 towns over three years, some told by one side only; and how many by both."""
    chance = random.Random(seed)  # noqa: S311
    towns = [Spot(lat=chance.uniform(11, 20), lon=chance.uniform(-8, 4)) for _ in range(80)]
    claims: list[Told] = []
    statements: list[Told] = []
    both = 0
    for _ in range(events):
        day, town = FIRST_DAY + chance.randrange(3 * 365), chance.choice(towns)
        target, attack, actors = chance.randrange(2), chance.choice((0, 2)), chance.randrange(3)

        def told(day: int = day, town: Spot = town, codes: tuple[int, int, int] = (target, attack, actors)) -> Told:
            shifted = day + chance.choice((0, 0, 0, 0, 1))
            return Told(days=[(shifted, shifted)], spots=[town], target=codes[0], attack=codes[1], actors=codes[2])

        side = chance.random()
        both += side < told_by_both
        if side < told_by_both or side < (1 + told_by_both) / 2:
            claims.append(told())
        if side < told_by_both or side >= (1 + told_by_both) / 2:
            statements.append(told())
    return columns(claims, statements), both


def books_for(sides: Columns) -> ScoringBooks:
    return scoring_books(sides, REFERENCE.model, link_tables(sides.codes, REFERENCE), LinkSettings())


@lru_cache
def compared() -> tuple[NullComparison, int]:
    sides, both = made(2_000)
    return compare_with_null(sides, books_for(sides), 12), both


def test_the_null_estimates_the_number_of_true_pairs() -> None:
    null, both = compared()
    found, spread = null.true_pairs(0.0)
    assert found == pytest.approx(both, rel=0.05)
    assert 0 < spread < 0.1 * both


def test_without_true_pairs_it_finds_none() -> None:
    sides, both = made(1_500, seed=9, told_by_both=0.0)
    assert both == 0
    found, spread = compare_with_null(sides, books_for(sides), 12).true_pairs(0.0)
    assert abs(found) <= 4 * spread + 1


def test_the_tail_falls_and_begins_with_what_is_compared() -> None:
    null, _ = compared()
    tail = null.tail(np.array([-50.0, -8.0, 0.0, 8.0, 30.0]))
    assert tail[0] <= 1.0
    assert all(a >= b for a, b in pairwise(tail))
    assert tail[-1] == 0.0


def test_estimated_weights_are_a_model() -> None:
    null, both = compared()
    estimate = estimate_model(null, REFERENCE.model, 0.0)
    assert estimate.true_pairs == pytest.approx(both, rel=0.05)
    for comparison in estimate.model.comparisons:
        assert sum(level.m for level in comparison.levels) == pytest.approx(1)
        assert sum(level.u for level in comparison.levels) == pytest.approx(1)
        assert comparison.origin.startswith("estimated from about")
    date = {level.key: level for level in estimate.model.comparisons[0].levels}
    assert date["same_day"].m == pytest.approx(0.68, abs=0.06)
    assert date["same_day"].bits > date["one_day"].bits > date["few_days"].bits
    unseen = {level.key: level.bits for level in REFERENCE.model.comparisons[0].levels}
    assert date["undated"].bits == pytest.approx(unseen["undated"], abs=0.1)
    target = {level.key: level for level in estimate.model.comparisons[2].levels}
    assert target["same_type"].m > 0.9
    assert target["same_type"].u == pytest.approx(0.5, abs=0.08)


def test_the_estimate_separates_better_than_it_did() -> None:
    """With the new weights the links at even odds are nearly the true pairs."""
    sides, both = made(2_000, seed=11)
    null, _ = compared()
    model = estimate_model(null, REFERENCE.model, 0.0).model
    books = scoring_books(sides, model, link_tables(sides.codes, REFERENCE), LinkSettings())
    above = sum(
        int((score_pairs(sides, i, j, books).weight >= 0).sum())
        for i, j in candidate_pairs(sides.claims, sides.statements, LinkSettings())
    )
    assert above == pytest.approx(both, rel=0.1)


def test_few_pairs_teach_nothing() -> None:
    sides, both = made(150, seed=3)
    assert both < LEAST_PAIRS
    with pytest.raises(ValueError, match="at least 200 are needed"):
        estimate_model(compare_with_null(sides, books_for(sides), 12), REFERENCE.model, 0.0)


def test_a_short_time_cannot_be_shifted() -> None:
    day = Told(days=[(FIRST_DAY, FIRST_DAY)])
    sides = columns([day], [day])
    with pytest.raises(ValueError, match="fortnights"):
        compare_with_null(sides, books_for(sides), 12)


def test_no_days_at_all() -> None:
    sides = columns([], [])
    with pytest.raises(ValueError, match="no record has a day"):
        compare_with_null(sides, books_for(sides), 12)


TAIL = NullTail(bits=(0.0, 4.0), shares=(0.01, 0.001), origin="assessed")


@pytest.mark.parametrize(
    ("weight", "candidates", "chance"),
    [
        (-1.0, 5, 1.0),
        (0.0, 1, 0.01),
        (3.9, 1, 0.01),
        (4.0, 1, 0.001),
        (5.0, 1, 0.0005),
        (0.0, 100, 1 - 0.99**100),
        (4.0, 0, 0.0),
    ],
)
def test_the_chance_of_coincidence(weight: float, candidates: int, chance: float) -> None:
    assert TAIL.coincidence(weight, candidates) == pytest.approx(chance, abs=1e-6)
    assert not math.isnan(TAIL.coincidence(weight, candidates))
