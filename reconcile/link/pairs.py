"""Candidate pairs and what was found of each: parallel arrays, one element a pair."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reconcile.domain.columns import Bools, Floats, Ints
from reconcile.link.ordering import falling, ordered
from reconcile.link.threads import both

Levels = NDArray[np.int8]
"""Small numbers of pairs: narrow, since those of millions of pairs fill most of the memory of a large run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredPairs:
    """n pairs with the comparison level that held in each comparison (indices into the model's levels)."""

    claim: Ints
    """(n,) index into the claim columns."""
    statement: Ints
    claim_part: Levels
    """(n,) part of the claim's place that fits best (0 where it names none)."""
    statement_part: Levels
    prior: Floats
    """(n,) bits before anything is compared: fewer, the more accounts the pair was compared among."""
    date: Levels
    place: Levels
    target: Levels
    actor: Levels
    attack: Levels
    date_bits: Floats
    """(n,) bits of the date comparison after the speaker's habit of publishing."""
    place_bits: Floats
    """(n,) bits of the place comparison after rarity and homonyms."""
    weight: Floats
    """(n,) match weight in bits, prior included."""
    distance_km: Floats
    """(n,) between the best-fitting places; NaN where either is not located."""
    days_apart: NDArray[np.int32]
    """(n,) days between the nearest ends of the stated dates; -1 where either is not stated."""

    def __len__(self) -> int:
        return len(self.claim)

    def where(self, chosen: Bools | Ints) -> "ScoredPairs":
        """The chosen pairs, by mask or by index."""
        # Taken by index: by mask, numpy would look through the mask anew for every field, and slowly.
        at = np.flatnonzero(chosen) if chosen.dtype == np.bool_ else chosen
        return _of_fields(lambda name: getattr(self, name).take(at), len(self))


MANY = 1 << 19
"""Pairs from which two threads are the quicker."""


def _of_fields(made: Callable[[str], NDArray[Any]], many: int) -> ScoredPairs:
    """Every field as it is made by name; `many`: pairs at hand."""
    names = [f.name for f in fields(ScoredPairs)]
    if many < MANY:
        return ScoredPairs(**{name: made(name) for name in names})
    one, other = both(*(partial(_made, made, some) for some in (names[::2], names[1::2])))
    return ScoredPairs(**one, **other)


def _made(made: Callable[[str], NDArray[Any]], names: list[str]) -> dict[str, Any]:
    return {name: made(name) for name in names}


def appended(slices: list[ScoredPairs]) -> ScoredPairs:
    """All pairs of all slices (one at least), one slice after the other."""
    return ScoredPairs(
        **{f.name: np.concatenate([getattr(part, f.name) for part in slices]) for f in fields(ScoredPairs)}
    )


def joined(slices: list[ScoredPairs]) -> ScoredPairs:
    """All pairs of all slices (one at least), by claim, then statement."""
    claim, statement = (np.concatenate([getattr(part, side) for part in slices]) for side in ("claim", "statement"))
    # No two pairs are alike, so the quickest sort gives the one order there is.
    order = np.argsort(claim * (int(statement.max(initial=0)) + 1) + statement)
    # One field after the other: all of them twice fill more memory than anything else in a large run.
    return _of_fields(lambda name: np.concatenate([getattr(part, name) for part in slices]).take(order), len(order))


MOST_KEPT = 128
"""Pairs kept of one claim. Far more than competition looks at; on a dense day in a dense town thousands of statements
fit thousands of claims alike, and all their pairs fill no memory. The claims this befalls are counted and told."""


def heaviest(pairs: ScoredPairs, most: int = MOST_KEPT + 1) -> ScoredPairs:
    """Of each claim the heaviest pairs, of equal ones those with the first statements: by default one more than is
    kept in the end, so that it shows where there were more. The heaviest of those of parts are those of the whole."""
    claims = pairs.claim if (pairs.claim[1:] >= pairs.claim[:-1]).all() else np.sort(pairs.claim)
    if not (claims[most:] == claims[:-most]).any():
        return pairs
    order = ordered(pairs.claim, falling(pairs.weight), pairs.statement)
    held = np.diff(np.flatnonzero(np.diff(claims, prepend=-1)), append=len(claims))
    rank = np.arange(len(order)) - np.repeat(np.cumsum(held) - held, held)
    return pairs.where(np.sort(order[rank < most]))


def overloaded(pairs: ScoredPairs) -> int:
    """How many claims have more pairs than are kept of one."""
    return int(np.count_nonzero(np.bincount(pairs.claim) > MOST_KEPT))
