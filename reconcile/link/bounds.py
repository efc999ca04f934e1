"""What candidate pairs could weigh at most, as small tables over kinds of records: what the sieve looks up.

Each bound holds for every pair whose records are of these kinds. Records that fit no kind are of one for which nothing
is ruled out, so that a wording nobody thought of costs time and never a pair.
"""

from dataclasses import dataclass, fields, replace
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reconcile.domain.columns import Bools, Columns, Floats, Ints, SideColumns
from reconcile.domain.places import EARTH_RADIUS_KM, PlaceClass, PlaceShape
from reconcile.link.compare.coded import ACTOR_LEVELS, ATTACK_LEVELS, TARGET_LEVELS, translated
from reconcile.link.compare.dates import stated_levels
from reconcile.link.compare.places import BANDS_KM
from reconcile.link.crowds import LEAST_CROWD
from reconcile.link.delays import MOST_BITS as MOST_DELAY_BITS
from reconcile.link.delays import NEAR_DAYS, DelayTable
from reconcile.link.frequencies import MOST_BITS as MOST_RARITY_BITS
from reconcile.link.scoring import ScoringBooks

Narrow = NDArray[np.int32]
Singles = NDArray[np.float32]

DAYS = 1 << 9
"""Steps of days between two accounts; what lies further apart counts as the outermost."""
ON_DAY, PUBLISHED, STATED, UNDATED = range(4)
"""How a record is dated: one stated day; by its publication; stated otherwise; not dated otherwise."""
DATINGS = 4
LONGEST_WINDOW = 120
"""Days before publication: records that may lie further back are not told apart by it."""
AFTER_PUBLICATION = 1
"""Days by which what bounds an event may lie beyond the day of publication (time zones)."""

KM_STEPS = 32
"""Steps of kilometres beyond both radii: the first within them, the last for all that lie further."""
LIMIT_STEPS = 24
"""Of these, those up to the limit of places."""
WIDEST_POINT_KM = 150.0
METRES = 0.05
"""Kilometres that single precision may be off."""
NOTHING, POINT, POINT_OF_NO_UNIT, NAME, REGION, ANYTHING = range(6)
"""What a record names as its place: none; one located place, of a known first-order unit or not; one that is not
located, of a known unit; one region; something else."""
PLACINGS = 6
NEVER = -1e6
"""Bits of what cannot be kept."""
_CLASSES, _SHAPES = list(PlaceClass), list(PlaceShape)
_REGION = _CLASSES.index(PlaceClass.REGION)
_DISTRICT = _CLASSES.index(PlaceClass.DISTRICT)
_PLAIN = np.array([shape not in (PlaceShape.AXIS, PlaceShape.BEARING) for shape in _SHAPES])
"""(shapes,) whether places of that shape are told apart here."""


