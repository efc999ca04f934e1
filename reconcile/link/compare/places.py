"""Places: the best-fitting readings of the two places named, as one piece of evidence.

Name and coordinates of a place are not counted twice: a pair of readings gets exactly one level. A region is never
taken for a point: containment is tested by administrative unit, or by its radius where the unit is not the same.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reconcile.domain.columns import Bools, Floats, Ints, SideColumns
from reconcile.domain.places import PlaceClass, PlaceShape
from reconcile.link.compare.place_names import NameLikeness
from reconcile.link.frequencies import PlaceFrequencies
from reconcile.link.nearby import great_circles_km

_CLASSES = list(PlaceClass)
_, DISTRICT, REGION, WIDER = range(len(_CLASSES))
AXIS = list(PlaceShape).index(PlaceShape.AXIS)
BEARING = list(PlaceShape).index(PlaceShape.BEARING)
UNIT = list(PlaceShape).index(PlaceShape.UNIT)
BANDS_KM = (0.0, 25.0, 50.0)
"""Kilometres beyond both radii (Weidmann 2015: reports place about 80 % of events within 50 km)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLevels:
    """What was found of n pairs."""

    level: Ints
    bits: Floats
    claim_part: Ints
    statement_part: Ints
    distance_km: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceBooks:
    """What place comparison reads besides the columns."""

    index: dict[str, int]
    bits: Floats
    """Bits of each level of the comparison."""
    likeness: NameLikeness
    frequencies: PlaceFrequencies
    unknown_region: Bools
    """(admin1 keys,) whether a key is but the name of a region that no gazetteer knows. It may be another name of the
    region that the other side names, so it parts nothing; equal names are one region all the same."""
    limit_km: float


@dataclass(frozen=True, slots=True)
class _Readings:
    """Pairs of readings: one of the claim's place, one of the statement's."""

    a: SideColumns
    b: SideColumns
    x: Ints
    """Index into the place columns of the claims."""
    y: Ints

    def both(self, column: str) -> tuple[Ints, Ints]:
        return getattr(self.a, column)[self.x], getattr(self.b, column)[self.y]

    def some(self, at: Ints) -> "_Readings":
        return _Readings(self.a, self.b, self.x[at], self.y[at])


def place_levels(claims: SideColumns, statements: SideColumns, i: Ints, j: Ints, books: PlaceBooks) -> PlaceLevels:
    """The best-fitting pair of readings for each of n pairs; `not_stated` where either names no place."""
    pair, readings = _readings(claims, statements, i, j)
    distance = great_circles_km(
        claims.place_xyz.take(readings.x, axis=0), statements.place_xyz.take(readings.y, axis=0)
    )
    level = _levels(readings, distance, books)
    bits = books.bits[level] + _rarity(readings, level, books) + _homonym_bits(readings)
    best = _best(pair, bits, distance)
    return _gathered(len(i), pair[best], best, readings, level, bits, distance, books)


def _readings(a: SideColumns, b: SideColumns, i: Ints, j: Ints) -> tuple[Ints, _Readings]:
    """All combinations of the readings of each pair, with the pair each belongs to."""
    first_a, first_b = a.place_offset[i], b.place_offset[j]
    count_a, count_b = a.place_offset[i + 1] - first_a, b.place_offset[j + 1] - first_b
    combinations = count_a * count_b
    if combinations.max(initial=0) <= 1:
        pair = np.flatnonzero(combinations)
        return pair, _Readings(a, b, first_a[pair], first_b[pair])
    pair = np.repeat(np.arange(len(i)), combinations)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(combinations) - combinations, combinations)
    x = first_a[pair] + within // np.maximum(count_b[pair], 1)
    y = first_b[pair] + within % np.maximum(count_b[pair], 1)
    return pair, _Readings(a, b, x, y)


