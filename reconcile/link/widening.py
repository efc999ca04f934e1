"""Pairs that wider settings would let in: stated dates further apart, places further apart.

Looked for only where they could turn something. A pair of dates so far apart carries more evidence against it than most
records can outweigh, so the records that can are picked first, and only their windows are searched. Places further
apart need no search: in one country they are compared already, and those that could reach the threshold are kept.
"""

from dataclasses import replace

import numpy as np

from reconcile.domain.columns import Bools, Columns, Floats, Ints, SideColumns
from reconcile.link.blocking import find_candidates
from reconcile.link.compare.dates import closest_days
from reconcile.link.compare.places import place_levels
from reconcile.link.counterparts import with_prior
from reconcile.link.crowds import LEAST_CROWD, Crowds
from reconcile.link.frequencies import MOST_BITS
from reconcile.link.layout import taken
from reconcile.link.pairs import ScoredPairs, joined
from reconcile.link.scoring import ScoringBooks, score_pairs


def later_pairs(columns: Columns, books: ScoringBooks, learnt: float, slack_days: int) -> ScoredPairs:
    """Pairs whose stated dates lie further apart than the slack in force and not beyond `slack_days`, that would reach
    the threshold. `learnt`: bits of `with_prior`. The number of accounts to choose from stays that of the run."""
    claims, statements = columns.claims, columns.statements
    i = np.flatnonzero(claims.competes & _at_stake(claims, books.crowds.claims, books, learnt))
    j = np.flatnonzero(statements.competes & _at_stake(statements, books.crowds.statements, books, learnt))
    wider = replace(
        books,
        settings=replace(books.settings, date_slack_days=slack_days),
        crowds=Crowds(claims=books.crowds.claims[i], statements=books.crowds.statements[j]),
    )
    some = replace(columns, claims=taken(claims, i), statements=taken(statements, j))
    threshold = books.settings.link_threshold_bits
    slices = [score_pairs(some, i[:0], j[:0], wider)]
    for a, b in find_candidates(some.claims, some.statements, wider.settings).slices():
        gap, _ = closest_days(some.claims, some.statements, a, b)
        ring = np.flatnonzero((gap > books.settings.date_slack_days) & (gap <= slack_days))
        scored = with_prior(score_pairs(some, a[ring], b[ring], wider), learnt)
        slices.append(scored.where(scored.weight >= threshold))
    found = joined(slices)
    return replace(found, claim=i[found.claim], statement=j[found.statement])


def _at_stake(side: SideColumns, crowd: Ints, books: ScoringBooks, learnt: float) -> Bools:
    """(n,) whether a record of a stated date could be linked to one beyond the slack, if all else agreed."""
    date = books.bits("date")[books.index("date")["many_days"]]
    prior = books.model.prior_bits + max(books.model.denial_bits, 0.0) + learnt
    taken_off = books.settings.crowding_bits * np.log2(np.maximum(crowd, LEAST_CROWD))
    placed = np.where(np.diff(side.place_offset) > 0, books.places.bits.max() + MOST_BITS, 0.0)
    codes = {"target": side.target, "actor": side.actors, "attack": side.attack}
    coded = np.sum([_most(stated, comparison, books) for comparison, stated in codes.items()], axis=0)
    found: Bools = side.stated & (prior - taken_off + date + placed + coded >= books.settings.link_threshold_bits)
    return found


def _most(codes: Ints, comparison: str, books: ScoringBooks) -> Floats:
    """(n,) the most that a comparison can add for each record: where a side states nothing, nothing can agree."""
    bits = books.bits(comparison)
    most: Floats = np.where(codes >= 0, bits.max(), bits[books.index(comparison)["not_stated"]])
    return most


def farther_pairs(columns: Columns, pairs: ScoredPairs, books: ScoringBooks, limit_km: float) -> ScoredPairs:
    """The pairs as they weigh with this limit, where that lies beyond the one in force."""
    elsewhere = np.flatnonzero((pairs.place == books.index("place")["elsewhere"]) & (pairs.distance_km > 0))
    wider = replace(books.places, limit_km=limit_km)
    place = place_levels(columns.claims, columns.statements, pairs.claim[elsewhere], pairs.statement[elsewhere], wider)
    near = place.level == books.index("place")["far"]
    at = elsewhere[near]
    level, bits = pairs.place.copy(), pairs.place_bits.copy()
    level[at], bits[at] = place.level[near], place.bits[near]
    return replace(pairs, place=level, place_bits=bits, weight=np.round(pairs.weight - pairs.place_bits + bits, 3))
