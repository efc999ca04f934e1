import pytest

from reconcile.errors import DatabaseError
from reconcile.store.addresses import in_memory, parse_address, shown, sqlite_path


@pytest.mark.parametrize(
    ("written", "driver", "database"),
    [
        ("reconcile.db", "sqlite", "reconcile.db"),
        ("/srv/a b%/x.db", "sqlite", "/srv/a b%/x.db"),
        ("sqlite:///reconcile.db", "sqlite", "reconcile.db"),
        ("sqlite:////srv/x.db", "sqlite", "/srv/x.db"),
        ("postgresql://me@host/name", "postgresql+psycopg", "name"),
        ("postgres://me@host/name", "postgresql+psycopg", "name"),
        ("postgresql+psycopg://me@host/name", "postgresql+psycopg", "name"),
    ],
)
def test_a_path_or_an_address_will_do(written: str, driver: str, database: str) -> None:
    url = parse_address(written)
    assert (url.drivername, url.database) == (driver, database)


@pytest.mark.parametrize("written", ["", ":memory:", "sqlite://", "sqlite:///:memory:"])
def test_memory_has_no_file(written: str) -> None:
    assert in_memory(parse_address(written))
    assert sqlite_path(parse_address(written)) is None


@pytest.mark.parametrize(
    "written", ["mysql://me:secret@host/name", "oracle://me:secret@host", "http://me:secret@x:y/z"]
)
def test_another_kind_of_database_is_refused_without_its_password(written: str) -> None:
    with pytest.raises(DatabaseError) as refused:
        parse_address(written)
    assert "secret" not in str(refused.value)


def test_the_password_is_never_shown() -> None:
    assert shown(parse_address("postgresql://me:secret@host/name")) == "postgresql://me:***@host/name"