def _levels(readings: _Readings, distance: Floats, books: PlaceBooks) -> Ints:
    """The first test that holds decides; each is made only of the readings that no earlier one decided."""
    index = books.index
    level = np.full(len(distance), _OPEN, dtype=np.int64)
    kinds = _KINDS[_kind(readings.a, readings.x) * _SHAPES + _kind(readings.b, readings.y)]
    _set_roads(level, readings, np.flatnonzero(kinds & _BOTH_ROADS), books)
    key_a, key_b = readings.both("place_key")
    one_place = (key_a == key_b) & (key_a >= 0) & ((kinds & _POINTS) > 0)
    level[one_place & (level == _OPEN)] = index["same_place"]
    _set_units(level, readings, distance, np.flatnonzero(((kinds & _UNIT) > 0) & (level == _OPEN)), books)
    unlocated_roads = ((kinds & _BOTH_ROADS) > 0) & np.isnan(distance)
    ended = ((kinds & _ONE_ROAD) > 0) | unlocated_roads
    _set_ends(level, readings, np.flatnonzero(ended & (level == _OPEN)), books)
    _set_bands(level, readings, distance, np.flatnonzero(~np.isnan(distance) & (level == _OPEN)), books)
    _set_names(level, readings, kinds, np.flatnonzero(level == _OPEN), books)
    return level


_OPEN = -1
_BOTH_ROADS, _ONE_ROAD, _POINTS, _UNIT, _NAMELESS = 1, 2, 4, 8, 16


def _kinds_of_pairs() -> NDArray[np.uint8]:
    """What class and shape of two readings say of the pair, by `_kind` of one times _SHAPES plus that of the other."""
    classes, shapes = np.divmod(np.arange(_SHAPES), len(PlaceShape))
    class_a, class_b = classes[:, None], classes[None, :]
    road_a, road_b = shapes[:, None] == AXIS, shapes[None, :] == AXIS
    bearing = (shapes[:, None] == BEARING) | (shapes[None, :] == BEARING)
    points = (class_a <= DISTRICT) & (class_b <= DISTRICT) & ~bearing
    unit = (class_a >= REGION) | (class_b >= REGION)
    district_a, district_b = shapes[:, None] == UNIT, shapes[None, :] == UNIT
    # A bearing, a road or a district has no name of its own to hold against that of a village.
    nameless = bearing | (road_a ^ road_b) | (district_a ^ district_b)
    kinds = (
        (road_a & road_b) * _BOTH_ROADS
        + (road_a ^ road_b) * _ONE_ROAD
        + points * _POINTS
        + unit * _UNIT
        + nameless * _NAMELESS
    )
    flat: NDArray[np.uint8] = kinds.astype(np.uint8).reshape(-1)
    return flat


_SHAPES = len(PlaceClass) * len(PlaceShape)
_KINDS = _kinds_of_pairs()
"""(kinds * kinds,) sums of the flags above."""


def _kind(side: SideColumns, at: Ints) -> Ints:
    return side.place_class[at] * len(PlaceShape) + side.place_shape[at]


def _set_roads(level: Ints, readings: _Readings, at: Ints, books: PlaceBooks) -> None:
    name_a, name_b = readings.some(at).both("place_name")
    level[at[(name_a == name_b) | books.likeness.one_road(name_a, name_b)]] = books.index["same_axis"]


def _set_units(level: Ints, readings: _Readings, distance: Floats, at: Ints, books: PlaceBooks) -> None:
    level[at] = _unit_levels(readings.some(at), distance[at], books)


def _set_ends(level: Ints, readings: _Readings, at: Ints, books: PlaceBooks) -> None:
    """A stretch of road, and a place or another stretch that is spelt like one of its ends."""
    some = at[~_apart_by_unit(readings.some(at), books)]
    level[some[books.likeness.begins(*readings.some(some).both("place_name"))]] = books.index["axis_end"]


def _set_bands(level: Ints, readings: _Readings, distance: Floats, at: Ints, books: PlaceBooks) -> None:
    radius_a, radius_b = readings.some(at).both("place_radius")
    band = np.searchsorted(np.array((*BANDS_KM, books.limit_km)), distance[at] - radius_a - radius_b, side="left")
    levels = np.array([books.index[key] for key in ("within_radii", "near", "apart", "far", "elsewhere")])
    level[at] = levels[band]


