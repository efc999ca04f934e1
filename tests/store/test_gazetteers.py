"""Places imported, found by name, replaced."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from reconcile.domain.gazetteer import SHIPPED
from reconcile.domain.names import name_key, skeleton
from reconcile.domain.places import GazetteerPlace, PlaceClass
from reconcile.errors import DatabaseError, NotFoundError
from reconcile.store import Database, ImportCounts
from reconcile.store.engines import reading
from reconcile.store.records import text_digest
from reconcile.store.reference_tables import GazetteerPlaceRow, PlaceNameRow
from tests.store.making import NOW, texts


def place(key: str, name: str, *names: str, **fields: Any) -> GazetteerPlace:
    plain: dict[str, Any] = {
        "place_class": PlaceClass.LOCAL,
        "country": "ML",
        "admin1": "ml:kidal",
        "admin2": None,
        "lat": 20.2,
        "lon": 1.0,
        "radius_km": 5.0,
        "population": 0,
        "source": "GeoNames",
    }
    return GazetteerPlace(**{"key": key, "name": name, "names": names, **plain, **fields})


TESSALIT = place("x:1", "Tessalit", "Tessalit Camp", "Tesalit")
BOULIKESSI = place("x:2", "Boulikessi", "Boulkessi", lat=None, lon=None, population=None, admin1=None)
KIDAL = place("x:3", "Kidal", place_class=PlaceClass.REGION, admin2="x:9")
NAMESAKE = place("x:0", "Tessalit", country="NE")
ALL = [TESSALIT, BOULIKESSI, KIDAL, NAMESAKE]


def load(database: Database, places: list[GazetteerPlace], digest: str = "1" * 64, name: str = "test") -> ImportCounts:
    return database.import_gazetteer(name, "a source", "CC0", digest, places, NOW)


def count(database: Database, table: type) -> int:
    with reading(database._engine) as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_places_are_found_by_any_of_their_names(database: Database) -> None:
    counts = load(database, ALL)
    assert (counts.places, counts.names, counts.replaced) == (4, 7, False)
    found = database.places_named(["tessalit", "tesalit", "boulkessi", "nowhere"])
    assert found.by_key == {"boulkessi": (BOULIKESSI,), "tesalit": (TESSALIT,), "tessalit": (NAMESAKE, TESSALIT)}
    assert list(found.by_key) == sorted(found.by_key)
    assert found.by_skeleton == {}


def test_and_by_the_skeleton_of_a_misspelling(database: Database) -> None:
    load(database, ALL)
    misspelt = skeleton("Boulikessy")
    assert database.places_named([], [misspelt]).by_skeleton == {misspelt: (BOULIKESSI,)}


def test_units_of_a_level(database: Database) -> None:
    load(database, ALL)
    assert database.units(PlaceClass.REGION) == (KIDAL,)
    assert database.units(PlaceClass.DISTRICT) == ()


@pytest.mark.parametrize("place_class", PlaceClass)
def test_every_class_is_kept(database: Database, place_class: PlaceClass) -> None:
    one = replace(TESSALIT, place_class=place_class)
    load(database, [one])
    assert database.units(place_class) == (one,)


def test_the_same_file_again_does_nothing(database: Database) -> None:
    load(database, ALL)
    assert load(database, []) == ImportCounts(places=0, names=0, replaced=False)
    assert count(database, GazetteerPlaceRow) == 4


def test_another_file_of_the_same_name_replaces(database: Database) -> None:
    load(database, ALL)
    assert load(database, [KIDAL], "2" * 64) == ImportCounts(places=1, names=1, replaced=True)
    assert (count(database, GazetteerPlaceRow), count(database, PlaceNameRow)) == (1, 1)
    assert database.gazetteer_digests() == {"test": "2" * 64}


def test_gazetteers_of_other_names_stand_beside_it_and_a_shared_place_is_told_once(database: Database) -> None:
    """With the names of all, and as the gazetteer tells of it whose name comes first: not the one imported first."""
    load(database, ALL, name="zulu")
    again = replace(TESSALIT, radius_km=7.0, names=("Tesalit", "Tessalite"))
    load(database, [again, place("y:1", "Tessalit")], "2" * 64, name="alpha")
    assert list(database.gazetteer_digests()) == ["alpha", "zulu"]
    found = database.places_named(["tessalit"]).by_key["tessalit"]
    assert [(one.key, one.radius_km) for one in found] == [("x:0", 5.0), ("x:1", 7.0), ("y:1", 5.0)]
    both = replace(again, names=("Tesalit", "Tessalite", "Tessalit Camp"))
    assert database.places_named(["tessalitcamp"]).by_key == {"tessalitcamp": (both,)}


def test_the_gazetteer_of_the_reference_tables_goes_before_all_others(database: Database) -> None:
    load(database, [replace(TESSALIT, radius_km=7.0)], name="alpha")
    load(database, [TESSALIT], "2" * 64, name=SHIPPED)
    assert database.places_named(["tessalit"]).by_key["tessalit"] == (TESSALIT,)


def test_other_spellings_are_found_in_the_countries_asked_for(database: Database) -> None:
    load(database, ALL)
    bones = skeleton("Tessalit")
    assert database.places_respelt([]) == {}
    assert database.places_respelt([("ML", bones)]) == {bones: (TESSALIT,)}
    assert database.places_respelt([("ML", bones), ("NE", bones), ("BF", bones)]) == {bones: (NAMESAKE, TESSALIT)}


def test_places_by_the_start_of_their_key(database: Database) -> None:
    load(database, ALL)
    load(database, [place("y_:1", "Ber"), place("yx:1", "Gossi")], "2" * 64, name="other")
    assert sorted(database.places_keyed("x:", without="other")) == ["x:0", "x:1", "x:2", "x:3"]
    assert database.places_keyed("y_", without="test") == {"y_:1": place("y_:1", "Ber")}
    assert database.places_keyed("y", without="other") == {}


def test_what_is_there_is_listed_and_can_be_removed(database: Database) -> None:
    load(database, ALL)
    load(database, [KIDAL], "2" * 64, name="another")
    kept = database.gazetteers()
    assert [(one.name, one.places, one.source, one.licence, one.imported_at) for one in kept] == [
        ("another", 1, "a source", "CC0", NOW),
        ("test", 4, "a source", "CC0", NOW),
    ]
    assert database.remove_gazetteer("test") == 4
    assert [one.name for one in database.gazetteers()] == ["another"]
    assert (count(database, GazetteerPlaceRow), count(database, PlaceNameRow)) == (1, 1)
    with pytest.raises(NotFoundError, match="gazetteer list"):
        database.remove_gazetteer("test")


def test_a_key_that_stands_twice_imports_nothing(database: Database) -> None:
    load(database, [KIDAL])
    many = [place(f"p:{n}", "Village") for n in range(2_001)]
    for twice in ([TESSALIT, TESSALIT], [*many, many[0]]):
        with pytest.raises(DatabaseError, match="twice"):
            load(database, twice, "2" * 64)
    assert database.gazetteer_digests() == {"test": "1" * 64}
    assert count(database, GazetteerPlaceRow) == 1


def test_more_names_than_one_question_holds(database: Database) -> None:
    places = [place(f"p:{n:05}", f"Village {n}") for n in range(4_500)]
    done: list[int] = []
    database.import_gazetteer("many", "s", "l", "3" * 64, places, NOW, done.append)
    assert sum(done) == 4_500
    found = database.places_named([name_key(one.name) for one in places], [])
    assert [found.by_key[name_key(one.name)] for one in places] == [(one,) for one in places]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=texts, names=st.lists(texts, max_size=3), lat=st.floats(-90, 90), lon=st.floats(-180, 180))
def test_any_place_comes_back_as_it_was(
    database: Database, name: str, names: list[str], lat: float, lon: float
) -> None:
    one = place("k", name, *names, lat=lat, lon=lon)
    load(database, [one], name_digest(name, names, lat, lon))
    assert database.places_named([name_key(name)]).by_key[name_key(name)] == (one,)


def name_digest(*parts: object) -> str:
    return text_digest(repr(parts))
