"""Targets, sides hit and kinds of attack: comparisons of codes by look-up table."""

import numpy as np
from numpy.typing import NDArray

from reconcile.domain.columns import Ints
from reconcile.link.tables import COMPATIBLE, DIFFERS, NOT_STATED, SAME

TARGET_LEVELS = {SAME: "same_type", COMPATIBLE: "same_family", NOT_STATED: "not_stated", DIFFERS: "differs"}
ACTOR_LEVELS = {SAME: "same", COMPATIBLE: "compatible", NOT_STATED: "not_stated", DIFFERS: "differs"}
ATTACK_LEVELS = TARGET_LEVELS


def translated(outcomes: Ints | NDArray[np.int8], levels: dict[int, str], index: dict[str, int]) -> Ints:
    """(n,) level indices for outcomes of a look-up table; `index` maps a level's key to its place in the model."""
    translate = np.array([index[levels[outcome]] for outcome in range(len(levels))])
    found: Ints = translate[outcomes]
    return found
