"""The facets as the contract defines them, on both sides of every edge."""

from dataclasses import replace
from typing import Any

import pytest

from reconcile.domain.dates import DateInterval, EventDate
from reconcile.domain.like_with_like import consistent
from reconcile.domain.outcomes import FacetResult
from reconcile.domain.places import PlaceCandidate, PlaceClass, PlaceShape
from reconcile.domain.records import DatePrecision, TollScope
from reconcile.domain.tolls import CountRange, TollSide
from reconcile.reference import load_reference
from reconcile.verdict.dates import compare_dates
from reconcile.verdict.hearing import Heard, target_said
from reconcile.verdict.places import compare_places, place_result
from reconcile.verdict.targets import compare_targets
from reconcile.verdict.tolls import compare_tolls
from tests.verdict.building import claim, days, killed, spot, statement

AGREES, COARSER, DIFFERS, NOT_STATED = FacetResult
REFERENCE = load_reference(None)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (days("2017-04-18"), days("2017-04-18"), AGREES),
        (days("2017-04-11", "2017-04-18"), days("2017-04-18"), AGREES),
        (days("2017-04-10", "2017-04-18"), days("2017-04-18"), COARSER),
        (days("2017-04-17"), days("2017-04-18"), DIFFERS),
        (days("2017-04-17", "2017-04-18"), days("2017-04-18", "2017-04-19"), AGREES),
        (EventDate(), days("2017-04-18"), NOT_STATED),
        (EventDate(bounds=days("2017-04-18").span), days("2017-04-18"), NOT_STATED),
    ],
)
def test_dates(one: EventDate, other: EventDate, expected: FacetResult) -> None:
    assert compare_dates(Heard(claim(date=one)), Heard(statement(date=other))).result is expected
    assert compare_dates(Heard(claim(date=other)), Heard(statement(date=one))).result is expected


def test_an_ambiguous_date_that_may_fit_is_coarser() -> None:
    spring, autumn = days("2019-05-04").intervals[0], days("2019-04-05").intervals[0]
    either = EventDate(intervals=(spring, autumn), precision=DatePrecision.AMBIGUOUS)
    assert compare_dates(Heard(claim(date=either)), Heard(statement(date=days("2019-05-04")))).result is COARSER
    assert compare_dates(Heard(claim(date=either)), Heard(statement(date=days("2019-06-04")))).result is DIFFERS


def test_the_date_sentence_names_both_sides_and_the_days_between() -> None:
    found = compare_dates(Heard(claim(date=days("2017-04-16"))), Heard(statement(date=days("2017-04-18"))))
    assert found.sentence == "JNIM says 16 April 2017; MINUSMA says 18 April 2017, 2 days apart."


