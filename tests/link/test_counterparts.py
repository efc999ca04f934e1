"""The prior that the records show: how much of what is claimed is told by the other side too."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.link.counterparts import STEP_BITS, learnt_prior_bits

USUAL = -2.0


def learnt(answered: int, others: int, usual_claims: float = 0.0, evidence: float = 20.0) -> float:
    """Bits for claims of which some have a pair that is beyond doubt, the others one that is none."""
    weight = np.array([evidence] * answered + [-evidence] * others)
    claim = np.arange(answered + others)
    return learnt_prior_bits(weight, claim, np.ones(len(claim), dtype=np.bool_), len(claim), USUAL, usual_claims)


@pytest.mark.parametrize(("answered", "others", "share"), [(900, 100, 0.9), (500, 500, 0.5), (10, 990, 0.01)])
def test_the_share_that_is_answered_becomes_the_prior(answered: int, others: int, share: float) -> None:
    assert learnt(answered, others) == pytest.approx(np.log2(share) - USUAL, abs=STEP_BITS / 2 + 0.01)


def test_few_records_change_little() -> None:
    assert learnt(9, 1, usual_claims=500) <= STEP_BITS
    assert learnt(0, 0, usual_claims=500) == 0.0


def test_several_statements_of_one_claim_count_once() -> None:
    weight, claim = np.full(40, 20.0), np.repeat(np.arange(10), 4)
    found = learnt_prior_bits(weight, claim, np.ones(40, dtype=np.bool_), 100, USUAL, 0.0)
    assert found == pytest.approx(np.log2(0.1) - USUAL, abs=STEP_BITS)


def test_pairs_that_end_no_silence_do_not_count() -> None:
    weight, claim = np.full(10, 20.0), np.arange(10)
    some = learnt_prior_bits(weight, claim, claim < 5, 10, USUAL, 10.0)
    assert some < learnt_prior_bits(weight, claim, claim < 10, 10, USUAL, 10.0)


@given(st.lists(st.floats(-8, 30), min_size=1, max_size=60), st.integers(0, 10**6))
def test_it_moves_in_steps_and_never_beyond_even_odds(weights: list[float], more: int) -> None:
    claim = np.arange(len(weights))
    found = learnt_prior_bits(
        np.array(weights), claim, np.ones(len(claim), dtype=np.bool_), len(claim) + more, USUAL, 500.0
    )
    assert found / STEP_BITS == round(found / STEP_BITS)
    assert found <= -USUAL
    whole = np.random.default_rng(1).permutation(len(weights))
    shuffled = np.array(weights)[whole]
    assert found == learnt_prior_bits(
        shuffled, claim, np.ones(len(claim), dtype=np.bool_), len(claim) + more, USUAL, 500.0
    )
