"""The heaviest pairs of each claim, whatever their number, beside sorting them by hand."""

from collections import defaultdict
from dataclasses import fields

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reconcile.link.pairs import ScoredPairs, heaviest


def pairs_of(told: list[tuple[int, int]]) -> ScoredPairs:
    """`told`: claim and weight of each; the statements are counted up."""
    claim, weight = (np.array([one[at] for one in told], dtype=np.int64) for at in (0, 1))
    values = {name: np.zeros(len(told), dtype=np.int64) for name in (field.name for field in fields(ScoredPairs))}
    return ScoredPairs(
        **values | {"claim": claim, "statement": np.arange(len(told)), "weight": weight.astype(np.float64)}
    )


@given(
    told=st.lists(st.tuples(st.integers(0, 4), st.integers(-2, 3)), max_size=40).map(sorted),
    most=st.integers(1, 50),
)
def test_no_claim_keeps_more_than_its_heaviest(told: list[tuple[int, int]], most: int) -> None:
    of_claim = defaultdict(list)
    for statement, (claim, weight) in enumerate(told):
        of_claim[claim].append((-weight, statement))
    kept = sorted(statement for some in of_claim.values() for _, statement in sorted(some)[:most])
    assert heaviest(pairs_of(told), most).statement.tolist() == kept
