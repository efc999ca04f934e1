"""Claims that may tell of one event: repeats, updates with another toll, another language, rival claimants.

Claims are compared with claims by the same comparisons as with statements. What makes two claims rivals for a
statement keeps them apart here too: one communiqué, dates or places that exclude one another.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from reconcile.domain.columns import Columns, Floats, Ints, SideColumns
from reconcile.link.blocking import find_candidates
from reconcile.link.borders import Terrain
from reconcile.link.crowds import Crowds, crowds_among
from reconcile.link.layout import Laid
from reconcile.link.outlines import Outline
from reconcile.link.pairs import ScoredPairs
from reconcile.link.passing import HERE, Work, in_order, score_each
from reconcile.link.scoring import ScoringBooks
from reconcile.link.settling import different_events
from reconcile.link.windows import Candidates
from reconcile.settings import LinkSettings


def claim_families(
    columns: Columns,
    books: ScoringBooks,
    work: Work = HERE,
    laid: Laid | None = None,
    found: "AmongClaims | None" = None,
    seen: Outline | None = None,
    pool: Executor | None = None,
) -> "Families":
    """By claim row: the rows of the other claims that may tell of its event, heaviest first, then by row.

    The relation holds between two claims and is not handed on to a third: an account of a whole week would else join
    what it cannot tell apart. `laid`: the records in the order in which they are compared, if another;
    `found`: what was found among its claims already; `seen`: their outlines, where they were made;
    `pool`: as of `score_each`.
    """
    claims = columns.claims
    both = (laid or Laid.as_given(columns)).among_claims
    found = found or among_claims(both, books.settings)
    tables = replace(books.tables, statement_delays=books.tables.claim_delays)
    asked = books.settings.link_threshold_bits
    own = replace(books, crowds=found.crowds, tables=tables, asked_bits=asked)
    outlined = None if seen is None else (seen, seen)
    parts = score_each(both.columns, found.candidates, own, work, pool=pool, numbers=both.numbers, seen=outlined)
    pairs = in_order(both.columns, own, parts)
    pairs = pairs.where(~different_events(claims, pairs.claim, pairs.statement))
    i, j, weight = _with_series(claims, pairs)
    one, other = np.concatenate((i, j)), np.concatenate((j, i))
    order = np.lexsort((other, one, -np.tile(weight, 2), claims.row[one]))
    rows, starts = np.unique(claims.row[one[order]], return_index=True)
    return Families(rows, starts, claims.row[other[order]])


@dataclass(frozen=True, slots=True)
class AmongClaims:
    """Which claims may be compared with which."""

    candidates: Candidates
    crowds: Crowds


def among_claims(both: Laid, settings: LinkSettings, terrain: Terrain | None = None) -> AmongClaims:
    """`both`: claims, which are the statements too; `terrain`: of them, where it was worked out already."""
    claims = both.columns.claims
    found = find_candidates(claims, claims, settings, terrain)
    return AmongClaims(found, crowds_among(len(claims), found))


class Families(Mapping[int, tuple[int, ...]]):
    """By row of a claim: the rows of the others of its family, the likeliest first. Arrays until somebody reads them: a
    large run has hundreds of thousands."""

    def __init__(self, rows: Ints, starts: Ints, others: Ints) -> None:
        """`starts`: where the others of each of the `rows` begin."""
        self._rows, self._starts, self._others = rows, starts, others

    @cached_property
    def _made(self) -> dict[int, tuple[int, ...]]:
        others, ends = self._others.tolist(), np.append(self._starts, len(self._others))[1:].tolist()
        told = zip(self._rows.tolist(), self._starts.tolist(), ends, strict=True)
        return {row: tuple(others[begin:end]) for row, begin, end in told}

    def __getitem__(self, row: int) -> tuple[int, ...]:
        return self._made[row]

    def __iter__(self) -> Iterator[int]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, row: object) -> bool:
        return row in self._made

    def get(self, row: int, default: Any = None) -> Any:
        """As of a dictionary, in one step: it is asked for every claim."""
        return self._made.get(row, default)


SERIES_NEIGHBOURS = 50
"""Of a series, each claim is of one family with so many before it and after it, by order of ingest. A story corrected
so often is in one piece all the same; were all paired with all, a file of n corrections, each of the one before, would
make n * n pairs."""


def _with_series(claims: SideColumns, pairs: ScoredPairs) -> tuple[Ints, Ints, Floats]:
    """The pairs with those of one series before them: what a claim says it corrects is of its family, however far the
    correction moves it."""
    in_series = np.flatnonzero((claims.series >= 0) & claims.competes)
    in_series = in_series[np.lexsort((claims.row[in_series], claims.series[in_series]))]
    series = claims.series[in_series]
    firsts, lasts = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for step in range(1, min(SERIES_NEIGHBOURS, len(series) - 1) + 1):
        same = series[step:] == series[:-step]
        if not same.any():
            break
        firsts.append(in_series[:-step][same])
        lasts.append(in_series[step:][same])
    said = np.stack((np.concatenate(firsts), np.concatenate(lasts)))
    one, other = said.min(axis=0), said.max(axis=0)
    width = len(claims)
    found = ~np.isin(pairs.claim * width + pairs.statement, one * width + other)
    return (
        np.concatenate((one, pairs.claim[found])),
        np.concatenate((other, pairs.statement[found])),
        np.concatenate((np.full(len(one), np.inf), pairs.weight[found])),
    )
