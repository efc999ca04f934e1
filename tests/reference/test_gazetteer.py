"""The shipped places: where their coordinates come from, and that they lie where their country is."""

import math

import pytest

from reconcile.domain.names import name_key
from reconcile.domain.places import EARTH_RADIUS_KM, LOCAL_LIMIT_KM, GazetteerPlace, PlaceClass
from reconcile.reference import load_reference

REFERENCE = load_reference(None)
PLACES = REFERENCE.places
BY_KEY = {place.key: place for place in PLACES}
CORE = {"AF", "BF", "KE", "ML", "NE", "NG", "PK", "SO", "YE"}
DRAWN = {outline.country: outline for outline in REFERENCE.outlines}
BESIDE_KM = 60.0
"""How far a place may lie outside the box of its country's outline, which is simplified."""
FAR_ISLANDS = {"IN", "PH", "EG", "TR", "YE"}
"""Countries with inhabited islands that are too small to be drawn."""


def named(name: str, country: str) -> list[GazetteerPlace]:
    key = name_key(name)
    return [p for p in PLACES if p.country == country and key in {name_key(n) for n in (p.name, *p.names)}]


def test_keys_are_unique_and_in_order() -> None:
    keys = [place.key for place in PLACES]
    assert keys == sorted(set(keys))


def test_every_place_says_where_its_coordinates_come_from() -> None:
    assert {place.source for place in PLACES if not place.source} == set()
    assert any(place.source == "GeoNames (CC BY 4.0)" for place in PLACES)


def test_classes_radii_and_keys_of_units_fit() -> None:
    for place in PLACES:
        assert (place.place_class is PlaceClass.LOCAL) == (
            place.radius_km <= LOCAL_LIMIT_KM
        ) or place.population is None
        if place.place_class is PlaceClass.LOCAL:
            assert place.lat is not None
            assert place.lon is not None
        if place.admin1 is not None:
            assert BY_KEY[place.admin1].place_class is PlaceClass.REGION
            assert BY_KEY[place.admin1].country == place.country
        if place.admin2 is not None:
            assert BY_KEY[place.admin2].place_class is PlaceClass.DISTRICT


def test_every_located_place_lies_by_its_country() -> None:
    outside = [p.key for p in PLACES if p.country in DRAWN and p.country not in FAR_ISLANDS and not _near(p)]
    assert outside == []


def _near(place: GazetteerPlace) -> bool:
    if place.lat is None or place.lon is None:
        return True
    points = [point for ring in DRAWN[place.country].rings for point in ring]
    margin = math.degrees(BESIDE_KM / EARTH_RADIUS_KM)
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    in_lon = min(lons) - margin <= place.lon <= max(lons) + margin
    return in_lon and min(lats) - margin <= place.lat <= max(lats) + margin


@pytest.mark.parametrize("country", sorted(CORE))
def test_core_countries_have_regions_districts_places_and_aerodromes(country: str) -> None:
    theirs = [place for place in PLACES if place.country == country]
    assert {place.place_class for place in theirs} == set(PlaceClass)
    assert any(place.key.startswith("base:") for place in theirs)
    assert sum(place.key.startswith("geonames:") for place in theirs) >= 70
    lost = [place.key for place in theirs if place.admin1 is None and place.place_class is PlaceClass.LOCAL]
    assert len(lost) <= 0.02 * len(theirs), "the source files a few places under no first-order unit"


def test_new_regions_name_the_one_they_were_made_from() -> None:
    assert REFERENCE.made_from["ML.12070577"] == "ML.09"
    for new, old in REFERENCE.made_from.items():
        assert BY_KEY[new].place_class is BY_KEY[old].place_class is PlaceClass.REGION
        assert BY_KEY[new].country == BY_KEY[old].country


@pytest.mark.parametrize(("name", "country"), [("Tombouctou", "ML"), ("Gao", "ML"), ("Kidal", "ML"), ("Diffa", "NE")])
def test_a_town_a_district_and_a_region_may_share_a_name(name: str, country: str) -> None:
    assert {place.place_class for place in named(name, country)} == {
        PlaceClass.LOCAL,
        PlaceClass.DISTRICT,
        PlaceClass.REGION,
    }


def test_former_and_foreign_spellings_are_kept() -> None:
    assert named("Timbuktu", "ML")
    assert named("Tombouctou", "ML")
    assert named("تمبكتو", "ML")
