"""Records in the order in which they are compared: by country and day.

What is compared with one another then lies together, and what is known of it stays in the fast memory of a core. In the
order of their ids, comparing a million claims with as many statements takes a third longer.
"""

from concurrent.futures import Executor
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reconcile.domain.columns import Columns, Ints, SideColumns
from reconcile.link.blocking import TOLD_APART, day_range, days_told_apart
from reconcile.link.ordering import small_order
from reconcile.link.pairs import ScoredPairs
from reconcile.link.runs import expanded

UNREAD = frozenset(("row", "document", "family", "series"))
"""Columns that comparing does not read: records taken to be compared tell -1 there, since a fifth of the memory is a
fifth of the time that laying them out takes."""
_OFFSETS = {"date": "date_offset", "place": "place_offset"}
_AT_ONCE = 1 << 16
"""Elements narrowed at once: what they are copied to on the way stays in the fast memory of a core."""


class Numbers(NamedTuple):
    """Where records stand in the whole."""

    claims: Ints
    """(claims,)"""
    statements: Ints

    @classmethod
    def as_given(cls, columns: Columns) -> "Numbers":
        """Of columns that are the whole, as they stand."""
        return cls(np.arange(len(columns.claims)), np.arange(len(columns.statements)))

    def told(self, pairs: ScoredPairs) -> ScoredPairs:
        """The pairs by these numbers."""
        return replace(pairs, claim=self.claims[pairs.claim], statement=self.statements[pairs.statement])


@dataclass(frozen=True, slots=True)
class Laid:
    """The records of a run in another order."""

    columns: Columns
    numbers: Numbers
    """Where each stands in the columns of the run."""

    @classmethod
    def as_given(cls, columns: Columns) -> "Laid":
        """In the order in which they are."""
        return cls(columns, Numbers.as_given(columns))

    @property
    def among_claims(self) -> "Laid":
        """The claims, and themselves as statements."""
        claims = self.columns.claims
        both = Columns(claims=claims, statements=claims, codes=self.columns.codes)
        return Laid(both, Numbers(self.numbers.claims, self.numbers.claims))


def laid_out(columns: Columns, beside: Executor) -> Laid:
    """By country and first day of each record, then as they stand; `beside`: where one side is laid out meanwhile.

    Days and codes are of four bytes then, which hold them all: half the memory, and most of the time that the system
    takes to hand it out.
    """
    of_statements = beside.submit(_laid, columns.statements)
    claims, of_claims = _laid(columns.claims)
    statements, numbers = of_statements.result()
    return Laid(replace(columns, claims=claims, statements=statements), Numbers(of_claims, numbers))


def _laid(side: SideColumns) -> tuple[SideColumns, Ints]:
    country = side.country + 1
    code = country * TOLD_APART + days_told_apart(day_range(side)[0])
    order = small_order(code, (int(country.max(initial=0)) + 1) * TOLD_APART)
    return taken(side, order), order


def taken(side: SideColumns, at: Ints) -> SideColumns:
    """The records at these positions, in their order, to be compared: -1 in the columns that this does not read."""
    kept: dict[str, Any] = dict.fromkeys(UNREAD, np.broadcast_to(np.int64(-1), len(at)))
    for part, offset in _OFFSETS.items():
        starts = getattr(side, offset)
        begin, end = starts[at], starts[at + 1]
        _, inside = expanded(at, begin, end)
        kept |= {
            field.name: _taken(getattr(side, field.name), inside)
            for field in fields(side)
            if field.name.startswith(f"{part}_") and field.name != offset
        }
        kept[offset] = np.concatenate(([0], np.cumsum(end - begin)))
    of_records = {field.name: _taken(getattr(side, field.name), at) for field in fields(side) if field.name not in kept}
    return SideColumns(**of_records, **kept)


def _taken(column: NDArray[Any], at: Ints) -> NDArray[Any]:
    """The elements at these positions; days and codes of four bytes."""
    if column.dtype != np.int64:
        return column.take(at, axis=0)
    found = np.empty(len(at), dtype=np.int32)
    for begin in range(0, len(at), _AT_ONCE):
        some = slice(begin, begin + _AT_ONCE)
        found[some] = column.take(at[some])
    return found
