"""Columns and accounts are two views of the same rows."""

import math
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reconcile.domain.columns import UNBOUNDED_FIRST, UNBOUNDED_LAST, Columns, SideColumns
from reconcile.domain.comparables import Comparable
from reconcile.domain.dates import DateInterval, EventDate
from reconcile.domain.places import PlaceClass, PlaceShape
from reconcile.domain.records import Attribution, ClaimKind, RecordKind, Relation
from reconcile.errors import DatabaseError
from reconcile.store import Database, open_database
from tests.store.making import (
    LATER,
    REFERENCE,
    claim,
    comparable,
    comparables,
    ingest,
    load,
    place,
    statement,
    unvalued,
)

CLAIM, STATEMENT = RecordKind.CLAIM, RecordKind.STATEMENT


def told_by(codes: tuple[str, ...], index: Any) -> str | None:
    return None if index == -1 else codes[index]


def dates_told(side: SideColumns, i: int) -> list[tuple[int, int]]:
    part = slice(side.date_offset[i], side.date_offset[i + 1])
    return list(zip(side.date_first[part].tolist(), side.date_last[part].tolist(), strict=True))


def check_record(columns: Columns, side: SideColumns, i: int, value: Comparable, document: str | None) -> None:
    codes = columns.codes
    assert told_by(codes.countries, side.country[i]) == value.country
    assert told_by(codes.documents, side.document[i]) == document
    assert told_by(codes.speakers, side.speaker[i]) == value.speaker
    assert told_by(codes.targets, side.target[i]) == value.target
    assert told_by(codes.families, side.family[i]) == value.target_family
    assert told_by(codes.attacks, side.attack[i]) == value.attack
    assert (told_by(codes.actor_sets, side.actors[i]) or "") == " ".join(value.target_actors)
    assert side.events[i] == value.events
    assert side.stated[i] == value.date.stated
    bounds = value.date.bounds
    assert side.bound_first[i] == (UNBOUNDED_FIRST if bounds is None else bounds.start.toordinal())
    assert side.bound_last[i] == (UNBOUNDED_LAST if bounds is None else bounds.end.toordinal())
    assert side.weekday[i] == (-1 if value.date.weekday is None else value.date.weekday)
    assert dates_told(side, i) == [(days.start.toordinal(), days.end.toordinal()) for days in value.date.intervals]


def check_places(columns: Columns, side: SideColumns, i: int, value: Comparable) -> None:
    codes = columns.codes
    rows = range(side.place_offset[i], side.place_offset[i + 1])
    assert len(rows) == len(value.places)
    for j, candidate in zip(rows, value.places, strict=True):
        assert (side.place_part[j], side.place_weight[j]) == (candidate.part, candidate.weight)
        assert side.place_radius[j] == candidate.radius_km
        assert side.place_class[j] == list(PlaceClass).index(candidate.place_class)
        assert side.place_shape[j] == list(PlaceShape).index(candidate.shape)
        assert codes.names[side.place_name[j]] == ("|".join(candidate.axis_keys) or candidate.name_key)
        assert told_by(codes.place_keys, side.place_key[j]) == candidate.place_key
        assert told_by(codes.countries, side.place_country[j]) == candidate.country
        assert told_by(codes.admin1, side.place_admin1[j]) == candidate.admin1
        assert told_by(codes.admin2, side.place_admin2[j]) == candidate.admin2
        check_point(side.place_xyz[j], candidate.lat, candidate.lon)


def check_point(xyz: Any, lat: float | None, lon: float | None) -> None:
    if lat is None or lon is None:
        assert np.isnan(xyz).any()
        return
    assert math.isclose(float(np.linalg.norm(xyz)), 1.0)
    assert math.degrees(math.asin(max(-1.0, min(1.0, xyz[2])))) == pytest.approx(lat, abs=1e-5)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(st.tuples(st.sampled_from(RecordKind), comparables, st.booleans()), max_size=6))
def test_columns_agree_with_accounts(drawn: list[tuple[RecordKind, Comparable, bool]]) -> None:
    with open_database("sqlite://") as database:
        for n, (kind, value, documented) in enumerate(drawn):
            fields = {"document": f"d{n % 2}"} if documented else {}
            record = claim(f"r{-n}", **fields) if kind is CLAIM else statement(f"r{-n}", **fields)
            ingest(database, [record], kind=kind)
            (version,) = unvalued(database, kind, LATER, REFERENCE)
            database.add_values(kind, REFERENCE, [(version.row, value)])
        columns = database.load_columns(LATER, REFERENCE)
        for kind, side in ((CLAIM, columns.claims), (STATEMENT, columns.statements)):
            accounts = load(database, kind, None)
            in_order = sorted(accounts.values(), key=lambda account: account.id)
            assert side.row.tolist() == [account.version.row for account in in_order]
            for i, account in enumerate(in_order):
                document = account.record.document
                check_record(columns, side, i, account.values, document and f"{kind.value}:{document}")
                check_places(columns, side, i, account.values)


