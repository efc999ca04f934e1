"""Loops over pairs and ranges, compiled: each does in one pass what the steps in numpy beside it do in several.

`compiled.compiled_for` says when they are used. What they find is what those steps find: the tests of both run either
way (`tests/link/ways.py`). Results are written into arrays that the caller gives. Indices of `sift` are unsigned: of
signed ones compiled code asks each time whether they count from the end.
"""

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

from reconcile.domain.columns import Ints
from reconcile.link.bounds import DAYS, KM_STEPS, Bounds, Singles
from reconcile.link.nearby import BENT, MOST_BENT
from reconcile.link.outlines import CLAIMS, DATING, DAY, PLACING, RADIUS, STATEMENTS, UNIT, X, Y, Z
from reconcile.link.sieve import Rank, Side
from reconcile.link.windows import Days

Loop = TypeVar("Loop", bound=Callable[..., Any])
_ZERO, _HALF, _LAST_DAY = np.float32(0), np.float32(DAYS // 2), np.float32(DAYS - 1)
_ONE, _LAST_STEP, _OF_ONE_UNIT = np.float32(1), np.float32(KM_STEPS - 1), np.uint32(KM_STEPS)
_CLAIM_DATING, _CLAIM_PLACING = CLAIMS[DATING], CLAIMS[PLACING]
_DATING, _PLACING = -STATEMENTS[DATING], -STATEMENTS[PLACING]
FULL = -1
"""Told where an array does not hold all that is found."""

types: Any = numba.types
_int, _float, _single = types.int64, types.float64, types.float32
_ints, _longs, _bytes = types.int32[::1], types.int64[::1], types.int8[::1]
_singles, _rows = types.float32[::1], types.float32[:, ::1]
_days, _rank = (types.NamedUniTuple(_ints, len(one._fields), one) for one in (Days, Rank))
_side = types.NamedTuple((_singles, _rows, _ints, _ints), Side)
_bounds = types.NamedTuple((_singles, _singles, _singles, _int, _singles, _int), Bounds)


def _digest(*told: object) -> str:
    return hashlib.sha256(repr(told).encode()).hexdigest()[:12]


_FROZEN = _digest(
    DAYS, KM_STEPS, MOST_BENT, BENT, CLAIMS.tolist(), STATEMENTS.tolist(),
    (X, Y, Z, RADIUS, DAY, DATING, UNIT, PLACING),
    [(one.__module__, one.__qualname__, one._fields) for one in (Days, Rank, Side, Bounds)],
)  # fmt: skip
"""What of other modules is compiled into the loops: in the name under which compiled code is kept, since numba would
take code of before for that of now wherever this file alone is as it was."""


def _compiled(*parameters: Any) -> Callable[[Loop], Loop]:
    """Compiled for these parameters and no others, when the module is loaded; kept on disk, where there is a place for
    that which can be written to."""

    def made(loop: Loop) -> Loop:
        loop.__qualname__ += f"-{_FROZEN}"
        try:
            return cast("Loop", numba.njit(parameters, nogil=True, cache=True)(loop))
        except RuntimeError:
            return cast("Loop", numba.njit(parameters, nogil=True)(loop))

    return made


def _inlined(loop: Loop) -> Loop:
    """Written into the loops that call it: a call for every pair would double their time."""
    return cast("Loop", numba.njit(inline="always")(loop))


@_inlined
def _meet(days: Days, row: int, position: int) -> bool:
    """Whether the days of a claim and a statement meet. As `Days.holding`."""
    return bool(days.last[position] >= days.since[row] and days.first[position] <= days.until[row])


@_compiled(_int, _ints, _ints, _ints, _ints, _days, _rank, _side, _side, _bounds, _single, _single, _longs, _longs)
def sift(
    row: int,
    low: Ints,
    high: Ints,
    claim: Ints,
    statement: Ints,
    days: Days,
    rank: Rank,
    claims: Side,
    statements: Side,
    bounds: Bounds,
    least: np.float32,
    least_before: np.float32,
    found_claims: Ints,
    found_statements: Ints,
) -> tuple[int, int]:
    """The pairs of a stretch that could reach the threshold, from a row on, while there is room for those of one more:
    the row to go on with, and how many were found. As `Sieve` in steps.

    `days`, `rank`: empty, where all of a range meet in time, and where pairs are taken both ways round.
    `least_before`: bits that a pair must reach by crowd, day and place.
    """
    dated, ranked = len(days.since) > 0, len(rank.claims) > 0
    found = 0
    while row < len(claim) and found + high[row] - low[row] <= len(found_claims):
        i = np.uintp(claim[row])
        mine, prior = claims.where_and_when[i], claims.prior[i]
        dating, placing = mine[DATING] * _CLAIM_DATING, mine[PLACING] * _CLAIM_PLACING
        for position in range(np.uintp(low[row]), np.uintp(high[row])):
            if dated and not _meet(days, row, position):
                continue
            j = np.uintp(statement[position])
            if ranked and rank.claims[i] >= rank.statements[j]:
                continue
            theirs = statements.where_and_when[j]
            apart = max(_ZERO, min(mine[DAY] - theirs[DAY] + _HALF, _LAST_DAY))
            bits = min(prior, statements.prior[j]) + bounds.days[np.uint32(apart + dating + theirs[DATING] * _DATING)]
            x, y, z = mine[X] - theirs[X], mine[Y] - theirs[Y], mine[Z] - theirs[Z]
            far = np.sqrt(x * x + y * y + z * z) - (mine[RADIUS] + theirs[RADIUS]) + _ONE
            at = np.uint32(max(_ZERO, min(far, _LAST_STEP)) + placing + theirs[PLACING] * _PLACING)
            if mine[UNIT] == theirs[UNIT]:
                at += _OF_ONE_UNIT
            bits += bounds.places[at]
            if bits < least_before:
                continue
            bits += bounds.told[np.uint32(claims.codes[i] + statements.codes[j])]
            bits += bounds.actors[np.uint32(claims.actors[i] + statements.actors[j])]
            if bits >= least:
                found_claims[found], found_statements[found] = i, j
                found += 1
        row += 1
    return row, found


@_compiled(_ints, _bytes, _int, _ints, _ints)
def extent(statement: Ints, group: NDArray[np.int8], wanted: int, first: Ints, last: Ints) -> tuple[int, int, int, int]:
    """Of the statements of a group: how many they are, the first and the last day with which one begins, and the days
    of the longest span."""
    many, earliest, latest, longest = 0, np.iinfo(np.int64).max, np.iinfo(np.int64).min, 0
    for j in statement:
        if group[j] == wanted:
            many += 1
            earliest, latest = min(earliest, first[j]), max(latest, first[j])
            longest = max(longest, last[j] - first[j])
    return many, earliest, latest, longest


@_compiled(_ints, _longs, _bytes, _int, _ints, _ints, _int, _int, _int, _ints, _ints, _ints, _ints)
def shelve(
    statement: Ints,
    key: Ints,
    group: NDArray[np.int8],
    wanted: int,
    first: Ints,
    last: Ints,
    day: int,
    shift: int,
    steps: int,
    begins: Ints,
    order: Ints,
    firsts: Ints,
    lasts: Ints,
) -> None:
    """Puts the statements of a group in order, and counts where those of each key and step begin. As `shelved`.

    `begins`: (keys * steps + 1,) zeros.
    """
    for at in range(len(statement)):
        j = statement[at]
        if group[j] == wanted:
            begins[key[at] * steps + ((first[j] - day) >> shift) + 1] += 1
    for cell in range(1, len(begins)):
        begins[cell] += begins[cell - 1]
    for at in range(len(statement)):
        j = statement[at]
        if group[j] == wanted:
            cell = key[at] * steps + ((first[j] - day) >> shift)
            to = begins[cell]
            order[to], firsts[to], lasts[to] = j, first[j], last[j]
            begins[cell] = to + 1
    # Each cell now tells where the next begins.
    for cell in range(len(begins) - 1, 0, -1):
        begins[cell] = begins[cell - 1]
    begins[0] = 0


@_compiled(_ints, _longs, _ints, _ints, _ints, _int, _int, _int, _int, _ints, _ints, _ints, _ints, _ints)
def ranges(
    claim: Ints,
    key: Ints,
    since: Ints,
    until: Ints,
    begins: Ints,
    day: int,
    shift: int,
    steps: int,
    longest: int,
    claims: Ints,
    low: Ints,
    high: Ints,
    sinces: Ints,
    untils: Ints,
) -> int:
    """Of each claim the range of a shelf, where it is not empty; how many there are. As `Shelf.positions`."""
    found = 0
    for at in range(len(claim)):
        i = claim[at]
        if since[i] > until[i]:
            continue
        own = key[at] * steps
        begin = begins[own + max(0, min((since[i] - longest - day) >> shift, steps - 1))]
        end = begins[own + max(0, min(((until[i] - day) >> shift) + 1, steps - 1))]
        if end > begin:
            claims[found], low[found], high[found] = i, begin, end
            sinces[found], untils[found] = since[i], until[i]
            found += 1
    return found


@_compiled(_ints, _ints, _ints, _ints, _days, _rows, _rows, _float, _ints, _ints, _ints)
def near(
    low: Ints,
    high: Ints,
    claim: Ints,
    statement: Ints,
    days: Days,
    claims: Singles,
    statements: Singles,
    less: float,
    rows: Ints,
    positions: Ints,
    doubts: Ints,
) -> tuple[int, int]:
    """The pairs of all ranges that lie near in space, and which of them lie so near the limit that it must be asked
    exactly: how many of both there are, or FULL. As `Nearness.holding`.

    `claims`, `statements`: (n, 4) as `reaching` has them; `less`: by how much less they must reach to be near for sure.
    """
    dated = len(days.since) > 0
    found = doubted = 0
    for row in range(len(claim)):
        mine = claims[claim[row]]
        for position in range(low[row], high[row]):
            if dated and not _meet(days, row, position):
                continue
            theirs = statements[statement[position]]
            x, y, z, reach = mine[0] - theirs[0], mine[1] - theirs[1], mine[2] - theirs[2], mine[3] - theirs[3]
            chord = x * x + y * y + z * z
            # Written so that what is no number is near nothing.
            if not chord <= reach * reach:
                continue
            if found == len(rows):
                return FULL, FULL
            sure = reach - less
            if sure < 0 or chord > MOST_BENT or chord * (1 + BENT * chord) > sure * sure:
                doubts[doubted] = found
                doubted += 1
            rows[found], positions[found] = row, position
            found += 1
    return found, doubted


@_compiled(_ints, _ints, _ints, _ints, _days, _longs, _longs)
def count(
    low: Ints, high: Ints, claim: Ints, statement: Ints, days: Days, of_claims: Ints, of_statements: Ints
) -> None:
    """Adds to the counts of records how many pairs of these ranges each is in."""
    if len(days.since) > 0:
        for row in range(len(claim)):
            for position in range(low[row], high[row]):
                if _meet(days, row, position):
                    of_claims[claim[row]] += 1
                    of_statements[statement[position]] += 1
        return
    around = np.zeros(len(statement) + 1, dtype=np.int64)
    for row in range(len(claim)):
        of_claims[claim[row]] += high[row] - low[row]
        around[low[row]] += 1
        around[high[row]] -= 1
    held = 0
    for position in range(len(statement)):
        held += around[position]
        of_statements[statement[position]] += held