def _set_names(level: Ints, readings: _Readings, kinds: NDArray[np.uint8], at: Ints, books: PlaceBooks) -> None:
    """Places of which at least one is not located: by name, then by what they say of region and country."""
    some = readings.some(at)
    apart = _apart_by_unit(some, books)
    level[at] = np.where(apart, books.index["elsewhere"], books.index["other_name"])
    nameless = np.flatnonzero(~apart & ((kinds[at] & _NAMELESS) > 0))
    held = _in_district(some.some(nameless)) | _starts_from_its_seat(some.some(nameless), books)
    level[at[nameless]] = np.where(held, books.index["contained"], books.index["unplaced"])
    named = np.flatnonzero(~apart & ((kinds[at] & _POINTS) > 0))
    own_names = named[(kinds[at[named]] & _NAMELESS) == 0]
    level[at[own_names[_in_district(some.some(own_names))]]] = books.index["same_district"]
    name_a, name_b = some.some(named).both("place_name")
    both = np.flatnonzero((name_a >= 0) & (name_b >= 0))
    undecided = both[books.likeness.undecided(name_a[both], name_b[both])]
    level[at[named[undecided]]] = books.index["unplaced"]
    alike = both[books.likeness.alike(name_a[both], name_b[both])]
    level[at[named[alike]]] = books.index["same_name"]


def _unit_levels(readings: _Readings, distance: Floats, books: PlaceBooks) -> Ints:
    """Levels of pairs in which at least one side names an administrative unit or a wider area."""
    index = books.index
    class_a, class_b = readings.both("place_class")
    admin1_a, admin1_b = readings.both("place_admin1")
    country_a, country_b = readings.both("place_country")
    radius_a, radius_b = readings.both("place_radius")
    key_a, key_b = readings.both("place_key")
    same_unit = (class_a == class_b) & (
        ((key_a >= 0) & (key_a == key_b)) | ((class_a == REGION) & (admin1_a >= 0) & (admin1_a == admin1_b))
    )
    holder = np.maximum(class_a, class_b)
    same_admin1 = (admin1_a >= 0) & (admin1_a == admin1_b)
    inside = distance <= np.maximum(radius_a, radius_b)
    same_country = (country_a == country_b) | (country_a < 0) | (country_b < 0)
    return np.select(
        [
            same_unit & (holder == REGION),
            (holder == REGION) & (same_admin1 | inside),
            (holder == WIDER) & inside & (class_a != class_b),
            (holder == WIDER) & same_country,
            (holder == REGION) & _undecided_region(admin1_a, admin1_b, books) & np.isnan(distance) & same_country,
        ],
        [index["same_region"], index["contained"], index["contained"], index["wider"], index["wider"]],
        index["elsewhere"],
    )


def _in_district(readings: _Readings) -> Bools:
    """Whether both sides are said to lie in one district, or one names that of the other."""
    admin2_a, admin2_b = readings.both("place_admin2")
    found: Bools = (admin2_a >= 0) & (admin2_a == admin2_b)
    return found


def _starts_from_its_seat(readings: _Readings, books: PlaceBooks) -> Bools:
    """Whether one side tells of a bearing from the town that the other's district is named after, not too far off:
    `5 km north of Nangade` in `Nangade district`."""
    shape_a, shape_b = readings.both("place_shape")
    radius_a, radius_b = readings.both("place_radius")
    near = np.minimum(radius_a, radius_b) <= _NEAR_BEARING_KM
    found: Bools = near & (((shape_a == BEARING) & (shape_b == UNIT)) | ((shape_a == UNIT) & (shape_b == BEARING)))
    some = np.flatnonzero(found)
    name_a, name_b = readings.some(some).both("place_name")
    known = (name_a >= 0) & (name_b >= 0)
    found[some] = known
    found[some[known]] = books.likeness.alike(name_a[known], name_b[known])
    return found


_NEAR_BEARING_KM = 12.5
"""Radius of a bearing of 50 km, as far as a district of unknown extent is taken to reach."""


