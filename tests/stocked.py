"""Databases that hold the reference tables already: bringing them in takes longer than a run over a few records."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

import pytest

from reconcile.pipeline.preparing import bring_reference
from reconcile.reference import load_reference
from reconcile.store import open_database, upgrade_database
from tests.conftest import BOTH, on_server, postgres_database
from tests.pipeline.running import NOW

MakeDatabase = Callable[[], str]
STOCKED = "stocked"
"""Name of the database on the server that others are copied from; there once `stocked_postgres_url` was asked for."""


def stock(url: str) -> None:
    upgrade_database(url)
    with open_database(url) as database:
        bring_reference(database, load_reference(None), NOW)


@pytest.fixture(scope="session")
def _stocked_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stocked") / "stocked.db"
    stock(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def _stocked_postgres(postgres_address: str) -> str:
    on_server(postgres_address, f"CREATE DATABASE {STOCKED}")
    stock(postgres_address.format(STOCKED))
    return STOCKED


@pytest.fixture
def stocked_sqlite_url(tmp_path: Path, _stocked_sqlite: Path) -> str:
    shutil.copy(_stocked_sqlite, tmp_path / "reconcile.db")
    return f"sqlite:///{tmp_path / 'reconcile.db'}"


@pytest.fixture
def stocked_postgres_url(postgres_address: str, _stocked_postgres: str) -> Iterator[str]:
    yield from postgres_database(postgres_address, _stocked_postgres)


@pytest.fixture(params=BOTH)
def stocked_url(request: pytest.FixtureRequest) -> str:
    """The address of a database with the reference tables and no record, on both kinds in turn."""
    url: str = request.getfixturevalue(f"stocked_{'sqlite' if request.param == 'sqlite' else 'postgres'}_url")
    return url


@pytest.fixture
def fresh_url(
    request: pytest.FixtureRequest, tmp_path: Path, stocked_url: str, _stocked_sqlite: Path
) -> Iterator[MakeDatabase]:
    """Makes one database after another like `stocked_url`; each is gone when the next is asked for."""
    numbers = count(1)

    def copy() -> Iterator[str]:
        path = tmp_path / f"fresh-{next(numbers)}.db"
        shutil.copy(_stocked_sqlite, path)
        yield f"sqlite:///{path}"
        path.unlink()

    with ExitStack() as kept:

        def make() -> str:
            kept.pop_all().close()
            if stocked_url.startswith("sqlite"):
                return kept.enter_context(contextmanager(copy)())
            address = request.getfixturevalue("postgres_address")
            return kept.enter_context(contextmanager(postgres_database)(address, STOCKED))

        yield make
