"""Names no gazetteer at hand locates: whether two spellings are of one name, asked once per distinct pair."""

from collections.abc import Iterator

import numpy as np
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cpdist

from reconcile.domain.columns import Bools, Ints
from reconcile.domain.names import ALIKE, ALIKE_LONG, ALIKE_SHORT, LONG, alike, in_arabic, likeness, skeleton

AXIS_JOINT = "|"
"""Between the two ends in the name key of a stretch of road."""


class NameLikeness:
    """Compares names by their index into one table of name keys, by the rule of `reconcile.domain.names.alike`."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = np.array(names, dtype=object)
        self._long = np.array([len(name) >= LONG for name in names], dtype=np.bool_)
        self._arabic = np.array([in_arabic(name) for name in names], dtype=np.bool_)
        self._ends = {name: set(name.split(AXIS_JOINT)) for name in names if AXIS_JOINT in name}
        self._skeletons: dict[str, str] = {}
        self._roads = np.array([name in self._ends for name in names], dtype=np.bool_)

    def begins(self, a: Ints, b: Ints) -> Bools:
        """(n,) whether one of the names is a stretch of road with an end that is spelt like the other."""
        found = np.zeros(len(a), dtype=np.bool_)
        roads = self._roads
        some = np.flatnonzero((a >= 0) & (b >= 0))
        some = some[roads[a[some]] ^ roads[b[some]]]
        road, other = np.where(roads[a[some]], a[some], b[some]), np.where(roads[a[some]], b[some], a[some])
        distinct, inverse = np.unique(road * len(self._names) + other, return_inverse=True)
        held = [self._holds(*divmod(int(pair), len(self._names))) for pair in distinct]
        found[some] = np.array(held, dtype=np.bool_)[inverse] if held else False
        return found

    def _holds(self, road: int, other: int) -> bool:
        return any(alike(end, self._names[other]) for end in self._ends[self._names[road]])

    def _pairs(self, one: Ints, other: Ints) -> Iterator[tuple[str, str]]:
        return zip(self._names[one].tolist(), self._names[other].tolist(), strict=True)

    def _consonants(self, name: str) -> str:
        """Of a name that many others are compared with: taken apart once."""
        if name not in self._skeletons:
            self._skeletons[name] = skeleton(name)
        return self._skeletons[name]

    def alike(self, a: Ints, b: Ints) -> Bools:
        """(n,) whether the names with these indices are spellings of one name."""
        if not len(a):
            return np.zeros(0, dtype=np.bool_)
        width = len(self._names)
        distinct, inverse = np.unique(np.minimum(a, b) * width + np.maximum(a, b), return_inverse=True)
        one, other = distinct // width, distinct % width
        score = cpdist(self._names[one], self._names[other], scorer=JaroWinkler.similarity)
        across = np.flatnonzero(self._arabic[one] != self._arabic[other])
        score[across] = [likeness(self._names[one[at]], self._names[other[at]]) for at in across]
        same_consonants = np.zeros(len(one), dtype=np.bool_)
        # Only what this rule could decide: most names need not be taken apart into consonants.
        near = np.flatnonzero((score < ALIKE) & (score >= min(ALIKE_LONG, ALIKE_SHORT)))
        same_consonants[near] = [
            self._consonants(a) == self._consonants(b) for a, b in self._pairs(one[near], other[near])
        ]
        enough = np.where(self._long[one] & self._long[other], ALIKE_LONG, ALIKE_SHORT)
        found: Bools = score >= np.where(same_consonants, enough, ALIKE)
        return found[inverse]
