from pathlib import Path

import pytest

from reconcile.report import render_report
from tests.report.building import Made, build
from tests.report.reading import Page, pages_of


@pytest.fixture(scope="session")
def made() -> Made:
    return build()


@pytest.fixture(scope="session")
def report(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one rendered report; read, never written."""
    folder = tmp_path_factory.mktemp("reports") / "report"
    render_report(made.outcome, made.books, folder)
    return folder


@pytest.fixture(scope="session")
def pages(report: Path) -> dict[str, Page]:
    return pages_of(report)
