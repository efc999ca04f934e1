"""Where linked accounts say different things: figures, targets, days, places; denials; officials among themselves."""

import math
from collections.abc import Iterator
from itertools import combinations

from reconcile.domain.comparables import StatementAccount
from reconcile.domain.like_with_like import consistent, like_with_like, ratio
from reconcile.domain.outcomes import Facet, FacetResult, Pair
from reconcile.domain.records import Stance
from reconcile.domain.tallies import Conflict, Discrepancies, OfficialConflict, PairRef, TollGap
from reconcile.domain.tolls import CountRange, Harm, TollSide
from reconcile.tally.accounts import Answerable, Books


def tally_discrepancies(books: Books) -> Discrepancies:
    pairs = [(claim, pair) for claim in books.claims for pair in claim.links]
    gaps, comparable = _gaps(pairs, books)
    return Discrepancies(
        links=len(pairs),
        toll_pairs=comparable,
        tolls=tuple(sorted(gaps, key=_width)),
        targets=_refs(pair for _, pair in pairs if _differs(pair, Facet.TARGET)),
        denials=_refs(pair for _, pair in pairs if denies(pair)),
        officials=tuple(conflict for claim in books.claims for conflict in _conflicts(claim, books)),
        answered_twice=sum(len(_one_per_issuer(claim, books)) > 1 for claim in books.claims),
        dates=_dates(pairs),
        places=_places(pairs),
    )


def denies(pair: Pair) -> bool:
    return pair.stance is Stance.DENIES or bool(pair.denies)


def ref(pair: Pair) -> PairRef:
    return PairRef(claim=pair.claim, statement=pair.statement)


def _refs(pairs: Iterator[Pair]) -> tuple[PairRef, ...]:
    return tuple(sorted((ref(pair) for pair in pairs), key=lambda one: (one.claim, one.statement)))


def _differs(pair: Pair, facet: Facet) -> bool:
    return pair.facets[facet].result is FacetResult.DIFFERS


def _gaps(pairs: list[tuple[Answerable, Pair]], books: Books) -> tuple[list[TollGap], int]:
    """The figures that do not agree, and how many pairs of figures could be compared."""
    gaps, comparable = [], 0
    for claim, pair in pairs:
        tolls = like_with_like(claim.account, books.statements[pair.statement])
        if tolls.claimed is None or tolls.official is None or not tolls.same_scope:
            continue
        comparable += 1
        if not consistent(tolls.claimed, tolls.official):
            times = ratio(tolls.claimed, tolls.official)
            gaps.append(
                TollGap(pair=ref(pair), side=tolls.side, claimed=tolls.claimed, official=tolls.official, ratio=times)
            )
    return gaps, comparable


def _width(gap: TollGap) -> tuple[float, int, str, str]:
    """The widest first, in either direction; a figure against none at all is wider than any ratio."""
    apart = math.inf if not gap.ratio else abs(math.log(gap.ratio))
    return -apart, -abs((gap.claimed.low or 0) - (gap.official.low or 0)), gap.pair.claim, gap.pair.statement


def _dates(pairs: list[tuple[Answerable, Pair]]) -> tuple[tuple[PairRef, int], ...]:
    apart = [(ref(pair), pair.scored.days_apart) for _, pair in pairs if pair.scored.days_apart]
    found = [(one, days) for one, days in apart if days is not None]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0].claim, one[0].statement)))


def _places(pairs: list[tuple[Answerable, Pair]]) -> tuple[tuple[PairRef, float | None], ...]:
    found = [(ref(pair), pair.scored.distance_km) for _, pair in pairs if _differs(pair, Facet.PLACE)]
    return tuple(sorted(found, key=lambda one: (-(one[1] or 0.0), one[0].claim, one[0].statement)))


def _one_per_issuer(claim: Answerable, books: Books) -> dict[str, StatementAccount]:
    """The latest published linked statement of each issuer: what it says now."""
    latest: dict[str, StatementAccount] = {}
    for pair in claim.links:
        statement = books.statements[pair.statement]
        key = books.issuer(statement)[0]
        held = latest.get(key)
        if held is None or _when(held) < _when(statement):
            latest[key] = statement
    return dict(sorted(latest.items()))


def _when(statement: StatementAccount) -> tuple[str, str]:
    return statement.record.published or "", statement.id


def _conflicts(claim: Answerable, books: Books) -> Iterator[OfficialConflict]:
    for one, other in combinations(_one_per_issuer(claim, books).values(), 2):
        for about, holds in (
            (Conflict.STANCE, _stances_differ(one, other)),
            (Conflict.TOLL, _tolls_differ(one, other)),
            (Conflict.DATE, _dates_differ(one, other)),
            (Conflict.TARGET, _targets_differ(one, other)),
        ):
            if holds:
                yield OfficialConflict(claim=claim.account.id, one=one.id, other=other.id, about=about)


def _stances_differ(one: StatementAccount, other: StatementAccount) -> bool:
    """One denies what the other does not."""
    return _denies_at_all(one) is not _denies_at_all(other)


def _denies_at_all(statement: StatementAccount) -> bool:
    return statement.record.stance is Stance.DENIES or bool(statement.record.denies)


def _tolls_differ(one: StatementAccount, other: StatementAccount) -> bool:
    """Both count the same thing on the same side and their figures do not agree. Of attackers too: what officials give
    for the dead of the other side is never set against a claim, but two of them may contradict one another."""
    if one.values.toll_scope != other.values.toll_scope:
        return False
    return any(not consistent(a, b) for side in TollSide for a, b in _both(one, other, side))


def _both(one: StatementAccount, other: StatementAccount, side: TollSide) -> list[tuple[CountRange, CountRange]]:
    a, b = (account.values.tolls.get((side, Harm.KILLED)) for account in (one, other))
    return [] if a is None or b is None else [(a, b)]


def _dates_differ(one: StatementAccount, other: StatementAccount) -> bool:
    a, b = one.values.date.intervals, other.values.date.intervals
    return bool(a and b) and not any(x.overlaps(y) for x in a for y in b)


def _targets_differ(one: StatementAccount, other: StatementAccount) -> bool:
    a, b = one.values.target_family, other.values.target_family
    return a is not None and b is not None and a != b and "other" not in (a, b)
