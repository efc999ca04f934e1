"""The tables that name issuers: every fault is named with file and line."""

from pathlib import Path

import pytest

from reconcile.drafting import issuer_tables
from reconcile.drafting.issuer_tables import (
    issuer_years,
    letterheads,
    read_issuer_years,
    read_letterheads,
)
from reconcile.errors import ReferenceDataError
from reconcile.reference import load_reference
from reconcile.reference.tables import Desk

YEARS = "issuer,since,until,note\n{}\n"
HEADS = "pattern,source,note\n{}\n"


def test_the_shipped_tables_hold() -> None:
    assert issuer_years()["minusma"] == (2013, 2023)
    assert issuer_years()["unama"] == (2002, None)
    assert [key for _, key in letterheads()] == ["isaf"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("minusna,2013,2023,x", "issuer_years.csv, line 2, issuer 'minusna': is no issuer of the source table."),
        ("al-zallaqa,2017,,x", "issuer_years.csv, line 2, issuer 'al-zallaqa': is no issuer of the source table."),
        ("minusma,2O13,2023,x", "issuer_years.csv, line 2, since '2O13': is not a number."),
        ("minusma,2013,20233,x", "issuer_years.csv, line 2, until '20233': must lie between 1945 and 2100."),
        ("minusma,2013.5,,x", "issuer_years.csv, line 2, since '2013.5': is no whole year."),
        ("minusma,2023,2013,x", "issuer_years.csv, line 2, until '2013': lies before the first year."),
        ("minusma,,2013,x", "issuer_years.csv, line 2, since '': must not be empty."),
        ("minusma,2013,2023", "issuer_years.csv, line 2: has 3 cells where the header names 4 columns."),
        ("unama,2002,,x\nunama,2003,,x", "issuer_years.csv, line 3, issuer 'unama': stands in line 2 already."),
    ],
)
def test_faults_in_years(tmp_path: Path, row: str, told: str) -> None:
    (tmp_path / "issuer_years.csv").write_text(YEARS.format(row), encoding="utf-8")
    desk = Desk(tmp_path)
    read_issuer_years(desk, load_reference(None).sources)
    assert [fault.message for fault in desk.faults] == [told]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("A-\\d,nobody,x", "letterheads.csv, line 2, source 'nobody': is no issuer of the source table."),
        ("A-(,isaf,x", "letterheads.csv, line 2, pattern 'A-(': is no pattern: "),
    ],
)
def test_faults_in_letterheads(tmp_path: Path, row: str, told: str) -> None:
    (tmp_path / "letterheads.csv").write_text(HEADS.format(row), encoding="utf-8")
    desk = Desk(tmp_path)
    read_letterheads(desk, load_reference(None).sources)
    (fault,) = desk.faults
    assert fault.message.startswith(told)


def test_a_faulty_table_is_refused_on_loading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "issuer_years.csv").write_text(YEARS.format("minusma,x,2023,x"), encoding="utf-8")
    monkeypatch.setattr(issuer_tables, "WORDS", tmp_path)
    issuer_years.cache_clear()
    with pytest.raises(ReferenceDataError, match=r"issuer_years\.csv, line 2, since 'x': is not a number\."):
        issuer_years()
    monkeypatch.undo()
    issuer_years.cache_clear()
