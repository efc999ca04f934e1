"""Homonyms: what is one place met in several gazetteers, what are several, and what a unit's name means."""

from typing import Any

import pytest

from reconcile.domain.gazetteer import NamedPlaces
from reconcile.domain.names import name_key, skeleton
from reconcile.domain.places import GazetteerPlace, PlaceCandidate, PlaceClass
from reconcile.domain.records import ClaimRecord
from reconcile.grammar.lookup import MOST_HOMONYMS, Finder
from reconcile.normalise.places import place_candidates

MADE_FROM = {"r:menaka": "r:gao"}
KM = 1 / 111.195
"""Degrees of latitude in a kilometre."""


def place(key: str, name: str, at: tuple[float, float], **fields: Any) -> GazetteerPlace:
    told: dict[str, Any] = {"place_class": PlaceClass.LOCAL, "country": "ML", "admin1": "r:gao", "admin2": None}
    told |= {"radius_km": 5.0, "population": None, "source": "test", "lat": at[0], "lon": at[1]}
    return GazetteerPlace(**{"key": key, "name": name, **told, **fields})


def region(key: str, name: str, at: tuple[float, float], radius: float = 150.0, **fields: Any) -> GazetteerPlace:
    return place(key, name, at, place_class=PlaceClass.REGION, admin1=key, radius_km=radius, **fields)


MALI = place("country:ML", "Mali", (17.5, -4.0), place_class=PlaceClass.WIDER, admin1=None, radius_km=1000.0)
UNITS = (
    MALI,
    region("r:gao", "Gao", (16.1, 0.0)),
    region("r:menaka", "Ménaka", (15.9, 2.9)),
    region("r:kidal", "Kidal", (19.0, 1.5)),
    region("r:bayda", "Al Bayda'", (14.3, 45.4), 80, country="YE"),
    region("r:taiz", "Taiz", (13.6, 43.9), 80, country="YE"),
)


def candidates(text: str | None, places: list[GazetteerPlace], **fields: Any) -> tuple[PlaceCandidate, ...]:
    by_key: dict[str, list[GazetteerPlace]] = {}
    by_skeleton: dict[str, list[GazetteerPlace]] = {}
    for one in (*UNITS, *places):
        for name in dict.fromkeys((one.name, *one.names)):
            by_key.setdefault(name_key(name), []).append(one)
            by_skeleton.setdefault(skeleton(name), []).append(one)
    found = NamedPlaces(
        by_key={key: tuple(some) for key, some in by_key.items()},
        by_skeleton={bones: tuple(some) for bones, some in by_skeleton.items()},
    )
    record = ClaimRecord(id="c", claimant="JNIM", place=text, **{"country": "ML", **fields})
    return place_candidates(record, Finder(found, MADE_FROM), {})[0]


@pytest.mark.parametrize(("apart_km", "expected"), [(0.0, 1), (9.9, 1), (10.1, 2), (20.1, 2)])
def test_two_entries_of_one_name_are_one_place_up_to_ten_kilometres(apart_km: float, expected: int) -> None:
    twins = [place("cod:1", "Tarkint", (17.4, 0.1)), place("wof:1", "Tarkint", (17.4 + apart_km * KM, 0.1))]
    found = candidates("Tarkint", twins)
    assert len(found) == expected
    assert sum(one.weight for one in found) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("others", "preferred"),
    [
        ([place("geonames:9", "Tarkint", (17.4, 0.1))], "geonames:9"),
        ([place("acled:1", "Tarkint", (17.4, 0.1), population=50)], "acled:1"),
        ([place("zzz:1", "Tarkint", (17.4, 0.1), names=("Tarkinte", "Tarkent"))], "zzz:1"),
        ([place("aaa:1", "Tarkint", (17.4, 0.1))], "aaa:1"),
    ],
)
def test_which_of_them_is_kept_does_not_hang_on_their_order(others: list[GazetteerPlace], preferred: str) -> None:
    entries = [place("cod:1", "Tarkint", (17.41, 0.1), names=("Tarkinti",)), *others]
    if preferred == "aaa:1":
        entries[0] = place("cod:1", "Tarkint", (17.41, 0.1))
    for order in (entries, entries[::-1]):
        assert [one.place_key for one in candidates("Tarkint", order)] == [preferred]


