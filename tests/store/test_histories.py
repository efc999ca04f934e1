"""Earlier versions as a run knew them."""

from datetime import UTC, datetime

import pytest

from reconcile.domain.records import RecordKind
from reconcile.errors import NotFoundError
from reconcile.store import Database
from tests.store.making import LATER, NOW, claim, ingest, start, statement


def test_versions_known_to_the_run_come_oldest_first(database: Database) -> None:
    ingest(database, [claim(summary="one"), claim("c2")])
    ingest(database, [statement(own_killed_min=25)], kind=RecordKind.STATEMENT)
    ingest(database, [claim(summary="two")], LATER)
    ingest(database, [statement(own_killed_min=89)], LATER, kind=RecordKind.STATEMENT)
    number = start(database, datetime(2020, 2, 1, tzinfo=UTC))
    ingest(database, [claim(summary="three")], datetime(2020, 1, 3, tzinfo=UTC))
    found = database.load_histories(number)
    assert [version.record.summary for version in found.claims["c1"]] == ["one", "two"]
    assert [version.version for version in found.of(RecordKind.STATEMENT, "s1")] == [1, 2]
    assert set(found.claims) == {"c1"}
    assert found.of(RecordKind.CLAIM, "c2") == ()


def test_a_run_of_an_earlier_day_knows_no_later_version(database: Database) -> None:
    ingest(database, [claim(summary="one")])
    ingest(database, [claim(summary="two")], LATER)
    number = start(database, NOW)
    assert database.load_histories(number).claims == {}


def test_there_are_none_of_a_run_that_is_not_there(database: Database) -> None:
    with pytest.raises(NotFoundError):
        database.load_histories(9)
