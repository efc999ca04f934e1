"""How many of the claims are told of by the other side too: the prior, learnt from the records themselves.

Whether two accounts are of one event is, before anything is compared, the likelier the more of what one side tells the
other tells too. Where officials answer nearly every claim a fair resemblance is enough; among thousands of records
that have no counterpart the same resemblance is chance. No label is needed: the share is the one at which the
probabilities of the pairs add up to it (the mixing share of an expectation-maximisation with the weights held fixed).
"""

from dataclasses import replace

import numpy as np

from reconcile.domain.columns import Bools, Floats, Ints
from reconcile.link.pairs import ScoredPairs

STEP_BITS = 0.25
"""The prior moves in steps, so that one record more or less changes no weight but by a rare step."""
ROUNDS = 200
ENOUGH = 1e-9


def learnt_prior_bits(
    weight: Floats, claim: Ints, counts: Bools, compared: int, usual_bits: float, usual_claims: float
) -> float:
    """Bits to add to the weights of n pairs so that their prior is the one the records show.

    `claim`: (n,) the claim of each pair; `counts`: (n,) whether the pair can be a link; `compared`: how many claims
    were compared with anything. The usual share, of which log2 is `usual_bits`, counts as that of `usual_claims` claims
    more, so that few records change little. A multiple of STEP_BITS.
    """
    usual = 2.0**usual_bits
    odds = 2.0 ** np.minimum(weight[counts] - usual_bits, 500.0)
    of_claim = _numbered(claim[counts])
    share = usual
    for _ in range(ROUNDS):
        likely = share * odds
        told = np.bincount(of_claim, likely / (1.0 + likely))
        found = (float(np.minimum(told, 1.0).sum()) + usual_claims * usual) / (compared + usual_claims)
        if abs(found - share) < ENOUGH:
            break
        share = found
    return STEP_BITS * round((float(np.log2(share)) - usual_bits) / STEP_BITS)


def _numbered(claim: Ints) -> Ints:
    """(n,) numbers from 0 on, by claim; pairs that are in order already, as they mostly are, need no sorting."""
    if (claim[1:] >= claim[:-1]).all():
        return np.cumsum(np.diff(claim, prepend=claim[:1]) > 0)
    found: Ints = np.unique(claim, return_inverse=True)[1]
    return found


def with_prior(pairs: ScoredPairs, bits: float) -> ScoredPairs:
    """The pairs with so many bits added to their prior."""
    return replace(pairs, prior=pairs.prior + bits, weight=np.round(pairs.weight + bits, 3))
