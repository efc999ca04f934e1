"""Claims that may tell of one event: repeats, updates with another toll, another language, rival claimants.

Claims are compared with claims by the same comparisons as with statements. What makes two claims rivals for a
statement keeps them apart here too: one communiqué, dates or places that exclude one another.
"""

from dataclasses import replace

import numpy as np

from reconcile.domain.columns import Columns
from reconcile.link.blocking import candidate_pairs
from reconcile.link.crowds import count_crowds
from reconcile.link.pairs import joined
from reconcile.link.scoring import ScoringBooks, score_pairs
from reconcile.link.settling import different_events


def claim_families(columns: Columns, books: ScoringBooks) -> dict[int, tuple[int, ...]]:
    """By claim row: the rows of the other claims that may tell of its event, heaviest first, then by row.

    The relation holds between two claims and is not handed on to a third: an account of a whole week would else join
    what it cannot tell apart.
    """
    claims = columns.claims
    both = Columns(claims=claims, statements=claims, codes=columns.codes)
    among_claims = replace(books, crowds=count_crowds(both, books.settings))
    slices = []
    for i, j in candidate_pairs(claims, claims, books.settings):
        once = (i < j) & claims.competes[j]
        slices.append(score_pairs(both, i[once], j[once], among_claims))
    if not slices:
        return {}
    pairs = joined(slices)
    pairs = pairs.where(pairs.weight >= books.settings.link_threshold_bits)
    pairs = pairs.where(~different_events(claims, pairs.claim, pairs.statement))
    rows: dict[int, list[int]] = {}
    for at in np.lexsort((pairs.statement, pairs.claim, -pairs.weight)):
        one, other = int(claims.row[pairs.claim[at]]), int(claims.row[pairs.statement[at]])
        rows.setdefault(one, []).append(other)
        rows.setdefault(other, []).append(one)
    return {row: tuple(others) for row, others in rows.items()}
