"""What was made of records: value to rows and back, one set per state of the reference data."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reconcile.domain.comparables import Comparable
from reconcile.domain.dates import DateInterval, EventDate
from reconcile.domain.issues import Issue, Severity
from reconcile.domain.places import PlaceClass, PlaceShape
from reconcile.domain.records import DatePrecision, RecordKind, TollScope
from reconcile.domain.tolls import CountRange, Harm, TollSide
from reconcile.errors import DatabaseError
from reconcile.store import Database
from tests.store.making import (
    FILE,
    LATER,
    NOW,
    REFERENCE,
    claim,
    comparable,
    comparables,
    digests,
    ingest,
    load,
    place,
    records,
    statement,
    unvalued,
)

CLAIM = RecordKind.CLAIM


@pytest.mark.parametrize("kind", RecordKind)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=comparables, digest=digests)
def test_any_value_comes_back_as_it_was(database: Database, kind: RecordKind, value: Comparable, digest: str) -> None:
    """All examples are values of one record under different states of the reference data."""
    record = claim() if kind is CLAIM else statement()
    ingest(database, [record], kind=kind)
    left = list(unvalued(database, kind, LATER, digest))
    database.add_values(kind, digest, [(version.row, value) for version in left])
    for version in left:
        account = load(database, kind, [version.row], digest)[version.row]
        assert account.values == value
        assert account.version == version


def test_every_code_of_values_is_kept(database: Database) -> None:
    values = [comparable(date=EventDate(precision=precision)) for precision in DatePrecision]
    values += [comparable(toll_scope=scope) for scope in TollScope]
    values += [comparable(tolls={(side, harm): CountRange(0, None)}) for side in TollSide for harm in Harm]
    values += [
        comparable(places=(place(place_class=wide, shape=shape),)) for wide in PlaceClass for shape in PlaceShape
    ]
    values += [comparable(issues=(Issue(code="c", severity=severity, message="m"),)) for severity in Severity]
    ingest(database, [claim(f"c{n:02}") for n in range(len(values))])
    database.add_values(CLAIM, REFERENCE, list(enumerate(values, 1)))
    accounts = load(database, CLAIM, None)
    assert [accounts[row].values for row in sorted(accounts)] == values


def test_several_places_and_dates_keep_their_order(database: Database) -> None:
    days = [DateInterval(date(2017, 5, 4), date(2017, 5, 4)), DateInterval(date(2017, 4, 5), date(2017, 4, 5))]
    value = comparable(
        date=EventDate(intervals=tuple(days), precision=DatePrecision.AMBIGUOUS, text="4/5"),
        places=tuple(
            place(part=part, weight=0.5, place_key=f"x:{key}") for part, key in [(1, "b"), (0, "z"), (1, "a")]
        ),
    )
    ingest(database, [claim()])
    database.add_values(CLAIM, REFERENCE, [(1, value)])
    assert load(database, CLAIM, [1])[1].values == value


def test_values_are_wanted_once_per_state_of_the_reference_data(database: Database) -> None:
    ingest(database, [claim("a"), claim("b")])
    left = [version.row for version in unvalued(database, CLAIM, LATER, REFERENCE)]
    assert left == [1, 2]
    database.add_values(CLAIM, REFERENCE, [(1, comparable())])
    assert [v.row for v in unvalued(database, CLAIM, LATER, REFERENCE)] == [2]
    assert [v.row for v in unvalued(database, CLAIM, LATER, "b" * 64)] == [1, 2]


def test_only_the_latest_known_version_wants_values(database: Database) -> None:
    ingest(database, [claim(killed_min=1)])
    marks = database.marks()
    ingest(database, [claim(killed_min=2)])
    assert [v.row for v in unvalued(database, CLAIM, LATER, REFERENCE)] == [2]
    assert [v.row for v in unvalued(database, CLAIM, LATER, REFERENCE, marks)] == [1]


def test_values_may_be_added_while_versions_are_read(database: Database) -> None:
    ingest(database, [claim(f"c{n}") for n in range(2_500)])
    sizes = []
    for chunk in database.written_without_values(CLAIM, LATER, REFERENCE, size=1_000):
        database.add_values(CLAIM, REFERENCE, ((row, comparable()) for row, _ in chunk))
        sizes.append(len(chunk))
    assert sizes == [1_000, 1_000, 500]
    assert list(database.written_without_values(CLAIM, LATER, REFERENCE)) == []
    assert len(load(database, CLAIM, None)) == 2_500


@pytest.mark.parametrize("kind", RecordKind)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), digest=digests)
def test_what_normalising_reads_is_what_was_written(
    database: Database, kind: RecordKind, data: st.DataObject, digest: str
) -> None:
    ingest(database, [data.draw(records(kind))], kind=kind)
    whole = {version.row: version.record for version in unvalued(database, kind, LATER, digest)}
    (chunk,) = database.written_without_values(kind, LATER, digest)
    assert [row for row, _ in chunk] == list(whole)
    for row, written in chunk:
        assert written == tuple(getattr(whole[row], name) for name in written._fields)
        assert written.speaker == whole[row].speaker


def test_remarks_are_those_of_ingest_before_those_of_normalising(database: Database) -> None:
    at_ingest, of_values = (Issue(code=code, severity=Severity.NOTE, message="m", line=2) for code in ("a", "b"))
    other = replace(at_ingest, code="c", line=9)
    database.add_records(CLAIM, FILE, [(1, claim("a")), (2, claim("b"))], NOW, issues=[other, at_ingest])
    database.add_values(CLAIM, REFERENCE, [(1, comparable()), (2, comparable(issues=(of_values,)))])
    assert database.remarks(CLAIM, [1, 2], REFERENCE) == (at_ingest, of_values)
    assert database.remarks(CLAIM, [1, 2], "b" * 64) == (at_ingest,)


def test_values_of_two_states_live_side_by_side(database: Database) -> None:
    ingest(database, [claim()])
    database.add_values(CLAIM, "a" * 64, [(1, comparable(places=(place(),)))])
    database.add_values(CLAIM, "b" * 64, [(1, comparable())])
    assert len(load(database, CLAIM, [1], "a" * 64)[1].values.places) == 1
    assert len(load(database, CLAIM, [1], "b" * 64)[1].values.places) == 0
    assert load(database, CLAIM, [1], "c" * 64) == {}


def test_the_same_values_again_change_nothing(database: Database) -> None:
    ingest(database, [claim()])
    value = comparable(places=(place(), place(part=1)), tolls={(TollSide.OWN, Harm.KILLED): CountRange(0, 0)})
    for _ in range(2):
        database.add_values(CLAIM, REFERENCE, [(1, value)])
    assert load(database, CLAIM, [1])[1].values == value


@pytest.mark.parametrize(
    "wrong",
    [
        comparable(target_actors=("two words",)),
        comparable(places=(place(radius_km=-1.0),)),
        comparable(places=(place(lat=91.0, lon=0.0),)),
        comparable(date=EventDate(weekday=7)),
    ],
    ids=["actor", "radius", "latitude", "weekday"],
)
def test_wrong_values_are_refused_and_leave_nothing(database: Database, wrong: Comparable) -> None:
    ingest(database, [claim()])
    with pytest.raises(DatabaseError):
        database.add_values(CLAIM, REFERENCE, [(1, wrong)])
    assert load(database, CLAIM, [1]) == {}


def test_values_of_a_record_that_is_not_there_are_refused(database: Database) -> None:
    with pytest.raises(DatabaseError):
        database.add_values(CLAIM, REFERENCE, [(7, comparable())])


def test_rows_without_values_are_left_out(database: Database) -> None:
    ingest(database, [claim("a"), claim("b")])
    database.add_values(CLAIM, REFERENCE, [(2, comparable())])
    assert list(load(database, CLAIM, [1, 2, 99])) == [2]
