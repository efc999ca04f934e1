"""Places: the best-fitting readings of the two places named, as one piece of evidence.

Name and coordinates of a place are not counted twice: a pair of readings gets exactly one level. A region is never
taken for a point: containment is tested by administrative unit, or by its radius where the unit is not the same.
"""

from dataclasses import dataclass

import numpy as np

from reconcile.domain.columns import Bools, Floats, Ints, SideColumns
from reconcile.domain.places import EARTH_RADIUS_KM, PlaceClass, PlaceShape
from reconcile.link.compare.place_names import NameLikeness
from reconcile.link.frequencies import PlaceFrequencies

_CLASSES = list(PlaceClass)
LOCAL, DISTRICT, REGION, WIDER = range(len(_CLASSES))
AXIS = list(PlaceShape).index(PlaceShape.AXIS)
BEARING = list(PlaceShape).index(PlaceShape.BEARING)
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


def place_levels(claims: SideColumns, statements: SideColumns, i: Ints, j: Ints, books: PlaceBooks) -> PlaceLevels:
    """The best-fitting pair of readings for each of n pairs; `not_stated` where either names no place."""
    pair, readings = _readings(claims, statements, i, j)
    distance = _distance_km(readings)
    level = _levels(readings, distance, books)
    bits = books.bits[level] + _rarity(readings, level, books) + _homonym_bits(readings)
    best = _best(pair, bits, distance)
    return _gathered(len(i), pair[best], best, readings, level, bits, distance, books)


def _readings(a: SideColumns, b: SideColumns, i: Ints, j: Ints) -> tuple[Ints, _Readings]:
    """All combinations of the readings of each pair, with the pair each belongs to."""
    count_a = a.place_offset[i + 1] - a.place_offset[i]
    count_b = b.place_offset[j + 1] - b.place_offset[j]
    combinations = count_a * count_b
    pair = np.repeat(np.arange(len(i)), combinations)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(combinations) - combinations, combinations)
    x = a.place_offset[i][pair] + within // np.maximum(count_b[pair], 1)
    y = b.place_offset[j][pair] + within % np.maximum(count_b[pair], 1)
    return pair, _Readings(a, b, x, y)


def _distance_km(readings: _Readings) -> Floats:
    chord = np.linalg.norm(readings.a.place_xyz[readings.x] - readings.b.place_xyz[readings.y], axis=1)
    distance: Floats = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chord / 2, 1.0))
    return distance


def _levels(readings: _Readings, distance: Floats, books: PlaceBooks) -> Ints:
    key_a, key_b = readings.both("place_key")
    name_a, name_b = readings.both("place_name")
    shape_a, shape_b = readings.both("place_shape")
    class_a, class_b = readings.both("place_class")
    point = (class_a <= DISTRICT) & (class_b <= DISTRICT)
    bearing = (shape_a == BEARING) | (shape_b == BEARING)
    located = ~np.isnan(distance)
    units = _unit_levels(readings, distance, books.index)
    return np.select(
        [
            (shape_a == AXIS) & (shape_b == AXIS) & (name_a == name_b),
            point & (key_a >= 0) & (key_a == key_b) & ~bearing,
            units >= 0,
            ((shape_a == AXIS) ^ (shape_b == AXIS)) & books.likeness.begins(name_a, name_b),
            located,
            _same_name(readings, books.likeness) & point & ~bearing,
            _apart_by_unit(readings),
        ],
        [
            books.index["same_axis"],
            books.index["same_place"],
            units,
            books.index["axis_end"],
            _band_levels(readings, distance, books),
            books.index["same_name"],
            books.index["elsewhere"],
        ],
        books.index["other_name"],
    )


