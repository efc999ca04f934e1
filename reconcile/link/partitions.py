"""Comparing in parts: each claim is in one part, with every statement it may be compared with, so the union of the
parts is exactly the whole. A part holds all it needs beside the books, and can be compared by any process anywhere.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from reconcile.domain.columns import Bools, Columns, Ints
from reconcile.link.blocking import SPAN_EDGES, day_range, find_candidates
from reconcile.link.crowds import Crowds
from reconcile.link.exchanged_days import NO_DAY, single_days, sought_days
from reconcile.link.layout import Numbers, taken
from reconcile.link.pairs import ScoredPairs, heaviest, joined
from reconcile.link.scoring import ScoringBooks, score_pairs
from reconcile.link.sieve import STRETCH_PAIRS, Rank, score_stretch, sieve_of
from reconcile.settings import LinkSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """Some claims, and all statements that any of them may be compared with."""

    columns: Columns
    """Without string tables: the codes are those of the whole."""
    crowds: Crowds
    """As counted over the whole."""
    claim: Ints
    """(claims,) where each stands in the whole."""
    statement: Ints
    among_claims: bool
    """Whether the statements are claims too: each pair is then compared one way round."""


Spread = Callable[[ScoringBooks, Iterable[Partition]], Iterable[ScoredPairs]]
"""Gives every partition to `score_partition` somewhere, each with the same books; the order does not matter."""


def partitions(
    columns: Columns, numbers: Numbers, crowds: Crowds, settings: LinkSettings, pairs: int
) -> Iterator[Partition]:
    """Parts of about `pairs` candidate pairs (one claim at least), cut from the claims in the order of their days.

    The statements of a part are those of its days and the slack on either side, and of the days that its claims would
    be of with day and month exchanged; those without bounds go with every part. A day with more pairs than a part holds
    is cut among its claims.
    """
    first, last = day_range(columns.claims)
    statement_first, statement_last = day_range(columns.statements)
    among_claims = columns.statements is columns.claims
    days, sought = single_days(columns.statements), sought_days(columns.claims, settings.date_slack_days)
    for some in _cut(first, last, np.maximum(crowds.claims, 1), columns.claims.competes, pairs):
        begin, end = first[some].min() - settings.date_slack_days, last[some].max() + settings.date_slack_days
        inside = (statement_first <= end) & (statement_last >= begin)
        if not among_claims:
            inside |= np.isin(days, sought[some]) & (days != NO_DAY)
        near = np.flatnonzero(inside)
        yield Partition(
            columns=replace(columns, claims=taken(columns.claims, some), statements=taken(columns.statements, near)),
            crowds=Crowds(claims=crowds.claims[some], statements=crowds.statements[near]),
            claim=numbers.claims[some],
            statement=numbers.statements[near],
            among_claims=among_claims,
        )


def _cut(first: Ints, last: Ints, weight: Ints, competes: Bools, most: int) -> Iterator[Ints]:
    """Ascending indices of the claims of each part: claims of like span together, so that one which may mean any day
    does not draw all statements into the part of others."""
    span = np.searchsorted(np.array(SPAN_EDGES), last - first, side="right")
    order = np.lexsort((first, span))
    order = order[competes[order]]
    for group in np.split(order, np.flatnonzero(np.diff(span[order])) + 1):
        parts = (np.cumsum(weight[group]) - 1) // most
        for some in np.split(group, np.flatnonzero(np.diff(parts)) + 1):
            if len(some):
                yield np.sort(some)


def score_partition(books: ScoringBooks, part: Partition) -> ScoredPairs:
    """The pairs of a part that can reach the keep threshold, by their place in the whole."""
    columns, own = part.columns, replace(books, crowds=part.crowds)
    numbers = Numbers(part.claim, part.statement)
    rank = Rank.among(columns, numbers) if part.among_claims else None
    sieve = sieve_of(columns, own)
    none = np.empty(0, dtype=np.int64)
    slices = [score_pairs(columns, none, none, own)]
    for stretch in find_candidates(columns.claims, columns.statements, books.settings).stretches(STRETCH_PAIRS):
        slices.append(score_stretch(columns, stretch, own, sieve, rank, numbers))
    return heaviest(joined(slices))
