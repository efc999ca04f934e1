"""How many accounts each record is compared among: the more there are, the likelier one fits by chance.

Whether an account is the one that tells of an event is, before anything is compared, the less likely the more accounts
there are to choose from. A record without date is compared over weeks or years and so among many; a dated one in a
quiet country among few.
"""

from dataclasses import dataclass

import numpy as np

from reconcile.domain.columns import Columns, Floats, Ints
from reconcile.link.windows import Candidates
from reconcile.settings import LinkSettings

LEAST_CROWD = 2
"""A record with a single candidate is still weighed as if there were another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowds:
    """Candidate pairs of each record."""

    claims: Ints
    """(claims,)"""
    statements: Ints
    """(statements,); of one that tells of several events, for each of them: a claim is likelier one of seven attacks
    told of than the only one."""

    def bits(self, i: Ints, j: Ints, settings: LinkSettings) -> Floats:
        """(n,) bits taken off pairs: by the larger of the two crowds, for every doubling."""
        found: Floats = settings.crowding_bits * np.log2(self.of_pairs(i, j))
        return found

    def of_pairs(self, i: Ints, j: Ints) -> Ints:
        """(n,) the larger of the two crowds of each pair."""
        crowd: Ints = np.maximum(np.maximum(self.claims[i], self.statements[j]), LEAST_CROWD)
        return crowd


def of_the_whole(crowds: Crowds, claims: Ints, statements: Ints) -> Crowds:
    """Crowds of records that stand at these places in the whole, which has no others."""
    whole = Crowds(claims=np.empty_like(crowds.claims), statements=np.empty_like(crowds.statements))
    whole.claims[claims], whole.statements[statements] = crowds.claims, crowds.statements
    return whole


NO_CROWDS = Crowds(claims=np.zeros(0, dtype=np.int64), statements=np.zeros(0, dtype=np.int64))


def crowds_among(claims: int, candidates: Candidates) -> Crowds:
    """Of so many claims among themselves: neither of a pair answers the other, so events count on neither side."""
    one, other = candidates.counts(claims, claims)
    return Crowds(claims=one, statements=other)


def count_crowds(columns: Columns, candidates: Candidates) -> Crowds:
    """Counted over the whole before any slice is scored, so that slices can be scored apart."""
    claims, statements = candidates.counts(len(columns.claims), len(columns.statements))
    return Crowds(claims=claims, statements=-(-statements // np.maximum(columns.statements.events, 1)))
