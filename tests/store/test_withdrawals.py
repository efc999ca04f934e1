"""Batches taken back, and versions that seem to be of another event."""

import pytest

from reconcile.domain.identity import OTHER_EVENT, other_event
from reconcile.domain.records import ClaimRecord, RecordKind
from reconcile.errors import NotFoundError
from reconcile.store import Database
from tests.store.making import FILE, LATER, NOW, claim, ingest

CLAIM = RecordKind.CLAIM


def versions(database: Database) -> dict[str, int]:
    return {known.record_id: known.version for known in database.known_versions(CLAIM, LATER)}


def test_a_batch_that_is_not_there(database: Database) -> None:
    with pytest.raises(NotFoundError, match="There is no batch 7; `reconcile ingest list`"):
        database.withdraw_batch(7, NOW)


def test_versions_of_every_age(database: Database) -> None:
    ingest(database, [claim("c1"), claim("c2")])
    ingest(database, [claim("c1", place="A"), claim("c2", place="A"), claim("c3")])
    ingest(database, [claim("c2", place="B")])
    marks = database.marks()
    told = database.withdraw_batch(2, NOW, "wrong")
    assert (told.versions, told.gone, told.restored) == (3, 1, 1)
    assert versions(database) == {"c1": 1, "c2": 3}
    before = {known.record_id: known.version for known in database.known_versions(CLAIM, LATER, marks)}
    assert before == {"c1": 2, "c2": 3, "c3": 1}
    assert [batch.withdrawn_at for batch in database.batches()] == [None, NOW, None]
    assert database.withdraw_batch(2, LATER).already
    assert [batch.withdrawn_at for batch in database.batches()] == [None, NOW, None]


def test_what_was_taken_back_can_come_again(database: Database) -> None:
    ingest(database, [claim("c1")])
    ingest(database, [claim("c1", place="A"), claim("c3")])
    database.withdraw_batch(2, NOW)
    counts = ingest(database, [claim("c1"), claim("c3")])
    assert (counts.unchanged, counts.new_versions) == (1, 1)
    assert versions(database) == {"c1": 1, "c3": 2}


def told(**fields: object) -> ClaimRecord:
    plain = {"id": "c1", "claimant": "JNIM", "event_date": "2017-04-18", "place": "Tessalit"}
    return ClaimRecord(**plain | fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"claimant": "ISGS", "event_date": "2019-01-01", "place": "Agadez"}, True),
        ({"claimant": "ISGS", "event_date": "2019-01-01"}, False),
        ({"claimant": " jnim ", "event_date": "2019-01-01", "place": "Agadez"}, False),
        ({"claimant": "ISGS", "event_date": None, "place": "Agadez"}, False),
        ({"claimant": "ISGS", "event_date": "2019-01-01", "place": "TESSALIT"}, False),
        ({"claimant": "ISGS", "event_date": "2019-01-01", "place": None, "lat": 1.0, "lon": 2.0}, True),
    ],
)
def test_two_records_under_one_id(other: dict[str, object], said: bool) -> None:
    assert (other_event(told(), told(**other), "f.csv", 3) is not None) is said


def test_the_issue_is_kept_with_the_batch(database: Database) -> None:
    database.add_records(CLAIM, FILE, [(1, told())], NOW)
    other = told(claimant="ISGS", event_date="2019-01-01", place="Agadez")
    counts = database.add_records(CLAIM, FILE, [(4, other)], LATER)
    assert (counts.new_versions, counts.rejected) == (1, 0)
    (issue,) = counts.issues
    assert (issue.code, issue.line, issue.record_id) == (OTHER_EVENT, 4, "c1")
    assert database.batch_issues(2) == counts.issues
