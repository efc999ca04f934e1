"""Records as the sieve sees them: narrow, one step in memory a record, the same whoever they are compared with."""

from dataclasses import dataclass

import numpy as np

from reconcile.domain.columns import Bools, Columns, Floats, Ints, SideColumns
from reconcile.domain.places import EARTH_RADIUS_KM, PlaceClass, PlaceShape
from reconcile.link.bounds import (
    AFTER_PUBLICATION,
    ANYTHING,
    DATINGS,
    DAYS,
    KM_STEPS,
    LONGEST_WINDOW,
    NAME,
    NOTHING,
    ON_DAY,
    PLACINGS,
    POINT,
    POINT_OF_NO_UNIT,
    PUBLISHED,
    REGION,
    STATED,
    UNDATED,
    WIDEST_POINT_KM,
    Narrow,
    Singles,
    step_of,
)
from reconcile.link.crowds import LEAST_CROWD
from reconcile.link.tables import LinkTables
from reconcile.settings import LinkSettings

X, Y, Z, RADIUS, DAY, DATING, UNIT, PLACING = range(8)
"""Columns of where and when a record's event was: kilometres from the middle of the Earth (0 where not located) and the
radius, both in steps of the table of places; the day and the kind of dating; the first-order unit and the kind of
place."""
CLAIMS = np.array((1, 1, 1, 1, 1, DATINGS * DAYS, 1, PLACINGS * 2 * KM_STEPS), dtype=np.float32)
STATEMENTS = np.array((1, 1, 1, -1, 1, -DAYS, 1, -2 * KM_STEPS), dtype=np.float32)
"""By which the columns are multiplied on either side of a pair, so that those of the claim less those of the statement
tell all that is asked of it: distances along the axes, both radii together, days apart, whether the units are the same,
and what is to be added to indices into the tables of days and places."""
_CLASSES, _SHAPES = list(PlaceClass), list(PlaceShape)
_REGION = _CLASSES.index(PlaceClass.REGION)
_DISTRICT = _CLASSES.index(PlaceClass.DISTRICT)
_PLAIN = np.array([shape not in (PlaceShape.AXIS, PlaceShape.BEARING) for shape in _SHAPES])
"""(shapes,) whether places of that shape are told apart here."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What the sieve reads of n records."""

    where_and_when: Singles
    """(n, 8) the columns above."""
    codes: Narrow
    """(n,) target and attack together."""
    actors: Narrow
    denies: Bools


def outlines(columns: Columns, tables: LinkTables, settings: LinkSettings) -> tuple[Outline, Outline]:
    """Of the claims and of the statements."""
    steady = _steady_keys(columns)
    claims = _outline(columns.claims, steady, tables, settings)
    if columns.statements is columns.claims:
        return claims, claims
    return claims, _outline(columns.statements, steady, tables, settings)


def _outline(side: SideColumns, steady: Bools, tables: LinkTables, settings: LinkSettings) -> Outline:
    """Of one side; `steady`: by place key, as `_steady_keys` tells."""
    where_and_when = np.empty((len(side), 8), dtype=np.float32)
    _set_dating(where_and_when, side)
    _set_placing(where_and_when, side, steady, step_of(settings))
    codes = side.target % len(tables.target) * len(tables.attack) + side.attack % len(tables.attack)
    return Outline(
        where_and_when=where_and_when,
        codes=codes.astype(np.int32, copy=False),
        actors=(side.actors % tables.actor.shape[1]).astype(np.int32, copy=False),
        denies=side.denies,
    )


def prior_bits(crowd: Ints, settings: LinkSettings) -> Singles:
    """(n,) bits taken off, were the other record of a pair compared among no more."""
    bits: Singles = (-settings.crowding_bits * np.log2(np.maximum(crowd, LEAST_CROWD))).astype(np.float32)
    return bits


def _set_dating(told: Singles, side: SideColumns) -> None:
    """How each record is dated, and the day of it."""
    first = side.date_offset[:-1]
    single = np.flatnonzero(np.diff(side.date_offset) == 1)
    at = first.take(single)
    single = single[side.date_first.take(at) == side.date_last.take(at)]
    dating = np.where(side.stated, np.float32(STATED), np.float32(UNDATED))
    day = np.zeros(len(side), dtype=np.float32)
    dating[single], day[single] = ON_DAY, side.date_first.take(first.take(single))
    late = side.bound_last - side.published
    known = ~side.stated & (side.published >= 0) & (side.weekday < 0) & (late >= 0) & (late <= AFTER_PUBLICATION)
    by_page = np.flatnonzero(known & (side.published - side.bound_first <= LONGEST_WINDOW))
    dating[by_page], day[by_page] = PUBLISHED, side.published[by_page]
    told[:, DATING], told[:, DAY] = dating, day


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


def _set_placing(told: Singles, side: SideColumns, steady: Bools, step_km: float) -> None:
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
    told[:, PLACING] = placing
    told[:, UNIT] = -1
    told[one, UNIT] = unit
    told[:, : RADIUS + 1] = 0
    some, at = one[located], at[located]
    told[some, : Z + 1] = side.place_xyz.take(at, axis=0) * (EARTH_RADIUS_KM / step_km)
    told[some, RADIUS] = side.place_radius.take(at) / step_km
