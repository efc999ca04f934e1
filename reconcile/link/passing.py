"""All slices of candidate pairs through the comparisons, several at a time."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from reconcile.domain.columns import Columns, Ints, SideColumns
from reconcile.link.blocking import Candidates
from reconcile.link.crowds import NO_CROWDS
from reconcile.link.pairs import ScoredPairs, heaviest, joined
from reconcile.link.partitions import Spread, partitions
from reconcile.link.scoring import ScoringBooks, score_pairs

THREADS = 2
"""numpy leaves the interpreter to other threads while it works on a slice; more than two gain little, as what is
between its calls is not shared."""
AHEAD = 2
"""Slices that wait their turn: memory stays bounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Where comparing is done: on threads of this process, or part by part wherever `spread` takes them."""

    spread: Spread | None = None
    pairs: int = 20_000_000
    """Candidate pairs of one part."""


HERE = Work()


def score_all(
    columns: Columns,
    found: Candidates,
    books: ScoringBooks,
    work: Work = HERE,
    progress: Callable[[int], None] | None = None,
) -> ScoredPairs:
    """All pairs that can reach the keep threshold, by claim, then statement: the same wherever the work was done.

    Where the statements are the claims themselves, each pair of competing ones is taken one way round. `progress` is
    told the number of claims compared for the first time.
    """
    if work.spread is None:
        slices = _once(found, columns.claims) if columns.statements is columns.claims else found.slices()
        scored = _scored(columns, _told(slices, len(columns.claims), progress), books)
    else:
        parts = partitions(columns, books.crowds, books.settings, work.pairs)
        scored = iter(work.spread(replace(books, crowds=NO_CROWDS), parts))
    return heaviest(joined([score_pairs(columns, *_no_pairs(), books), *scored]))


def _once(found: Candidates, claims: SideColumns) -> Iterator[tuple[Ints, Ints]]:
    for i, j in found.slices():
        once = np.flatnonzero((i < j) & claims.competes[j])
        yield i[once], j[once]


def _told(
    slices: Iterable[tuple[Ints, Ints]], claims: int, progress: Callable[[int], None] | None
) -> Iterator[tuple[Ints, Ints]]:
    met = np.zeros(claims, dtype=np.bool_)
    for i, j in slices:
        if progress is not None:
            fresh = i[~met[i]]
            met[fresh] = True
            progress(len(np.unique(fresh)))
        yield i, j


def _scored(columns: Columns, slices: Iterable[tuple[Ints, Ints]], books: ScoringBooks) -> Iterator[ScoredPairs]:
    waiting: deque[Future[ScoredPairs]] = deque()
    with ThreadPoolExecutor(THREADS) as pool:
        for i, j in slices:
            waiting.append(pool.submit(_score, columns, i, j, books))
            if len(waiting) > THREADS + AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _score(columns: Columns, i: Ints, j: Ints, books: ScoringBooks) -> ScoredPairs:
    return heaviest(score_pairs(columns, i, j, books))


def _no_pairs() -> tuple[Ints, Ints]:
    return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
