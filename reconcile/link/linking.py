"""The verb of the room: columns in, decided pairs out."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from reconcile.domain.columns import Columns
from reconcile.domain.outcomes import Linked
from reconcile.domain.weights import LinkageModel
from reconcile.link.blocking import find_candidates
from reconcile.link.borders import Terrain, borders_of, ground_of
from reconcile.link.constraints import Constraints
from reconcile.link.counterparts import learnt_prior_bits, with_prior
from reconcile.link.crowds import of_the_whole
from reconcile.link.deciding import decided_families, settle_decided, with_decided
from reconcile.link.documents import bounded_by_documents
from reconcile.link.families import among_claims, claim_families
from reconcile.link.keeping import KeptPairs
from reconcile.link.layout import laid_out
from reconcile.link.outlines import outlines
from reconcile.link.pairs import MOST_KEPT, ScoredPairs, heaviest, overloaded
from reconcile.link.passing import HERE, THREADS, Work, in_order, score_each
from reconcile.link.scoring import ScoringBooks, place_books, scoring_books
from reconcile.link.sweeping import Swept, sweep
from reconcile.link.tables import link_tables
from reconcile.reference import Reference
from reconcile.settings import LinkSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedRecords(Linked):
    """What the link stage found, as arrays until somebody reads it."""

    pairs: KeptPairs


def link_records(
    columns: Columns,
    model: LinkageModel,
    reference: Reference,
    settings: LinkSettings,
    constraints: Constraints | None = None,
    progress: Callable[[int], None] | None = None,
    work: Work = HERE,
    *,
    swept: bool = True,
) -> LinkedRecords:
    """Links, runner-ups and near misses of all claims, and which claims may tell of one event.

    `swept`: whether to ask, too, what would be linked under other settings. `progress` is told the number of claims
    just compared for the first time.
    """
    decided = constraints if constraints is not None else Constraints()
    columns = bounded_by_documents(columns, settings)
    # Both compare on one pool: with more threads at work than cores, each waits longer for the interpreter.
    with ThreadPoolExecutor(THREADS) as pool, ThreadPoolExecutor(1) as beside:
        compared = _compared(columns, model, reference, settings, work, progress, beside, pool)
        bits = learnt_bits(compared.pairs, columns, compared.books)
        tested = with_prior(compared.pairs, bits)
        tested = tested.where(tested.weight >= settings.keep_threshold_bits)
        pairs = with_decided(columns, tested, decided, compared.books, bits)
        verdicts = settle_decided(columns, pairs, tested, decided, settings)
        others = Swept(columns=columns, pairs=pairs, verdicts=verdicts, books=compared.books, learnt=bits)
        return LinkedRecords(
            pairs=KeptPairs(columns, pairs, verdicts, compared.books.crowds.claims, compared.books),
            alternatives=sweep(others) if swept else (),
            families=decided_families(compared.families(), decided),
            overloaded=compared.overloaded,
        )


@dataclass(slots=True)
class _Compared:
    """What comparing found; what it took to find it is let go."""

    pairs: ScoredPairs
    """Of each claim the heaviest."""
    overloaded: int
    books: ScoringBooks
    """Of the records as they were given."""
    families: Callable[[], Mapping[int, tuple[int, ...]]]


def _compared(
    columns: Columns,
    model: LinkageModel,
    reference: Reference,
    settings: LinkSettings,
    work: Work,
    progress: Callable[[int], None] | None,
    beside: Executor,
    pool: Executor,
) -> _Compared:
    """Claims are compared with claims while the links are settled."""
    laid = laid_out(columns, beside)
    claims, statements = laid.columns.claims, laid.columns.statements
    tables = link_tables(columns.codes, reference)
    of_claims, of_statements = beside.submit(ground_of, claims), ground_of(statements)
    ground = of_claims.result()
    borders = beside.submit(borders_of, ground.discs, of_statements.discs, settings.place_limit_km).result
    places = beside.submit(place_books, laid.columns, model, settings)
    # Elsewhere each part is sifted by outlines of its own.
    outlined = beside.submit(outlines, laid.columns, tables, settings) if work.spread is None else None
    found = find_candidates(claims, statements, settings, Terrain(ground, of_statements, borders))
    books = scoring_books(laid.columns, model, tables, settings, found, places.result())
    seen = None if outlined is None else outlined.result()

    def families() -> Mapping[int, tuple[int, ...]]:
        among = among_claims(laid.among_claims, settings, Terrain(ground, ground, borders))
        return claim_families(columns, books, work, laid, among, None if seen is None else seen[0], pool)

    parts = score_each(laid.columns, found, books, work, progress, pool, laid.numbers, seen)
    # Settling the links leaves a core free. A budget of memory is for one comparison at a time.
    meanwhile = beside.submit(families) if work.spread is None else None
    scored = in_order(laid.columns, books, parts)
    del parts
    return _Compared(
        pairs=heaviest(scored, MOST_KEPT),
        overloaded=overloaded(scored),
        books=replace(books, crowds=of_the_whole(books.crowds, *laid.numbers)),
        families=families if meanwhile is None else meanwhile.result,
    )


def learnt_bits(pairs: ScoredPairs, columns: Columns, books: ScoringBooks) -> float:
    """Bits to add to the prior so that it is the one the records show; 0 where the model asks for no learning."""
    if books.model.prior_claims is None:
        return 0.0
    return learnt_prior_bits(
        pairs.weight,
        pairs.claim,
        columns.statements.competes[pairs.statement],
        int(np.count_nonzero(books.crowds.claims)),
        books.model.prior_bits,
        books.model.prior_claims,
    )
