"""All slices of candidate pairs through the comparisons, several at a time."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from reconcile.domain.columns import Columns, Ints
from reconcile.link.crowds import NO_CROWDS
from reconcile.link.layout import Numbers
from reconcile.link.outlines import Outline
from reconcile.link.pairs import ScoredPairs, heaviest, joined
from reconcile.link.partitions import Spread, partitions
from reconcile.link.scoring import ScoringBooks, score_pairs
from reconcile.link.sieve import STRETCH_PAIRS, Rank, score_stretch, sieve_of
from reconcile.link.windows import Candidates, Stretch

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
    numbers: Numbers | None = None,
) -> ScoredPairs:
    """All pairs that can reach the keep threshold, by claim, then statement: the same wherever the work was done.

    `numbers`: as of `score_each`.
    """
    return in_order(columns, books, score_each(columns, found, books, work, numbers=numbers))


def in_order(columns: Columns, books: ScoringBooks, parts: Sequence[ScoredPairs]) -> ScoredPairs:
    """The pairs of all parts, of each claim the heaviest, by claim, then statement."""
    return heaviest(joined([score_pairs(columns, *_no_pairs(), books), *parts]))


def score_each(
    columns: Columns,
    found: Candidates,
    books: ScoringBooks,
    work: Work = HERE,
    progress: Callable[[int], None] | None = None,
    pool: Executor | None = None,
    numbers: Numbers | None = None,
    seen: tuple[Outline, Outline] | None = None,
) -> Sequence[ScoredPairs]:
    """The pairs that `score_all` gives, as parts that are not in order yet.

    Where the statements are the claims themselves, each pair of competing ones is taken one way round. `progress` is
    told the number of claims compared for the first time; `pool`: of THREADS threads, where others compare here too;
    `numbers`: by which the pairs are told, where that is not the place of their records in these columns; `seen`:
    outlines of claims and statements, where they were made already.
    """
    numbers = numbers or Numbers.as_given(columns)
    if work.spread is None:
        rank = Rank.among(columns, numbers) if columns.statements is columns.claims else None
        compare = partial(
            score_stretch, columns, books=books, sieve=sieve_of(columns, books, seen), rank=rank, numbers=numbers
        )
        return list(_on_threads(compare, _told(found.stretches(STRETCH_PAIRS), len(columns.claims), progress), pool))
    parts = partitions(columns, numbers, books.crowds, books.settings, work.pairs)
    return list(work.spread(replace(books, crowds=NO_CROWDS), parts))


def _on_threads(
    compare: Callable[[Stretch], ScoredPairs], stretches: Iterable[Stretch], pool: Executor | None
) -> Iterator[ScoredPairs]:
    waiting = deque[Future[ScoredPairs]]()
    with nullcontext(pool) if pool is not None else ThreadPoolExecutor(THREADS) as here:
        for stretch in stretches:
            waiting.append(here.submit(compare, stretch))
            if len(waiting) > THREADS + AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _told(stretches: Iterable[Stretch], claims: int, progress: Callable[[int], None] | None) -> Iterator[Stretch]:
    met = np.zeros(claims, dtype=np.bool_)
    for stretch in stretches:
        if progress is not None:
            fresh = stretch.claims[~met[stretch.claims]]
            met[fresh] = True
            progress(len(np.unique(fresh)))
        yield stretch


def _no_pairs() -> tuple[Ints, Ints]:
    return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
