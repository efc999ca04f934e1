"""What candidate pairs could weigh at most, as small tables over kinds of records: what the sieve looks up.

Each bound holds for every pair whose records are of these kinds. Records that fit no kind are of one for which nothing
is ruled out, so that a wording nobody thought of costs time and never a pair.
"""

from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reconcile.domain.columns import Floats, Ints
from reconcile.domain.places import EARTH_RADIUS_KM
from reconcile.link.compare.coded import ACTOR_LEVELS, ATTACK_LEVELS, TARGET_LEVELS, translated
from reconcile.link.compare.dates import stated_levels
from reconcile.link.compare.places import BANDS_KM
from reconcile.link.delays import MOST_BITS as MOST_DELAY_BITS
from reconcile.link.delays import NEAR_DAYS, DelayTable
from reconcile.link.frequencies import MOST_BITS as MOST_RARITY_BITS
from reconcile.link.scoring import ScoringBooks
from reconcile.settings import LinkSettings

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


class Bounds(NamedTuple):  # a tuple, as compiled loops take no other values of several parts
    """Most bits of each part of a pair's weight; an index is the sum of what both records add to it."""

    days: Singles
    """(DATINGS * DATINGS * DAYS,) by dating of claim and statement, and days from one to the other."""
    places: Singles
    """(PLACINGS * PLACINGS * 2 * KM_STEPS,) by kinds of place, whether both are of one unit, and kilometres."""
    told: Singles
    """(combinations * combinations * 2,) of target and attack together, and for what a denial adds."""
    codes: int
    """Entries of that table for each combination of a claim."""
    actors: Singles
    """(sets * sets,) whatever the year."""
    sets: int


def bounds_of(books: ScoringBooks, denials: bool) -> Bounds:
    """The tables of what the books hold; `denials`: whether any statement denies."""
    return Bounds(
        days=_days_table(books).astype(np.float32).reshape(-1),
        places=_places_table(books, step_of(books.settings)).astype(np.float32).reshape(-1),
        told=_told_table(books, denials).astype(np.float32).reshape(-1),
        codes=2 * len(books.tables.target) * len(books.tables.attack),
        actors=_actors_table(books).astype(np.float32).reshape(-1),
        sets=books.tables.actor.shape[1],
    )


def step_of(settings: LinkSettings) -> float:
    """Kilometres of a step of the table of places."""
    return max(settings.place_limit_km, BANDS_KM[-1]) / LIMIT_STEPS


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
    name = max(most[key] for key in ("same_name", "same_district", "other_name", "contained", "unplaced", "elsewhere"))
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
