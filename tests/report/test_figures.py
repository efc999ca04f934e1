"""Figures draw what they stand for: kilometres to scale, days where they lie, labels that can be read."""

import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.domain.comparables import ClaimAccount
from reconcile.domain.dates import DateInterval, EventDate
from reconcile.domain.outcomes import Outcome, PairRole
from reconcile.domain.outlines import CountryOutline
from reconcile.domain.records import ClaimRecord
from reconcile.domain.spheres import great_circle_km
from reconcile.report import readings
from reconcile.report.figures.labels import Box, Taken, box_of, free_spot
from reconcile.report.figures.maps import PAIR, SINGLE, Measured, Placed, draw_map
from reconcile.report.figures.marks import MapFigure, Side
from reconcile.report.figures.outlines import PADDING, shapes_of
from reconcile.report.figures.projection import Located, View, area, clipped, fit
from reconcile.report.figures.timelines import AXIS_LEFT, AXIS_RIGHT, draw_timeline
from reconcile.report.ledger import Ledger, open_ledger
from reconcile.report.pages.weights import WIDEST, weight_rows
from tests.report.building import HALGAN, TESSALIT, UNKNOWN, Made, region

LATS = st.floats(min_value=-60, max_value=60)
LONS = st.floats(min_value=-170, max_value=170)


@pytest.fixture(scope="module")
def ledger(made: Made) -> Ledger:
    return open_ledger(made.outcome, made.books)


def placed(ledger: Ledger, *claims: str) -> list[Placed]:
    chosen = [entry for entry in ledger.claims if entry.account.id in claims]
    return [
        Placed(label=str(entry.number), side=Side.CLAIM, who="JNIM", address=entry.address, account=entry.account)
        for entry in chosen
    ]


@given(LATS, LONS, st.floats(min_value=1, max_value=200))
def test_a_kilometre_is_as_long_in_both_directions(lat: float, lon: float, radius: float) -> None:
    view = fit([Located(lat=lat, lon=lon, radius_km=radius)], width=400, height=300, least_km=50)
    x, y = view.place(lat, lon)
    for other_lat, other_lon in ((lat + 0.1, lon), (lat, lon + 0.1)):
        drawn = math.dist((x, y), view.place(other_lat, other_lon)) * view.km_per_unit
        assert drawn == pytest.approx(great_circle_km(lat, lon, other_lat, other_lon), rel=0.02)


@given(st.lists(st.tuples(LATS, LONS, st.floats(min_value=0, max_value=300)), min_size=1, max_size=6))
def test_every_disc_lies_within_the_figure(spots: list[tuple[float, float, float]]) -> None:
    located = [Located(lat=lat, lon=lon, radius_km=radius) for lat, lon, radius in spots]
    view = fit(located, width=400, height=300, least_km=50)
    for one in located:
        x, y = view.place(one.lat, one.lon)
        r = one.radius_km / view.km_per_unit
        # the scale of longitudes is that of the middle of the fitted discs, which moves a little with their radii
        assert -8 <= x - r <= x + r <= 408
        assert -8 <= y - r <= y + r <= 308


def test_a_single_village_is_shown_with_the_country_around_it() -> None:
    view = fit([Located(lat=16.3, lon=0.0, radius_km=5)], width=680, height=440, least_km=320)
    assert view.width * view.km_per_unit == pytest.approx(320)


SQUARE = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]


@pytest.mark.parametrize(
    ("edges", "area"),
    [((-1, -1, 5, 5), 16.0), ((1, 1, 3, 3), 4.0), ((2, -1, 9, 5), 8.0), ((3, 3, 9, 9), 1.0), ((5, 5, 9, 9), 0.0)],
)
def test_a_ring_is_clipped_to_the_figure(edges: tuple[float, float, float, float], area: float) -> None:
    ring = clipped(SQUARE, edges)
    turned = zip(ring, ring[1:] + ring[:1], strict=True)
    assert abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in turned)) / 2 == pytest.approx(area)
    assert all(edges[0] <= x <= edges[2] and edges[1] <= y <= edges[3] for x, y in ring)


COAST = CountryOutline(
    country="AA", name="Coast", rings=(((0.0, 0.0), (9.0, 1.0), (8.0, 5.0), (3.0, 8.0), (1.0, 6.0)),)
)
INLAND = CountryOutline(
    country="BB", name="Inland", rings=(((-60.0, -60.0), (60.0, -60.0), (60.0, 60.0), (-60.0, 60.0)),)
)


