"""Which statements under a key lie near a claim in time: ranges of a shelf."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reconcile.domain.columns import Ints
from reconcile.link.shelves import Shelf, shelved, steps_of
from reconcile.link.windows import Days, Near, Windows


@dataclass(frozen=True, slots=True)
class Piece:
    """Some keys of a question."""

    claim: Ints
    wanted: Ints
    """(k,) the key of each claim, from 0 on."""
    statement: Ints
    key: Ints
    """(e,) the key of each statement."""
    keys: int
    near: Near | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which statements may lie near which claims in time."""

    group: NDArray[np.int8]
    """(statements,) by group: statements of one are looked for in one way; -1: in none."""
    groups: int
    first: Ints
    """(statements,) the days that each may mean."""
    last: Ints
    since: Ints
    """(claims,) the days that a statement must meet to be compared with each claim; the first after the last: none."""
    until: Ints

    @classmethod
    def narrow(cls, group: NDArray[np.int8], groups: int, first: Ints, last: Ints, since: Ints, until: Ints) -> "Asked":
        """Of days in four bytes each."""
        return cls(group, groups, *(days.astype(np.int32, copy=False) for days in (first, last, since, until)))


def looked_up(piece: Piece, days: Asked, *, compiled: bool) -> Iterator[Windows]:
    """The windows of a piece, one group of statements after the other."""
    found = _at_once(piece, days) if compiled else _in_steps(piece, days)
    return (windows.listed(compiled=compiled) for windows in found)


def _in_steps(piece: Piece, days: Asked) -> Iterator[Windows]:
    since, until = days.since.take(piece.claim), days.until.take(piece.claim)
    able = since <= until
    group = days.group.take(piece.statement)
    for members in range(days.groups):
        some = np.flatnonzero(group == members)
        if not len(some):
            continue
        statement = piece.statement.take(some)
        first, last = days.first.take(statement), days.last.take(statement)
        shelf = shelved(statement, piece.key.take(some), piece.keys, first, last)
        low, high = shelf.positions(piece.wanted, since, until)
        asked = np.flatnonzero((high > low) & able)
        if len(asked):
            tested = None if shelf.exact else Days(since.take(asked), until.take(asked), shelf.first, shelf.last)
            yield Windows(
                claims=piece.claim.take(asked),
                statements=shelf.order,
                low=low.take(asked).astype(np.int32),
                high=high.take(asked).astype(np.int32),
                days=tested,
                near=piece.near,
            )


def _at_once(piece: Piece, days: Asked) -> Iterator[Windows]:
    from reconcile.link import loops

    for members in range(days.groups):
        shelf = _shelved_at_once(piece, days, members)
        if shelf is None:
            continue
        room = np.empty((5, len(piece.claim)), dtype=np.int32)
        found = loops.ranges(
            piece.claim, piece.wanted, days.since, days.until,
            shelf.begins, shelf.day, shelf.shift, shelf.steps, shelf.longest, *room,
        )  # fmt: skip
        if found:
            claims, low, high, since, until = room[:, :found]
            # Copied, so that the room is let go.
            tested = None if shelf.exact else Days(since.copy(), until.copy(), shelf.first, shelf.last)
            yield Windows(
                claims=claims.copy(),
                statements=shelf.order,
                low=low.copy(),
                high=high.copy(),
                days=tested,
                near=piece.near,
            )


def _shelved_at_once(piece: Piece, days: Asked, members: int) -> Shelf | None:
    """The shelf of a group of statements; None: there are none."""
    from reconcile.link import loops

    many, day, latest, longest = loops.extent(piece.statement, days.group, members, days.first, days.last)
    if not many:
        return None
    shift, steps = steps_of(piece.keys, many, latest - day + 1)
    begins = np.zeros(piece.keys * steps + 1, dtype=np.int32)
    order, first, last = (np.empty(many, dtype=np.int32) for _ in range(3))
    loops.shelve(
        piece.statement, piece.key, days.group, members, days.first, days.last, day, shift, steps,
        begins, order, first, last,
    )  # fmt: skip
    return Shelf(order=order, first=first, last=last, longest=longest, begins=begins, day=day, shift=shift, steps=steps)
