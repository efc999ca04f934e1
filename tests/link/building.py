"""Columns made by hand: one small value a record, for tests of the link room."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reconcile.domain.columns import UNBOUNDED_FIRST, UNBOUNDED_LAST, Codes, Columns, Floats, SideColumns
from reconcile.domain.places import PlaceClass, PlaceShape

ROADS = ("chinegodar|kidal", "chinagoder|kidal", "kidal|menaka")
NAMES = ("gao", "kidal", "menaka", "tessalit", "chinegodar", "chinagoder", *ROADS)
ADMIN1 = ("ML-1", "ML-7", "ML-8", "name:CD:nordkivu")
COUNTRIES = ("ML", "NE")
TARGETS = ("base", "convoy", "other")
FAMILIES = ("base", "convoy", "other")
ATTACKS = ("ied", "other", "raid")
ACTOR_SETS = ("FR_FORCES", "ML_ARMY", "UN_MINUSMA")
CLASSES, SHAPES = list(PlaceClass), list(PlaceShape)


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A place candidate."""

    lat: float | None = None
    lon: float | None = None
    radius: float = 5.0
    name: int = -1
    key: int = -1
    country: int = 0
    admin1: int = -1
    admin2: int = -1
    part: int = 0
    weight: float = 1.0
    place_class: PlaceClass = PlaceClass.LOCAL
    shape: PlaceShape = PlaceShape.POINT


@dataclass(frozen=True, kw_only=True)
class Told:
    """A record, as the link room sees it."""

    days: Sequence[tuple[int, int]] = ()
    bounds: tuple[int, int] | None = None
    published: int = -1
    weekday: int = -1
    numeric: bool = True
    spots: Sequence[Spot] = ()
    country: int = 0
    target: int = -1
    attack: int = -1
    actors: int = -1
    document: int = -1
    events: int = 1
    series: int = -1
    competes: bool = True
    denies: bool = False


def on(day: int, **more: object) -> Told:
    """Told of one day."""
    return Told(days=[(day, day)], **more)  # type: ignore[arg-type]


def _xyz(spots: Sequence[Spot]) -> Floats:
    rows = []
    for spot in spots:
        if spot.lat is None or spot.lon is None:
            rows.append((np.nan, np.nan, np.nan))
            continue
        lat, lon = np.radians(spot.lat), np.radians(spot.lon)
        rows.append((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))
    return np.array(rows, dtype=np.float64).reshape(-1, 3)


def side(records: Sequence[Told]) -> SideColumns:
    """The columns of these records; version rows count from 1."""
    spots = [spot for record in records for spot in record.spots]
    days = [interval for record in records for interval in record.days]

    def ints(values: Sequence[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.array(values, dtype=np.int64)

    def offsets(counts: Sequence[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(ints(counts), dtype=np.int64)])

    return SideColumns(
        row=np.arange(1, len(records) + 1),
        competes=np.array([r.competes for r in records], dtype=np.bool_),
        country=ints([r.country for r in records]),
        document=ints([r.document for r in records]),
        speaker=ints([-1] * len(records)),
        target=ints([r.target for r in records]),
        family=ints([r.target for r in records]),
        attack=ints([r.attack for r in records]),
        actors=ints([r.actors for r in records]),
        events=ints([r.events for r in records]),
        series=ints([r.series for r in records]),
        stated=np.array([bool(r.days) for r in records], dtype=np.bool_),
        denies=np.array([r.denies for r in records], dtype=np.bool_),
        numeric=np.array([r.numeric for r in records], dtype=np.bool_),
        bound_first=ints([r.bounds[0] if r.bounds else UNBOUNDED_FIRST for r in records]),
        bound_last=ints([r.bounds[1] if r.bounds else UNBOUNDED_LAST for r in records]),
        published=ints([r.published for r in records]),
        weekday=ints([r.weekday for r in records]),
        date_offset=offsets([len(r.days) for r in records]),
        date_first=ints([first for first, _ in days]),
        date_last=ints([last for _, last in days]),
        place_offset=offsets([len(r.spots) for r in records]),
        place_part=ints([s.part for s in spots]),
        place_weight=np.array([s.weight for s in spots], dtype=np.float64),
        place_xyz=_xyz(spots),
        place_radius=np.array([s.radius for s in spots], dtype=np.float64),
        place_class=ints([CLASSES.index(s.place_class) for s in spots]),
        place_shape=ints([SHAPES.index(s.shape) for s in spots]),
        place_name=ints([s.name for s in spots]),
        place_key=ints([s.key for s in spots]),
        place_country=ints([s.country for s in spots]),
        place_admin1=ints([s.admin1 for s in spots]),
        place_admin2=ints([s.admin2 for s in spots]),
    )


def columns(claims: Sequence[Told], statements: Sequence[Told]) -> Columns:
    return Columns(
        claims=side(claims),
        statements=side(statements),
        codes=Codes(
            countries=COUNTRIES,
            admin1=ADMIN1,
            admin2=(),
            names=NAMES,
            place_keys=("geonames:1", "geonames:2"),
            targets=TARGETS,
            families=FAMILIES,
            attacks=ATTACKS,
            actor_sets=ACTOR_SETS,
            speakers=(),
            documents=("claim:a", "statement:a", "statement:b"),
        ),
    )
