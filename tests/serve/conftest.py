"""The service over the cases of the demo."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reconcile.pipeline.demonstrating import DATABASE, run_demo
from reconcile.store import open_database
from tests.serve.serving import Service, add_people, serving


@pytest.fixture(scope="session")
def _demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    run_demo(folder, datetime(2026, 10, 1, tzinfo=UTC))
    with open_database(f"sqlite:///{folder / DATABASE}") as database:
        add_people(database)
    return folder / DATABASE


@pytest.fixture
def service(_demo: Path, tmp_path: Path) -> Iterator[Service]:
    """A service of its own for one test, with accounts."""
    shutil.copy(_demo, tmp_path / DATABASE)
    with serving(f"sqlite:///{tmp_path / DATABASE}") as running:
        yield running


@pytest.fixture(scope="module")
def shared(_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One service for tests that decide nothing and lock nobody out."""
    path = tmp_path_factory.mktemp("shared") / DATABASE
    shutil.copy(_demo, path)
    with serving(f"sqlite:///{path}") as running:
        yield running