TESSALIT = spot("tessalit", lat=20.2, lon=1.01)
SOUTH = spot("tessalit", lat=20.2 - 0.2698, lon=1.01, radius_km=7.5, shape=PlaceShape.BEARING)
"""30 km south, within max(5, 30/4) km."""
NEAR = spot("tessalit", lat=20.2, lon=1.01, radius_km=25.0, shape=PlaceShape.AREA)
KIDAL = spot("kidal", place_class=PlaceClass.REGION, shape=PlaceShape.UNIT, admin1="ML-8", radius_km=250.0)
KHANAQIN = spot("khanaqin", place_class=PlaceClass.DISTRICT, shape=PlaceShape.UNIT, admin1="IQ.10", radius_km=50.0)
"""A district that no gazetteer has."""
FAR = spot("tarkint", lat=17.71, lon=-0.05, radius_km=40.0, shape=PlaceShape.AREA, place_class=PlaceClass.DISTRICT)
"""A village that no gazetteer has, 160 km north of a town."""
AXIS = spot("aguelhok", shape=PlaceShape.AXIS, axis_keys=("aguelhok", "tessalit"), place_class=PlaceClass.DISTRICT)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (NEAR, SOUTH, AGREES),
        (TESSALIT, SOUTH, DIFFERS),
        (AXIS, AXIS, AGREES),
        (AXIS, replace(AXIS, axis_keys=("aguelhoc", "tessalit")), AGREES),
        (spot("latih", admin1="name:PH:sulu"), spot("latih", admin1="PH.14"), AGREES),
        (spot("latih", admin1="PH.09"), spot("latih", admin1="PH.14"), DIFFERS),
        (KIDAL, KIDAL, AGREES),
        (KHANAQIN, KHANAQIN, AGREES),
        (KHANAQIN, replace(KHANAQIN, name_key="khanakin", lat=34.2, lon=44.5, place_key=None), AGREES),
        (KHANAQIN, replace(KHANAQIN, place_key="IQ.10.5"), AGREES),
        (replace(KHANAQIN, place_key="IQ.10.6"), replace(KHANAQIN, place_key="IQ.10.5"), COARSER),
        (KHANAQIN, replace(KHANAQIN, name_key="azim"), COARSER),
        (KHANAQIN, replace(KHANAQIN, admin1="IQ.13"), COARSER),
        (KHANAQIN, replace(KHANAQIN, shape=PlaceShape.AREA), COARSER),
        (KIDAL, spot("tessalit", admin1="ML-8"), COARSER),
        (KIDAL, spot("gao", admin1="ML-7"), DIFFERS),
        (KIDAL, spot("timbuktu", place_class=PlaceClass.REGION, admin1="ML-6"), DIFFERS),
        (spot("mali", place_class=PlaceClass.WIDER), TESSALIT, COARSER),
        (spot("chinegodar"), spot("chinagoder"), AGREES),
        (spot("chinegodar", country="NE"), spot("chinagoder", country="ML"), DIFFERS),
        (spot("tenenkou"), spot("kere"), DIFFERS),
        (FAR, spot("tarkint"), AGREES),
        (FAR, spot("tarkint", lat=17.5, lon=-0.1), AGREES),
        (FAR, spot("tarkint", lat=16.0, lon=-0.1), DIFFERS),
        (spot("niger border", shape=PlaceShape.AREA, place_class=PlaceClass.WIDER),) * 2 + (COARSER,),
        (FAR, spot("almoustarat", lat=17.5, lon=-0.1), COARSER),
        (replace(FAR, shape=PlaceShape.BEARING), spot("tarkint", lat=17.5, lon=-0.1), COARSER),
    ],
)
def test_places(one: PlaceCandidate, other: PlaceCandidate, expected: FacetResult) -> None:
    assert place_result((one,), (other,)) is expected
    assert place_result((other,), (one,)) is expected


@pytest.mark.parametrize(("km", "expected"), [(9.99, AGREES), (10.01, DIFFERS)])
def test_the_sum_of_the_radii_is_the_edge(km: float, expected: FacetResult) -> None:
    here, there = spot("a", lat=0.0, lon=0.0), spot("b", lat=0.0, lon=km / 111.19508)
    assert place_result((here,), (there,)) is expected


def test_the_part_that_fits_best_counts() -> None:
    boulkessi, mondoro = spot("boulkessi"), spot("mondoro", part=1)
    assert place_result((mondoro,), (boulkessi, mondoro)) is AGREES


def test_an_unlikely_homonym_decides_nothing() -> None:
    unlikely = spot("gao", lat=16.3, lon=0.0, weight=0.19)
    elsewhere = spot("gao", lat=12.0, lon=-7.0, weight=0.81)
    account = statement(places=(unlikely, elsewhere))
    assert compare_places(Heard(claim(places=(spot("gao", lat=16.3, lon=0.0),))), Heard(account)).result is DIFFERS


def test_a_country_alone_is_no_place() -> None:
    silent = claim(written={"place": None}, places=(spot("mali", place_class=PlaceClass.WIDER),))
    assert compare_places(Heard(silent), Heard(statement())).result is NOT_STATED


