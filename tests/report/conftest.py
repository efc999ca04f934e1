import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from reconcile.report import render_report
from tests.conftest import skip_or_fail
from tests.report.building import Made, build, counted
from tests.report.reading import Page, pages_of

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def made() -> Made:
    return build()


@pytest.fixture(scope="session")
def report(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one rendered report; read, never written."""
    folder = tmp_path_factory.mktemp("reports") / "report"
    render_report(made.outcome, counted(made.outcome, made.books), folder)
    return folder


@pytest.fixture(scope="session")
def pages(report: Path) -> dict[str, Page]:
    return pages_of(report)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next((path for name in BROWSERS if (path := shutil.which(name)) is not None), None)
    if found is None:
        skip_or_fail("Chromium not available")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield opened
        opened.close()
