"""Records in and out: every field, every code, versions, idempotence."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, select

from reconcile.domain.digests import version_digest
from reconcile.domain.fields import FIELDS, FieldKind
from reconcile.domain.issues import Issue, Severity
from reconcile.domain.records import Attribution, Channel, ClaimRecord, Denied, Record, RecordKind, StatementRecord
from reconcile.errors import DatabaseError
from reconcile.store import Database
from reconcile.store.engines import reading, writing
from reconcile.store.record_tables import RECORD_ROWS, BatchRow, DocumentRow, TextRow, column_name
from reconcile.store.records import KEY_LIMIT
from tests.store.making import (
    FAR,
    FILE,
    LATER,
    NOW,
    RECORDS,
    REFERENCE,
    claim,
    ingest,
    read_back,
    records,
    statement,
    unvalued,
)

CLAIM, STATEMENT = RecordKind.CLAIM, RecordKind.STATEMENT


def count(database: Database, table: type) -> int:
    with reading(database._engine) as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


@pytest.mark.parametrize("kind", RecordKind)
def test_every_field_of_the_contract_has_a_column_and_no_other(kind: RecordKind) -> None:
    own = {"id", "version", "digest", "known_from", "batch", "line", "extra"}
    columns = RECORD_ROWS[kind].__table__.c
    assert {column.name for column in columns} - own == {column_name(field) for field in FIELDS[kind]}
    assert {field.name for field in FIELDS[kind]} | {"extra"} == set(RECORDS[kind].__dataclass_fields__)


@pytest.mark.parametrize("kind", RecordKind)
def test_every_member_of_every_closed_list_is_kept(database: Database, kind: RecordKind) -> None:
    make = claim if kind is CLAIM else statement
    given_records: list[Record] = []
    for field in FIELDS[kind]:
        for code in field.codes or ():
            value = (code,) if field.kind is FieldKind.CODES else code
            given_records.append(make(f"{field.name}:{code}", **{field.name: value}))
    ingest(database, given_records, kind=kind)
    assert read_back(database, kind) == sorted(given_records, key=lambda record: record.id)
    assert len(given_records) > 10


_numbers = itertools.count()


@pytest.mark.parametrize("kind", RecordKind)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_record_comes_back_as_it_was(database: Database, kind: RecordKind, data: st.DataObject) -> None:
    """All examples go into one database, so each gets an id of its own."""
    drawn = data.draw(records(kind))
    record = replace(drawn, id=f"{next(_numbers)} {drawn.id}")
    assert ingest(database, [record], kind=kind).new == 1
    versions = {version.record.id: version for version in unvalued(database, kind, FAR, REFERENCE)}
    assert versions[record.id].record == record
    assert versions[record.id].digest == version_digest(record)


def test_empty_and_absent_texts_keep_their_difference(database: Database) -> None:
    ingest(database, [claim("a", text="", killed_min=0, withdrawn=False), claim("b")])
    first, second = read_back(database, CLAIM)
    assert (first.text, first.killed_min, first.withdrawn) == ("", 0, False)  # type: ignore[union-attr]
    assert (second.text, second.killed_min, second.withdrawn) == (None, None, None)  # type: ignore[union-attr]


def test_the_same_file_twice_changes_nothing(database: Database) -> None:
    file = [claim("a"), claim("b", killed_min=3)]
    first, second = ingest(database, file), ingest(database, file, LATER)
    assert (first.read, first.new, first.new_versions, first.unchanged) == (2, 2, 0, 0)
    assert (second.read, second.new, second.new_versions, second.unchanged) == (2, 0, 0, 2)
    assert count(database, RECORD_ROWS[CLAIM]) == 2


def test_other_content_is_a_new_version_and_going_back_is_a_third(database: Database) -> None:
    first, other = claim(killed_min=3), claim(killed_min=5)
    counts = [ingest(database, [record], NOW + timedelta(days=day)) for day, record in enumerate((first, other, first))]
    assert [(c.new, c.new_versions) for c in counts] == [(1, 0), (0, 1), (0, 1)]
    (known,) = database.known_versions(CLAIM, NOW + timedelta(days=9))
    assert (known.version, known.digest) == (3, version_digest(first))


def test_versions_inside_one_file_follow_its_order(database: Database) -> None:
    counts = ingest(database, [claim(killed_min=1), claim(killed_min=2), claim(killed_min=2)])
    assert (counts.new, counts.new_versions, counts.unchanged) == (1, 1, 1)


@pytest.mark.parametrize("field", ["retrieved", "reported", "archive_url"])
def test_how_and_when_it_was_read_makes_no_version(database: Database, field: str) -> None:
    ingest(database, [claim()])
    assert ingest(database, [claim(**{field: "2017-04-19"})]).unchanged == 1


def test_the_two_kinds_do_not_share_ids(database: Database) -> None:
    ingest(database, [claim("x")])
    assert ingest(database, [statement("x")], kind=STATEMENT).new == 1


class TestKnownFrom:
    """Contract, *Known from*."""

    def known(self, database: Database, instant: str) -> list[int]:
        return [known.version for known in database.known_versions(CLAIM, datetime.fromisoformat(instant))]

    def test_a_date_counts_from_the_end_of_its_day(self, database: Database) -> None:
        ingest(database, [claim(published="2017-04-18")])
        assert self.known(database, "2017-04-18T23:59:59.999999+00:00") == []
        assert self.known(database, "2017-04-19T00:00:00+00:00") == [1]

    def test_an_offset_is_exact(self, database: Database) -> None:
        ingest(database, [claim(published="2017-04-18T10:00:00+02:00")])
        assert self.known(database, "2017-04-18T07:59:59+00:00") == []
        assert self.known(database, "2017-04-18T08:00:00+00:00") == [1]

    def test_without_dates_it_counts_from_ingest(self, database: Database) -> None:
        ingest(database, [claim()])
        assert self.known(database, (NOW - timedelta(microseconds=1)).isoformat()) == []
        assert self.known(database, NOW.isoformat()) == [1]

    def test_a_later_version_counts_from_what_lies_after_its_predecessor(self, database: Database) -> None:
        ingest(database, [claim(published="2017-04-18")])
        ingest(database, [claim(published="2017-04-18", killed_min=1)], NOW)
        ingest(database, [claim(published="2017-04-18", killed_min=2, retrieved="2020-01-05")], LATER + timedelta(9))
        assert self.known(database, "2019-01-01T00:00:00+00:00") == [1]
        assert self.known(database, "2020-01-05T12:00:00+00:00") == [2]
        assert self.known(database, "2020-01-06T00:00:00+00:00") == [3]


def test_a_mark_hides_what_came_after_it(database: Database) -> None:
    ingest(database, [claim("a"), claim("b")])
    marks = database.marks()
    ingest(database, [claim("a", killed_min=1), claim("c")])
    seen = database.known_versions(CLAIM, LATER, marks)
    assert [(known.record_id, known.version) for known in seen] == [("a", 1), ("b", 1)]
    assert [known.version for known in database.known_versions(CLAIM, LATER)] == [2, 1, 1]


def test_ids_come_in_code_point_order(database: Database) -> None:
    ids = ["é", "Z", "a", "_", "\U0001f600", "\uffee", "A1", "a b", "a-b", "10", "9"]
    ingest(database, [claim(key) for key in ids])
    assert [known.record_id for known in database.known_versions(CLAIM, LATER)] == sorted(ids)


def test_texts_are_kept_once_and_documents_by_key(database: Database) -> None:
    told = {"document": "d1", "url": "https://example.org/1", "publisher": "AFP"}
    ingest(database, [claim("a", text="one", **told), claim("b", text="one", translation="two", **told), claim("c")])
    assert count(database, TextRow) == 2
    with reading(database._engine) as connection:
        rows = connection.execute(select(DocumentRow.key, DocumentRow.url, DocumentRow.publisher)).all()
    assert [tuple(row) for row in rows] == [("d1", "https://example.org/1", "AFP")]


def test_the_batch_says_what_became_of_its_lines(database: Database) -> None:
    found: list[Issue] = []

    def lines() -> list[tuple[int, ClaimRecord]]:
        found.extend(
            Issue(code=code, severity=severity, message="Something is wrong.", line=line)
            for code, severity, line in [
                ("id-missing", Severity.ERROR, 2),
                ("claimant-missing", Severity.ERROR, 2),
                ("json-broken", Severity.ERROR, 4),
                ("url-odd", Severity.WARNING, 1),
            ]
        )
        return [(1, claim("a")), (3, claim("b"))]

    counts = database.add_records(CLAIM, FILE, (line for line in lines()), NOW, issues=found)
    assert (counts.read, counts.new, counts.rejected) == (4, 2, 2)
    assert database.batch_issues(counts.batch) == tuple(found)
    with reading(database._engine) as connection:
        batch = connection.execute(select(BatchRow.__table__)).one()
    assert (batch.kind, batch.file, batch.file_digest, batch.ingested_at) == (CLAIM, FILE.file, FILE.file_digest, NOW)
    assert (batch.read, batch.new, batch.new_versions, batch.unchanged, batch.rejected) == (4, 2, 0, 0, 2)


def test_a_crash_half_way_leaves_nothing(database: Database) -> None:
    def lines() -> object:
        yield from ((line, claim(f"c{line}", text=f"text {line}", document="d")) for line in range(1, 3_000))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        database.add_records(CLAIM, FILE, lines(), NOW)  # type: ignore[arg-type]
    assert [count(database, table) for table in (RECORD_ROWS[CLAIM], TextRow, DocumentRow, BatchRow)] == [0, 0, 0, 0]


def test_progress_counts_every_record(database: Database) -> None:
    done: list[int] = []
    database.add_records(CLAIM, FILE, [(n, claim(f"c{n}")) for n in range(4_100)], NOW, done.append)
    assert sum(done) == 4_100
    assert len(done) > 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("place", "a\x00b"),
        ("text", "\ud800"),
        ("archive_url", "x\udfff"),
        ("extra", {"note": "\x00"}),
        ("id", "\ud800"),
    ],
)
def test_text_that_no_database_holds_is_refused_with_its_line(database: Database, field: str, value: object) -> None:
    with pytest.raises(DatabaseError, match="Line 2"):
        ingest(database, [claim("good"), replace(claim(), **{field: value})])  # type: ignore[arg-type]
    assert database.known_versions(CLAIM, LATER) == ()


@pytest.mark.parametrize("field", ["id", "document"])
def test_keys_up_to_the_limit_are_kept_and_longer_ones_refused(database: Database, field: str) -> None:
    noise = "".join(chr(0x4E00 + (n * n) % 20_000) for n in range(1, KEY_LIMIT))  # nothing that compresses
    longest = noise[: KEY_LIMIT // 3]
    assert ingest(database, [claim(**{field: longest})]).new == 1
    with pytest.raises(DatabaseError, match=f"{field} is longer"):
        ingest(database, [claim(**{field: longest + "xyz"})])


@pytest.mark.parametrize(
    "wrong",
    [
        {"killed_min": -1},
        {"killed_min": 3, "killed_max": 2},
        {"lat": 90.5},
        {"lon": -180.5},
        {"events": -1},
        {"killed_max": 2**63},
        {"event_date_start": datetime(2017, 4, 2, tzinfo=UTC).date(), "event_date_end": datetime(2017, 4, 1).date()},  # noqa: DTZ001
    ],
)
def test_the_database_itself_refuses_wrong_values(database: Database, wrong: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError) as refused:
        ingest(database, [claim(**wrong)])
    assert "\n" not in str(refused.value)
    assert database.known_versions(CLAIM, LATER) == ()


@pytest.mark.parametrize(
    "right", [{"killed_min": 2, "killed_max": 2}, {"lat": 90.0, "lon": -180.0}, {"killed_max": 2**63 - 1}]
)
def test_the_bounds_themselves_are_kept(database: Database, right: dict[str, Any]) -> None:
    assert ingest(database, [claim(**right)]).new == 1


@pytest.mark.parametrize(
    ("kind", "column", "code"),
    [(CLAIM, "channel", "rumour"), (STATEMENT, "denies", "event weather"), (STATEMENT, "attribution", "Direct")],
)
def test_codes_outside_the_closed_lists_are_refused(
    database: Database, kind: RecordKind, column: str, code: str
) -> None:
    """By the database: the values are sent past the program's own types."""
    ingest(database, [claim(channel=Channel.MEDIA)])
    ingest(database, [statement(attribution=Attribution.DIRECT, denies=(Denied.EVENT, Denied.TOLL))], kind=STATEMENT)
    table = RECORD_ROWS[kind].__tablename__
    with pytest.raises(DatabaseError, match="refuses a value"), writing(database._engine) as connection:
        connection.exec_driver_sql(f"UPDATE {table} SET {column} = '{code}'")  # noqa: S608


def test_a_second_row_of_one_version_is_refused(database: Database) -> None:
    ingest(database, [claim()])
    table = RECORD_ROWS[CLAIM].__table__
    with reading(database._engine) as connection:
        row = dict(connection.execute(select(table)).mappings().one())
    with pytest.raises(DatabaseError, match="refuses a value"), writing(database._engine) as connection:
        connection.execute(insert(RECORD_ROWS[CLAIM]), [row | {"id": 2}])


def test_naive_times_are_refused(database: Database) -> None:
    with pytest.raises(DatabaseError, match="needs an offset"):
        ingest(database, [claim()], datetime(2020, 1, 1))  # noqa: DTZ001


def test_instants_come_back_in_utc_whatever_offset_they_had(database: Database) -> None:
    moment = datetime.fromisoformat("2020-06-01T02:00:00.123456+05:30")
    ingest(database, [claim()], moment)
    (version,) = unvalued(database, CLAIM, moment, "0" * 64)
    assert (version.known_from, version.known_from.tzinfo) == (moment, UTC)


def test_statements_of_the_wrong_table_cannot_slip_in(database: Database) -> None:
    record: StatementRecord = statement()
    with pytest.raises(ValueError, match="claims"):
        ingest(database, [record], kind=CLAIM)
