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
from reconcile.link.pairs import ScoredPairs
from reconcile.link.scoring import ScoringBooks
from reconcile.link.settling import Competition

NARROWER_DAYS = 2
NEARER_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class _Trial:
    setting: str
    words: str
    standing: Bools
    """(n,) pairs that could be links under it."""


def sweep(
    columns: Columns, pairs: ScoredPairs, linked: Bools, decided: Bools, books: ScoringBooks
) -> tuple[Alternative, ...]:
    """Under each other setting: the links of the claims that would have other links.

    `linked`: (n,) what the comparison alone links; `decided`: (n,) pairs that people decided, whose claims no setting
    turns.
    """
    able = columns.statements.competes[pairs.statement]
    in_force = (pairs.weight >= books.settings.link_threshold_bits) & able
    competition = Competition(columns, pairs)
    free = ~np.isin(pairs.claim, pairs.claim[decided])
    found = []
    for trial in _trials(pairs, able, books):
        if np.array_equal(trial.standing, in_force):
            continue
        then = competition.links(trial.standing)
        links = _changed(columns, pairs.where(free), linked[free], then[free])
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
    differing = np.unique(pairs.claim[before != after])
    rows: dict[int, tuple[int, ...]] = {int(columns.claims.row[claim]): () for claim in differing}
    chosen: Ints = np.flatnonzero(after & np.isin(pairs.claim, differing))
    claims = columns.claims.row[pairs.claim[chosen]].tolist()
    statements = columns.statements.row[pairs.statement[chosen]].tolist()
    for claim, statement in zip(claims, statements, strict=True):
        rows[claim] += (statement,)
    return rows
