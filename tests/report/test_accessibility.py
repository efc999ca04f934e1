"""axe-core finds nothing serious on any kind of page, in light and dark, on a phone and a desktop."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from reconcile.report import render_report, render_single_file
from reconcile.report.addresses import claim_page
from tests.report.building import Made, counted
from tests.report.test_crowds import MANY, crowd
from tests.report.test_index import changed  # noqa: F401  the fixture

pytestmark = pytest.mark.browser

CLAIMS = ("c-tessalit-18", "c-gourma", "c-tessalit-17", "c-halgan", "c-pending", "c-denial")
"""Linked, linked to several, silent with a runner-up, denied, pending, a group's denial."""


@pytest.fixture(scope="module")
def axe() -> Axe:
    return Axe()


@pytest.fixture
def full(changed: Made, tmp_path: Path) -> Path:  # noqa: F811
    """A report with every section: changes, decisions, versions."""
    render_report(changed.outcome, counted(changed.outcome, changed.books), tmp_path / "r")
    return tmp_path / "r"


def serious(axe: Axe, page: Page) -> list[tuple[str, str]]:
    found: list[dict[str, Any]] = axe.run(page).response["violations"]
    return [
        (violation["id"], violation["nodes"][0]["html"][:200])
        for violation in found
        if violation["impact"] in ("serious", "critical")
    ]


def kinds(folder: Path) -> Iterator[Path]:
    """Every list page, and one claim page of each kind."""
    yield from sorted(folder.glob("*.html"))
    yield from (folder / claim_page(claim) for claim in CLAIMS)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_nothing_serious_on_any_kind_of_page(
    browser: Browser, axe: Axe, full: Path, scheme: Literal["light", "dark"], width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True, color_scheme=scheme)
    page = context.new_page()
    for path in kinds(full):
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert serious(axe, page) == [], path.name
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_serious_on_the_pages_of_a_crowd(
    browser: Browser, axe: Axe, made: Made, tmp_path: Path, width: int
) -> None:
    many = crowd(made, MANY, others=2)
    render_report(many.outcome, many.books, tmp_path / "r")
    page = browser.new_page(viewport={"width": width, "height": 900})
    for name in (claim_page("c-tessalit-18"), "linked.html"):
        page.goto((tmp_path / "r" / name).as_uri())
        assert serious(axe, page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    page.close()


def test_the_check_sees_a_serious_fault(browser: Browser, axe: Axe, full: Path) -> None:
    """Else the test above would say little."""
    page = browser.new_page()
    page.goto((full / "index.html").as_uri())
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<button></button>')")
    assert [name for name, _ in serious(axe, page)] == ["button-name"]
    page.close()


def test_nothing_serious_in_the_single_file(browser: Browser, axe: Axe, made: Made, tmp_path: Path) -> None:
    few = replace(made.outcome, claims=made.outcome.claims[:5], findings=made.outcome.findings[:5])
    path = render_single_file(few, made.books, tmp_path / "r.html")
    page = browser.new_page()
    page.goto(path.as_uri())
    assert serious(axe, page) == []
    page.close()


def test_focus_is_seen_and_the_skip_link_leads_to_the_content(browser: Browser, full: Path) -> None:
    page = browser.new_page()
    page.goto((full / "index.html").as_uri())
    page.keyboard.press("Tab")
    box = page.locator(".skip").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert width == "3px"
    page.close()
