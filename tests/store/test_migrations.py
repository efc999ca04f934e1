"""The schema that migrations make is the one the program works with."""

from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from reconcile.store.addresses import parse_address
from reconcile.store.engines import make_engine, writing
from reconcile.store.migrating import alembic_config, upgrade_engine
from reconcile.store.revisions import VERSION_TABLE, known_revisions
from reconcile.store.tables import METADATA


def condition(index: Any) -> str:
    """Where a partial index holds, as both databases tell it."""
    return "; ".join(f"{name} {value}" for name, value in sorted(index.get("dialect_options", {}).items()))


def described(engine: Engine) -> dict[str, Any]:
    """All of the schema that Alembic does not compare by itself, CHECKs first of all."""
    found = inspect(engine)
    return {
        table: {
            "checks": sorted((check["name"] or "", check["sqltext"]) for check in found.get_check_constraints(table)),
            "foreign keys": sorted(str(sorted(key.items(), key=str)) for key in found.get_foreign_keys(table)),
            "primary key": found.get_pk_constraint(table),
            "indexes": sorted(
                (index["name"] or "", index["unique"], str(index["column_names"]), condition(index))
                for index in found.get_indexes(table)
            ),
            "columns": [
                (column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(table)
            ],
        }
        for table in found.get_table_names()
        if table != VERSION_TABLE
    }


@pytest.fixture
def engine(empty_database_url: str) -> Any:
    made = make_engine(parse_address(empty_database_url), foreign_keys=False)
    yield made
    made.dispose()


def test_from_nothing_to_head_equals_the_tables(engine: Engine) -> None:
    upgrade_engine(engine)
    with engine.connect() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), METADATA) == []


def test_checks_keys_and_indexes_are_those_of_the_tables(engine: Engine) -> None:
    upgrade_engine(engine)
    migrated = described(engine)
    with writing(engine) as connection:
        command.downgrade(alembic_config(connection), "base")
    METADATA.create_all(engine)
    assert migrated == described(engine)
    assert migrated.keys() == METADATA.tables.keys()
    assert migrated["claims"]["checks"]


def test_scripts_are_named_after_their_revisions() -> None:
    scripts = ScriptDirectory.from_config(alembic_config())
    assert known_revisions() == tuple(reversed([script.revision for script in scripts.walk_revisions()]))
    assert known_revisions()[-1] == scripts.get_current_head()


def test_down_to_nothing_and_up_again(engine: Engine) -> None:
    upgrade_engine(engine)
    before = described(engine)
    with writing(engine) as connection:
        command.downgrade(alembic_config(connection), "base")
    assert set(inspect(engine).get_table_names()) <= {VERSION_TABLE}
    upgrade_engine(engine)
    assert described(engine) == before


def test_a_failing_migration_leaves_nothing(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("in the midst")

    monkeypatch.setattr("reconcile.store.migrating._refuse_dangling", fail)
    with pytest.raises(RuntimeError, match="in the midst"):
        upgrade_engine(engine)
    assert inspect(engine).get_table_names() == []