def test_both_databases_give_the_same_arrays(database: Database) -> None:
    ids = ["é", "Z", "a", "B", "_"]
    ingest(database, [claim(key) for key in ids])
    spans = tuple(DateInterval(date(2017, 4, day), date(2017, 4, day)) for day in (16, 17))
    for row, key in enumerate(ids, 1):
        value = comparable(
            speaker=key,
            target_actors=("fr", "minusma"),
            date=EventDate(intervals=spans[: row % 3]),
            places=tuple(
                place(part=part, name_key=f"{key}{part}", lat=10.0 * row, lon=0.0) for part in range(row % 2 + 1)
            ),
        )
        database.add_values(CLAIM, REFERENCE, [(row, value)])
    columns = database.load_columns(LATER, REFERENCE)
    assert columns.claims.row.tolist() == [4, 2, 5, 3, 1]
    assert columns.codes.speakers == tuple(sorted(ids))
    assert columns.codes.actor_sets == ("fr minusma",)
    assert columns.claims.date_offset.tolist() == [0, 1, 3, 5, 5, 6]
    assert columns.claims.place_offset.tolist() == [0, 1, 2, 4, 6, 8]
    assert [columns.codes.names[name] for name in columns.claims.place_name] == [
        "B0",
        "Z0",
        "_0",
        "_1",
        "a0",
        "a1",
        "é0",
        "é1",
    ]
    assert len(columns.statements) == 0
    assert columns.statements.place_xyz.shape == (0, 3)


def test_who_competes(database: Database) -> None:
    ingest(database, [claim("0"), *(claim(kind.value, claim_kind=kind) for kind in ClaimKind)])
    ingest(
        database,
        [statement("0"), *(statement(member.value, attribution=member) for member in Attribution)],
        kind=STATEMENT,
    )
    for kind in RecordKind:
        rows = [version.row for version in unvalued(database, kind, LATER, REFERENCE)]
        database.add_values(kind, REFERENCE, [(row, comparable()) for row in rows])
    columns = database.load_columns(LATER, REFERENCE)
    competing = {}
    for kind, side in ((CLAIM, columns.claims), (STATEMENT, columns.statements)):
        accounts = load(database, kind, None)
        competing[kind] = [accounts[row].id for row, yes in zip(side.row.tolist(), side.competes, strict=True) if yes]
    assert competing == {CLAIM: ["0", "claim"], STATEMENT: ["0", "direct", "relayed"]}


def test_records_that_name_one_another_are_of_one_series(database: Database) -> None:
    told = {
        "a": {},
        "b": {"supersedes": "a"},
        "c": {"refers_to": "b", "relation": Relation.CORRECTS},
        "d": {"refers_to": "a", "relation": Relation.DENIES},
        "e": {"refers_to": "nowhere"},
        "f": {"refers_to": "g"},
        "g": {"supersedes": "g"},
        "h": {},
    }
    ingest(database, [claim(key, **fields) for key, fields in told.items()])
    database.add_values(CLAIM, REFERENCE, [(row, comparable()) for row in range(1, len(told) + 1)])
    series = dict(zip(told, database.load_columns(LATER, REFERENCE).claims.series.tolist(), strict=True))
    assert series["a"] == series["b"] == series["c"] >= 0
    assert series["f"] == series["g"] >= 0
    assert series["f"] != series["a"]
    assert [key for key, number in series.items() if number < 0] == ["d", "e", "h"]


def test_only_what_was_known_and_only_its_codes(database: Database) -> None:
    ingest(database, [claim("a", killed_min=1)])
    database.add_values(CLAIM, REFERENCE, [(1, comparable(speaker="old"))])
    marks = database.marks()
    ingest(database, [claim("a", killed_min=2)])
    database.add_values(CLAIM, REFERENCE, [(2, comparable(speaker="new"))])
    assert database.load_columns(LATER, REFERENCE).codes.speakers == ("new",)
    assert database.load_columns(LATER, REFERENCE, marks).codes.speakers == ("old",)


def test_missing_values_are_told(database: Database) -> None:
    ingest(database, [claim("a"), claim("b")])
    database.add_values(CLAIM, REFERENCE, [(1, comparable())])
    with pytest.raises(DatabaseError, match="1 claims have no normalised values"):
        database.load_columns(LATER, REFERENCE)


def test_an_empty_database_gives_empty_columns(database: Database) -> None:
    columns = database.load_columns(LATER, REFERENCE)
    assert (len(columns.claims), len(columns.statements)) == (0, 0)
    assert columns.claims.date_offset.tolist() == [0]
