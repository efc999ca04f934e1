"""What the links would be under other settings: the competition settled again over the pairs at hand.

A weight asked for that lies a bit off, narrower days and a nearer limit only leave out pairs or let in others that are
scored already, so nothing is compared anew: each costs one more round of the competition, and none where no pair that
stands is touched. Wider days or a wider limit would need other candidates and are not tried here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from reconcile.domain.columns import Bools, Columns, Ints
from reconcile.domain.outcomes import Alternative
from reconcile.link.deciding import Verdicts
from reconcile.link.pairs import ScoredPairs
from reconcile.link.scoring import ScoringBooks

NARROWER_DAYS = 2
NEARER_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class _Trial:
    setting: str
    words: str
    standing: Bools
    """(n,) pairs that could be links under it."""


def sweep(columns: Columns, pairs: ScoredPairs, verdicts: Verdicts, books: ScoringBooks) -> tuple[Alternative, ...]:
    """Under each other setting: the links of the claims that would have other links than the comparison alone gives
    them. No setting turns claims on which people decided."""
    able = columns.statements.competes[pairs.statement]
    in_force = (pairs.weight >= books.settings.link_threshold_bits) & able
    free = np.ones(len(columns.claims), dtype=np.bool_)
    free[pairs.claim[verdicts.decided]] = False
    free = free[pairs.claim]
    found = []
    for trial in _trials(pairs, able, books):
        if np.array_equal(trial.standing, in_force):
            continue
        then = verdicts.competition.links(trial.standing)
        links = _changed(columns, pairs, np.where(free, verdicts.by_machine, then), then)
        if links:
            found.append(Alternative(setting=trial.setting, words=trial.words, links=links))
    return tuple(found)


def _trials(pairs: ScoredPairs, able: Bools, books: ScoringBooks) -> Iterator[_Trial]:
    settings = books.settings
    threshold, doubt = settings.link_threshold_bits, settings.doubt_bits
    enough = (pairs.weight >= threshold) & able
    for bits, words in ((doubt, "more"), (-doubt, "less")):
        yield _Trial(
            f"link_threshold_bits={threshold + bits:g}",
            f"a pair had to weigh {doubt:g} {'bit' if doubt == 1 else 'bits'} {words} to be linked",
            (pairs.weight >= threshold + bits) & able,
        )
    days = max(settings.date_slack_days - NARROWER_DAYS, 0)
    yield _Trial(
        f"date_slack_days={days}",
        f"stated dates had to lie within {days} days of one another",
        enough & ((pairs.days_apart <= days) | (pairs.date == books.index("date")["exchanged"])),
    )
    limit = settings.place_limit_km * NEARER_SHARE
    yield _Trial(
        f"place_limit_km={limit:g}",
        f"places had to lie within {limit:g} km beyond what their descriptions allow",
        enough & (pairs.place != books.index("place")["far"]),
    )


def _changed(columns: Columns, pairs: ScoredPairs, before: Bools, after: Bools) -> Mapping[int, tuple[int, ...]]:
    """By row of the claims whose links differ: the rows of the statements linked then."""
    differing = np.zeros(len(columns.claims), dtype=np.bool_)
    differing[pairs.claim[before != after]] = True
    rows: dict[int, tuple[int, ...]] = dict.fromkeys(columns.claims.row[differing].tolist(), ())
    chosen: Ints = np.flatnonzero(after & differing[pairs.claim])
    claims = columns.claims.row[pairs.claim[chosen]].tolist()
    statements = columns.statements.row[pairs.statement[chosen]].tolist()
    for claim, statement in zip(claims, statements, strict=True):
        rows[claim] += (statement,)
    return rows
