"""Claims that may tell of one event: repeats, updates with another toll, another language, rival claimants.

Claims are compared with claims by the same comparisons as with statements. What makes two claims rivals for a
statement keeps them apart here too: one communiqué, dates or places that exclude one another.
"""

from dataclasses import replace

import numpy as np

from reconcile.domain.columns import Columns
from reconcile.link.blocking import find_candidates
from reconcile.link.crowds import count_crowds
from reconcile.link.passing import HERE, Work, score_all
from reconcile.link.scoring import ScoringBooks
from reconcile.link.settling import different_events


def claim_families(columns: Columns, books: ScoringBooks, work: Work = HERE) -> dict[int, tuple[int, ...]]:
    """By claim row: the rows of the other claims that may tell of its event, heaviest first, then by row.

    The relation holds between two claims and is not handed on to a third: an account of a whole week would else join
    what it cannot tell apart.
    """
    claims = columns.claims
    both = Columns(claims=claims, statements=claims, codes=columns.codes)
    found = find_candidates(claims, claims, books.settings)
    tables = replace(books.tables, statement_delays=books.tables.claim_delays)
    among_claims = replace(books, crowds=count_crowds(both, found), tables=tables)
    pairs = score_all(both, found, among_claims, work)
    pairs = pairs.where(pairs.weight >= books.settings.link_threshold_bits)
    pairs = pairs.where(~different_events(claims, pairs.claim, pairs.statement))
    one, other = np.concatenate((pairs.claim, pairs.statement)), np.concatenate((pairs.statement, pairs.claim))
    order = np.lexsort((other, one, -np.tile(pairs.weight, 2), claims.row[one]))
    rows, starts = np.unique(claims.row[one[order]], return_index=True)
    others = np.split(claims.row[other[order]], starts[1:])
    return {row: tuple(some.tolist()) for row, some in zip(rows.tolist(), others, strict=False)}
