"""The verb of the room: columns in, decided pairs out. Objects are built only for the pairs that are kept."""

import math
from collections.abc import Callable

import numpy as np

from reconcile.domain.columns import Bools, Columns, Ints
from reconcile.domain.outcomes import CloseCall, ComparisonScore, Linked, PairRole, ScoredPair
from reconcile.domain.weights import LinkageModel
from reconcile.link.blocking import candidate_pairs
from reconcile.link.constraints import Constraints, holds_pair
from reconcile.link.families import claim_families
from reconcile.link.pairs import ScoredPairs, joined
from reconcile.link.scoring import ScoringBooks, score_pairs, scoring_books
from reconcile.link.settling import Settled, settle
from reconcile.link.tables import link_tables
from reconcile.reference import Reference
from reconcile.settings import LinkSettings

NEAREST_KEPT = 5
"""How many runner-ups and near misses are kept for each claim, heaviest first."""
COMPARISONS = ("date", "place", "target", "actor", "attack")


def link_records(
    columns: Columns,
    model: LinkageModel,
    reference: Reference,
    settings: LinkSettings,
    constraints: Constraints | None = None,
    progress: Callable[[int], None] | None = None,
) -> Linked:
    """Links, runner-ups and near misses of all claims, and which claims may tell of one event.

    `progress` is told the number of claims just compared.
    """
    decided = constraints if constraints is not None else Constraints()
    books = scoring_books(columns, model, link_tables(columns.codes, reference), settings)
    slices = []
    compared = np.zeros(len(columns.claims), dtype=np.int64)
    for i, j in candidate_pairs(columns.claims, columns.statements, settings):
        compared += np.bincount(i, minlength=len(compared))
        slices.append(score_pairs(columns, i, j, books))
        if progress is not None:
            progress(len(np.unique(i)))
    pairs = joined(slices) if slices else score_pairs(columns, *_no_pairs(), books)
    forbidden = _decided(columns, pairs, decided.cannot_link)
    pairs = pairs.where(~forbidden)
    forced = _decided(columns, pairs, decided.must_link)
    standing = (pairs.weight >= settings.link_threshold_bits) & columns.statements.competes[pairs.statement]
    settled = settle(columns, pairs, standing | forced, forced)
    return Linked(pairs=_kept(columns, pairs, settled, compared, books), families=claim_families(columns, books))


def _no_pairs() -> tuple[Ints, Ints]:
    return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)


def _decided(columns: Columns, pairs: ScoredPairs, rows: Ints) -> Bools:
    return holds_pair(rows, columns.claims, columns.statements, pairs.claim, pairs.statement)


def _kept(
    columns: Columns, pairs: ScoredPairs, settled: Settled, compared: Ints, books: ScoringBooks
) -> tuple[ScoredPair, ...]:
    order = np.lexsort((pairs.statement, -pairs.weight, ~settled.linked, pairs.claim))
    claim, linked = pairs.claim[order], settled.linked[order]
    starts = np.flatnonzero(np.r_[True, claim[1:] != claim[:-1]]) if len(claim) else np.empty(0, dtype=np.int64)
    lengths = np.diff(np.r_[starts, len(claim)])
    links = np.add.reduceat(linked.astype(np.int64), starts) if len(starts) else lengths
    rank = np.arange(len(claim)) - np.repeat(starts + links, lengths)
    kept = order[linked | (rank < NEAREST_KEPT)]
    return tuple(_scored_pair(columns, pairs, settled, int(compared[pairs.claim[at]]), books, int(at)) for at in kept)


def _scored_pair(
    columns: Columns, pairs: ScoredPairs, settled: Settled, candidates: int, books: ScoringBooks, at: int
) -> ScoredPair:
    rival = int(settled.rival[at])
    margin = None if rival < 0 or math.isinf(settled.margin[at]) else round(float(settled.margin[at]), 3)
    role = _role(pairs, settled, books, at)
    distance = float(pairs.distance_km[at])
    shown_rival = rival if role is not PairRole.NEAR_MISS else -1
    same_claim = shown_rival >= 0 and pairs.claim[shown_rival] == pairs.claim[at]
    return ScoredPair(
        claim_row=int(columns.claims.row[pairs.claim[at]]),
        statement_row=int(columns.statements.row[pairs.statement[at]]),
        role=role,
        weight=float(pairs.weight[at]),
        margin=margin,
        scores=_scores(pairs, books, at),
        distance_km=None if math.isnan(distance) else round(distance, 1),
        days_apart=None if pairs.days_apart[at] < 0 else int(pairs.days_apart[at]),
        failed=_failed(columns, pairs, books, role, at),
        rival_claim_row=(
            int(columns.claims.row[pairs.claim[shown_rival]]) if shown_rival >= 0 and not same_claim else None
        ),
        rival_statement_row=(
            int(columns.statements.row[pairs.statement[shown_rival]]) if shown_rival >= 0 and same_claim else None
        ),
        candidates=candidates,
        coincidence=books.model.null_tail.coincidence(float(pairs.weight[at]), candidates),
        close_call=_close_call(role, float(pairs.weight[at]), margin, books.settings),
    )


def _close_call(role: PairRole, weight: float, margin: float | None, settings: LinkSettings) -> CloseCall | None:
    if role is not PairRole.NEAR_MISS and margin is not None and abs(margin) < settings.margin_bits:
        return CloseCall.MARGIN
    if role is not PairRole.RUNNER_UP and abs(weight - settings.link_threshold_bits) < settings.doubt_bits:
        return CloseCall.THRESHOLD
    return None


def _role(pairs: ScoredPairs, settled: Settled, books: ScoringBooks, at: int) -> PairRole:
    if settled.linked[at]:
        return PairRole.LINKED
    enough = pairs.weight[at] >= books.settings.link_threshold_bits
    return PairRole.RUNNER_UP if enough else PairRole.NEAR_MISS


def _scores(pairs: ScoredPairs, books: ScoringBooks, at: int) -> tuple[ComparisonScore, ...]:
    prior = ComparisonScore(
        comparison="prior",
        level="prior",
        label="before anything is compared",
        bits=books.model.prior_bits,
    )
    found = [prior]
    for comparison in books.model.comparisons:
        level = comparison.levels[int(getattr(pairs, comparison.name)[at])]
        bits = float(pairs.place_bits[at]) if comparison.name == "place" else level.bits
        found.append(
            ComparisonScore(comparison=comparison.name, level=level.key, label=level.label, bits=round(bits, 3))
        )
    return tuple(found)


def _failed(columns: Columns, pairs: ScoredPairs, books: ScoringBooks, role: PairRole, at: int) -> str | None:
    """Which test kept a pair from being linked: the competition, or the comparison that weighs most against it."""
    if role is PairRole.LINKED:
        return None
    if role is PairRole.RUNNER_UP:
        return "competition" if columns.statements.competes[pairs.statement[at]] else "attribution"
    bits = {score.comparison: score.bits for score in _scores(pairs, books, at) if score.comparison != "prior"}
    worst = min(bits, key=lambda name: (bits[name], COMPARISONS.index(name)))
    return worst if bits[worst] < 0 else "weight"