@pytest.mark.parametrize(
    ("one", "one_actors", "other", "other_actors", "expected"),
    [
        ("base", ("ML_ARMY",), "outpost", ("ML_ARMY",), AGREES),
        ("base", ("ML_ARMY",), "camp", (), AGREES),
        ("base", ("FR_ARMY",), "camp", ("ML_ARMY",), DIFFERS),
        ("convoy", ("ML_ARMY",), "patrol", ("ML_ARMY",), AGREES),
        ("base", ("ML_ARMY",), "patrol", ("ML_ARMY",), DIFFERS),
        ("base", ("ML_ARMY",), "other", ("ML_ARMY",), NOT_STATED),
        ("other", ("ML_ARMY",), "other", ("ML_GENDARMERIE",), AGREES),
        ("other", ("ML_ARMY",), "other", ("UN_MINUSMA",), DIFFERS),
        ("other", ("ML_ARMY",), "other", (), NOT_STATED),
        (None, ("ML_ARMY",), "base", ("ML_ARMY",), NOT_STATED),
        ("base", ("UN_MINUSMA",), "base", ("UN_MINUSMA.TD",), AGREES),
    ],
)
def test_targets(
    one: str | None, one_actors: tuple[str, ...], other: str, other_actors: tuple[str, ...], expected: FacetResult
) -> None:
    def made(code: str | None, actors: tuple[str, ...]) -> dict[str, Any]:
        family = None if code is None else REFERENCE.targets.family(code)
        return {"target": code, "target_family": family, "target_actors": actors}

    a, b = made(one, one_actors), made(other, other_actors)
    assert compare_targets(Heard(claim(**a)), Heard(statement(**b)), REFERENCE).result is expected
    assert compare_targets(Heard(claim(**b)), Heard(statement(**a)), REFERENCE).result is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (CountRange(15, 15), CountRange(10, 10), True),
        (CountRange(16, 16), CountRange(10, 10), False),
        (CountRange(2, 2), CountRange(0, 0), True),
        (CountRange(3, 3), CountRange(0, 0), False),
        (CountRange(100, None), CountRange(71, 71), True),
        (CountRange(100, None), CountRange(66, 66), False),
        (CountRange(None, 12), CountRange(5, 5), True),
        (CountRange(120, 240), CountRange(101, 101), True),
        (CountRange(10, 20), CountRange(20, 30), True),
    ],
)
def test_tolls_that_fit_together(one: CountRange, other: CountRange, expected: bool) -> None:
    assert consistent(one, other) is expected
    assert consistent(other, one) is expected


def test_attackers_dead_are_never_compared_with_the_other_side() -> None:
    found = compare_tolls(
        Heard(claim(tolls=killed(43, 43))), Heard(statement(tolls=killed(101, 101, TollSide.ATTACKERS)))
    )
    assert found.result is NOT_STATED
    assert found.statement_says is None


def test_civilian_targets_are_compared_with_civilians() -> None:
    villagers: dict[str, Any] = {"target": "village", "target_family": "civilians"}
    one = claim(tolls=killed(20, 20), **villagers)
    other = statement(tolls=killed(22, 22, TollSide.CIVILIANS) | killed(3, 3), **villagers)
    assert compare_tolls(Heard(one), Heard(other)).result is AGREES


def test_tolls_of_another_scope_are_coarser() -> None:
    found = compare_tolls(
        Heard(claim(tolls=killed(85, 85), toll_scope=TollScope.SEVERAL)), Heard(statement(tolls=killed(25, 25)))
    )
    assert found.result is COARSER


def test_no_dead_is_a_statement() -> None:
    found = compare_tolls(Heard(claim(tolls=killed(5, 5))), Heard(statement(tolls=killed(0, 0))))
    assert found.result is DIFFERS
    assert found.statement_says == "0 killed"


def test_intervals_are_whole() -> None:
    with pytest.raises(ValueError, match="ends"):
        DateInterval(days("2017-04-18").intervals[0].start, days("2017-04-17").intervals[0].start)


@pytest.mark.parametrize(
    ("written", "code", "told"),
    [
        ("government_building", "government_building", "government building: Malian army"),
        ("immeuble_du_gouvernement", "government_building", "immeuble_du_gouvernement: Malian army"),
    ],
)
def test_a_code_is_told_in_words_and_a_wording_as_written(written: str, code: str, told: str) -> None:
    one = claim(1, {"target_type": written, "target_actor": "Malian army"}, target=code)
    assert target_said(one) == told
