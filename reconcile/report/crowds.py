"""How many of a claim's linked statements its page writes out: all of few, and of a crowd some that stand for it."""

from collections.abc import Sequence

from reconcile.domain.outcomes import Pair
from reconcile.domain.records import Stance

MOST_IN_FULL = 12
"""Linked statements up to which a page writes out every one, each some 8 KB of comparison, evidence and sources. An
event of which that many spoke can still be read through."""
OF_MORE_IN_FULL = 3
"""Of more than that. A dense day in a dense town links each of thousands of claims to up to 128 statements that fit it
alike: what is to be learnt from them is how they differ, which one table of three shows and a table of lines tells."""


def in_full(links: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Links (the best first) that are written out, and those told in a line each.

    Of many, the best of each flag and of those that deny come first into the few that are written out: an agreement or
    a denial must not stand in a line alone because a hundred others weigh a little more.
    """
    if len(links) <= MOST_IN_FULL:
        return list(links), []
    best_of_kind: dict[tuple[object, bool], int] = {}
    for place, pair in enumerate(links):
        best_of_kind.setdefault((pair.flag, pair.stance is Stance.DENIES or bool(pair.denies)), place)
    chosen = set(list(dict.fromkeys([*best_of_kind.values(), *range(len(links))]))[:OF_MORE_IN_FULL])
    return [links[place] for place in sorted(chosen)], [pair for n, pair in enumerate(links) if n not in chosen]


def others_in_full(links: Sequence[Pair], others: Sequence[Pair]) -> tuple[Sequence[Pair], Sequence[Pair]]:
    """Likewise of those that are not linked: none is written out beside links that are not."""
    if len(links) > MOST_IN_FULL:
        return (), others
    return (others, ()) if len(others) <= MOST_IN_FULL else (others[:OF_MORE_IN_FULL], others[OF_MORE_IN_FULL:])
