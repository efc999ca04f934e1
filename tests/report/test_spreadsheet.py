"""The workbook, opened by another library."""

import io
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from reconcile.domain.outcomes import Outcome
from reconcile.errors import OutputError
from reconcile.report import export_csv, export_xlsx
from reconcile.report.exports import spreadsheet
from tests.report.building import Made
from tests.report.test_hostile import PAYLOADS, poisoned

TABLES = ("claims", "links", "statements", "contradictions")


def opened(outcome: Outcome) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(export_xlsx(outcome)))


def rows(book: Workbook, sheet: str) -> list[dict[str, object]]:
    heads, *lines = book[sheet].iter_rows(values_only=True)
    return [dict(zip((str(head) for head in heads), line, strict=True)) for line in lines]


def test_every_sheet_has_a_frozen_head_and_filters(made: Made) -> None:
    book = opened(made.outcome)
    assert book.sheetnames == [*TABLES, "data_dictionary"]
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref is not None
        assert sheet.auto_filter.ref.startswith("A1:")


def test_cells_have_the_type_of_their_column(made: Made) -> None:
    claims = {row["id"]: row for row in rows(opened(made.outcome), "claims")}
    assert set(claims) == {claim.id for claim in made.outcome.claims}
    halgan = claims["c-halgan"]
    assert halgan["killed_min"] == 60
    assert halgan["event_first"] == datetime.fromisoformat("2016-06-09")
    assert halgan["as_of"] == datetime.fromisoformat("2017-05-20")
    assert (halgan["lat"], halgan["lon"]) == (4.0, 45.53)
    assert claims["c-denial"]["flag"] is None
    assert claims["c-tessalit-18"]["killed_min"] is None
    links = rows(opened(made.outcome), "links")
    assert all(isinstance(row["match_weight"], int | float) for row in links)


def test_every_column_of_every_sheet_is_explained(made: Made) -> None:
    book = opened(made.outcome)
    told = {(row["table"], row["column"]) for row in rows(book, "data_dictionary")}
    heads = {(name, head.value) for name in TABLES for head in next(book[name].iter_rows())}
    assert told == heads


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_no_cell_is_a_formula_or_a_link(made: Made, payload: str) -> None:
    book = opened(poisoned(made.outcome, payload))
    for sheet in book.worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
                if isinstance(cell.value, str):
                    assert not cell.value.startswith(("=", "+", "@", "＝", "＋", "＠", "\t", "\r", "\n"))
                    assert "http://" not in cell.value


def test_the_same_results_give_the_same_bytes(made: Made) -> None:
    backwards = replace(
        made.outcome, claims=made.outcome.claims[::-1], findings=made.outcome.findings[::-1],
        statements=made.outcome.statements[::-1],
    )  # fmt: skip
    assert export_xlsx(made.outcome) == export_xlsx(backwards)
    assert export_csv(made.outcome) == export_csv(backwards)


def test_days_before_1900_and_long_texts_stay_readable(made: Made) -> None:
    account = made.outcome.claims[0]
    span = account.values.date.intervals[0]
    early = replace(span, start=span.start.replace(year=1899), end=span.end.replace(year=1899))
    record = replace(account.record, captured="x" * 40_000)
    values = replace(account.values, date=replace(account.values.date, intervals=(early,)))
    changed = replace(account, values=values, version=replace(account.version, record=record))
    outcome = replace(made.outcome, claims=(changed, *made.outcome.claims[1:]))
    row = next(row for row in rows(opened(outcome), "claims") if row["id"] == account.id)
    assert row["event_first"] == "1899-04-18"
    assert len(str(row["captured"])) == 32_767


def test_more_rows_than_a_sheet_holds_are_refused(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "ROWS", 11)
    with pytest.raises(OutputError, match="12 claims do not fit into a sheet; export --format csv instead"):
        export_xlsx(made.outcome)


def test_nothing_makes_empty_sheets(made: Made) -> None:
    book = opened(replace(made.outcome, claims=(), statements=(), findings=()))
    assert rows(book, "claims") == []
