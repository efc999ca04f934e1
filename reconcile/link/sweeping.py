"""What the links would be under other settings: the competition settled again.

A weight asked for that lies a bit off, narrower days and a nearer limit only leave out pairs or let in others that are
scored already, so nothing is compared anew: each costs one more round of the competition, and none where no pair that
stands is touched. Wider days and a wider limit let in pairs that `widening` finds, and cost another competition only
where there are any. The prior and the number of accounts to choose from stay those of the run.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from reconcile.domain.columns import Bools, Columns, Ints
from reconcile.domain.outcomes import Alternative
from reconcile.link.deciding import Verdicts
from reconcile.link.pairs import ScoredPairs, appended
from reconcile.link.scoring import ScoringBooks
from reconcile.link.settling import Competition
from reconcile.link.widening import farther_pairs, later_pairs

DAYS_MORE_OR_LESS = 2
NEARER_SHARE, FARTHER_SHARE = 0.5, 1.5


@dataclass(frozen=True, slots=True)
class _Trial:
    setting: str
    words: str
    standing: Bools
    """(n,) pairs that could be links under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """What is swept: the pairs of a run and what it made of them."""

    columns: Columns
    pairs: ScoredPairs
    verdicts: Verdicts
    """No setting turns claims on which people decided; all others are held against what the comparison alone links."""
    books: ScoringBooks
    learnt: float
    """Bits added to the prior."""

    def standing(self, pairs: ScoredPairs) -> Bools:
        able = self.columns.statements.competes[pairs.statement]
        return (pairs.weight >= self.books.settings.link_threshold_bits) & able

    def links(self, pairs: ScoredPairs, then: Bools) -> Mapping[int, tuple[int, ...]]:
        """Of the claims whose links differ. `pairs`: those of the run, and perhaps more after them."""
        linked = self.verdicts.by_machine
        before = np.concatenate((linked, np.zeros(len(pairs) - len(linked), dtype=np.bool_)))
        free = np.ones(len(self.columns.claims), dtype=np.bool_)
        free[self.pairs.claim[self.verdicts.decided]] = False
        return _changed(self.columns, pairs, np.where(free[pairs.claim], before, then), then)


def sweep(swept: Swept) -> tuple[Alternative, ...]:
    """Under each other setting: the links of the claims that would have other links."""
    return tuple(one for one in (*_stricter(swept), *_wider(swept)) if one.links)


def _stricter(swept: Swept) -> Iterator[Alternative]:
    """Settings that need no other pairs than those at hand."""
    in_force = swept.standing(swept.pairs)
    for trial in _trials(swept, in_force):
        if not np.array_equal(trial.standing, in_force):
            then = swept.verdicts.competition.links(trial.standing)
            yield Alternative(setting=trial.setting, words=trial.words, links=swept.links(swept.pairs, then))


def _trials(swept: Swept, enough: Bools) -> Iterator[_Trial]:
    settings, pairs = swept.books.settings, swept.pairs
    threshold, doubt = settings.link_threshold_bits, settings.doubt_bits
    able = swept.columns.statements.competes[pairs.statement]
    for bits, words in ((doubt, "more"), (-doubt, "less")):
        yield _Trial(
            f"link_threshold_bits={threshold + bits:g}",
            f"a pair had to weigh {doubt:g} {'bit' if doubt == 1 else 'bits'} {words} to be linked",
            (pairs.weight >= threshold + bits) & able,
        )
    days = max(settings.date_slack_days - DAYS_MORE_OR_LESS, 0)
    yield _Trial(
        f"date_slack_days={days}",
        f"stated dates had to lie within {days} days of one another",
        enough & ((pairs.days_apart <= days) | (pairs.date == swept.books.index("date")["exchanged"])),
    )
    limit = settings.place_limit_km * NEARER_SHARE
    yield _Trial(
        f"place_limit_km={limit:g}",
        f"places had to lie within {limit:g} km beyond what their descriptions allow",
        enough & (pairs.place != swept.books.index("place")["far"]),
    )


def _wider(swept: Swept) -> Iterator[Alternative]:
    """Settings under which other pairs would be compared, or weigh otherwise."""
    settings = swept.books.settings
    days = settings.date_slack_days + DAYS_MORE_OR_LESS
    more = later_pairs(swept.columns, swept.books, swept.learnt, days)
    width = len(swept.columns.statements)
    # Days exchanged lie within a slack of four weeks too.
    more = more.where(~np.isin(more.claim * width + more.statement, swept.pairs.claim * width + swept.pairs.statement))
    if len(more):
        words = f"stated dates could lie up to {days} days from one another"
        yield _alternative(swept, f"date_slack_days={days}", words, appended([swept.pairs, more]))
    limit = settings.place_limit_km * FARTHER_SHARE
    heavier = farther_pairs(swept.columns, swept.pairs, swept.books, limit)
    if not np.array_equal(swept.standing(heavier), swept.standing(swept.pairs)):
        words = f"places could lie up to {limit:g} km beyond what their descriptions allow"
        yield _alternative(swept, f"place_limit_km={limit:g}", words, heavier)


def _alternative(swept: Swept, setting: str, words: str, pairs: ScoredPairs) -> Alternative:
    then = Competition(swept.columns, pairs).links(swept.standing(pairs))
    return Alternative(setting=setting, words=words, links=swept.links(pairs, then))


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
