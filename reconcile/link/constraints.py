"""What people decided, as arrays of version rows: what binds the competition, whatever the weights say."""

from dataclasses import dataclass, field, fields

import numpy as np

from reconcile.domain.columns import Bools, Ints, SideColumns


def _no_pairs() -> Ints:
    return np.empty((0, 2), dtype=np.int64)


def _no_rows() -> Ints:
    return np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """Arrays of shape (k, 2) hold pairs of version rows, those of shape (k,) single rows."""

    must_link: Ints = field(default_factory=_no_pairs)
    """Claim, statement: they tell of one event."""
    cannot_link: Ints = field(default_factory=_no_pairs)
    unanswered: Ints = field(default_factory=_no_rows)
    """Claims that no statement answers."""
    set_aside: Ints = field(default_factory=_no_rows)
    """Statements that answer nothing: taken back, or second copies."""
    one_event: Ints = field(default_factory=_no_pairs)
    """Claim, claim: they tell of one event, so they are no rivals for a statement."""
    other_events: Ints = field(default_factory=_no_pairs)
    """Claim, claim: they are rivals."""

    @property
    def empty(self) -> bool:
        return not any(len(getattr(self, one.name)) for one in fields(self))


def among(pairs: Ints, left: Ints, right: Ints) -> Bools:
    """For rows `left` and `right` (n,), whether each pair of them stands in the (k, 2) array `pairs`."""
    if not len(pairs) or not len(left):
        return np.zeros(len(left), dtype=np.bool_)
    width = int(max(right.max(initial=0), pairs[:, 1].max())) + 1
    return np.isin(left * width + right, pairs[:, 0] * width + pairs[:, 1])


def holds_pair(pairs: Ints, claims: SideColumns, statements: SideColumns, claim: Ints, statement: Ints) -> Bools:
    """For pairs given by index, whether each stands in the (k, 2) array of version rows `pairs`."""
    return among(pairs, claims.row[claim], statements.row[statement])


def both_ways(pairs: Ints) -> Ints:
    """The pairs, each in both orders."""
    return np.concatenate([pairs, pairs[:, ::-1]])
