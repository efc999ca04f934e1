"""What was made of record versions: value to rows and back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from reconcile.domain.comparables import Comparable
from reconcile.domain.dates import DateInterval, EventDate
from reconcile.domain.issues import Issue
from reconcile.domain.places import PlaceCandidate
from reconcile.domain.records import RecordKind
from reconcile.domain.tolls import CountRange, Harm, TollSide
from reconcile.store.batches import ISSUE_FIELDS, issue_columns
from reconcile.store.bulk import add_rows
from reconcile.store.chunks import among, chunked
from reconcile.store.reference_states import known_state
from reconcile.store.reference_tables import ReferenceKind
from reconcile.store.value_tables import DATE_ROWS, ISSUE_ROWS, PLACE_ROWS, TOLL_ROWS, VALUE_ROWS, PartRow

_PLAIN = ("country", "target", "target_family", "attack", "target_actors", "speaker", "toll_scope", "events")
_DATED = ("date_precision", "date_text", "date_rule", "bounds_first", "bounds_last", "weekday")
_PLACE = tuple(PlaceCandidate.__dataclass_fields__)
_DAYS = ("first_day", "last_day")
_TOLL = ("side", "harm", "low", "high")


def add_values(
    connection: Connection, kind: RecordKind, reference_digest: str, values: Sequence[tuple[int, Comparable]]
) -> None:
    """Keep the values of these versions. Values that are there already stay: the same input makes the same values."""
    state = known_state(connection, ReferenceKind.VALUES, reference_digest)
    fresh = dict(values)
    for row in _valued(connection, kind, state, list(fresh)):
        del fresh[row]
    keyed = [({"reference": state, "record": row}, comparable) for row, comparable in fresh.items()]
    add_rows(connection, VALUE_ROWS[kind], [key | _value_columns(value) for key, value in keyed])
    add_rows(connection, DATE_ROWS[kind], [key | part for key, v in keyed for part in _date_parts(v)])
    add_rows(connection, PLACE_ROWS[kind], [key | part for key, v in keyed for part in _place_parts(v)])
    add_rows(connection, TOLL_ROWS[kind], [key | part for key, v in keyed for part in _toll_parts(v)])
    add_rows(connection, ISSUE_ROWS[kind], [key | part for key, v in keyed for part in _issue_parts(v)])


def _valued(connection: Connection, kind: RecordKind, state: int, rows: Sequence[int]) -> list[int]:
    table = VALUE_ROWS[kind]
    return list(
        connection.execute(select(table.record).where(table.reference == state, table.record.in_(rows))).scalars()
    )


def load_values(
    connection: Connection, kind: RecordKind, state: int, rows: Sequence[int]
) -> Iterator[tuple[int, Comparable]]:
    """The values of these versions in one state of the reference data, by row; a version without any is left out."""
    for chunk in chunked(sorted(rows)):
        table = VALUE_ROWS[kind]
        parts = [
            _parts(connection, rows_of[kind], columns, state, chunk)
            for rows_of, columns in ((DATE_ROWS, _DAYS), (PLACE_ROWS, _PLACE), (TOLL_ROWS, _TOLL))
        ]
        issues = _parts(connection, ISSUE_ROWS[kind], ISSUE_FIELDS, state, chunk)
        query = (
            select(table.record, *(getattr(table, name) for name in (*_DATED, *_PLAIN)))
            .where(table.reference == state, among(table.record, chunk))
            .order_by(table.record)
        )
        wanted = set(chunk)
        for row in connection.execute(query).all():
            if row[0] in wanted:
                dates, places, tolls, faults = (part.get(row[0], ()) for part in (*parts, issues))
                yield row[0], _comparable(row, dates, places, tolls, faults)


def _value_columns(value: Comparable) -> dict[str, Any]:
    bounds = value.date.bounds
    return {name: getattr(value, name) for name in _PLAIN} | {
        "date_precision": value.date.precision,
        "date_text": value.date.text,
        "date_rule": value.date.rule,
        "bounds_first": None if bounds is None else bounds.start,
        "bounds_last": None if bounds is None else bounds.end,
        "weekday": value.date.weekday,
    }


def _date_parts(value: Comparable) -> Iterable[dict[str, Any]]:
    for ordinal, days in enumerate(value.date.intervals):
        yield {"ordinal": ordinal, "first_day": days.start, "last_day": days.end}


def _place_parts(value: Comparable) -> Iterable[dict[str, Any]]:
    for ordinal, place in enumerate(value.places):
        yield {name: getattr(place, name) for name in _PLACE} | {"ordinal": ordinal}


def _toll_parts(value: Comparable) -> Iterable[dict[str, Any]]:
    for (side, harm), count in value.tolls.items():
        yield {"side": side, "harm": harm, "low": count.low, "high": count.high}


def _issue_parts(value: Comparable) -> Iterable[dict[str, Any]]:
    for ordinal, issue in enumerate(value.issues):
        yield issue_columns(issue) | {"ordinal": ordinal}


_Row = Sequence[Any]


def _parts(
    connection: Connection, table: type[PartRow], columns: Sequence[str], state: int, rows: Sequence[int]
) -> Mapping[int, list[_Row]]:
    """By record: the row number, then `columns`, part by part."""
    by_record: defaultdict[int, list[_Row]] = defaultdict(list)
    query = (
        select(table.record, *(getattr(table, name) for name in columns))
        .where(table.reference == state, among(table.record, rows))
        .order_by(*table.__table__.primary_key)
    )
    for row in connection.execute(query).all():
        by_record[row[0]].append(row)
    return by_record


def _comparable(
    row: _Row, dates: Iterable[_Row], places: Iterable[_Row], tolls: Iterable[_Row], issues: Iterable[_Row]
) -> Comparable:
    _, precision, text, rule, first, last, weekday, *plain = row
    date = EventDate(
        intervals=tuple([DateInterval(start, end) for _, start, end in dates]),
        precision=precision,
        text=text,
        bounds=_bounds(first, last),
        weekday=weekday,
        rule=rule,
    )
    return Comparable(
        date=date,
        places=tuple([PlaceCandidate(**dict(zip(_PLACE, place[1:], strict=True))) for place in places]),
        tolls=_tolls(tolls) if tolls else {},
        issues=tuple([Issue(**dict(zip(ISSUE_FIELDS, issue[1:], strict=True))) for issue in issues]),
        **dict(zip(_PLAIN, plain, strict=True)),
    )


def _bounds(first: date | None, last: date | None) -> DateInterval | None:
    return None if first is None or last is None else DateInterval(first, last)


def _tolls(rows: Iterable[_Row]) -> dict[tuple[TollSide, Harm], CountRange]:
    """In the order of the closed lists, whatever order they were made in."""
    found = {(side, harm): CountRange(low, high) for _, side, harm, low, high in rows}
    return {(side, harm): found[side, harm] for side in TollSide for harm in Harm if (side, harm) in found}
