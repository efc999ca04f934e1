"""What was made of record versions: value to rows and back."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, select

from reconcile.domain.comparables import Comparable
from reconcile.domain.dates import DateInterval, EventDate
from reconcile.domain.issues import Issue
from reconcile.domain.places import PlaceCandidate
from reconcile.domain.records import RecordKind
from reconcile.domain.tolls import CountRange, Harm, TollSide
from reconcile.store import bulk
from reconcile.store.batches import ISSUE_FIELDS, issue_columns
from reconcile.store.chunks import among, chunked
from reconcile.store.fetching import fetch_parts, fetch_rows
from reconcile.store.part_keys import any_part
from reconcile.store.reference_states import known_state
from reconcile.store.reference_tables import ReferenceKind
from reconcile.store.schema import Schema
from reconcile.store.value_tables import DATE_ROWS, ISSUE_ROWS, PLACE_ROWS, TOLL_ROWS, VALUE_ROWS, PartRow

_PLAIN = ("country", "target", "target_family", "attack", "target_actors", "speaker", "toll_scope", "events")
_DATED = ("date_precision", "date_text", "date_rule", "bounds_first", "bounds_last", "weekday")
_PLACE = tuple(PlaceCandidate.__dataclass_fields__)
_DAYS = ("first_day", "last_day")
_TOLL = ("side", "harm", "low", "high")

T = TypeVar("T")
_Parting = Callable[[Comparable], Iterable[tuple[Any, ...]]]
Parts = dict[int, tuple[T, ...]]
"""By row of the version."""
_Row = tuple[Any, ...]
_Made = dict[_Row, tuple[T]]
"""By the cells it was made of."""
_Toll = tuple[tuple[TollSide, Harm], CountRange]


def add_values(
    connection: Connection, kind: RecordKind, reference_digest: str, values: Sequence[tuple[int, Comparable]]
) -> None:
    """Keep the values of these versions. Values that are there already stay: the same input makes the same values."""
    state = known_state(connection, ReferenceKind.VALUES, reference_digest)
    fresh = dict(values)
    for row in _valued(connection, kind, state, sorted(fresh)):
        fresh.pop(row, None)
    for table, columns, parts in _PARTS:
        rows = [(state, row, *part) for row, value in fresh.items() for part in parts(value)]
        bulk.add_values(connection, table[kind], ("reference", "record", *columns), rows)


def tables(kind: RecordKind) -> tuple[type[Schema], ...]:
    """Those that hold values."""
    return tuple(table[kind] for table, _, _ in _PARTS)


def _valued(connection: Connection, kind: RecordKind, state: int, rows: Sequence[int]) -> list[int]:
    table = VALUE_ROWS[kind]
    return list(
        connection.execute(select(table.record).where(table.reference == state, among(table.record, rows))).scalars()
    )


def load_values(
    connection: Connection, kind: RecordKind, state: int, rows: Sequence[int], *, remarks: bool = True
) -> Iterator[tuple[int, Comparable]]:
    """The values of these versions in one state of the reference data, by row; a version without any is left out.

    Dates, places and tolls that are alike are one object. `remarks`: with the issues found in normalising.
    """
    shared = _Shared()
    parts: list[Mapping[RecordKind, type[PartRow]]] = [DATE_ROWS, PLACE_ROWS, TOLL_ROWS]
    stretches = {of[kind]: any_part(connection, of[kind]) for of in [*parts, *([ISSUE_ROWS] if remarks else [])]}
    for chunk in chunked(sorted(rows)):
        yield from _load_chunk(connection, kind, state, chunk, shared, stretches)


_Stretches = Mapping[type[PartRow], Sequence[ColumnElement[bool]]]


@dataclass(frozen=True, slots=True)
class _Shared:
    """What was made so far, by the cells it was made of."""

    intervals: _Made[DateInterval] = field(default_factory=dict)
    dates: dict[_Row, EventDate] = field(default_factory=dict)
    places: _Made[PlaceCandidate] = field(default_factory=dict)
    tolls: _Made[_Toll] = field(default_factory=dict)
    issues: _Made[Issue] = field(default_factory=dict)


def _load_chunk(
    connection: Connection, kind: RecordKind, state: int, chunk: Sequence[int], shared: _Shared, stretches: _Stretches
) -> Iterator[tuple[int, Comparable]]:
    def parts(table: type[PartRow], names: Sequence[str], make: Callable[..., T], made: _Made[T]) -> Parts[T]:
        if table not in stretches:
            return {}
        query = (
            select(table.record, *(getattr(table, name) for name in names))
            .where(table.reference == state, *stretches[table], among(table.record, chunk))
            .order_by(*table.__table__.primary_key)
        )
        return fetch_parts(connection, query, make, made)

    table = VALUE_ROWS[kind]
    days = parts(DATE_ROWS[kind], _DAYS, DateInterval, shared.intervals)
    places = parts(PLACE_ROWS[kind], _PLACE, _place, shared.places)
    tolls = parts(TOLL_ROWS[kind], _TOLL, _toll, shared.tolls)
    issues = parts(ISSUE_ROWS[kind], ISSUE_FIELDS, _issue, shared.issues)
    query = (
        select(table.record, *(getattr(table, name) for name in (*_DATED, *_PLAIN)))
        .where(table.reference == state, among(table.record, chunk))
        .order_by(table.record)
    )
    wanted = set(chunk)
    for row, *told in fetch_rows(connection, query):
        if row in wanted:
            *dated, country, target, family, attack, actors, speaker, scope, events = told
            value = Comparable(
                country=country,
                date=_date(dated, days.get(row, ()), shared.dates),
                places=places.get(row, ()),
                target=target,
                target_family=family,
                attack=attack,
                target_actors=actors,
                speaker=speaker,
                tolls=_tolls(tolls[row]) if row in tolls else {},
                toll_scope=scope,
                events=events,
                issues=issues.get(row, ()),
            )
            yield row, value


def _whole(value: Comparable) -> Iterable[tuple[Any, ...]]:
    date, bounds = value.date, value.date.bounds
    first, last = (None, None) if bounds is None else (bounds.start, bounds.end)
    yield date.precision, date.text, date.rule, first, last, date.weekday, *_plain(value)


def _date_parts(value: Comparable) -> Iterable[tuple[Any, ...]]:
    for ordinal, days in enumerate(value.date.intervals):
        yield ordinal, days.start, days.end


def _place_parts(value: Comparable) -> Iterable[tuple[Any, ...]]:
    for ordinal, place in enumerate(value.places):
        yield ordinal, *_of_place(place)


def _toll_parts(value: Comparable) -> Iterable[tuple[Any, ...]]:
    for (side, harm), count in value.tolls.items():
        yield side, harm, count.low, count.high


def _issue_parts(value: Comparable) -> Iterable[tuple[Any, ...]]:
    for ordinal, issue in enumerate(value.issues):
        yield ordinal, *issue_columns(issue).values()


_plain = attrgetter(*_PLAIN)
_of_place = attrgetter(*_PLACE)
_PARTS: tuple[tuple[Mapping[RecordKind, type[Schema]], tuple[str, ...], _Parting], ...] = (
    (VALUE_ROWS, (*_DATED, *_PLAIN), _whole),
    (DATE_ROWS, ("ordinal", *_DAYS), _date_parts),
    (PLACE_ROWS, ("ordinal", *_PLACE), _place_parts),
    (TOLL_ROWS, _TOLL, _toll_parts),
    (ISSUE_ROWS, ("ordinal", *ISSUE_FIELDS), _issue_parts),
)
"""The tables of values by kind of record, their columns, and what a value puts there; the whole before its parts."""


def _place(*told: Any) -> PlaceCandidate:
    return PlaceCandidate(**dict(zip(_PLACE, told, strict=True)))


def _issue(*told: Any) -> Issue:
    return Issue(**dict(zip(ISSUE_FIELDS, told, strict=True)))


def _toll(side: TollSide, harm: Harm, low: int | None, high: int | None) -> _Toll:
    return (side, harm), CountRange(low, high)


def _date(dated: Sequence[Any], days: tuple[DateInterval, ...], made: dict[_Row, EventDate]) -> EventDate:
    # Intervals that are alike are one object, which lives as long as `made`: its identity stands for its days.
    key = (*dated, *map(id, days))
    date = made.get(key)
    if date is None:
        precision, text, rule, first, last, weekday = dated
        date = made[key] = EventDate(
            intervals=days, precision=precision, text=text, bounds=_bounds(first, last), weekday=weekday, rule=rule
        )
    return date


def _bounds(first: date | None, last: date | None) -> DateInterval | None:
    return None if first is None or last is None else DateInterval(first, last)


def _tolls(parts: Iterable[_Toll]) -> dict[tuple[TollSide, Harm], CountRange]:
    """In the order of the closed lists, whatever order they were made in."""
    found = dict(parts)
    return {(side, harm): found[side, harm] for side in TollSide for harm in Harm if (side, harm) in found}
