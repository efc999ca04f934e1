"""A bearing, a road or a district beside a place that cannot be located: no names to hold against one another."""

import numpy as np
import pytest

from reconcile.domain.outcomes import ScoredPair
from reconcile.domain.places import PlaceClass, PlaceShape
from reconcile.link import link_records
from reconcile.link.compare.place_names import NameLikeness
from reconcile.reference import load_reference
from reconcile.settings import LinkSettings
from tests.link.building import ADMIN1, Spot, Told, columns, on

REFERENCE = load_reference(None)
SETTINGS = LinkSettings(keep_threshold_bits=-60.0)
DAY = 736_437
VILLAGE = Spot(name=4)
"""Chinegodar, which no gazetteer locates."""
BEARING = Spot(lat=16.27, lon=-0.04, name=0, radius=37.5, place_class=PlaceClass.DISTRICT, shape=PlaceShape.BEARING)
NEAR_BEARING = Spot(name=0, radius=10.0, shape=PlaceShape.BEARING)
ROAD = Spot(name=1, radius=50.0, place_class=PlaceClass.DISTRICT, shape=PlaceShape.AXIS)
DISTRICT = Spot(
    lat=16.3, lon=-0.1, name=0, key=0, radius=86.0, admin2=0, place_class=PlaceClass.DISTRICT, shape=PlaceShape.UNIT
)
OTHER_VILLAGE = Spot(name=1)


def pair(claim: Spot, statement: Spot) -> ScoredPair:
    sides = columns([on(DAY, spots=[claim])], [on(DAY, spots=[statement])])
    (found,) = link_records(sides, REFERENCE.model, REFERENCE, SETTINGS).pairs
    return found


def level(claim: Spot, statement: Spot) -> str:
    return next(score.level for score in pair(claim, statement).scores if score.comparison == "place")


@pytest.mark.parametrize("other", [BEARING, NEAR_BEARING, ROAD, DISTRICT], ids=["far", "near", "road", "district"])
def test_they_say_nothing_either_way(other: Spot) -> None:
    assert level(VILLAGE, other) == level(other, VILLAGE) == "unplaced"
    assert next(score.bits for score in pair(VILLAGE, other).scores if score.comparison == "place") == 0.0


def test_two_names_that_differ_speak_against_the_pair() -> None:
    assert level(VILLAGE, OTHER_VILLAGE) == "other_name"


def test_other_names_in_one_district_say_nothing_either_way() -> None:
    claim, statement = Spot(name=4, admin2=0), Spot(name=1, admin2=0)
    assert level(claim, statement) == level(statement, claim) == "same_district"
    assert next(score.bits for score in pair(claim, statement).scores if score.comparison == "place") == 0.0
    assert level(claim, Spot(name=1, admin2=1)) == level(claim, OTHER_VILLAGE) == "other_name"
    assert level(claim, Spot(name=4, admin2=0)) == "same_name"


def test_two_roads_that_cannot_be_located_are_held_against_one_another() -> None:
    other = Spot(name=2, radius=50.0, place_class=PlaceClass.DISTRICT, shape=PlaceShape.AXIS)
    assert level(ROAD, other) == "other_name"
    assert level(ROAD, ROAD) == "same_axis"


def road(name: int) -> Spot:
    return Spot(name=name, radius=50.0, place_class=PlaceClass.DISTRICT, shape=PlaceShape.AXIS)


def test_roads_are_compared_by_the_spelling_of_their_ends() -> None:
    chinegodar_kidal, chinagoder_kidal, kidal_menaka = map(road, (6, 7, 8))
    assert level(chinegodar_kidal, chinagoder_kidal) == "same_axis"
    assert level(chinegodar_kidal, kidal_menaka) == "axis_end"
    assert level(chinagoder_kidal, VILLAGE) == level(VILLAGE, chinagoder_kidal) == "axis_end"


def test_a_bearing_from_its_seat_lies_in_a_district() -> None:
    district = Spot(name=0, radius=50.0, place_class=PlaceClass.DISTRICT, shape=PlaceShape.UNIT)
    assert level(NEAR_BEARING, district) == level(district, NEAR_BEARING) == "contained"
    assert level(Spot(name=1, radius=10.0, shape=PlaceShape.BEARING), district) == "unplaced"
    assert level(Spot(name=0, radius=37.5, shape=PlaceShape.BEARING), district) == "unplaced"


def test_regions_that_differ_decide() -> None:
    claim = Spot(name=4, admin1=0)
    assert level(claim, Spot(name=0, admin1=1, shape=PlaceShape.BEARING)) == "elsewhere"


def test_a_district_holds_what_is_said_to_lie_in_it() -> None:
    assert level(Spot(name=4, admin2=0), DISTRICT) == level(DISTRICT, Spot(name=4, admin2=0)) == "contained"
    assert level(Spot(name=4, admin2=1), DISTRICT) == "unplaced"


def test_a_village_and_a_district_of_its_name_are_one_name() -> None:
    unknown = Spot(name=4, radius=50.0, place_class=PlaceClass.DISTRICT, shape=PlaceShape.UNIT)
    assert level(VILLAGE, unknown) == "same_name"


def prior(statement: Told) -> float:
    (found,) = link_records(columns([on(DAY)], [statement]), REFERENCE.model, REFERENCE, SETTINGS).pairs
    return next(score.bits for score in found.scores if score.comparison == "prior")


def test_a_denial_answers_something() -> None:
    told = prior(on(DAY, denies=True)) - prior(on(DAY))
    assert told == pytest.approx(REFERENCE.model.denial_bits, abs=0.3)
    assert REFERENCE.model.denial_bits > 1


def test_names_in_two_scripts_with_few_consonants_are_undecided() -> None:
    """رابعة shares r and b with Rib and Robe: that makes them neither one name nor two."""
    likeness = NameLikeness(("رابعه", "rib", "robe", "tessalit", "تساليت"))
    arabic, latin = np.array([0, 0, 0, 1, 4]), np.array([1, 2, 3, 2, 3])
    assert likeness.undecided(arabic, latin).tolist() == [True, True, False, False, False]
    assert not likeness.alike(arabic[:3], latin[:3]).any()


def test_a_region_known_by_its_name_alone_parts_nothing() -> None:
    """Nord-Kivu, where no gazetteer has it, may be the North Kivu that the other side names."""
    unknown = ADMIN1.index("name:CD:nordkivu")
    assert level(Spot(name=4, admin1=0), Spot(name=4, admin1=unknown)) == "same_name"
    assert level(Spot(name=4, admin1=0), Spot(name=4, admin1=1)) == "elsewhere"
    region = Spot(name=1, admin1=unknown, place_class=PlaceClass.REGION, shape=PlaceShape.UNIT, radius=100.0)
    assert level(Spot(name=4, admin1=0), region) == "wider"
    assert level(Spot(name=4, admin1=unknown), region) == "contained"
