"""What people decided about pairs, as arrays of version rows: pairs that must be linked, pairs that cannot be."""

from dataclasses import dataclass, field

import numpy as np

from reconcile.domain.columns import Bools, Ints, SideColumns


def _none() -> Ints:
    return np.empty((0, 2), dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """Arrays of shape (k, 2): claim row, statement row."""

    must_link: Ints = field(default_factory=_none)
    cannot_link: Ints = field(default_factory=_none)


def holds_pair(pairs: Ints, claims: SideColumns, statements: SideColumns, claim: Ints, statement: Ints) -> Bools:
    """For pairs given by index, whether each stands in the (k, 2) array of version rows `pairs`."""
    if not len(pairs):
        return np.zeros(len(claim), dtype=np.bool_)
    width = int(max(statements.row.max(initial=0), pairs[:, 1].max())) + 1
    wanted = pairs[:, 0] * width + pairs[:, 1]
    return np.isin(claims.row[claim] * width + statements.row[statement], wanted)
