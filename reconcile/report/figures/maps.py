"""Maps of accounts: every place as a disc as wide as its uncertainty, over pale outlines of countries."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from reconcile.domain.columns import Bools, Floats
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.places import PlaceCandidate, PlaceClass
from reconcile.domain.spheres import great_circle_km
from reconcile.report import figure_words, readings, words
from reconcile.report.figures.labels import Box, Taken, free_spot
from reconcile.report.figures.marks import Disc, Distance, Land, MapFigure, MapKey, MapPanel, Mark, Name, ScaleBar, Side
from reconcile.report.figures.outlines import Shapes, fills
from reconcile.report.figures.projection import KM_PER_DEGREE, Located, Point, Ring, View, area, fit
from reconcile.report.ledger import Ledger
from reconcile.report.texts import shown

CLUSTER_KM = 1200.0
"""Places further from all others than this get a panel of their own: one map of two continents shows nothing."""
HATCH_STEP = 9.0
NAMED_SHARE = 0.03
"""Countries that fill less of a panel than this go without a name."""
SCALE_STEPS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000)
LEAST_LINE = 26.0
"""A shorter line between two marks would only hide them; the text gives the distance."""
LABEL_ROOM = 24.0
WIDEST_REACH = 110.0
"""A disc keeps names of countries out up to this radius; names may lie on wider ones."""
DIAMOND = 6.5
OTHERS_DRAWN = 6
"""Of each account; the table beside the map lists twelve."""
LISTED = 800
"""Accounts in the table of a map. Two hundred claims with the statements linked to them are some five hundred; those of
a dense day in a dense town are linked to thousands, all in one place, and each has its line on the claims' pages."""
LEAST_SHARE = 0.05
"""A reading less likely than this would only widen the map."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelSize:
    width: float
    height: float
    least_km: float
    """A single village is shown with this much country around it."""


SINGLE = PanelSize(width=680, height=440, least_km=320)
MULTIPLE = PanelSize(width=440, height=330, least_km=320)
PAIR = PanelSize(width=520, height=380, least_km=110)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An account that wants to be on a map."""

    label: str
    side: Side
    who: str
    address: str | None
    account: ClaimAccount | StatementAccount


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The distance of a pair, as the link stage found it between the parts that fit best."""

    label_a: str
    label_b: str
    km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """All accounts of one side that name the same place with the same uncertainty."""

    side: Side
    place: PlaceCandidate
    lat: float
    lon: float
    labels: tuple[str, ...]
    other: bool = False
    """Whether it is a less likely reading of a name."""

    @property
    def local(self) -> bool:
        return self.place.place_class is PlaceClass.LOCAL


def draw_map(
    placed: Sequence[Placed], ledger: Ledger, *, key: str, pair: bool = False, measured: Sequence[Measured] = ()
) -> MapFigure:
    """One panel per cluster of places; without any located place, no panel but the table."""
    spots = _spots(placed) + (_other_spots(placed) if pair else [])
    clusters = _clusters(spots)
    size = PAIR if pair else SINGLE if len(clusters) == 1 else MULTIPLE
    return MapFigure(
        narrow=pair,
        others=any(spot.other for spot in spots),
        panels=tuple(
            _panel(spots, ledger, size, f"{key}-{number}", measured) for number, spots in enumerate(clusters, 1)
        ),
        keys=tuple(_key(one, ledger) for one in placed[:LISTED]),
        left_out=max(0, len(placed) - LISTED),
    )


def _key(one: Placed, ledger: Ledger) -> MapKey:
    reading = readings.place(one.account, ledger)
    return MapKey(
        label=one.label,
        side=one.side,
        who=one.who,
        address=one.address,
        written=readings.place_as_written(one.account, ledger),
        read=reading.words or words.NOT_STATED,
        drawn=bool(readings.located(one.account)),
    )


def _spots(placed: Iterable[Placed]) -> list[_Spot]:
    found: dict[tuple[Side, float, float, float], tuple[PlaceCandidate, list[str]]] = {}
    for one in placed:
        for place in readings.located(one.account):
            if place.lat is None or place.lon is None:
                continue
            at = (one.side, place.lat, place.lon, place.radius_km)
            labels = found.setdefault(at, (place, []))[1]
            if one.label not in labels:
                labels.append(one.label)
    return [
        _Spot(side=side, place=place, lat=lat, lon=lon, labels=tuple(labels))
        for (side, lat, lon, _), (place, labels) in found.items()
    ]


def _other_spots(placed: Iterable[Placed]) -> list[_Spot]:
    """What else the names may mean, as far as that is likely enough to be looked at; each with its share."""
    return [
        _Spot(
            side=one.side,
            place=place,
            lat=place.lat,
            lon=place.lon,
            labels=(words.mark_with_share(one.label, place.weight),),
            other=True,
        )
        for one in placed
        for place in readings.other_readings(one.account)[:OTHERS_DRAWN]
        if place.weight >= LEAST_SHARE and place.lat is not None and place.lon is not None
    ]


def _clusters(spots: list[_Spot]) -> list[list[_Spot]]:
    """Spots chained together by gaps of at most CLUSTER_KM, in the order of their first spot."""
    clusters: list[list[_Spot]] = []
    for spot in spots:
        near = [cluster for cluster in clusters if any(_near(spot, other) for other in cluster)]
        merged = [spot]
        for cluster in near:
            merged = cluster + merged
            clusters.remove(cluster)
        clusters.append(merged)
    order = {id(spot): number for number, spot in enumerate(spots)}
    for cluster in clusters:
        cluster.sort(key=lambda spot: order[id(spot)])
    return sorted(clusters, key=lambda cluster: order[id(cluster[0])])


def _near(a: _Spot, b: _Spot) -> bool:
    # Latitudes alone tell most of two continents apart, at a fraction of the time.
    if abs(a.lat - b.lat) * KM_PER_DEGREE > CLUSTER_KM:
        return False
    return great_circle_km(a.lat, a.lon, b.lat, b.lon) <= CLUSTER_KM


def _disc_of(spot: _Spot, radius: float | None = None) -> Located:
    return Located(lat=spot.lat, lon=spot.lon, radius_km=spot.place.radius_km if radius is None else radius)


def _view(spots: Sequence[_Spot], size: PanelSize) -> View:
    """Fitted to what is known narrowly; whole countries only where there is nothing narrower."""
    narrow = [spot for spot in spots if spot.place.place_class is not PlaceClass.WIDER]
    fitted = [_disc_of(spot) for spot in narrow] + [_disc_of(spot, 0.0) for spot in spots if spot not in narrow]
    return fit(
        fitted if narrow else [_disc_of(spot) for spot in spots],
        width=size.width,
        height=size.height,
        least_km=size.least_km,
    )


def _panel(spots: Sequence[_Spot], ledger: Ledger, size: PanelSize, key: str, measured: Sequence[Measured]) -> MapPanel:
    view = _view(spots, size)
    points = [view.place(spot.lat, spot.lon) for spot in spots]
    taken = Taken(Box.around(x, y, 2 * DIAMOND, 2 * DIAMOND) for x, y in points)
    distances = _distances(spots, points, measured, taken)
    marks = tuple(_mark(spot, point, view, taken) for spot, point in zip(spots, points, strict=True))
    lands, names = _lands(view, ledger.shapes, _reaches(spots, points, view))
    discs = sorted(
        (_disc(spot, point, view) for spot, point in zip(spots, points, strict=True)), key=lambda disc: -disc.r
    )
    return MapPanel(
        key=key,
        title=_title(spots, ledger),
        description=_description(spots),
        width=size.width,
        height=size.height,
        lands=lands,
        names=names,
        discs=tuple(discs),
        distances=distances,
        marks=marks,
        scale=_scale(view),
    )


def _title(spots: Sequence[_Spot], ledger: Ledger) -> str:
    found = sorted({name for spot in spots if (name := ledger.country(spot.place.country)) is not None})
    return figure_words.map_title(found)


def _description(spots: Sequence[_Spot]) -> str:
    named = [spot for spot in spots if not spot.other]
    claims = sum(spot.side is Side.CLAIM for spot in named)
    return figure_words.map_description(claims, len(named) - claims, len(spots) - len(named))


def _disc(spot: _Spot, point: Point, view: View) -> Disc:
    radius = spot.place.radius_km / view.km_per_unit
    return Disc(
        side=spot.side,
        x=_digit(point[0]),
        y=_digit(point[1]),
        r=_digit(radius),
        hatching=None if spot.local or spot.other else _hatching(point, radius, view),
        other=spot.other,
    )


def _hatching(middle: Point, radius: float, view: View) -> str | None:
    """Parallel chords across a disc, as path data; only those that cross the figure."""
    lines = []
    turn = math.sqrt(0.5)
    reach = min(radius, view.width + view.height)
    for number in range(-int(reach / HATCH_STEP), int(reach / HATCH_STEP) + 1):
        off = number * HATCH_STEP
        half = min(math.sqrt(max(0.0, radius**2 - off**2)), view.width + view.height)
        x, y = middle[0] + off * turn, middle[1] + off * turn
        start, end = (x - half * turn, y + half * turn), (x + half * turn, y - half * turn)
        lines.append(f"M{_pair(start)}L{_pair(end)}")
    return "".join(lines) or None


def _mark(spot: _Spot, point: Point, view: View, taken: Taken) -> Mark:
    label = ", ".join(spot.labels[:3]) + (f" +{len(spot.labels) - 3}" if len(spot.labels) > 3 else "")
    above = spot.side is Side.CLAIM
    place = free_spot(point, label, taken, width=view.width, height=view.height, prefer_above=above)
    x, y = point
    corners = ((x, y - DIAMOND), (x + DIAMOND, y), (x, y + DIAMOND), (x - DIAMOND, y))
    return Mark(
        side=spot.side,
        x=_digit(x),
        y=_digit(y),
        diamond=" ".join(_pair(corner) for corner in corners),
        label=label,
        label_x=_digit(place.x),
        label_y=_digit(place.y),
        anchor=place.anchor,
        other=spot.other,
    )


def _distances(
    spots: Sequence[_Spot], points: Sequence[Point], measured: Sequence[Measured], taken: Taken
) -> tuple[Distance, ...]:
    """A line for each measured pair, between those of its spots whose distance is nearest to the measured one."""
    lines = []
    for one in measured:
        ends = [
            (abs(great_circle_km(a.lat, a.lon, b.lat, b.lon) - one.km), i, j)
            for i, a in enumerate(spots)
            for j, b in enumerate(spots)
            if _stands_for(a, one.label_a) and _stands_for(b, one.label_b) and a.side is not b.side
        ]
        if ends:
            _, i, j = min(ends)
            if math.dist(points[i], points[j]) < LEAST_LINE:
                continue
            lines.append(_distance(points[i], points[j], words.kilometres(one.km), taken))
    return tuple(lines)


def _stands_for(spot: _Spot, label: str) -> bool:
    return any(one == label or one.startswith(f"{label} ") for one in spot.labels)


def _distance(a: Point, b: Point, label: str, taken: Taken) -> Distance:
    x, y = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2 - 6
    taken.add(Box.around(x, y, 7.0 * len(label), 14))
    return Distance(
        x1=_digit(a[0]),
        y1=_digit(a[1]),
        x2=_digit(b[0]),
        y2=_digit(b[1]),
        label=label,
        label_x=_digit(x),
        label_y=_digit(y),
    )


def _lands(view: View, shapes: Shapes, reaches: Floats) -> tuple[tuple[Land, ...], tuple[Name, ...]]:
    lands, names = [], []
    for country, parts in shapes.within(view.degrees()):
        rings = [view.place_all(part) for part in parts]
        lands.append(Land(path="".join(_path(ring) for ring in rings)))
        size, largest = max(((area(ring), ring) for ring in rings), key=lambda one: one[0])
        if size >= NAMED_SHARE * view.width * view.height:
            names.extend(_name(shown(country), largest, view, reaches))
    return tuple(lands), tuple(names)


def _reaches(spots: Sequence[_Spot], points: Sequence[Point], view: View) -> Floats:
    """(n, 3): middle of each spot and how far its disc or label keeps the name of a country away."""
    radii = [min(max(spot.place.radius_km / view.km_per_unit, LABEL_ROOM), WIDEST_REACH) for spot in spots]
    return np.array([(x, y, radius) for (x, y), radius in zip(points, radii, strict=True)])


def _path(ring: Ring) -> str:
    return f"M{'L'.join(map(_pair, ring))}Z"


@lru_cache(maxsize=1024)
def _grid(half: float, width: float, height: float) -> tuple[Floats, Floats, Floats, Floats]:
    """Columns and rows of the middles that a name of `2 * half` may have in a figure, and x and y of all of them."""
    columns = np.linspace(half + 6, width - half - 6, 15) if width > 2 * half + 12 else np.array([width / 2])
    rows = np.linspace(20, height - 48, 11)
    x, y = np.meshgrid(columns, rows)
    return columns, rows, x.ravel(), y.ravel()


def _name(text: str, ring: Ring, view: View, reaches: Floats) -> list[Name]:
    """The name where the country has most room for it, away from marks; none where it does not fit."""
    half = 4.2 * len(text)
    columns, rows, x, y = _grid(half, view.width, view.height)
    corners = np.array(ring)
    if not fills(ring, view):
        ends = np.concatenate((columns, columns - half, columns + half))
        within = _inside(ends, rows, corners).reshape(len(rows), 3, -1).all(axis=1).ravel()
        if not within.any():
            return []
        x, y = x[within], y[within]
    apart = np.hypot((x[:, None] - reaches[:, 0]) * 0.7, y[:, None] - reaches[:, 1])
    room = (apart - reaches[:, 2]).min(axis=1)
    centred = np.hypot(x - corners[:, 0].mean(), y - corners[:, 1].mean())
    best = int(np.argmax(np.minimum(room, 90.0) - 0.15 * centred))
    return [Name(x=_digit(float(x[best])), y=_digit(float(y[best])), text=text)] if room[best] > 0 else []


def _inside(columns: Floats, rows: Floats, ring: Floats) -> Bools:
    """(rows, columns): which points of the grid lie inside the ring (even-odd rule)."""
    x1, y1 = ring[:, 0], ring[:, 1]
    x2, y2 = np.roll(x1, -1), np.roll(y1, -1)
    crosses = (y1 > rows[:, None]) != (y2 > rows[:, None])
    height = np.where(y2 == y1, 1.0, y2 - y1)
    at = (x2 - x1) * (rows[:, None] - y1) / height + x1
    odd: Bools = (crosses[:, None, :] & (columns[:, None] < at[:, None, :])).sum(axis=2) % 2 == 1
    return odd


def _scale(view: View) -> ScaleBar:
    """The longest round number of kilometres that takes at most a quarter of the figure."""
    fitting = [km for km in SCALE_STEPS if km / view.km_per_unit <= view.width / 4]
    km = fitting[-1] if fitting else SCALE_STEPS[0]
    return ScaleBar(x=14.0, y=_digit(view.height - 14), width=_digit(km / view.km_per_unit), label=f"{km} km")


def _digit(value: float) -> float:
    """One digit, and no negative zero: the same drawing gives the same bytes."""
    return round(value, 1) + 0.0


def _pair(point: Point) -> str:
    return f"{_digit(point[0]):g} {_digit(point[1]):g}"