def _apart_by_unit(readings: _Readings, books: PlaceBooks) -> Bools:
    """Whether both sides name their region or country, and not the same."""
    country_a, country_b = readings.both("place_country")
    admin1_a, admin1_b = readings.both("place_admin1")
    apart: Bools = (country_a >= 0) & (country_b >= 0) & (country_a != country_b)
    apart |= (admin1_a != admin1_b) & ~_undecided_region(admin1_a, admin1_b, books)
    return apart


def _undecided_region(a: Ints, b: Ints, books: PlaceBooks) -> Bools:
    """Whether one side names no region, or one by a name that may be another of the other side's."""
    undecided: Bools = (a < 0) | (b < 0)
    if len(books.unknown_region):
        undecided |= (a != b) & (books.unknown_region[a] | books.unknown_region[b])
    return undecided


def _rarity(readings: _Readings, level: Ints, books: PlaceBooks) -> Floats:
    """Bits added where a rare place agrees and taken off where a common one does."""
    index, frequencies = books.index, books.frequencies
    adjusted = np.zeros(len(level))
    by_name = np.flatnonzero(_among(level, index, "same_place", "same_name", "same_axis", "axis_end"))
    adjusted[by_name] = frequencies.name_bits(readings.b.place_name[readings.y[by_name]])
    by_cell = np.flatnonzero(level == index["within_radii"])
    adjusted[by_cell] = frequencies.cell_bits(readings.b.place_xyz[readings.y[by_cell]])
    by_unit = np.flatnonzero(_among(level, index, "same_region", "contained"))
    admin1_a, admin1_b = readings.some(by_unit).both("place_admin1")
    adjusted[by_unit] = frequencies.unit_bits(np.maximum(admin1_a, admin1_b))
    return adjusted


def _among(level: Ints, index: dict[str, int], *keys: str) -> Bools:
    wanted = np.zeros(len(index), dtype=np.bool_)
    wanted[[index[key] for key in keys]] = True
    found: Bools = wanted[level]
    return found


def _homonym_bits(readings: _Readings) -> Floats:
    """What is taken off because each name could mean another place too.

    Where both sides can mean the same place, both names left the same choice: it is no second coincidence that they
    agree in it, and how rare the name is `_rarity` counts. Only what one side tells more of is taken off.
    """
    bits = np.zeros(len(readings.x))
    weight_a, weight_b = readings.both("place_weight")
    at = np.flatnonzero((weight_a != 1) | (weight_b != 1))
    weight_a, weight_b = (np.log2(np.maximum(weight[at], 1e-3)) for weight in (weight_a, weight_b))
    key_a, key_b = readings.some(at).both("place_key")
    same = (key_a >= 0) & (key_a == key_b)
    bits[at] = np.where(same, -np.abs(weight_a - weight_b), weight_a + weight_b)
    return bits


def _best(pair: Ints, bits: Floats, distance: Floats) -> Ints:
    """Index of the best-fitting combination of each pair: most bits, then nearest, then first named."""
    if (pair[1:] != pair[:-1]).all():
        return np.arange(len(pair))
    near = np.where(np.isnan(distance), np.inf, distance)
    order = np.lexsort((np.arange(len(pair)), near, -bits, pair))
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = pair[order][1:] != pair[order][:-1]
    chosen: Ints = order[first]
    return chosen


def _gathered(
    count: int,
    pair: Ints,
    best: Ints,
    readings: _Readings,
    level: Ints,
    bits: Floats,
    distance: Floats,
    books: PlaceBooks,
) -> PlaceLevels:
    silent = books.index["not_stated"]
    levels = np.full(count, silent, dtype=np.int64)
    gathered_bits = np.full(count, books.bits[silent])
    parts_a, parts_b = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    apart = np.full(count, np.nan)
    levels[pair], gathered_bits[pair], apart[pair] = level[best], bits[best], distance[best]
    parts_a[pair] = readings.a.place_part[readings.x[best]]
    parts_b[pair] = readings.b.place_part[readings.y[best]]
    return PlaceLevels(level=levels, bits=gathered_bits, claim_part=parts_a, statement_part=parts_b, distance_km=apart)
