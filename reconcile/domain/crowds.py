"""How many of a claim's linked statements its page writes out: all of few, and of a crowd some that stand for it."""

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from reconcile.domain.outcomes import Pair
from reconcile.domain.records import Stance

T = TypeVar("T")

MOST_IN_FULL = 12
"""Linked statements up to which a page writes out every one, each some 8 KB of comparison, evidence and sources. An
event of which that many spoke can still be read through."""
OF_MORE_IN_FULL = 3
"""Of more than that. A dense day in a dense town links each of thousands of claims to up to 128 statements that fit it
alike: what is to be learnt from them is how they differ, which one table of three shows and a table of lines tells."""


def standing_for(things: Sequence[T], kind: Callable[[T], Hashable]) -> tuple[list[T], list[T]]:
    """Those that are written out, and those told in a line each. Of many, the first of each kind come first into the
    few that are written out, as far as there is room."""
    if len(things) <= MOST_IN_FULL:
        return list(things), []
    first_of_kind: dict[Hashable, int] = {}
    for place, one in enumerate(things):
        first_of_kind.setdefault(kind(one), place)
    chosen = set(list(dict.fromkeys([*first_of_kind.values(), *range(len(things))]))[:OF_MORE_IN_FULL])
    return [things[place] for place in sorted(chosen)], [one for n, one in enumerate(things) if n not in chosen]


def in_full(links: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Links (the best first) that are written out, and those told in a line each.

    An agreement or a denial must not stand in a line alone because a hundred others weigh a little more.
    """
    return standing_for(links, lambda pair: (pair.flag, pair.stance is Stance.DENIES or bool(pair.denies)))


def others_in_full(links: Sequence[Pair], others: Sequence[Pair]) -> tuple[Sequence[Pair], Sequence[Pair]]:
    """Likewise of those that are not linked: none is written out beside links that are not."""
    if len(links) > MOST_IN_FULL:
        return (), others
    return (others, ()) if len(others) <= MOST_IN_FULL else (others[:OF_MORE_IN_FULL], others[OF_MORE_IN_FULL:])
