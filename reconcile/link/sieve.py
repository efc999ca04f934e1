"""A sieve before the comparisons: which candidate pairs could reach the keep threshold at all.

Nine in ten candidate pairs are of one country and a few days and have nothing else in common. What a pair could weigh
at most is looked up in small tables; the pairs that could reach the threshold are compared exactly afterwards. So the
sieve decides nothing and may only ever let too much through. What it reads is narrow and lies in the order in which
pairs are walked, since its time is that of moving memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from reconcile.domain.columns import Columns, Ints
from reconcile.link.bounds import DAYS, KM_STEPS, Bounds, Narrow, Singles, bounds_of
from reconcile.link.compiled import compiled_for
from reconcile.link.layout import Numbers
from reconcile.link.outlines import (
    CLAIMS,
    DATING,
    DAY,
    PLACING,
    RADIUS,
    STATEMENTS,
    UNIT,
    Outline,
    X,
    Y,
    Z,
    outlines,
    prior_bits,
)
from reconcile.link.pairs import ScoredPairs, heaviest, joined
from reconcile.link.scoring import ScoringBooks, score_pairs
from reconcile.link.windows import ALL_MEET, Stretch

MARGIN_BITS = 0.01
"""More than rounding can take away: weights are rounded to three digits, bounds are in single precision."""
STRETCH_PAIRS = 1 << 20
"""Candidate pairs sifted and compared in one go."""
AT_ONCE = 1 << 17
"""Pairs looked at together: what is known of them stays in the fast memory of a core. With half as many, two threads
take a twentieth longer, since each asks for the interpreter between all steps."""
ENOUGH = 1 << 18
"""Pairs let through that are handed on together."""


class Side(NamedTuple):  # a tuple, as compiled loops take no other values of several parts
    """One side of the pairs of a run, or of those of a stretch."""

    prior: Singles
    """(n,) bits taken off for the number of accounts near, were the other record of a pair compared among no more."""
    where_and_when: Singles
    """(n, 8) as outlined; of a stretch in steps, multiplied so that one row can be subtracted from another."""
    codes: Narrow
    """(n,) what target and attack, and whether a statement denies, add to an index into their table."""
    actors: Narrow

    def of(self, at: Ints, factors: Singles) -> "Side":
        """Of these records, in this order, as one row is subtracted from another."""
        where_and_when = self.where_and_when.take(at, axis=0)
        where_and_when *= factors
        return Side(self.prior.take(at), where_and_when, self.codes.take(at), self.actors.take(at))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """The bounds of one run and its records as these ask for them."""

    claims: Side
    statements: Side
    bounds: Bounds
    least: np.float32
    """Bits that a pair must be able to reach beside the prior of all pairs."""
    beside: np.float32
    """Most bits of targets, attacks and sides hit."""
    compiled: bool
    """Whether pairs are walked by compiled loops."""

    def through(self, stretch: Stretch, rank: "Rank | None" = None) -> Iterator[tuple[Ints, Ints]]:
        """(claim index, statement index) of the pairs of the stretch that could reach the threshold; `rank`: one way
        round."""
        if self.compiled and stretch.near is None:
            yield from self._at_once(stretch, rank)
            return
        claims, statements = self.claims.of(stretch.claims, CLAIMS), self.statements.of(stretch.statements, STATEMENTS)
        turns = rank.of(stretch) if rank is not None else None
        held: list[tuple[Ints, Ints]] = []
        for row, position in stretch.spots(AT_ONCE):
            if turns is not None:
                once = np.flatnonzero(turns.claims.take(row) < turns.statements.take(position))
                row, position = row.take(once), position.take(once)
            some = self._reaching(claims, statements, row, position)
            held.append(stretch.pairs_at(row[some], position[some]))
            if sum(len(i) for i, _ in held) >= ENOUGH:
                yield _together(held)
                held = []
        yield _together(held)

    def _at_once(self, stretch: Stretch, rank: "Rank | None") -> Iterator[tuple[Ints, Ints]]:
        from reconcile.link import loops

        room, row = max(ENOUGH, int((stretch.high - stretch.low).max(initial=0))), 0
        while row < len(stretch.claims):
            i, j = np.empty(room, dtype=np.int64), np.empty(room, dtype=np.int64)
            row, found = loops.sift(
                row, stretch.low, stretch.high, stretch.claims, stretch.statements, stretch.days or ALL_MEET,
                rank or NO_RANK, self.claims, self.statements, self.bounds, self.least, self.least - self.beside, i, j,
            )  # fmt: skip
            yield i[:found], j[:found]

    def _reaching(self, claims: Side, statements: Side, row: Ints, position: Ints) -> Ints:
        """Which of the pairs of outlines could reach the threshold."""
        bits = np.minimum(claims.prior.take(row), statements.prior.take(position))
        apart = claims.where_and_when.take(row, axis=0)
        apart -= statements.where_and_when.take(position, axis=0)
        bits += self.bounds.days.take(_days_index(apart))
        bits += self.bounds.places.take(_places_index(apart))
        some = np.flatnonzero(bits >= self.least - self.beside)
        bits, row, position = bits.take(some), row.take(some), position.take(some)
        bits += self.bounds.told.take(claims.codes.take(row) + statements.codes.take(position))
        bits += self.bounds.actors.take(claims.actors.take(row) + statements.actors.take(position))
        return some[bits >= self.least]


def _days_index(apart: Singles) -> Narrow:
    """(n,) indices into the table of days of pairs, of which (n, 8) outlines less one another are at hand."""
    index = apart[:, DAY] + np.float32(DAYS // 2)
    np.clip(index, 0, DAYS - 1, out=index)
    index += apart[:, DATING]
    return index.astype(np.int32)


def _places_index(apart: Singles) -> Narrow:
    """(n,) indices into the table of places."""
    index = apart[:, X] * apart[:, X]
    index += apart[:, Y] * apart[:, Y]
    index += apart[:, Z] * apart[:, Z]
    np.sqrt(index, out=index)
    index -= apart[:, RADIUS]
    index += np.float32(1)
    np.clip(index, 0, KM_STEPS - 1, out=index)
    index += apart[:, PLACING]
    found = index.astype(np.int32)
    found += np.multiply(apart[:, UNIT] == 0, KM_STEPS, dtype=np.int32)
    return found


def _together(held: list[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    if not held:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    i, j = (np.concatenate(side) for side in zip(*held, strict=True))
    return i, j


def sieve_of(columns: Columns, books: ScoringBooks, seen: tuple[Outline, Outline] | None = None) -> Sieve:
    """The sieve for these columns and what they are weighed by; `seen`: outlines of claims and statements, where they
    were made already."""
    bounds = bounds_of(books, bool(columns.statements.denies.any()))
    claims, statements = seen or outlines(columns, books.tables, books.settings)
    return Sieve(
        claims=Side(
            prior_bits(books.crowds.claims, books.settings),
            claims.where_and_when,
            claims.codes * bounds.codes,
            claims.actors * bounds.sets,
        ),
        statements=Side(
            prior_bits(books.crowds.statements, books.settings),
            statements.where_and_when,
            statements.codes * 2 + statements.denies,
            statements.actors,
        ),
        bounds=bounds,
        least=np.float32(books.least_bits - books.model.prior_bits - MARGIN_BITS),
        beside=np.float32(bounds.told.max() + bounds.actors.max()),
        compiled=compiled_for(len(columns.claims) + len(columns.statements)),
    )


class Rank(NamedTuple):
    """By which numbers pairs are taken one way round, where statements are the claims themselves."""

    claims: Narrow
    statements: Narrow
    """Those that do not compete come before all claims."""

    @classmethod
    def among(cls, columns: Columns, numbers: Numbers) -> "Rank":
        """Of claims and statements, which are the claims too."""
        competing = np.where(columns.statements.competes, numbers.statements, -1)
        return cls(claims=numbers.claims.astype(np.int32), statements=competing.astype(np.int32))

    def of(self, stretch: Stretch) -> "Rank":
        return Rank(claims=self.claims.take(stretch.claims), statements=self.statements.take(stretch.statements))


_NO_NUMBERS: Narrow = np.empty(0, dtype=np.int32)
NO_RANK = Rank(_NO_NUMBERS, _NO_NUMBERS)
"""Told to a compiled loop where pairs are taken both ways round."""


def score_stretch(
    columns: Columns, stretch: Stretch, books: ScoringBooks, sieve: Sieve, rank: Rank | None, numbers: Numbers
) -> ScoredPairs:
    """The pairs of a stretch that can reach the keep threshold, of each claim the heaviest, by their numbers."""
    found = []
    for i, j in sieve.through(stretch, rank):
        found.append(heaviest(numbers.told(score_pairs(columns, i, j, books))))
    return heaviest(joined(found)) if len(found) > 1 else found[0]
