"""What verdicts read of an account is what the account says."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reconcile.domain.comparables import Comparable
from reconcile.domain.records import RecordKind
from reconcile.domain.tellings import ClaimTelling, StatementTelling
from reconcile.domain.written_tolls import written_counts
from reconcile.store import Database
from tests.store.making import LATER, claim, comparable, comparables, digests, ingest, load, records, unvalued

TELLINGS: dict[RecordKind, Any] = {RecordKind.CLAIM: ClaimTelling, RecordKind.STATEMENT: StatementTelling}


@pytest.mark.parametrize("kind", RecordKind)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), value=comparables, digest=digests)
def test_a_telling_says_what_the_account_says(
    database: Database, kind: RecordKind, data: st.DataObject, value: Comparable, digest: str
) -> None:
    ingest(database, [data.draw(records(kind))], kind=kind)
    rows = [version.row for version in unvalued(database, kind, LATER, digest)]
    database.add_values(kind, digest, [(row, value) for row in rows])
    accounts: dict[int, Any] = load(database, kind, rows, digest)
    store: Any = database
    tellings: dict[int, Any] = store.load_tellings(kind, rows, digest)
    assert list(tellings) == list(accounts)
    for row, account in accounts.items():
        told = tellings[row]
        assert told.values == replace(account.values, issues=())
        assert (told.id, told.version.row, told.version.version) == (account.id, row, account.version.version)
        assert told.version.known_from == account.version.known_from
        assert told.record == tuple(getattr(account.record, name) for name in TELLINGS[kind]._fields)
        assert told.record.speaker == account.record.speaker
        assert list(written_counts(told.record)) == list(written_counts(account.record))


def test_versions_without_values_are_not_told(database: Database) -> None:
    ingest(database, [claim("c1"), claim("c2")])
    assert database.load_tellings(RecordKind.CLAIM, [1, 2], "a" * 64) == {}
    database.add_values(RecordKind.CLAIM, "a" * 64, [(2, comparable())])
    assert list(database.load_tellings(RecordKind.CLAIM, [1, 2], "a" * 64)) == [2]
