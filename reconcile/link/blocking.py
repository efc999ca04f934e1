"""Candidate generation: every pair within the stated windows of time and space, and no other.

Nothing is lost at the borders of days, years or cells: windows are ranges over sorted keys, not equality of keys. Only
statements of the claim's own country, of none, or near it abroad are looked at, so the work grows with the density of
events and not with the number of countries. Beside the window, the one day is looked at that a claim's would be with
day and month exchanged. Countries are searched some at a time, so that what is known of their records stays in the fast
memory of a core.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from reconcile.domain.columns import Bools, Ints, SideColumns
from reconcile.link.borders import Terrain, terrain_of
from reconcile.link.compiled import compiled_for
from reconcile.link.exchanged_days import NO_DAY, single_days, sought_days
from reconcile.link.lookups import Asked, Piece, looked_up
from reconcile.link.ordering import small_order
from reconcile.link.runs import Runs, by_key, pieces
from reconcile.link.windows import Candidates, Gathered, Near, Windows
from reconcile.settings import LinkSettings

SPAN_EDGES = (0, 1, 4, 32, 400, 10_000_000)
"""Days: statements are searched in groups of like span, so that one dated by a year (or by nothing) does not widen
the window in which all others are looked for."""
TOLD_APART = 1 << 16
"""Days by which records are put in order."""


def candidate_pairs(
    claims: SideColumns, statements: SideColumns, settings: LinkSettings
) -> Iterator[tuple[Ints, Ints]]:
    """Slices of (claim index, statement index); their union holds every pair that may be compared, once."""
    return find_candidates(claims, statements, settings).slices()


def find_candidates(
    claims: SideColumns,
    statements: SideColumns,
    settings: LinkSettings,
    terrain: Terrain | None = None,
) -> Candidates:
    """A pair may be compared when the claim competes for statements (denials and allegations do not), the days each
    side may mean lie within the slack or would be one with day and month exchanged, and the countries are the same,
    one is not stated, or places of both lie within the limit of one another. `terrain`: of claims and statements, where
    it was worked out already.
    """
    first, last = day_range(claims)
    days = (first, last) if statements is claims else day_range(statements)
    near_days = _by_span(*days, first - settings.date_slack_days, last + settings.date_slack_days)
    turned = [] if statements is claims else list(_by_exchanged_day(claims, statements, settings.date_slack_days))
    near, exchanged, compiled = Gathered(), Gathered(), compiled_for(len(claims) + len(statements))
    terrain = terrain or terrain_of(claims, statements, settings.place_limit_km)
    for question in _questions(claims, statements, terrain, settings.place_limit_km):
        for begin, end in pieces(question.claims, question.statements):
            if question.both_ways:
                near.add(_both_ways(question, begin, end, claims.competes, near_days, compiled))
                continue
            piece = _piece(question, begin, end, claims.competes, near_days.since)
            near.add(looked_up(piece, near_days, compiled=compiled))
            for sought in turned:
                exchanged.add(looked_up(piece, sought, compiled=compiled))
    return Candidates(near.windows(), exchanged.windows())


def day_range(side: SideColumns) -> tuple[Ints, Ints]:
    """(n,) first and last day each record may mean: its stated days, else what publication allows."""
    first, last = side.bound_first.copy(), side.bound_last.copy()
    has = np.flatnonzero(side.stated)
    if len(has):
        starts = side.date_offset[has]
        first[has] = np.minimum.reduceat(side.date_first, starts) if len(side.date_first) else first[has]
        last[has] = np.maximum.reduceat(side.date_last, starts) if len(side.date_last) else last[has]
    return first, last


def days_told_apart(day: Ints) -> Ints:
    """(n,) numbers below TOLD_APART in the order of the days (n,): from the last one back, all before them alike."""
    found: Ints = np.maximum(day - (day.max(initial=0) - (TOLD_APART - 1)), 0)
    return found


def last_days(side: SideColumns, at: Ints) -> Ints:
    """(k,) the last of `day_range`, of these records alone."""
    last = side.bound_last[at]
    has = np.flatnonzero(side.stated[at])
    first, end = side.date_offset[at[has]], side.date_offset[at[has] + 1]
    days = side.date_last[first]
    for further in range(1, int((end - first).max(initial=1))):
        more = np.flatnonzero(first + further < end)
        days[more] = np.maximum(days[more], side.date_last[first[more] + further])
    last[has] = days
    return last


@dataclass(frozen=True, slots=True)
class _Question:
    """Which statements may lie near which claims in space: those under the same key."""

    claims: Runs
    statements: Runs
    near: Near | None = None
    """What the pairs found must also fulfil."""
    both_ways: bool = False
    """Whether each pair is asked for one way round and meant both ways: the statements are claims too."""


def _piece(question: _Question, begin: int, end: int, asks: Bools, since: Ints) -> Piece:
    """The claims that ask by key and day: searches that follow one another then touch the same memory."""
    claim, wanted = question.claims.under(begin, end)
    asking = np.flatnonzero(asks.take(claim))
    claim, wanted = claim.take(asking), wanted.take(asking)
    code = wanted * TOLD_APART + days_told_apart(since.take(claim))
    order = small_order(code, (end - begin) * TOLD_APART)
    statement, key = question.statements.under(begin, end)
    return Piece(claim.take(order), wanted.take(order), statement, key, end - begin, question.near)


def _both_ways(
    question: _Question, begin: int, end: int, competes: Bools, days: Asked, compiled: bool
) -> Iterator[Windows]:
    """Windows of pairs that are asked for one way round, and of the same pairs the other way round."""
    everybody = np.ones_like(competes)
    found = list(looked_up(_piece(question, begin, end, everybody, days.since), days, compiled=compiled))
    if all(windows.near is None for windows in found):
        for windows in found:
            yield windows.asked_by(competes)
            yield windows.turned().asked_by(competes)
        return
    # More than can be listed: asked for either way.
    other_way = replace(question, claims=question.statements, statements=question.claims)
    for one in (question, other_way):
        yield from looked_up(_piece(one, begin, end, competes, days.since), days, compiled=compiled)


def _questions(claims: SideColumns, statements: SideColumns, terrain: Terrain, limit_km: float) -> Iterator[_Question]:
    """No pair is asked for twice: own country; none stated by the statement; none by the claim; near it abroad."""
    somewhere, anywhere = _placed(claims)
    placed, nowhere = _placed(statements)
    every = np.arange(len(statements))
    of_claims, of_statements = claims.country[somewhere], statements.country[placed]
    countries = int(max(of_claims.max(initial=-1), of_statements.max(initial=-1))) + 1
    own = _Question(by_key(somewhere, of_claims, countries), by_key(placed, of_statements, countries))
    yield from _asked_at_all(own)
    yield from _asked_at_all(_Question(_under_one(somewhere), _under_one(nowhere)))
    yield from _asked_at_all(_Question(_under_one(anywhere), _under_one(every)))
    # The last: borders are worked out meanwhile.
    yield from _asked_at_all(_abroad(terrain, limit_km, both_ways=statements is claims))


def _asked_at_all(question: _Question) -> Iterator[_Question]:
    if len(question.claims.low) and len(question.statements.low):
        yield question


def _under_one(records: Ints) -> Runs:
    return by_key(records, np.zeros_like(records), 1 if len(records) else 0)


def _placed(side: SideColumns) -> tuple[Ints, Ints]:
    """Records of a country, and records of none."""
    stated = side.country >= 0
    return np.flatnonzero(stated), np.flatnonzero(~stated)


def _abroad(terrain: Terrain, limit_km: float, *, both_ways: bool) -> _Question:
    """Of two countries those records are asked for that lie near the other at all; which of them lie near one another
    is tested pair by pair, once their days have been found to meet."""
    borders, near = terrain.borders(), Near(terrain.claims.spots, terrain.statements.spots, limit_km)
    if both_ways:
        return _Question(*borders.among(terrain.claims), near, both_ways=True)
    return _Question(*borders.between(terrain.claims, terrain.statements), near)


def _by_span(first: Ints, last: Ints, since: Ints, until: Ints) -> Asked:
    """Statements whose spans are of one order of length together: how far before a window one that reaches into it may
    begin is then much the same."""
    edges = np.array(SPAN_EDGES[:-1], dtype=first.dtype)
    group = np.searchsorted(edges, last - first, side="right").astype(np.int8) - np.int8(1)
    return Asked.narrow(group, len(edges), first, last, since, until)


def _by_exchanged_day(claims: SideColumns, statements: SideColumns, slack: int) -> Iterator[Asked]:
    """Statements of a single day, on the day that a claim's would be with day and month exchanged: those with a date
    in figures are looked for by every such claim, the others by claims that have theirs in figures."""
    days, sought = single_days(statements), sought_days(claims, slack)
    in_figures = np.where(claims.numeric, sought, NO_DAY)
    for members, wanted in ((statements.numeric, sought), (~statements.numeric, in_figures)):
        none = wanted == NO_DAY
        some = members & (days != NO_DAY)
        if some.any() and not none.all():
            group = some.astype(np.int8) - np.int8(1)
            yield Asked.narrow(group, 1, days, days, np.where(none, 1, wanted), np.where(none, 0, wanted))