@given(
    st.floats(min_value=-2, max_value=9),
    st.floats(min_value=-2, max_value=9),
    st.floats(min_value=0.05, max_value=6),
    st.floats(min_value=0.05, max_value=6),
)
def test_what_neighbouring_views_share_is_what_each_would_cut_out_itself(
    west: float, south: float, wide: float, high: float
) -> None:
    edges = (west, south, west + wide, south + high)
    padded = (west - wide * PADDING, south - high * PADDING, edges[2] + wide * PADDING, edges[3] + high * PADDING)
    found = dict(SHARED.within(edges))
    for outline in (COAST, INLAND):
        alone = clipped(list(outline.rings[0]), padded)
        told = sum(area(ring) for ring in found.get(outline.name, []))
        assert told == pytest.approx(area(alone) if alone else 0.0, abs=1e-9)


SHARED = shapes_of([COAST, INLAND])
"""One for all examples, so that later ones meet the squares of earlier ones."""


def test_the_radius_of_a_disc_is_its_uncertainty(ledger: Ledger) -> None:
    figure = draw_map(placed(ledger, "c-tessalit-18", "c-pending"), ledger, key="m")
    (panel,) = figure.panels
    wide, narrow = panel.discs
    assert wide.r / narrow.r == pytest.approx(25 / 5, rel=0.05)
    assert panel.scale.width / wide.r == pytest.approx(int(panel.scale.label.split()[0]) / 25, rel=0.01)


def test_regions_are_hatched_and_places_are_not(ledger: Ledger) -> None:
    figure = draw_map(placed(ledger, "c-tessalit-18", "c-2015"), ledger, key="m")
    assert [disc.hatching is not None for disc in figure.panels[0].discs] == [True, False]


def test_continents_have_panels_of_their_own(ledger: Ledger) -> None:
    figure = draw_map(placed(ledger, "c-halgan", "c-tessalit-18", "c-pending"), ledger, key="m")
    assert [panel.title for panel in figure.panels] == ["Map: Somalia", "Map: Mali"]
    assert [len(panel.marks) for panel in figure.panels] == [1, 2]


def test_accounts_of_one_place_share_a_mark(ledger: Ledger) -> None:
    figure = draw_map(placed(ledger, "c-tessalit-18", "c-tessalit-17"), ledger, key="m")
    (mark,) = figure.panels[0].marks
    assert mark.label == "5, 9"


def test_a_place_without_position_is_in_the_table_and_not_on_the_map(ledger: Ledger) -> None:
    entry = next(entry for entry in ledger.claims if entry.account.id == "c-ke-macina")
    lost = replace(entry.account, values=replace(entry.account.values, places=(UNKNOWN,)))
    figure = draw_map([Placed(label="1", side=Side.CLAIM, who="x", address=None, account=lost)], ledger, key="m")
    assert figure.panels == ()
    assert [key.drawn for key in figure.keys] == [False]


def pair_map(ledger: Ledger, statement_place: object, km: float) -> MapFigure:
    claim = placed(ledger, "c-tessalit-18")[0]
    statement = ledger.statements["s-minusma-18"]
    moved = replace(statement, values=replace(statement.values, places=(statement_place,)))  # type: ignore[arg-type]
    both = [claim, Placed(label="S1", side=Side.STATEMENT, who="MINUSMA", address=None, account=moved)]
    return draw_map(both, ledger, key="m", pair=True, measured=[Measured(label_a=claim.label, label_b="S1", km=km)])


def test_the_distance_of_a_pair_is_written_on_its_line(ledger: Ledger) -> None:
    (panel,) = pair_map(ledger, replace(TESSALIT, lat=19.93), 30.0).panels
    (line,) = panel.distances
    assert line.label == "30 km"
    assert panel.width == PAIR.width


def with_readings(ledger: Ledger, *shares: float) -> list[Placed]:
    """The claim at Gourma, whose place may also mean others further and further east."""
    (one,) = placed(ledger, "c-gourma")
    best = one.account.values.places[0]
    others = [
        replace(best, weight=share, place_key=f"x:{number}", lon=(best.lon or 0.0) + number)
        for number, share in enumerate(shares, 1)
    ]
    places = (replace(best, weight=1 - sum(shares)), *others)
    account = replace(one.account, values=replace(one.account.values, places=places))
    return [replace(one, account=account)]


def test_a_pair_is_drawn_with_what_else_its_names_may_mean(ledger: Ledger) -> None:
    figure = draw_map(with_readings(ledger, 0.3, 0.2, 0.01), ledger, key="m", pair=True)
    (panel,) = figure.panels
    assert figure.others
    assert [mark.label[-4:] for mark in panel.marks if mark.other] == ["30\u00a0%", "20\u00a0%"]
    assert sum(not mark.other for mark in panel.marks) == 1
    assert "2 further readings of these names are drawn thin." in panel.description
    assert sum(disc.other for disc in panel.discs) == 2


def test_a_map_of_many_claims_draws_the_likeliest_reading_alone(ledger: Ledger) -> None:
    figure = draw_map(with_readings(ledger, 0.3), ledger, key="m")
    assert not figure.others
    assert len(figure.panels[0].marks) == 1


