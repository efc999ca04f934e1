"""The verb of the room: columns in, decided pairs out."""

from collections.abc import Callable

import numpy as np

from reconcile.domain.columns import Bools, Columns, Ints
from reconcile.domain.outcomes import Linked
from reconcile.domain.weights import LinkageModel
from reconcile.link.blocking import candidate_pairs
from reconcile.link.constraints import Constraints, holds_pair
from reconcile.link.families import claim_families
from reconcile.link.keeping import kept_pairs
from reconcile.link.pairs import ScoredPairs, joined
from reconcile.link.scoring import score_pairs, scoring_books
from reconcile.link.settling import settle
from reconcile.link.tables import link_tables
from reconcile.reference import Reference
from reconcile.settings import LinkSettings


def link_records(
    columns: Columns,
    model: LinkageModel,
    reference: Reference,
    settings: LinkSettings,
    constraints: Constraints | None = None,
    progress: Callable[[int], None] | None = None,
) -> Linked:
    """Links, runner-ups and near misses of all claims, and which claims may tell of one event.

    `progress` is told the number of claims just compared for the first time.
    """
    decided = constraints if constraints is not None else Constraints()
    books = scoring_books(columns, model, link_tables(columns.codes, reference), settings)
    slices = []
    compared = np.zeros(len(columns.claims), dtype=np.int64)
    for i, j in candidate_pairs(columns.claims, columns.statements, settings):
        counts = np.bincount(i, minlength=len(compared))
        if progress is not None:
            progress(int(np.count_nonzero(counts[compared == 0])))
        compared += counts
        slices.append(score_pairs(columns, i, j, books))
    pairs = joined(slices) if slices else score_pairs(columns, *_no_pairs(), books)
    forbidden = _decided(columns, pairs, decided.cannot_link)
    pairs = pairs.where(~forbidden)
    forced = _decided(columns, pairs, decided.must_link)
    standing = (pairs.weight >= settings.link_threshold_bits) & columns.statements.competes[pairs.statement]
    settled = settle(columns, pairs, standing | forced, forced)
    return Linked(
        pairs=kept_pairs(columns, pairs, settled, books.crowds.claims, books), families=claim_families(columns, books)
    )


def _no_pairs() -> tuple[Ints, Ints]:
    return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)


def _decided(columns: Columns, pairs: ScoredPairs, rows: Ints) -> Bools:
    return holds_pair(rows, columns.claims, columns.statements, pairs.claim, pairs.statement)
