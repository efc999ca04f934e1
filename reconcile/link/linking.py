"""The verb of the room: columns in, decided pairs out."""

from collections.abc import Callable

import numpy as np

from reconcile.domain.columns import Bools, Columns, Ints
from reconcile.domain.outcomes import Linked
from reconcile.domain.weights import LinkageModel
from reconcile.link.blocking import find_candidates
from reconcile.link.constraints import Constraints, holds_pair
from reconcile.link.counterparts import learnt_prior_bits, with_prior
from reconcile.link.families import claim_families
from reconcile.link.keeping import KeptPairs
from reconcile.link.pairs import ScoredPairs
from reconcile.link.passing import HERE, Work, score_all
from reconcile.link.scoring import ScoringBooks, scoring_books
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
    work: Work = HERE,
) -> Linked:
    """Links, runner-ups and near misses of all claims, and which claims may tell of one event.

    `progress` is told the number of claims just compared for the first time.
    """
    decided = constraints if constraints is not None else Constraints()
    found = find_candidates(columns.claims, columns.statements, settings)
    books = scoring_books(columns, model, link_tables(columns.codes, reference), settings, found)
    pairs = score_all(columns, found, books, work, progress)
    forbidden = _decided(columns, pairs, decided.cannot_link)
    pairs = _weighed_anew(pairs.where(~forbidden), columns, books)
    forced = _decided(columns, pairs, decided.must_link)
    standing = (pairs.weight >= settings.link_threshold_bits) & columns.statements.competes[pairs.statement]
    settled = settle(columns, pairs, standing | forced, forced)
    return Linked(
        pairs=KeptPairs(columns, pairs, settled, books.crowds.claims, books),
        families=claim_families(columns, books, work),
    )


def _weighed_anew(pairs: ScoredPairs, columns: Columns, books: ScoringBooks) -> ScoredPairs:
    """With the prior the records show; what then lies below the keep threshold is dropped."""
    if books.model.prior_claims is None:
        return pairs.where(pairs.weight >= books.settings.keep_threshold_bits)
    bits = learnt_prior_bits(
        pairs.weight,
        pairs.claim,
        columns.statements.competes[pairs.statement],
        int(np.count_nonzero(books.crowds.claims)),
        books.model.prior_bits,
        books.model.prior_claims,
    )
    weighed = with_prior(pairs, bits)
    return weighed.where(weighed.weight >= books.settings.keep_threshold_bits)


def _decided(columns: Columns, pairs: ScoredPairs, rows: Ints) -> Bools:
    return holds_pair(rows, columns.claims, columns.statements, pairs.claim, pairs.statement)
