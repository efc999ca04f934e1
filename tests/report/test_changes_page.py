"""The change log: from flag to flag, with the reason, and every record that is otherwise."""

from dataclasses import replace
from pathlib import Path

import pytest

from reconcile.domain.changes import ChangeLog
from reconcile.domain.outcomes import Outcome
from reconcile.domain.records import Stance
from reconcile.report import render_report
from reconcile.report.ledger import open_ledger
from reconcile.report.pages.changes import PART, changes_pages
from reconcile.verdict import compare_outcomes
from tests.report.building import books, counted
from tests.report.reading import Page, pages_of
from tests.report.test_tally_pages import text
from tests.tally.building import EXPECTED, event, run_of
from tests.verdict.building import days, killed, statement


def answered(row: int = 1) -> Outcome:
    told = statement(row, {"published": "2017-04-11"}, speaker="minusma", date=days("2017-04-10"))
    return numbered(run_of([event(1), event(2)], [told], [(1, row)]), 2)


def numbered(outcome: Outcome, number: int) -> Outcome:
    return replace(outcome, run=replace(outcome.run, number=number, key=str(number)))


def pages(outcome: Outcome, changes: ChangeLog | None, folder: Path) -> dict[str, Page]:
    render_report(outcome, replace(counted(outcome, books()), changes=changes), folder)
    return pages_of(folder)


def test_from_to_and_because(tmp_path: Path) -> None:
    before, after = numbered(run_of([event(1), event(2)]), 1), answered()
    page = pages(after, compare_outcomes(before, after, EXPECTED), tmp_path / "r")["changes.html"]
    said = text(page)
    assert "This run as of 20 May 2017, 00:00 UTC, beside run 1 as of 20 May 2017, 00:00 UTC." in said
    assert "Of 1 claim of which this run says something else, 1 has another flag; 1 record is new" in said
    assert "no official comment" in said
    assert "Linked to s1 (MINUSMA)" in said
    assert "Statement s1 is new" in said
    assert "The silence on this claim had been concluded." in said
    assert sum(link.startswith("claims/c1-") for link in page.links) == 2, "the claim, and the statement on its page"
    assert not [link for link in page.links if link.startswith("claims/c2-")], "of it both runs say the same"


def test_a_revised_figure_is_named_before_what_is_merely_new(tmp_path: Path) -> None:
    one = statement(1, {"published": "2017-04-11", "own_killed_min": 25}, speaker="minusma", tolls=killed(25))
    two = statement(1, {"published": "2017-04-13", "own_killed_min": 89}, speaker="minusma", tolls=killed(89))
    revised = replace(two, version=replace(two.version, version=2, digest="2" * 64, row=9))
    before = numbered(run_of([event(1)], [one], [(1, 1)]), 1)
    after = numbered(run_of([event(1), event(2)], [revised], [(1, 9)]), 2)
    said = text(pages(after, compare_outcomes(before, after, EXPECTED), tmp_path / "r")["changes.html"])
    assert said.index("Statement s1 has a new version") < said.rindex("Claim c2 is new")
    assert "(1 to 2)" in said


def test_contradictions_of_one_kind_share_a_line(tmp_path: Path) -> None:
    told = [
        statement(row, {"published": "2017-04-11", "stance": Stance.DENIES}, speaker="minusma", date=days("2017-04-10"))
        for row in (1, 2)
    ]
    before, after = numbered(run_of([event(1)]), 1), numbered(run_of([event(1)], told, [(1, 1), (1, 2)]), 2)
    said = text(pages(after, compare_outcomes(before, after, EXPECTED), tmp_path / "r")["changes.html"])
    assert "Denied by an institution: 2 statements: s1 and s2" in said


def test_the_first_run_lists_nothing_as_changed(tmp_path: Path) -> None:
    outcome = answered()
    said = text(pages(outcome, compare_outcomes(None, outcome, EXPECTED), tmp_path / "r")["changes.html"])
    assert "There is no earlier run: every record and every finding is new." in said
    assert "Because" not in said


def test_not_asked_is_not_unchanged(tmp_path: Path) -> None:
    said = text(pages(answered(), None, tmp_path / "r")["changes.html"])
    assert "No earlier run was asked for" in said
    assert "Both runs say the same" not in said


def test_two_runs_that_say_the_same(tmp_path: Path) -> None:
    before, after = numbered(answered(), 1), answered()
    said = text(pages(after, compare_outcomes(before, after, EXPECTED), tmp_path / "r")["changes.html"])
    assert "Both runs say the same of every claim." in said


def test_a_claim_that_is_gone_has_no_link(tmp_path: Path) -> None:
    before, after = numbered(run_of([event(1), event(2)]), 1), numbered(run_of([event(2)]), 2)
    page = pages(after, compare_outcomes(before, after, EXPECTED), tmp_path / "r")["changes.html"]
    assert "not known to this run" in text(page)
    assert not [link for link in page.links if link.startswith("claims/c1-")]


@pytest.mark.parametrize("number", [PART, PART + 1])
def test_long_logs_are_split(number: int) -> None:
    claims = [event(row) for row in range(1, number + 1)]
    before, after = numbered(run_of(claims[:0]), 1), numbered(run_of(claims), 2)
    ledger = open_ledger(after, replace(books(), changes=compare_outcomes(before, after, EXPECTED)))
    found = list(changes_pages(ledger))
    assert [len(page.rows) for _, page in found] == ([PART] if number == PART else [PART, 1])
    assert [bool(page.counts) for _, page in found] == [True, *[False] * (len(found) - 1)]
