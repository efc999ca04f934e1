"""All slices of candidate pairs through the comparisons, several at a time."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np

from reconcile.domain.columns import Columns, Ints
from reconcile.link.pairs import ScoredPairs, joined
from reconcile.link.scoring import ScoringBooks, score_pairs

THREADS = 2
"""numpy leaves the interpreter to other threads while it works on a slice; more than two gain little, as what is
between its calls is not shared."""
AHEAD = 2
"""Slices that wait their turn: memory stays bounded."""


def score_all(columns: Columns, slices: Iterable[tuple[Ints, Ints]], books: ScoringBooks) -> ScoredPairs:
    """The pairs of all slices that can reach the keep threshold, by claim, then statement: the same in whatever order
    the slices were done."""
    found = list(_scored(columns, slices, books))
    return joined([score_pairs(columns, *no_pairs(), books), *found])


def _scored(columns: Columns, slices: Iterable[tuple[Ints, Ints]], books: ScoringBooks) -> Iterator[ScoredPairs]:
    waiting: deque[Future[ScoredPairs]] = deque()
    with ThreadPoolExecutor(THREADS) as pool:
        for i, j in slices:
            waiting.append(pool.submit(score_pairs, columns, i, j, books))
            if len(waiting) > THREADS + AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def no_pairs() -> tuple[Ints, Ints]:
    return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
