"""Weights from decided pairs: what the fit does with many, few and lopsided pairs, and what it leaves alone."""

import math
import random
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from reconcile.domain.columns import Bools, Columns, Floats
from reconcile.link.blocking import candidate_pairs
from reconcile.link.learning import LEAST_EACH, DecidedPairs, Learnt, fit_logistic, learn_model
from reconcile.reference import load_reference
from reconcile.settings import LinkSettings
from tests.link.building import Spot, Told, columns

REFERENCE = load_reference(None)
FIRST_DAY = 736_000
ONE_DAY_LATE = 0.5
"""How often the second account names the next day: far oftener than the weights in force expect."""


def fitted(features: list[list[float]], same: list[int], spread: float, offset: Floats | None = None) -> Floats:
    matrix = np.array(features)
    return fit_logistic(
        matrix,
        np.zeros(len(matrix)) if offset is None else offset,
        np.array(same, dtype=np.bool_),
        np.full(matrix.shape[1], 0.5),
        np.full(matrix.shape[1], spread),
    )


def test_many_pairs_of_one_level_give_their_odds() -> None:
    bits = fitted([[1.0]] * 1000, [1] * 800 + [0] * 200, 100.0)
    assert bits[0] == pytest.approx(math.log2(4), abs=0.01)


def test_the_offset_is_told_apart() -> None:
    bits = fitted([[1.0]] * 1000, [1] * 800 + [0] * 200, 100.0, np.full(1000, -3.0))
    assert bits[0] == pytest.approx(5.0, abs=0.01)


def test_a_level_no_pair_shows_stays() -> None:
    assert fitted([[1.0, 0.0]] * 50, [1] * 50, 1.0)[1] == 0.5


def test_pairs_that_are_all_alike_stay_finite() -> None:
    bits = fitted([[1.0, 0.0]] * 30 + [[0.0, 1.0]] * 30, [1] * 30 + [0] * 30, 1.0)
    assert 2 < bits[0] < 8
    assert -8 < bits[1] < -2


def test_a_firm_weight_hardly_moves() -> None:
    assert fitted([[1.0]] * 20, [0] * 20, 0.01)[0] == pytest.approx(0.5, abs=0.01)


def test_the_answer_is_the_best_one() -> None:
    """The slope of what is minimised is nothing there, worked out anew."""
    chance = np.random.default_rng(1)
    features, same = chance.integers(0, 2, (200, 4)).astype(float), chance.random(200) < 0.3
    start, spread, offset = np.array([1.0, -1.0, 0.0, 2.0]), np.array([1.0, 2.0, 0.5, 1.0]), chance.normal(size=200)
    bits = fit_logistic(features, offset, same, start, spread)
    probability = 1 / (1 + np.exp(-math.log(2) * (offset + features @ bits)))
    slope = math.log(2) * features.T @ (probability - same) + (bits - start) / spread**2
    assert np.abs(slope).max() < 1e-6


@lru_cache
def made() -> tuple[Columns, DecidedPairs]:
    """150 events in 30 towns, each told by both sides, and every pair a run compares decided."""
    chance = random.Random(4)  # noqa: S311
    towns = [Spot(lat=chance.uniform(11, 20), lon=chance.uniform(-8, 4)) for _ in range(30)]
    claims: list[Told] = []
    statements: list[Told] = []
    for event in range(150):
        day, town, codes = FIRST_DAY + chance.randrange(120), towns[event % 30], chance.randrange(2)
        for side in (claims, statements):
            late = side is statements and chance.random() < ONE_DAY_LATE
            side.append(Told(days=[(day + late, day + late)], spots=[town], target=codes, actors=codes))
    sides = columns(claims, statements)
    pairs = [np.stack(pair) for pair in candidate_pairs(sides.claims, sides.statements, LinkSettings())]
    claim, statement = np.concatenate(pairs, axis=1)
    return sides, DecidedPairs(
        claim=claim,
        statement=statement,
        same=claim == statement,
        claim_group=claim % 30,
        statement_group=statement % 30,
    )


def learn(decided: DecidedPairs, *, chosen_sample: bool = False) -> Learnt:
    return learn_model(made()[0], decided, REFERENCE, LinkSettings(), chosen_sample=chosen_sample)


@lru_cache
def whole() -> Learnt:
    return learn(made()[1])


def test_what_pairs_show_moves_the_weights_and_is_better_on_pairs_held_out() -> None:
    learnt = whole()
    before, after = (
        {level.key: level for level in model.comparisons[0].levels} for model in (REFERENCE.model, learnt.model)
    )
    assert after["one_day"].bits > before["one_day"].bits + 1
    assert learnt.after.log_loss < learnt.before.log_loss
    assert learnt.after.f1 >= learnt.before.f1
    assert learnt.better
    assert (learnt.same, learnt.groups, learnt.folds, learnt.never_compared) == (150, 30, 10, 0)


def test_it_is_a_model_with_the_u_it_had() -> None:
    learnt = whole()
    for before, after in zip(REFERENCE.model.comparisons, learnt.model.comparisons, strict=True):
        assert sum(level.m for level in after.levels) == pytest.approx(1)
        assert [level.u for level in after.levels] == pytest.approx([level.u for level in before.levels], abs=1e-6)
    assert "150 pairs of one event" in learnt.model.comparisons[0].origin


def sample(kept: Bools) -> DecidedPairs:
    return made()[1].where(kept)


def test_a_chosen_sample_does_not_move_the_prior_as_the_whole_would() -> None:
    decided = made()[1]
    some = np.flatnonzero(~decided.same)[::20][: LEAST_EACH + 10]
    few_different = sample(np.isin(np.arange(len(decided)), some) | decided.same)
    held, followed = learn(few_different, chosen_sample=True), learn(few_different)
    assert held.prior_held
    assert held.sample_bits > 1
    assert held.model.prior_bits < followed.model.prior_bits


def test_few_pairs_teach_nothing() -> None:
    decided = made()[1]
    few = np.flatnonzero(decided.same)[: LEAST_EACH - 1]
    with pytest.raises(ValueError, match=f"29 decided pairs are of one event .* at least {LEAST_EACH} of each"):
        learn(sample(np.isin(np.arange(len(decided)), few) | ~decided.same))


def test_few_groups_teach_nothing() -> None:
    decided = made()[1]
    merged = replace(decided, claim_group=decided.claim_group % 9, statement_group=decided.statement_group % 9)
    with pytest.raises(ValueError, match="9 groups"):
        learn(merged)


def test_pairs_no_run_compares_are_left_out() -> None:
    sides, decided = made()
    far = int(np.argmax(sides.statements.date_first))
    near = int(np.argmin(sides.claims.date_first))
    more = replace(
        decided,
        claim=np.append(decided.claim, near),
        statement=np.append(decided.statement, far),
        same=np.append(decided.same, True),
        claim_group=np.append(decided.claim_group, 0),
        statement_group=np.append(decided.statement_group, 0),
    )
    learnt = learn(more)
    assert learnt.never_compared == 1
    assert learnt.model == whole().model


def test_the_order_of_the_pairs_does_not_matter() -> None:
    decided = made()[1]
    other = decided.where(np.random.default_rng(3).permutation(len(decided)))
    assert learn(other).model == whole().model
