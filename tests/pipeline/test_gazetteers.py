"""Gazetteers brought into a database, and what records are then resolved to."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reconcile.domain.gazetteer import SHIPPED, GazetteerFormat
from reconcile.domain.records import ClaimRecord
from reconcile.errors import InputError
from reconcile.normalise import normalise_records, place_names
from reconcile.pipeline.gazetteers import ImportWish, import_gazetteer_file, list_gazetteers, remove_gazetteer
from reconcile.pipeline.looking_up import places_for
from reconcile.pipeline.preparing import bring_reference
from reconcile.pipeline.results import GazetteerResult
from reconcile.reference import load_reference
from reconcile.settings import Settings
from reconcile.store import open_database

NOW = datetime(2030, 1, 1, tzinfo=UTC)
HEAD = "wof_id,gn_id,name,placetype,lat,lon,pop,is_current,superseded,deprecated,region,county,altnames,country\n"
TABANKORT = "71,2450500,Tabankort,locality,17.79,0.24,,1,,,Gao,Bourem,Tabankorte,ML\n"
INATES = "72,,Inates,locality,14.2,1.3,,1,,,Tillabéri,Ouallam,In Ates,NE\n"
MALTA = "73,,Birgu,locality,35.89,14.52,2936,1,,,,,,ML\n"
NAMES = "1\t2450500\ten\tTabancort\n2\t2450500\tar\tتابنكورت\n3\t2453514\ten\tMenaka Town\n4\t1\ten\tNowhere\n"


def bring(url: str, path: Path, text: str, form: str = "wof", wish: ImportWish | None = None) -> GazetteerResult:
    path.write_text(text, encoding="utf-8")
    return import_gazetteer_file(url, path, GazetteerFormat(form), wish or ImportWish(), Settings(), NOW)


def test_a_file_is_imported_once_and_replaced_by_another_state(database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "wof-ML.csv"
    first = bring(database_url, path, HEAD + TABANKORT + MALTA)
    assert (first.name, first.unchanged, first.replaced) == ("wof-ML", False, False)
    assert first.counts == {"read": 2, "places": 1, "names": 2, "left out": 0, "rejected": 1}
    assert first.rejects is not None
    assert first.rejects.read_text(encoding="utf-8").count("\n") == 1
    again = bring(database_url, path, HEAD + TABANKORT + MALTA)
    assert (again.unchanged, again.replaced, again.counts["places"]) == (True, False, 0)
    assert first.rejects.exists(), "what was rejected then is rejected still"
    other = bring(database_url, path, HEAD + TABANKORT + INATES)
    assert (other.unchanged, other.replaced, other.counts["places"], other.rejects) == (False, True, 2, None)
    assert not first.rejects.exists()
    (kept,) = list_gazetteers(database_url)
    assert (kept.name, kept.places, kept.source, kept.imported_at) == ("wof-ML", 2, "Who's On First", NOW)


def test_a_file_that_fails_leaves_what_was_there(database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "wof-ML.csv"
    bring(database_url, path, HEAD + TABANKORT)
    with pytest.raises(InputError, match="no place"):
        bring(database_url, path, HEAD + MALTA)
    assert [(one.name, one.places) for one in list_gazetteers(database_url)] == [("wof-ML", 1)]


def test_name_source_and_licence_can_be_given(sqlite_url: str, tmp_path: Path) -> None:
    wish = ImportWish(name="mine", source="Survey of 2019", licence="ours")
    bring(sqlite_url, tmp_path / "x.csv", HEAD + TABANKORT, wish=wish)
    (kept,) = list_gazetteers(sqlite_url)
    assert (kept.name, kept.source, kept.licence) == ("mine", "Survey of 2019", "ours")
    assert remove_gazetteer(sqlite_url, "mine") == 1
    assert list_gazetteers(sqlite_url) == ()


def test_the_gazetteer_of_the_tables_is_neither_replaced_nor_removed(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--name"):
        bring(sqlite_url, tmp_path / f"{SHIPPED}.csv", HEAD + TABANKORT)
    with pytest.raises(InputError, match="reconcile reference export"):
        remove_gazetteer(sqlite_url, SHIPPED)


def test_alternate_names_go_to_the_places_that_are_there(database_url: str, tmp_path: Path) -> None:
    names = tmp_path / "alternate.txt"
    bring(database_url, tmp_path / "wof.csv", HEAD + TABANKORT)
    first = bring(database_url, names, NAMES, "geonames-names")
    assert (first.counts["places"], first.counts["left out"]) == (2, 4)
    assert bring(database_url, names, NAMES, "geonames-names").unchanged
    with open_database(database_url) as database:
        (tabankort,) = database.places_named(["تابنكورت"]).by_key["تابنكورت"]
        (menaka,) = database.places_named(["menakatown"]).by_key["menakatown"]
    assert (tabankort.key, tabankort.lat, tabankort.names) == (
        "geonames:2450500",
        17.79,
        ("Tabancort", "تابنكورت", "Tabankorte"),
    )
    assert menaka.admin1 == "ML.12070577"
    bring(database_url, tmp_path / "wof.csv", HEAD + INATES)
    third = bring(database_url, names, NAMES, "geonames-names")
    assert (third.unchanged, third.counts["places"]) == (False, 1), "other places, other names"


def test_records_are_resolved_by_what_was_imported(sqlite_url: str, tmp_path: Path) -> None:
    """And the same is found as if every spelling had been fetched at once."""
    records = [
        ClaimRecord(id="c1", claimant="JNIM", country="ML", admin1="Gao region", place="Tabankort"),
        ClaimRecord(id="c2", claimant="JNIM", country="ML", admin1="Gaoo", place="near Tabancourt"),
        ClaimRecord(id="c3", claimant="ISGS", country="NE", admin1="Tilaberi", place="Inattes, Tilaberi"),
        ClaimRecord(id="c4", claimant="ISGS", place="Niamey"),
        ClaimRecord(id="c5", claimant="ISGS", country="ML", place="Tabankort-Menaka axis"),
    ]
    bring(sqlite_url, tmp_path / "wof.csv", HEAD + TABANKORT + INATES)
    reference = load_reference(None)
    with open_database(sqlite_url) as database:
        bring_reference(database, reference, NOW)
        few = places_for(database, reference, records)
        wanted = place_names(records)
        all_at_once = database.places_named(wanted.keys, wanted.skeletons)
    found = list(normalise_records(records, reference, few))
    assert found == list(normalise_records(records, reference, all_at_once))
    assert [value.places[0].place_key for value in found[:3]] == ["geonames:2450500", "geonames:2450500", "wof:72"]
    assert found[4].places[0].located
    assert sum(map(len, few.by_skeleton.values())) < sum(map(len, all_at_once.by_skeleton.values()))


def test_the_order_of_imports_changes_nothing(tmp_path: Path, sqlite_url: str) -> None:
    moved = TABANKORT.replace("17.79", "17.80")
    found = []
    for files in (("a", "b"), ("b", "a")):
        for name in files:
            bring(sqlite_url, tmp_path / f"{name}.csv", HEAD + (TABANKORT if name == "a" else moved))
        with open_database(sqlite_url) as database:
            found.append(database.places_named(["tabankort"]).by_key["tabankort"])
        for name in files:
            remove_gazetteer(sqlite_url, name)
    assert found[0] == found[1] == (replace(found[0][0], lat=17.79),)
