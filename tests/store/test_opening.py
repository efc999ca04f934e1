"""What people are told when a database cannot be used."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from reconcile.errors import DatabaseError
from reconcile.store import open_database, upgrade_database
from reconcile.store.addresses import parse_address
from reconcile.store.engines import reading, writing
from reconcile.store.revisions import VERSION_TABLE
from tests.conftest import newest_revision
from tests.store.making import NOW


def run_sql(url: str, *commands: str) -> None:
    engine = create_engine(parse_address(url))
    with engine.begin() as connection:
        for command in commands:
            connection.execute(text(command))
    engine.dispose()


def test_a_new_database_opens_after_upgrade(empty_database_url: str) -> None:
    assert upgrade_database(empty_database_url) == newest_revision()
    with open_database(empty_database_url) as database:
        assert database.latest_run() is None


def test_upgrade_twice_changes_nothing(database_url: str) -> None:
    assert upgrade_database(database_url) == newest_revision()


def test_a_database_in_memory_is_ready_at_once() -> None:
    with open_database("sqlite://") as database:
        assert database.coverage(NOW) == ()


def test_a_missing_file_names_the_command_and_is_not_created(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="reconcile db upgrade"):
        open_database(str(tmp_path / "none.db"))
    assert list(tmp_path.iterdir()) == []


def test_an_empty_database_names_the_command(empty_postgres_url: str) -> None:
    with pytest.raises(DatabaseError, match="reconcile db upgrade"):
        open_database(empty_postgres_url)


def test_an_empty_file_names_the_command(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    with pytest.raises(DatabaseError, match="reconcile db upgrade"):
        open_database(str(tmp_path / "empty.db"))


@pytest.mark.parametrize("act", [open_database, upgrade_database])
class TestNotADatabase:
    def test_folder_that_does_not_exist(self, act: object, tmp_path: Path) -> None:
        with pytest.raises(DatabaseError, match=r"folder .*nowhere.* does not exist"):
            act(str(tmp_path / "nowhere" / "x.db"))  # type: ignore[operator]

    def test_a_folder(self, act: object, tmp_path: Path) -> None:
        with pytest.raises(DatabaseError, match="is a folder"):
            act(str(tmp_path))  # type: ignore[operator]

    def test_a_file_of_another_kind_stays_as_it_was(self, act: object, tmp_path: Path) -> None:
        path = tmp_path / "notes.txt"
        path.write_text("a text of some length that is no database at all\n" * 50)
        before = path.read_bytes()
        with pytest.raises(DatabaseError, match="not an SQLite database"):
            act(str(path))  # type: ignore[operator]
        assert path.read_bytes() == before

    def test_a_server_that_is_not_there_is_told_without_password(self, act: object) -> None:
        with pytest.raises(DatabaseError) as refused:
            act("postgresql://me:secret@127.0.0.1:1/none")  # type: ignore[operator]
        assert "secret" not in str(refused.value)
        assert "\n" not in str(refused.value)

    def test_the_driver_is_missing(self, act: object, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "psycopg", None)
        with pytest.raises(DatabaseError, match=r"pip install 'reconcile\[postgres\]'"):
            act("postgresql://me@host/name")  # type: ignore[operator]


@pytest.mark.parametrize("act", [open_database, upgrade_database])
def test_a_database_of_another_program_is_refused(act: object, empty_database_url: str) -> None:
    run_sql(
        empty_database_url, "CREATE TABLE customers (id INTEGER)", "CREATE TABLE alembic_version (version_num TEXT)"
    )
    with pytest.raises(DatabaseError, match="another program"):
        act(empty_database_url)  # type: ignore[operator]


def test_a_refused_file_stays_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    with closing(sqlite3.connect(path)) as theirs:
        theirs.execute("CREATE TABLE customers (id INTEGER)")
    before = path.read_bytes()
    for act in (open_database, upgrade_database):
        with pytest.raises(DatabaseError):
            act(str(path))
    assert path.read_bytes() == before
    assert [left.name for left in tmp_path.iterdir()] == ["theirs.db"]


def test_an_old_schema_names_the_command(database_url: str) -> None:
    run_sql(database_url, f"DELETE FROM {VERSION_TABLE}")  # noqa: S608
    with pytest.raises(DatabaseError, match="reconcile db upgrade"):
        open_database(database_url)


@pytest.mark.parametrize("act", [open_database, upgrade_database])
def test_a_later_schema_asks_for_the_later_program(act: object, database_url: str) -> None:
    run_sql(database_url, f"UPDATE {VERSION_TABLE} SET version_num = '9999'")  # noqa: S608
    with pytest.raises(DatabaseError, match="later version of reconcile"):
        act(database_url)  # type: ignore[operator]


def test_sqlite_watches_foreign_keys_and_lets_readers_read(sqlite_url: str) -> None:
    with open_database(sqlite_url) as database, reading(database._engine) as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 60_000


def test_a_reader_sees_one_state_and_never_half_a_write(database_url: str) -> None:
    count = text("SELECT count(*) FROM texts")
    insert = text("INSERT INTO texts (digest, content) VALUES (:digest, 'x')")
    with open_database(database_url) as database:
        engine = database._engine
        with reading(engine) as reader:
            assert reader.execute(count).scalar() == 0
            with writing(engine) as writer:
                writer.execute(insert, {"digest": "a" * 64})
                with reading(engine) as other:
                    assert other.execute(count).scalar() == 0
            assert reader.execute(count).scalar() == 0
        with reading(engine) as reader:
            assert reader.execute(count).scalar() == 1
