"""What all tests share: databases of both kinds.

`RECONCILE_TEST_REQUIRE=1` makes what is missing (a PostgreSQL server, a browser) fail instead of being skipped.
"""

import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from sqlalchemy import create_engine, text

from reconcile.store import Database, open_database, upgrade_database
from tests.postgres_server import NoServerError, postgres_server

# Speed is measured in benchmarks: a busy machine fails no test.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")

pytest_plugins = ["tests.stocked"]

BOTH = [pytest.param("sqlite"), pytest.param("postgresql", marks=pytest.mark.postgres)]

_numbers = count(1)


def skip_or_fail(missing: str) -> None:
    """Skip by name, or fail where everything must be there."""
    if os.environ.get("RECONCILE_TEST_REQUIRE") == "1":
        pytest.fail(missing, pytrace=False)
    pytest.skip(missing)


@pytest.fixture(scope="session")
def _server() -> Iterator[str | None]:
    """The address of a server, with a place for the name of a database; None where there is none."""
    try:
        with postgres_server() as address:
            yield address
    except NoServerError:
        yield None


@pytest.fixture(scope="session")
def postgres_address(_server: str | None) -> str:
    if _server is None:
        skip_or_fail("PostgreSQL server not available")
        raise AssertionError
    return _server


@pytest.fixture(scope="session")
def _postgres_template(postgres_address: str) -> str:
    """The name of a migrated database that others are copied from."""
    on_server(postgres_address, "CREATE DATABASE migrated")
    upgrade_database(postgres_address.format("migrated"))
    return "migrated"


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "migrated.db"
    upgrade_database(str(path))
    return path


@pytest.fixture
def empty_postgres_url(postgres_address: str) -> Iterator[str]:
    yield from postgres_database(postgres_address, "template1")


@pytest.fixture
def postgres_url(postgres_address: str, _postgres_template: str) -> Iterator[str]:
    """The address of a migrated database without content."""
    yield from postgres_database(postgres_address, _postgres_template)


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'reconcile.db'}"


@pytest.fixture
def sqlite_url(tmp_path: Path, _sqlite_template: Path) -> str:
    """The address of a migrated database without content."""
    shutil.copy(_sqlite_template, tmp_path / "reconcile.db")
    return f"sqlite:///{tmp_path / 'reconcile.db'}"


@pytest.fixture(params=BOTH)
def empty_database_url(request: pytest.FixtureRequest) -> str:
    """The address of a database without tables, on both kinds in turn."""
    wanted = "empty_sqlite_url" if request.param == "sqlite" else "empty_postgres_url"
    url: str = request.getfixturevalue(wanted)
    return url


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated database without content, on both kinds in turn."""
    wanted = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    url: str = request.getfixturevalue(wanted)
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with open_database(database_url) as opened:
        yield opened


def postgres_database(address: str, template: str) -> Iterator[str]:
    name = f"test_{next(_numbers)}"
    on_server(address, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield address.format(name)
    on_server(address, f"DROP DATABASE {name} WITH (FORCE)")


def on_server(address: str, command: str) -> None:
    url = address.format("postgres").replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(command))
    finally:
        engine.dispose()


def newest_revision() -> str:
    """The last of the files of migrations, by number: what an upgraded schema stands at."""
    return max(path.name[:4] for path in (Path(__file__).parent.parent / "migrations/versions").glob("0*.py"))
