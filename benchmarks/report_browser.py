"""How fast the pages of a large report open in a browser, and how fast search, sort and filter answer there."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PAGES = ("index.html", "claims-{middle}.html", "search.html", "silence.html", "discrepancies.html", "claims/{claim}")

_OPENED = """() => {
  const told = performance.getEntriesByType('navigation')[0];
  return [told.domInteractive, told.loadEventEnd, document.querySelectorAll('*').length];
}"""
"""Milliseconds until the page can be used, and until all is loaded; elements."""
_ASKED = """async () => {
  const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  const took = async act => {
    const start = performance.now();
    act();
    await painted();
    return performance.now() - start;
  };
  const field = document.querySelector('input[type=search]');
  const button = document.querySelector('.sort'), choice = document.querySelector('.tools select');
  const typed = text => () => { field.value = text; field.dispatchEvent(new Event('input')); };
  return [
    field && await took(typed('convoy')), field && await took(typed('')),
    button && await took(() => button.click()),
    choice && await took(() => { choice.selectedIndex = 1; choice.dispatchEvent(new Event('change')); }),
  ];
}"""
"""Milliseconds until the answer is painted: search, search cleared, sort, filter; null where a page has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One page, times in milliseconds."""

    name: str
    usable: float
    loaded: float
    elements: int
    answers: tuple[float | None, ...]
    """Search, search cleared, sort, filter; None where the page has none."""


def open_report(folder: Path) -> Iterator[Opened]:
    """Raises SystemExit where there is no Chromium, or a page complains of anything."""
    found = next((path for name in BROWSERS if (path := shutil.which(name)) is not None), None)
    if found is None:
        raise SystemExit("no Chromium to open the report in")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        for name in _names(folder):
            yield _opened(page, folder / name, name)
        browser.close()
    if complaints:
        raise SystemExit(f"the browser complains: {complaints[0]}")


def _names(folder: Path) -> Iterator[str]:
    parts = len(list(folder.glob("claims-*.html"))) + 1
    claim = min((folder / "claims").glob("*.html")).name
    for name in PAGES:
        told = name.format(middle=max(2, parts // 2), claim=claim)
        if (folder / told).exists():
            yield told


def _opened(page: Page, path: Path, name: str) -> Opened:
    page.goto(path.resolve().as_uri(), wait_until="load")
    # The index of the search is unpacked after the page has loaded.
    page.wait_for_timeout(500)
    usable, loaded, elements = page.evaluate(_OPENED)
    answers: list[Any] = page.evaluate(_ASKED)
    return Opened(name=name, usable=usable, loaded=loaded, elements=elements, answers=tuple(answers))


def rows(opened: Iterator[Opened]) -> Iterator[list[str]]:
    """One per page, in milliseconds."""
    for one in opened:
        told = ["–" if answer is None else f"{answer:,.0f}" for answer in one.answers]
        name = "a claim" if one.name.startswith("claims/") else f"`{one.name}`"
        yield [name, f"{one.elements:,}", f"{one.usable:,.0f}", f"{one.loaded:,.0f}", *told]


HEADS = ["page", "elements", "usable", "loaded", "search", "search cleared", "sort", "filter"]