X, Y, Z, RADIUS, DAY, DATING, UNIT, PLACING = range(8)
"""What is told of where and when a record's event was: kilometres from the middle of the Earth (0 where not located)
and the radius, both in steps of the table of places; the day; what the kind of dating adds to an index into the table
of days; the first-order unit; what the kind of place adds to an index into the table of places. A statement's radius,
dating and placing are negative: the row of a claim less that of a statement tells all that is asked of the pair."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What the sieve reads of n records of one side."""

    prior: Singles
    """(n,) bits taken off, were the other record of a pair compared among no more."""
    where_and_when: Singles
    """(n, 8) the columns above: one step in memory a record."""
    told: Narrow
    """(n,) what target and attack, and whether a statement denies, add to an index into their table."""
    actors: Narrow

    def of(self, at: Ints) -> "Outline":
        """Of these records, in this order."""
        return Outline(**{one.name: getattr(self, one.name).take(at, axis=0) for one in fields(self)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Most bits of each part of a pair's weight; an index is the sum of what both records add to it."""

    days: Singles
    """(DATINGS * DATINGS * DAYS,) by dating of claim and statement, and days from one to the other."""
    places: Singles
    """(PLACINGS * PLACINGS * 2 * KM_STEPS,) by kinds of place, whether both are of one unit, and kilometres."""
    step_km: float
    told: Singles
    """(combinations * combinations * 2,) of target and attack together, and for what a denial adds."""
    actors: Singles
    """(sets * sets,) whatever the year."""


def bounds_of(books: ScoringBooks, denials: bool) -> Bounds:
    """The tables of what the books hold; `denials`: whether any statement denies."""
    step_km = max(books.settings.place_limit_km, BANDS_KM[-1]) / LIMIT_STEPS
    return Bounds(
        days=_days_table(books).astype(np.float32).reshape(-1),
        places=_places_table(books, step_km).astype(np.float32).reshape(-1),
        step_km=step_km,
        told=_told_table(books, denials).astype(np.float32).reshape(-1),
        actors=_actors_table(books).astype(np.float32).reshape(-1),
    )


def outlines(columns: Columns, books: ScoringBooks, step_km: float) -> tuple[Outline, Outline]:
    """Of the claims and of the statements; `step_km`: of the table of places."""
    steady = _steady_keys(columns)
    combinations, sets = len(books.tables.target) * len(books.tables.attack), books.tables.actor.shape[1]
    ahead = _Rows(DATINGS, PLACINGS, 2 * combinations, sets)
    claims = _outline(columns.claims, books.crowds.claims, books, steady, ahead, step_km)
    if columns.statements is columns.claims:
        return claims, _as_statements(claims, ahead, books, columns.claims.denies)
    statements = _outline(columns.statements, books.crowds.statements, books, steady, _Rows(1, 1, 2, 1), step_km)
    return claims, _of_statements(statements, columns.statements.denies)


class _Rows(NamedTuple):
    """How many rows of each table one step of a side's kinds goes ahead."""

    dating: int
    placing: int
    told: int
    actors: int


def _as_statements(claims: Outline, ahead: _Rows, books: ScoringBooks, denies: Bools) -> Outline:
    """The same records on the other side."""
    where_and_when = claims.where_and_when.copy()
    where_and_when[:, DATING] /= ahead.dating
    where_and_when[:, PLACING] /= ahead.placing
    same = Outline(
        prior=_prior(books.crowds.statements, books),
        where_and_when=where_and_when,
        told=claims.told // (ahead.told // 2),
        actors=claims.actors // ahead.actors,
    )
    return _of_statements(same, denies)


def _of_statements(outline: Outline, denies: Bools) -> Outline:
    """What is subtracted from outlines of claims."""
    for column in (RADIUS, DATING, PLACING):
        outline.where_and_when[:, column] *= -1
    return replace(outline, told=outline.told + denies.astype(np.int32))


def _prior(crowd: Ints, books: ScoringBooks) -> Singles:
    bits: Singles = (-books.settings.crowding_bits * np.log2(np.maximum(crowd, LEAST_CROWD))).astype(np.float32)
    return bits


def _outline(
    side: SideColumns, crowd: Ints, books: ScoringBooks, steady: Bools, rows: _Rows, step_km: float
) -> Outline:
    attacks, sets = len(books.tables.attack), books.tables.actor.shape[1]
    where_and_when = np.empty((len(side), 8), dtype=np.float32)
    _set_dating(where_and_when, side, rows.dating)
    _set_placing(where_and_when, side, steady, rows.placing, step_km)
    told = (side.target % len(books.tables.target) * attacks + side.attack % attacks) * rows.told
    return Outline(
        prior=_prior(crowd, books),
        where_and_when=where_and_when,
        told=told.astype(np.int32),
        actors=(side.actors % sets * rows.actors).astype(np.int32),
    )


def _set_dating(told: Singles, side: SideColumns, rows: int) -> None:
    """How each record is dated, and the day of it; `rows`: of the table that one step of the kinds goes ahead."""
    first = side.date_offset[:-1]
    single = np.flatnonzero(np.diff(side.date_offset) == 1)
    single = single[side.date_first[first[single]] == side.date_last[first[single]]]
    dating = np.where(side.stated, np.float32(STATED), np.float32(UNDATED))
    day = np.zeros(len(side), dtype=np.float32)
    dating[single], day[single] = ON_DAY, side.date_first[first[single]]
    late = side.bound_last - side.published
    known = ~side.stated & (side.published >= 0) & (side.weekday < 0) & (late >= 0) & (late <= AFTER_PUBLICATION)
    by_page = np.flatnonzero(known & (side.published - side.bound_first <= LONGEST_WINDOW))
    dating[by_page], day[by_page] = PUBLISHED, side.published[by_page]
    told[:, DATING], told[:, DAY] = dating * np.float32(rows * DAYS), day


def _steady_keys(columns: Columns) -> Bools:
    """By place key: whether it is of one place and one unit wherever it is named."""
    sides = (columns.claims,) if columns.statements is columns.claims else (columns.claims, columns.statements)
    keyed = [(side, np.flatnonzero(side.place_key >= 0)) for side in sides]
    told = [(side.place_key[some], side.place_admin1[some], side.place_xyz.take(some, axis=0)) for side, some in keyed]
    steady = np.ones(max(int(side.place_key.max(initial=-1)) for side in sides) + 1, dtype=np.bool_)
    unit = np.zeros(len(steady), dtype=np.int64)
    for key, units, _ in told:
        unit[key] = units
    for key, units, _ in told:
        steady[key[units != unit[key]]] = False
    for axis in range(3):
        example = np.zeros(len(steady))
        for key, _, xyz in told:
            example[key] = xyz[:, axis]
        for key, _, xyz in told:
            steady[key[_differ(xyz[:, axis], example[key])]] = False
    return steady


def _differ(one: Floats, other: Floats) -> Bools:
    """Neither smaller nor larger: places that are not located anywhere are at one place."""
    found: Bools = (one < other) | (one > other) | (np.isnan(one) != np.isnan(other))
    return found


def _set_placing(told: Singles, side: SideColumns, steady: Bools, rows: int, step_km: float) -> None:
    """What each record names as its place, where and how wide that is, and the unit of it."""
    count = np.diff(side.place_offset)
    one = np.flatnonzero(count == 1)
    at = side.place_offset[one]
    placing = np.where(count == 0, np.float32(NOTHING), np.float32(ANYTHING))
    located = ~np.isnan(side.place_xyz[:, 0].take(at))
    key, unit, wide = side.place_key.take(at), side.place_admin1.take(at), side.place_class.take(at)
    # The last entry answers for places without a key.
    plain = _PLAIN[side.place_shape.take(at)] & np.append(steady, True)[key]
    narrow = plain & (wide <= _DISTRICT)
    point = narrow & located & (side.place_radius.take(at) <= WIDEST_POINT_KM)
    placing[one[point & (unit >= 0)]] = POINT
    placing[one[point & (unit < 0)]] = POINT_OF_NO_UNIT
    placing[one[narrow & ~located & (key < 0) & (unit >= 0)]] = NAME
    placing[one[plain & (wide == _REGION) & (unit >= 0)]] = REGION
    told[:, PLACING] = placing * np.float32(rows * 2 * KM_STEPS)
    told[:, UNIT] = -1
    told[one, UNIT] = unit
    told[:, : RADIUS + 1] = 0
    some, at = one[located], at[located]
    told[some, : Z + 1] = side.place_xyz.take(at, axis=0) * (EARTH_RADIUS_KM / step_km)
    told[some, RADIUS] = side.place_radius.take(at) / step_km


def _days_table(books: ScoringBooks) -> Floats:
    """(DATINGS, DATINGS, DAYS)"""
    index, bits = books.index("date"), books.bits("date")
    days = np.arange(DAYS) - DAYS // 2
    table = np.full((DATINGS, DATINGS, DAYS), bits.max() + MOST_DELAY_BITS)
    for one, other in product((ON_DAY, STATED), repeat=2):
        table[one, other] = bits.max()
    levels = stated_levels(np.abs(days), np.ones(DAYS, dtype=np.int64), index, books.settings)
    if books.settings.date_slack_days < DAYS // 2 - 1:
        # Further apart than any window, only accounts whose day and month were exchanged are compared.
        table[ON_DAY, ON_DAY] = bits[np.where(levels == index["too_far"], index["exchanged"], levels)]
    table[PUBLISHED, ON_DAY] = _delayed(days, books.tables.claim_delays, index, bits)
    table[ON_DAY, PUBLISHED] = _delayed(-days, books.tables.statement_delays, index, bits)
    near = np.abs(days) <= NEAR_DAYS + AFTER_PUBLICATION
    bounded = bits[index["bounded"]]
    table[PUBLISHED, PUBLISHED] = np.where(near, max(bits[index["undated_near"]], bounded), bounded)
    return table


def _delayed(late: Ints, delays: DelayTable, index: dict[str, int], bits: Floats) -> Floats:
    """(n,) most bits of accounts published so many days after the day that the other side states."""
    near = late <= NEAR_DAYS
    speakers = np.arange(len(delays.running))[:, None]
    habit = delays.bits(speakers, late[None, :], late[None, :], near[None, :]).max(axis=0)
    bounded = bits[index["bounded"]]
    level = np.where(near, max(bits[index["bounded_near"]], bounded), bounded)
    return np.where(late < -AFTER_PUBLICATION, NEVER, level + habit)


def _places_table(books: ScoringBooks, step_km: float) -> Floats:
    """(PLACINGS, PLACINGS, 2, KM_STEPS)"""
    limit_km = books.settings.place_limit_km
    index = books.places.index
    bits = books.places.bits + MOST_RARITY_BITS * np.isin(np.arange(len(index)), [index[key] for key in RARE])
    most = {key: float(bits[place]) for key, place in index.items()}
    table = np.full((PLACINGS, PLACINGS, 2, KM_STEPS), bits.max())
    table[NOTHING, :] = table[:, NOTHING] = most["not_stated"]
    points = _bands(most, step_km, limit_km)
    # Two records of one place are at one point; the radii may be 0.
    points[:2] = np.maximum(points[:2], most["same_place"])
    table[POINT : POINT_OF_NO_UNIT + 1, POINT : POINT_OF_NO_UNIT + 1] = points
    name = max(most[key] for key in ("same_name", "other_name", "contained", "unplaced", "elsewhere"))
    held = np.full((2, KM_STEPS), most["elsewhere"])
    held[1] = max(most["contained"], most["elsewhere"])
    held[:, 0] = max(most["contained"], most["elsewhere"])
    for one, other in ((NAME, NAME), (NAME, POINT), (POINT, NAME)):
        table[one, other, 0] = most["elsewhere"]
        table[one, other, 1] = name
    table[POINT_OF_NO_UNIT, NAME] = table[NAME, POINT_OF_NO_UNIT] = name
    for other in (POINT, NAME):
        table[REGION, other] = table[other, REGION] = held
    loose = max(most["contained"], most["wider"], most["elsewhere"])
    table[REGION, POINT_OF_NO_UNIT] = table[POINT_OF_NO_UNIT, REGION] = loose
    table[REGION, REGION] = held
    table[REGION, REGION, 1] = max(most["same_region"], most["contained"], most["elsewhere"])
    return table


RARE = ("same_place", "same_name", "same_axis", "axis_end", "within_radii", "same_region", "contained")
"""Levels of place to which the rarity of the place may add."""


def _bands(most: dict[str, float], step_km: float, limit_km: float) -> Floats:
    """(KM_STEPS,) of two located places, by step of kilometres beyond both radii."""
    edges = np.array((-np.inf, *BANDS_KM, limit_km, np.inf))
    levels = np.array([most[key] for key in ("within_radii", "near", "apart", "far", "elsewhere")])
    widest = 2 * WIDEST_POINT_KM + max(edges[-2], 0.0)
    # A chord is shorter than the arc over it.
    bent = 1.1 * widest**3 / (24 * EARTH_RADIUS_KM**2) + METRES
    begin = np.append(-np.inf, np.arange(KM_STEPS - 1) * step_km) - METRES
    end = np.append(np.arange(KM_STEPS - 1) * step_km, np.inf) + bent
    meets = (begin[:, None] <= edges[None, 1:]) & (end[:, None] >= edges[None, :-1])
    found: Floats = np.where(meets, levels, NEVER).max(axis=1)
    return found


def _told_table(books: ScoringBooks, denials: bool) -> Floats:
    """(combinations, combinations, 2)"""
    target = books.bits("target")[translated(books.tables.target, TARGET_LEVELS, books.index("target"))]
    attack = books.bits("attack")[translated(books.tables.attack, ATTACK_LEVELS, books.index("attack"))]
    both = target[:, None, :, None] + attack[None, :, None, :]
    width = len(target) * len(attack)
    denial = np.array((0.0, books.model.denial_bits if denials else 0.0))
    table: Floats = both.reshape(width, width, 1) + denial
    return table


def _actors_table(books: ScoringBooks) -> Floats:
    """(sets, sets)"""
    most = np.full(books.tables.actor.shape[1:], -np.inf)
    bits = books.bits("actor")
    for era in books.tables.actor:
        np.maximum(most, bits[translated(era, ACTOR_LEVELS, books.index("actor"))], out=most)
    return most
