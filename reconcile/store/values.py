"""What was made of record versions: value to rows and back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from reconcile.domain.comparables import Comparable
from reconcile.domain.dates import DateInterval, EventDate
from reconcile.domain.places import PlaceCandidate
from reconcile.domain.records import RecordKind
from reconcile.domain.tolls import CountRange, Harm, TollSide
from reconcile.store.batches import issue_columns, issue_from
from reconcile.store.bulk import add_rows
from reconcile.store.chunks import chunked
from reconcile.store.reference_states import known_state
from reconcile.store.reference_tables import ReferenceKind
from reconcile.store.value_tables import DATE_ROWS, ISSUE_ROWS, PLACE_ROWS, TOLL_ROWS, VALUE_ROWS, PartRow

_PLAIN = ("country", "target", "target_family", "attack", "target_actors", "speaker", "toll_scope", "events")
_PLACE = tuple(PlaceCandidate.__dataclass_fields__)


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
        parts = [_parts(connection, rows_of[kind], state, chunk) for rows_of in (DATE_ROWS, PLACE_ROWS, TOLL_ROWS)]
        issues = _parts(connection, ISSUE_ROWS[kind], state, chunk)
        query = select(table.__table__).where(table.reference == state, table.record.in_(chunk)).order_by(table.record)
        for row in connection.execute(query).mappings():
            dates, places, tolls = (part[row["record"]] for part in parts)
            yield row["record"], _comparable(row, dates, places, tolls, issues[row["record"]])


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


def _parts(
    connection: Connection, table: type[PartRow], state: int, rows: Sequence[int]
) -> Mapping[int, list[RowMapping]]:
    by_record: defaultdict[int, list[RowMapping]] = defaultdict(list)
    key = table.__table__.primary_key
    query = select(table.__table__).where(table.reference == state, table.record.in_(rows)).order_by(*key)
    for row in connection.execute(query).mappings():
        by_record[row["record"]].append(row)
    return by_record


def _comparable(
    row: RowMapping,
    dates: Iterable[RowMapping],
    places: Iterable[RowMapping],
    tolls: Iterable[RowMapping],
    issues: Iterable[RowMapping],
) -> Comparable:
    return Comparable(
        date=_event_date(row, dates),
        places=tuple(PlaceCandidate(**{name: place[name] for name in _PLACE}) for place in places),
        tolls=_tolls(tolls),
        issues=tuple(issue_from(issue) for issue in issues),
        **{name: row[name] for name in _PLAIN},
    )


def _event_date(row: RowMapping, dates: Iterable[RowMapping]) -> EventDate:
    return EventDate(
        intervals=tuple(DateInterval(days["first_day"], days["last_day"]) for days in dates),
        precision=row["date_precision"],
        text=row["date_text"],
        bounds=_bounds(row["bounds_first"], row["bounds_last"]),
        weekday=row["weekday"],
        rule=row["date_rule"],
    )


def _bounds(first: date | None, last: date | None) -> DateInterval | None:
    return None if first is None or last is None else DateInterval(first, last)


def _tolls(rows: Iterable[RowMapping]) -> dict[tuple[TollSide, Harm], CountRange]:
    """In the order of the closed lists, whatever order they were made in."""
    found = {(row["side"], row["harm"]): CountRange(row["low"], row["high"]) for row in rows}
    return {(side, harm): found[side, harm] for side in TollSide for harm in Harm if (side, harm) in found}