def test_the_one_kept_takes_from_the_others_what_it_lacks() -> None:
    bare = place("geonames:9", "Tarkint", (17.4, 0.1), admin1=None)
    full = place("cod:1", "Tarkint", (17.41, 0.1), admin1="r:kidal", admin2="d:1")
    (found,) = candidates("Tarkint", [bare, full])
    assert (found.place_key, found.admin1, found.admin2) == ("geonames:9", "r:kidal", "d:1")


def test_homonyms_far_apart_stay_several_with_weights() -> None:
    many = [place(f"cod:{n}", "Madina", (12.0 + n / 2, -5.0)) for n in range(8)]
    found = candidates("Madina", [*many, *(place(f"wof:{n}", "Madina", (12.0 + n / 2, -5.01)) for n in range(8))])
    assert len(found) == MOST_HOMONYMS
    assert sum(one.weight for one in found) == pytest.approx(1.0)
    assert len({one.weight for one in found}) == 1


def test_a_place_beside_its_region_is_no_quarter_of_the_regions_town() -> None:
    towns = [place("g:tessalit", "Tessalit", (20.2, 1.0), admin1="r:kidal"),
             place("g:kidal", "Kidal", (18.4, 1.4), admin1="r:kidal")]  # fmt: skip
    (found,) = candidates("Tessalit, Kidal", towns, admin1="Kidal")
    assert found.place_key == "g:tessalit"


def test_a_village_elsewhere_is_not_what_a_regions_name_means() -> None:
    hamlet = place("wof:1", "Gao", (12.0, -6.0), admin1="r:sikasso")
    (found,) = candidates("Gao", [hamlet])
    assert (found.place_key, found.place_class) == ("r:gao", PlaceClass.REGION)
    seat = place("geonames:1", "Gao", (16.27, -0.04))
    (found,) = candidates("Gao", [hamlet, seat])
    assert (found.place_key, found.place_class) == ("geonames:1", PlaceClass.LOCAL)


def test_unless_the_text_says_that_it_is_a_village_or_the_record_another_region() -> None:
    hamlet = place("wof:1", "Gao", (19.0, 1.0), admin1="r:kidal")
    assert candidates("village of Gao", [hamlet])[0].place_key == "wof:1"
    assert candidates("Gao", [hamlet], admin1="Kidal")[0].place_key == "wof:1"


@pytest.mark.parametrize(("population", "key"), [(None, "country:ML"), (99_999, "country:ML"), (100_000, "wof:1")])
def test_a_hamlet_is_not_what_a_countrys_name_means(population: int | None, key: str) -> None:
    hamlet = place("wof:1", "Mali", (13.0, -11.0), population=population)
    assert candidates("Mali", [hamlet])[0].place_key == key


def test_a_region_is_known_by_two_consonants_and_says_which_homonym_is_meant() -> None:
    there = place("wof:1", "Rida", (14.4, 44.8), names=("Radaa",), country="YE", admin1="r:bayda")
    elsewhere = place("geonames:1", "Radaa", (13.7, 43.6), country="YE", admin1="r:taiz")
    (found,) = candidates("Radaa", [there, elsewhere], country="YE", admin1="Baydah")
    assert (found.place_key, found.admin1) == ("wof:1", "r:bayda")


def test_a_spelling_in_the_region_stated_beats_the_same_letters_outside_it() -> None:
    outside = place("cod:1", "Boulkessi", (12.0, -8.0), admin1="r:koulikoro")
    inside = place("cod:2", "Boulikessi", (16.5, 0.5))
    assert candidates("Boulkessi", [outside, inside], admin1="Gao")[0].place_key == "cod:2"


def test_a_place_of_a_region_cut_out_of_the_one_stated_counts_as_told() -> None:
    """Both regions stand in texts of one year; it is the accounts that are compared."""
    village = place("cod:1", "Tabankort", (15.4, 2.1), admin1="r:menaka")
    assert candidates("Tabankort", [village], admin1="Gao")[0].admin1 == "r:gao"
    assert candidates("Tabankort", [village], admin1="Ménaka")[0].admin1 == "r:menaka"
    assert candidates("Tabankort", [village])[0].admin1 == "r:menaka"
