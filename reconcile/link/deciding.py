"""What people decided, carried through the competition; what it would have come to without them stays beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from reconcile.domain.columns import Bools, Columns, Ints
from reconcile.link.constraints import Constraints, among, holds_pair
from reconcile.link.counterparts import with_prior
from reconcile.link.pairs import ScoredPairs, joined
from reconcile.link.scoring import ScoringBooks, score_pairs
from reconcile.link.settling import Competition, Settled
from reconcile.settings import LinkSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """n pairs, settled with the decisions of people and without them."""

    settled: Settled
    by_machine: Bools
    """(n,) what the comparison alone links."""
    ruled_out: Bools
    """(n,) what a decision keeps from being linked."""
    decided: Bools
    """(n,) pairs that somebody decided on: they are kept, however light."""
    competition: Competition
    """That of the comparison alone, to be settled under other settings."""


def least_threshold_bits(settings: LinkSettings) -> float:
    """The lowest threshold that any setting tried beside the one in force asks for."""
    return settings.link_threshold_bits - max(settings.doubt_bits, 0.0)


def with_decided(
    columns: Columns, pairs: ScoredPairs, decided: Constraints, books: ScoringBooks, learnt: float
) -> ScoredPairs:
    """The pairs, and those that must be linked although no test let them through; `learnt`: bits of `with_prior`."""
    missing = _missing(columns, pairs, decided.must_link)
    if not len(missing):
        return pairs
    i = np.searchsorted(columns.claims.row, missing[:, 0], sorter=(order := np.argsort(columns.claims.row)))
    j = np.searchsorted(columns.statements.row, missing[:, 1], sorter=(other := np.argsort(columns.statements.row)))
    return joined([pairs, with_prior(score_pairs(columns, order[i], other[j], books, every=True), learnt)])


def settle_decided(
    columns: Columns, pairs: ScoredPairs, tested: ScoredPairs, decided: Constraints, settings: LinkSettings
) -> Verdicts:
    """The competition over `pairs`. `tested`: those of them that the comparison alone let through."""
    competes = columns.statements.competes[pairs.statement]
    alone = (pairs.weight >= settings.link_threshold_bits) & competes
    able = (pairs.weight >= least_threshold_bits(settings)) & competes
    none = np.zeros(len(pairs), dtype=np.bool_)
    competition = Competition(columns, pairs, able=able)
    if decided.empty:
        settled = competition.settle(alone)
        return Verdicts(
            settled=settled, by_machine=settled.linked, ruled_out=none, decided=none, competition=competition
        )
    if len(tested) < len(pairs):
        width = len(columns.statements)
        alone &= np.isin(pairs.claim * width + pairs.statement, tested.claim * width + tested.statement)
    ruled_out = _ruled_out(columns, pairs, decided)
    forced = _hold(columns, pairs, decided.must_link) & ~ruled_out
    bound = Competition(
        columns, pairs, forced, able=alone, one_event=decided.one_event, other_events=decided.other_events
    )
    return Verdicts(
        settled=bound.settle((alone | forced) & ~ruled_out),
        by_machine=competition.links(alone),
        ruled_out=ruled_out,
        decided=forced | _hold(columns, pairs, decided.cannot_link),
        competition=competition,
    )


def decided_families(families: Mapping[int, tuple[int, ...]], decided: Constraints) -> Mapping[int, tuple[int, ...]]:
    """The families with what people decided: claims of one event stand first."""
    if not len(decided.other_events) and not len(decided.one_event):
        return families
    found = dict(families)
    for one, other in decided.other_events.tolist():
        for claim, apart in ((one, other), (other, one)):
            found[claim] = tuple(row for row in found.get(claim, ()) if row != apart)
    for one, other in sorted(decided.one_event.tolist(), reverse=True):
        for claim, beside in ((one, other), (other, one)):
            found[claim] = (beside, *(row for row in found.get(claim, ()) if row != beside))
    return {claim: rows for claim, rows in found.items() if rows}


def _missing(columns: Columns, pairs: ScoredPairs, wanted: Ints) -> Ints:
    """Pairs of rows that are not among the pairs, both records being there and the claim competing."""
    if not len(wanted):
        return wanted
    claims, statements = columns.claims, columns.statements
    there = np.isin(wanted[:, 0], claims.row[claims.competes]) & np.isin(wanted[:, 1], statements.row)
    held = among(
        np.stack([claims.row[pairs.claim], statements.row[pairs.statement]], axis=1), wanted[:, 0], wanted[:, 1]
    )
    missing: Ints = wanted[there & ~held]
    return missing


def _hold(columns: Columns, pairs: ScoredPairs, rows: Ints) -> Bools:
    return holds_pair(rows, columns.claims, columns.statements, pairs.claim, pairs.statement)


def _ruled_out(columns: Columns, pairs: ScoredPairs, decided: Constraints) -> Bools:
    refused = _hold(columns, pairs, decided.cannot_link)
    refused |= np.isin(columns.claims.row[pairs.claim], decided.unanswered)
    refused |= np.isin(columns.statements.row[pairs.statement], decided.set_aside)
    return refused
