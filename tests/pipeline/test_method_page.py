"""The method page names what is loaded, and says where a run was made with something else than is in force today."""

from dataclasses import replace
from pathlib import Path

import pytest

from reconcile.domain.gazetteer import GazetteerFormat
from reconcile.domain.records import RecordKind
from reconcile.pipeline.gazetteers import ImportWish, import_gazetteer_file
from reconcile.pipeline.publishing import changed_since, write_report
from reconcile.settings import LinkSettings, Settings
from tests.pipeline.desk import CLAIMS, PLACE, STATEMENTS, Desk
from tests.pipeline.running import NOW
from tests.report.reading import Page

GROUP = {**PLACE, "id": "s9", "issuer": "MINUSMA", "event_date": "2017-02-01", "published": "2017-02-02",
         "place": "Gao", "summary": "MINUSMA says that JNIM shelled its camp at Gao."}  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = Desk(tmp_path_factory.mktemp("desk"))
    made.read(RecordKind.CLAIM, CLAIMS)
    made.read(RecordKind.STATEMENT, [*STATEMENTS, GROUP])
    made.run()
    return made


def page(desk: Desk, folder: Path, name: str, settings: Settings | None = None, run: int | None = None) -> Page:
    write_report(desk.url, settings or Settings(), folder, run)
    return Page(folder / name)


def test_sources_and_licences_of_the_tables_are_those_that_are_loaded(desk: Desk, tmp_path: Path) -> None:
    rows = page(desk, tmp_path / "r", "method.html").table("Sources of the reference data in use, with their licences")
    assert rows["Natural Earth, public domain, 1:50m"] == ["outlines of countries"]
    (places,) = rows["GeoNames (CC BY 4.0)"]
    assert int(places.split()[0].replace(",", "")) > 1000


def test_a_run_of_today_says_nothing_of_other_settings(desk: Desk, tmp_path: Path) -> None:
    assert changed_since(desk.url, Settings(), None) == ()
    assert "was made under conditions" not in page(desk, tmp_path / "r", "method.html").text


def test_a_run_with_other_settings_says_so_on_its_method_page(desk: Desk, tmp_path: Path) -> None:
    other = replace(Settings(), link=replace(LinkSettings(), link_threshold_bits=1.5))
    text = page(desk, tmp_path / "r", "method.html", other, run=1).text
    assert "Run 1 was made under conditions other than those in force today (settings)." in text


def test_a_gazetteer_of_ones_own_is_credited_and_told_of_to_readers_of_earlier_runs(desk: Desk, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("key,name,country,class,lat,lon\nx:1,Ourplace,ML,local,17.1,-0.2\n", encoding="utf-8")
    wish = ImportWish(name="own", source="Field notes of 2016", licence="CC0")
    import_gazetteer_file(desk.url, own, GazetteerFormat.CSV, wish, Settings(), NOW)
    found = page(desk, tmp_path / "r", "method.html", run=1)
    assert "Run 1 was made under conditions other than those in force today (gazetteer)." in found.text
    rows = found.table("Sources of the reference data in use, with their licences")
    assert rows["Field notes of 2016 (CC0)"] == ["1 places of the gazetteer 'own'"]


def test_official_only_says_which_armed_group_a_statement_names(desk: Desk, tmp_path: Path) -> None:
    text = page(desk, tmp_path / "r", "official-only.html").tables[0].rows
    (row,) = [cells for cells in text if "s9" in cells[0]]
    assert row[5].strip() == "JNIM"
    (other,) = [cells for cells in text if "s2" in cells[0]]
    assert other[5].strip() == "none"