def test_a_country_that_stands_for_a_place_goes_by_its_name(ledger: Ledger) -> None:
    (one,) = placed(ledger, "c-gourma")
    country = replace(one.account.values.places[0], name="ML", country="ML", lat=None, lon=None)
    account = replace(one.account, values=replace(one.account.values, places=(country,)))
    assert readings.place(account, ledger).words == "Mali (position not known)"


def test_two_marks_on_one_spot_have_no_line(ledger: Ledger) -> None:
    (panel,) = pair_map(ledger, TESSALIT, 0.0).panels
    assert panel.distances == ()
    assert len(panel.marks) == 2


def test_a_whole_country_does_not_widen_a_map_of_villages(ledger: Ledger) -> None:
    from reconcile.domain.places import PlaceClass

    entry = placed(ledger, "c-tessalit-18")[0]
    country = replace(region("Mali", 17.0, -4.0, 700.0), place_class=PlaceClass.WIDER, part=1)
    wider = replace(entry.account, values=replace(entry.account.values, places=(TESSALIT, country)))
    (panel,) = draw_map([replace(entry, account=wider)], ledger, key="m").panels
    assert max(disc.r for disc in panel.discs) > SINGLE.width / 3


@given(LATS, LONS, st.floats(min_value=0.1, max_value=900))
def test_any_place_can_be_drawn(lat: float, lon: float, radius: float) -> None:
    from tests.report.building import build

    books = build()
    ledger = open_ledger(books.outcome, books.books)
    entry = placed(ledger, "c-halgan")[0]
    spot = replace(HALGAN, lat=lat, lon=lon, radius_km=radius)
    account = replace(entry.account, values=replace(entry.account.values, places=(spot,)))
    (panel,) = draw_map([replace(entry, account=account)], ledger, key="m").panels
    assert panel.marks[0].x == pytest.approx(panel.width / 2, abs=1)


def test_labels_do_not_lie_on_one_another() -> None:
    taken = Taken()
    spots = [
        free_spot((100.0, 100.0), str(number), taken, width=200, height=200, prefer_above=True) for number in range(6)
    ]
    boxes = [box_of(spot, "0") for spot in spots]
    assert not any(a.meets(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])
    assert all(taken.meets(box) for box in boxes)


@given(st.lists(st.tuples(*[st.floats(-300, 300)] * 2, *[st.floats(1, 200)] * 2), max_size=12))
def test_boxes_are_found_wherever_they_reach(drawn: list[tuple[float, float, float, float]]) -> None:
    boxes = [Box.around(*numbers) for numbers in drawn]
    for place, box in enumerate(boxes):
        before = boxes[:place]
        assert Taken(before).meets(box) == any(box.meets(other) for other in before)


def test_a_label_stays_within_the_figure() -> None:
    spot = free_spot((198.0, 3.0), "long label", Taken(), width=200, height=200, prefer_above=True)
    assert spot.anchor == "end"
    assert spot.y > 10


def dated(made: Made, **dates: EventDate) -> Ledger:
    """The ledger with other dates for some claims, by id with underscores."""
    claims = tuple(
        replace(claim, values=replace(claim.values, date=dates.get(claim.id.replace("-", "_"), claim.values.date)))
        for claim in made.outcome.claims
    )
    outcome: Outcome = replace(made.outcome, claims=claims)
    return open_ledger(outcome, made.books)


def test_years_apart_stand_in_panels_of_their_own(ledger: Ledger) -> None:
    figure = draw_timeline(ledger.claims, ledger, key="t")
    assert [len(panel.rows) for panel in figure.panels] == [1, 8, 1]
    assert [panel.title[-4:] for panel in figure.panels] == ["2016", "2017", "2017"]


def test_a_day_is_as_wide_as_a_day(ledger: Ledger) -> None:
    panel = draw_timeline(ledger.claims, ledger, key="t").panels[1]
    row = next(row for row in panel.rows if row.label.startswith("JNIM, Taghlit"))
    widths = {bar.width for other in panel.rows for bar in other.bars if bar.stated and bar.width}
    assert max(widths) - min(widths) <= 0.2
    assert AXIS_LEFT <= row.bars[0].x < AXIS_RIGHT


def test_an_ambiguous_date_has_two_bars(ledger: Ledger) -> None:
    panel = draw_timeline(ledger.claims, ledger, key="t").panels[1]
    assert len(next(row for row in panel.rows if row.label.startswith("AQIM")).bars) == 2


def test_an_undated_claim_has_a_dashed_bar_that_goes_on(ledger: Ledger) -> None:
    panel = draw_timeline(ledger.claims, ledger, key="t").panels[1]
    (bar,) = next(row for row in panel.rows if row.label.startswith("JNIM, Gourma")).bars
    assert not bar.stated
    assert bar.open_left
    assert not bar.open_right