def _unit_levels(readings: _Readings, distance: Floats, index: dict[str, int]) -> Ints:
    """Levels of pairs in which at least one side names an administrative unit or a wider area; -1 for the others."""
    class_a, class_b = readings.both("place_class")
    admin1_a, admin1_b = readings.both("place_admin1")
    country_a, country_b = readings.both("place_country")
    radius_a, radius_b = readings.both("place_radius")
    key_a, key_b = readings.both("place_key")
    unit = (class_a >= REGION) | (class_b >= REGION)
    same_unit = (class_a == class_b) & (
        ((key_a >= 0) & (key_a == key_b)) | ((class_a == REGION) & (admin1_a >= 0) & (admin1_a == admin1_b))
    )
    holder = np.where(class_a >= class_b, class_a, class_b)
    same_admin1 = (admin1_a >= 0) & (admin1_a == admin1_b)
    inside = distance <= np.maximum(radius_a, radius_b)
    same_country = (country_a == country_b) | (country_a < 0) | (country_b < 0)
    return np.select(
        [
            ~unit,
            same_unit & (holder == REGION),
            (holder == REGION) & (same_admin1 | inside),
            (holder == WIDER) & inside & (class_a != class_b),
            (holder == WIDER) & same_country,
            (holder == REGION) & ((admin1_a < 0) | (admin1_b < 0)) & np.isnan(distance) & same_country,
        ],
        [-1, index["same_region"], index["contained"], index["contained"], index["wider"], index["wider"]],
        index["elsewhere"],
    )


def _band_levels(readings: _Readings, distance: Floats, books: PlaceBooks) -> Ints:
    radius_a, radius_b = readings.both("place_radius")
    beyond = distance - radius_a - radius_b
    bands = (*BANDS_KM, books.limit_km)
    keys = ("within_radii", "near", "apart", "far")
    return np.select([beyond <= edge for edge in bands], [books.index[key] for key in keys], books.index["elsewhere"])


def _same_name(readings: _Readings, likeness: NameLikeness) -> Bools:
    name_a, name_b = readings.both("place_name")
    country_a, country_b = readings.both("place_country")
    alike: Bools = (name_a >= 0) & (name_b >= 0) & ((country_a == country_b) | (country_a < 0) | (country_b < 0))
    alike &= ~_apart_by_unit(readings)
    alike[alike] = likeness.alike(name_a[alike], name_b[alike])
    return alike


def _apart_by_unit(readings: _Readings) -> Bools:
    """Whether both sides name their region or country, and not the same."""
    apart = np.zeros(len(readings.x), dtype=np.bool_)
    for column in ("place_country", "place_admin1"):
        a, b = readings.both(column)
        apart |= (a >= 0) & (b >= 0) & (a != b)
    return apart


def _rarity(readings: _Readings, level: Ints, books: PlaceBooks) -> Floats:
    """Bits added where a rare place agrees and taken off where a common one does."""
    index, frequencies = books.index, books.frequencies
    adjusted = np.zeros(len(level))
    by_name = np.isin(level, [index[key] for key in ("same_place", "same_name", "same_axis", "axis_end")])
    adjusted[by_name] = frequencies.name_bits(readings.b.place_name[readings.y[by_name]])
    by_cell = level == index["within_radii"]
    adjusted[by_cell] = frequencies.cell_bits(readings.b.place_xyz[readings.y[by_cell]])
    by_unit = np.isin(level, [index["same_region"], index["contained"]])
    admin1_a, admin1_b = readings.both("place_admin1")
    adjusted[by_unit] = frequencies.unit_bits(np.maximum(admin1_a, admin1_b)[by_unit])
    return adjusted


def _homonym_bits(readings: _Readings) -> Floats:
    """What is taken off because each name could mean another place too.

    Where both sides can mean the same place, both names left the same choice: it is no second coincidence that they
    agree in it, and how rare the name is `_rarity` counts. Only what one side tells more of is taken off.
    """
    weight_a, weight_b = (np.log2(np.maximum(weight, 1e-3)) for weight in readings.both("place_weight"))
    key_a, key_b = readings.both("place_key")
    same = (key_a >= 0) & (key_a == key_b)
    return np.where(same, -np.abs(weight_a - weight_b), weight_a + weight_b)


def _best(pair: Ints, bits: Floats, distance: Floats) -> Ints:
    """Index of the best-fitting combination of each pair: most bits, then nearest, then first named."""
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
