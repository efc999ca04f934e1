"""The search over all parts of the lists: every claim and statement can be found, and nothing is fetched for it."""

import base64
import json
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from reconcile.report import render_report
from reconcile.report.ledger import open_ledger
from reconcile.report.pages import search
from reconcile.report.pages.search import search_page
from tests.report.building import Made, counted
from tests.report.reading import Page
from tests.report.test_browser import Visit
from tests.report.test_hostile import PAYLOADS, poisoned


def unpacked(packed: str | None) -> list[list[str]]:
    assert packed is not None
    found: list[list[str]] = json.loads(zlib.decompress(base64.b64decode(packed)))
    return found


def test_every_claim_and_every_official_only_statement_is_there_with_its_address(made: Made, report: Path) -> None:
    ledger = open_ledger(made.outcome, made.books)
    rows = unpacked(search_page(ledger).packed)
    assert [row[0] for row in rows] == [
        *(entry.account.id for entry in ledger.entries),
        *(statement.id for statement in ledger.official_only),
    ]
    for _, address, *_ in rows:
        name, _, anchor = address.partition("#")
        assert anchor == "" or anchor in Page(report / name).ids


def test_too_many_words_for_a_page_are_left_out_before_claims_are(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = open_ledger(made.outcome, made.books)
    whole = search_page(ledger)
    assert whole.packed is not None
    monkeypatch.setattr(search, "PACKED_LIMIT", len(whole.packed) - 1)
    short = search_page(ledger)
    assert "there are too many for more" in short.told
    assert {len(row) for row in unpacked(short.packed)} == {3}
    monkeypatch.setattr(search, "PACKED_LIMIT", 10)
    assert search_page(ledger).packed is None


@pytest.fixture
def visit(browser: Browser, report: Path) -> Iterator[Visit]:
    opened = Visit(browser, report / "search.html")
    opened.page.get_by_label("Search", exact=True).wait_for()
    yield opened
    assert opened.complaints == []
    opened.close()


@pytest.mark.browser
def test_words_in_any_order_and_without_accents_lead_to_the_page(report: Path, visit: Visit) -> None:
    finder = visit.page
    finder.get_by_label("Search", exact=True).fill("TESSALIT jnim")
    assert "tessalit" in finder.locator("ol.found li").first.inner_text().lower()
    finder.get_by_label("Search", exact=True).fill("segou")
    assert finder.locator("ol.found li").count() >= 1
    finder.locator("ol.found a").first.focus()
    assert visit.requests == [(report / name).as_uri() for name in ("search.html", "report.css")]
    with finder.expect_navigation():
        finder.keyboard.press("Enter")
    assert "/claims/" in finder.url or "official-only" in finder.url


@pytest.mark.browser
def test_without_script_every_part_of_the_lists_is_there(browser: Browser, report: Path) -> None:
    page = browser.new_context(java_script_enabled=False, offline=True).new_page()
    page.goto((report / "search.html").as_uri())
    assert "The search needs a script" in page.inner_text("main")
    assert page.get_by_role("link", name="All claims").is_visible()
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("payload", ["script", "image", "attribute", "svg", "javascript"])
def test_what_is_found_stays_text(browser: Browser, made: Made, tmp_path: Path, payload: str) -> None:
    outcome = poisoned(made.outcome, PAYLOADS[payload])
    render_report(outcome, counted(outcome, made.books), tmp_path / "r")
    visit = Visit(browser, tmp_path / "r" / "search.html")
    visit.page.get_by_label("Search", exact=True).fill("gourma")
    assert visit.page.locator("ol.found li").count() >= 1
    assert visit.page.locator("ol.found img, ol.found svg, ol.found script").count() == 0
    links = visit.page.locator("a").evaluate_all("all => all.map(link => link.href)")
    assert [link for link in links if not link.startswith("file:")] == []
    assert visit.complaints == []
    visit.close()