def test_a_publication_beyond_the_panel_is_an_arrow(ledger: Ledger) -> None:
    panel = draw_timeline(ledger.claims, ledger, key="t").panels[1]
    row = next(row for row in panel.rows if row.label.startswith("AQIM"))
    assert [moment.beyond for moment in row.moments] == ["right"]


def test_everything_is_drawn_within_the_axis(made: Made) -> None:
    extremes = dated(
        made,
        c_tessalit_18=EventDate(intervals=(DateInterval(date.min, date.max),)),
        c_pending=EventDate(intervals=(DateInterval(date.max, date.max),)),
        c_halgan=EventDate(intervals=(DateInterval(date.min, date.min),)),
    )
    for panel in draw_timeline(extremes.claims, extremes, key="t").panels:
        assert 2 <= len(panel.ticks) <= 15
        for row in panel.rows:
            for bar in row.bars:
                assert AXIS_LEFT <= bar.x <= bar.x + bar.width <= AXIS_RIGHT + 0.2
            assert all(AXIS_LEFT <= moment.x <= AXIS_RIGHT for moment in row.moments)


@given(st.lists(st.integers(min_value=0, max_value=2000), min_size=1, max_size=10))
def test_no_panel_is_longer_than_can_be_read(offsets: list[int]) -> None:
    from tests.report.building import build

    made = build()
    dates = {
        claim.id.replace("-", "_"): EventDate(intervals=(DateInterval(day, day),))
        for claim, offset in zip(made.outcome.claims, offsets, strict=False)
        if (day := date.fromordinal(date(2015, 1, 1).toordinal() + offset))
    }
    ledger = dated(made, **dates)
    panels = draw_timeline(ledger.claims, ledger, key="t").panels
    assert sum(len(panel.rows) for panel in panels) == len(ledger.claims)
    for panel in panels:
        days = {
            bar.width for row in panel.rows for bar in row.bars if bar.stated and not (bar.open_left or bar.open_right)
        }
        assert not days or min(days) >= (AXIS_RIGHT - AXIS_LEFT) / 100


def test_a_view_keeps_its_scale_near_the_pole() -> None:
    view = View(width=100, height=100, lat=89.9, lon=0, km_per_unit=1)
    assert view.km_per_degree_lon > 10


def test_every_kept_pair_is_in_one_band_of_its_weight(made: Made, ledger: Ledger) -> None:
    rows = weight_rows(ledger)
    kept = [pair.scored for entry in ledger.claims for pair in entry.finding.pairs]
    assert kept
    told = [sum(numbers) for numbers in zip(*(row.numbers for row in rows), strict=True)]
    assert told == [sum(one.role is role for one in kept) for role in PairRole]
    assert all(row.bar == () or row.bar[-1].x + row.bar[-1].width <= WIDEST for row in rows)
    assert weight_rows(replace(ledger, claims=())) == ()


@pytest.mark.parametrize(
    ("weight", "bits"),
    [
        (9.0, "8 to 10"),
        (8.0, "8 to 10"),
        (0.0, "0 to 2"),
        (-0.1, "−2 to 0"),
        (20.0, "20 and more"),
        (99.0, "20 and more"),
        (-10.0, "−10 to −8"),
        (-10.1, "below −10"),
        (-99.0, "below −10"),
    ],
)
def test_a_band_holds_two_bits(ledger: Ledger, weight: float, bits: str) -> None:
    entry = next(entry for entry in ledger.claims if entry.finding.pairs)
    (pair, *_) = entry.finding.pairs
    one = replace(pair, scored=replace(pair.scored, weight=weight))
    alone = replace(entry, finding=replace(entry.finding, pairs=(one,)))
    assert [row.bits for row in weight_rows(replace(ledger, claims=(alone,)))] == [bits]


def test_what_was_written_of_a_place_is_not_what_was_read(ledger: Ledger) -> None:
    (one, *_) = placed(ledger, "c-tessalit-18")

    account = one.account
    assert isinstance(account.record, ClaimRecord)
    bare = replace(account.record, place=None, admin1=None, lat=None, lon=None)

    def written(record: ClaimRecord, *, public: bool = False) -> str:
        told: ClaimAccount = replace(account, version=replace(account.version, record=record))
        edition = replace(ledger, books=replace(ledger.books, public=public))
        return draw_map([replace(one, account=told)], edition, key="m").keys[0].written

    assert written(replace(bare, place="near Tessalit", admin1="Kidal")) == "near Tessalit, Kidal"
    assert written(bare) == "not stated", "whatever is read from the country alone"
    assert written(bare, public=True) == "not stated or not shown"
    assert "Tessalit" in written(replace(bare, lat=20.2, lon=1.0))
