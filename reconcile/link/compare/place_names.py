"""Names no gazetteer at hand locates: whether two spellings are of one name, asked once per distinct pair."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cpdist

from reconcile.domain.columns import Bools, Ints
from reconcile.domain.names import (
    ALIKE,
    ALIKE_LONG,
    ALIKE_ONE_OFF,
    ALIKE_SHORT,
    ARABIC,
    LONG,
    SHORTEST_ACROSS,
    VERY_LONG,
    alike,
    likeness,
    one_consonant_apart,
    same_ends,
    skeletons,
)

AXIS_JOINT = "|"
"""Between the two ends in the name key of a stretch of road."""
Ends = tuple[str, ...]
"""The two ends of a road; of any other name that alone."""


def _share_one(one: Ends, other: Ends) -> bool:
    return any(alike(end, beginning) for end in one for beginning in other)


def _pair_up(one: Ends, other: Ends) -> bool:
    return len(one) == len(other) == 2 and same_ends(one, other)


class NameLikeness:
    """Compares names by their index into one table of name keys, by the rule of `reconcile.domain.names.alike`."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = np.array(names, dtype=object)
        self._letters = np.fromiter(map(len, names), dtype=np.int64, count=len(names))
        # By their first letters: asked of each name, it would take as long as comparing the records of a run.
        firsts = np.array(names, dtype="U1")
        self._arabic = (firsts >= ARABIC[0]) & (firsts <= ARABIC[1])
        self._consonants = np.full(len(names), None, dtype=object)
        self._apart = np.zeros(len(names), dtype=np.bool_)
        self._roads = np.array([AXIS_JOINT in name for name in names], dtype=np.bool_)

    def begins(self, a: Ints, b: Ints) -> Bools:
        """(n,) whether one of the names is a stretch of road with an end that is spelt like the other, or like an end
        of the other."""
        return self._of_ends(a, b, _share_one)

    def one_road(self, a: Ints, b: Ints) -> Bools:
        """(n,) whether both names are stretches of road whose ends are spelt alike."""
        return self._of_ends(a, b, _pair_up)

    def _of_ends(self, a: Ints, b: Ints, judge: Callable[[Ends, Ends], bool]) -> Bools:
        """(n,) what `judge` says of names of which one at least is a road's; each pair of names is asked once."""
        found = np.zeros(len(a), dtype=np.bool_)
        some = np.flatnonzero((a >= 0) & (b >= 0))
        some = some[self._roads[a[some]] | self._roads[b[some]]]
        width = np.int64(len(self._names))
        distinct, inverse = np.unique(a[some] * width + b[some], return_inverse=True)
        held = [judge(*map(self._ends_of, divmod(int(pair), len(self._names)))) for pair in distinct]
        found[some] = np.array(held, dtype=np.bool_)[inverse] if held else False
        return found

    def _ends_of(self, name: int) -> Ends:
        return tuple(self._names[name].split(AXIS_JOINT))

    def alike(self, a: Ints, b: Ints) -> Bools:
        """(n,) whether the names with these indices are spellings of one name."""
        if not len(a):
            return np.zeros(0, dtype=np.bool_)
        width = np.int64(len(self._names))
        distinct, inverse = np.unique(np.minimum(a, b) * width + np.maximum(a, b), return_inverse=True)
        one, other = distinct // width, distinct % width
        score = cpdist(self._names[one], self._names[other], scorer=JaroWinkler.similarity)
        across = np.flatnonzero(self._arabic[one] != self._arabic[other])
        score[across] = [likeness(self._names[one[at]], self._names[other[at]]) for at in across]
        shorter = np.minimum(self._letters[one], self._letters[other])
        enough = np.where(shorter >= LONG, ALIKE_LONG, ALIKE_SHORT)
        # Only what this rule could decide: most names need not be taken apart into consonants.
        near = np.flatnonzero((score < ALIKE) & (score >= enough))
        near = near[self._same_consonants(one[near], other[near])]
        found: Bools = score >= ALIKE
        found[near] = True
        for at in np.flatnonzero(~found & (score >= ALIKE_ONE_OFF) & (shorter >= VERY_LONG)):
            found[at] = one_consonant_apart(self._names[one[at]], self._names[other[at]])
        return found[inverse]

    def undecided(self, a: Ints, b: Ints) -> Bools:
        """(n,) whether names in two scripts share their consonants and have too few of them to be told for one name:
        رابعة and Rabia, but also Rib."""
        found = np.zeros(len(a), dtype=np.bool_)
        across = np.flatnonzero(self._arabic[a] != self._arabic[b])
        one, other = self._bones(a[across], b[across])
        few = np.array([0 < len(consonants) < SHORTEST_ACROSS for consonants in one], dtype=np.bool_)
        found[across] = few & (one == other).astype(np.bool_)
        return found

    def _same_consonants(self, one: Ints, other: Ints) -> Bools:
        first, second = self._bones(one, other)
        same: Bools = (first == second).astype(np.bool_)
        return same

    def _bones(self, one: Ints, other: Ints) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
        """The consonants of n pairs of names, each name taken apart once a run."""
        names = np.concatenate([one, other])
        new = np.unique(names[~self._apart[names]])
        # Threads may take a name apart twice, to the same end; it is told as known once it is.
        self._consonants[new] = skeletons(self._names[new].tolist())
        self._apart[new] = True
        return self._consonants[one], self._consonants[other]
