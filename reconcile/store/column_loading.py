"""Comparable values as arrays, by plain column selects: no objects per record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, String, false, func, or_, select, type_coerce

from reconcile.domain.columns import UNBOUNDED_FIRST, UNBOUNDED_LAST, Codes, Columns, Floats, Ints, SideColumns
from reconcile.domain.dates import AFTER_PUBLICATION_DAYS, RULES_IN_FIGURES
from reconcile.domain.places import PlaceClass, PlaceShape
from reconcile.domain.records import Attribution, ClaimKind, RecordKind, Relation, Stance
from reconcile.errors import DatabaseError
from reconcile.store.fetching import fetch_columns
from reconcile.store.record_tables import RECORD_ROWS
from reconcile.store.value_tables import DATE_ROWS, PLACE_ROWS, VALUE_ROWS
from reconcile.store.versions import Sight, is_latest_known

_TABLES = (
    "countries",
    "admin1",
    "admin2",
    "names",
    "place_keys",
    "targets",
    "families",
    "attacks",
    "actor_sets",
    "speakers",
    "documents",
)
_CLASSES = {member.value: index for index, member in enumerate(PlaceClass)}
_SHAPES = {member.value: index for index, member in enumerate(PlaceShape)}
_COMPETING: dict[RecordKind, tuple[str, frozenset[str | None]]] = {
    RecordKind.CLAIM: ("claim_kind", frozenset({None, ClaimKind.CLAIM.value})),
    RecordKind.STATEMENT: (
        "attribution",
        frozenset({None, *(member.value for member in Attribution if member.ends_silence)}),
    ),
}
_SAME_EVENT = frozenset({None, *(member.value for member in (Relation.CORRECTS, Relation.REPEATS, Relation.RETRACTS))})
"""What a record is to one of its own side that it names, where both tell of one event. A quotation or a denial may be
of the other side's record, whose id may be that of one of its own."""
_IN_FIGURES = frozenset({None, *RULES_IN_FIGURES})
"""Rules that read a date in figures; None: a coder gave it as days."""

_Column = tuple[Any, ...]


@dataclass(slots=True)
class _Side:
    """The columns of one kind as they came from the database, in the order of the records."""

    records: dict[str, _Column]
    dates: dict[str, _Column]
    date_offset: Ints
    places: dict[str, _Column]
    place_offset: Ints
    kind: RecordKind

    def texts(self, table: str) -> Iterable[str | None]:
        """The values that go into one of the string tables."""
        places = {"names": "name", "place_keys": "place_key", "admin1": "admin1", "admin2": "admin2"}
        records = {
            "targets": "target",
            "families": "target_family",
            "attacks": "attack",
            "actor_sets": "target_actors",
            "speakers": "speaker",
            "documents": "document",
        }
        if table == "countries":
            return chain(self.records["country"], self.places["country"])
        return self.places[places[table]] if table in places else self.records[records[table]]


def load_columns(connection: Connection, sights: Mapping[RecordKind, Sight], state: int | None) -> Columns:
    """The columns of every record seen. Raises DatabaseError where values are missing."""
    claims, statements = (_load(connection, kind, sights[kind], state) for kind in RecordKind)
    tables = {
        name: tuple(sorted({text for side in (claims, statements) for text in side.texts(name) if text is not None}))
        for name in _TABLES
    }
    indices = {name: {text: index for index, text in enumerate(texts)} for name, texts in tables.items()}
    return Columns(claims=_columns(claims, indices), statements=_columns(statements, indices), codes=Codes(**tables))


def _load(connection: Connection, kind: RecordKind, sight: Sight, state: int | None) -> _Side:
    records = _load_records(connection, kind, sight, state)
    position = {row: index for index, row in enumerate(records["row"])}
    date_table, place_table = DATE_ROWS[kind], PLACE_ROWS[kind]
    dated = _load_parts(
        connection,
        ("record", "first", "last"),
        select(date_table.record, date_table.first_day, date_table.last_day)
        .where(date_table.reference == state)
        .order_by(date_table.record, date_table.ordinal),
        position,
    )
    placed = _load_parts(
        connection,
        ("record", *_PLACE_COLUMNS),
        select(
            place_table.record,
            *(_plain(getattr(place_table, name)) for name in _PLACE_COLUMNS),
        )
        .where(place_table.reference == state)
        .order_by(place_table.record, place_table.ordinal),
        position,
    )
    placed["name"] = tuple(
        [axis.replace(" ", "|") or key for axis, key in zip(placed["axis_keys"], placed["name_key"], strict=True)]
    )
    return _Side(
        records,
        dated,
        _offsets(dated["record"], position),
        placed,
        _offsets(placed["record"], position),
        kind,
    )


_RECORD_COLUMNS = (
    "country",
    "target",
    "target_family",
    "attack",
    "target_actors",
    "speaker",
    "events",
    "bounds_first",
    "bounds_last",
    "weekday",
    "date_rule",
)
_PLACE_COLUMNS = (
    "part",
    "weight",
    "lat",
    "lon",
    "radius_km",
    "place_class",
    "shape",
    "name_key",
    "axis_keys",
    "place_key",
    "country",
    "admin1",
    "admin2",
)


def _load_records(connection: Connection, kind: RecordKind, sight: Sight, state: int | None) -> dict[str, _Column]:
    """One row per record known then, by record id in code-point order."""
    table, values = RECORD_ROWS[kind], VALUE_ROWS[kind]
    competing, accepted = _COMPETING[kind]
    columns = table.__table__.c
    found = fetch_columns(
        connection,
        select(
            table.record_id,
            table.id,
            values.record,
            columns.document,
            _plain(columns[competing]),
            columns.published.is_not(None),
            columns.withdrawn,
            _denying(kind),
            columns.place.is_not(None) | columns.admin1.is_not(None),
            columns.supersedes,
            columns.refers_to,
            _plain(columns.relation),
            *(_plain(getattr(values, name)) for name in _RECORD_COLUMNS),
        )
        .outerjoin_from(table, values, (values.record == table.id) & (values.reference == state))
        .where(is_latest_known(kind, sight)),
    )
    own = (
        "record_id",
        "row",
        "valued",
        "document",
        "competes",
        "dated_text",
        "withdrawn",
        "denies",
        "placed",
        "supersedes",
        "refers_to",
        "relation",
    )
    order = _order(found[0])
    named = {name: _taken(column, order) for name, column in zip((*own, *_RECORD_COLUMNS), found, strict=True)}
    missing = named["valued"].count(None)
    if missing:
        raise DatabaseError(f"{missing} {kind.plural} have no normalised values yet; `reconcile run` makes them.")
    named["document"] = tuple(None if key is None else f"{kind.value}:{key}" for key in named["document"])
    named["target_actors"] = tuple(actors or None for actors in named["target_actors"])
    named["competes"] = _competing(kind, named, accepted)
    named["series"] = _series(named)
    return named


def _denying(kind: RecordKind) -> ColumnElement[bool]:
    """Whether a statement denies the event or something in it; claims are no denials of claims."""
    if kind is RecordKind.CLAIM:
        return false()
    columns = RECORD_ROWS[kind].__table__.c
    return or_(func.coalesce(columns.stance == Stance.DENIES, false()), columns.denies != ())


def _competing(kind: RecordKind, named: Mapping[str, _Column], accepted: frozenset[str | None]) -> _Column:
    """Denials, allegations and anonymous statements do not compete; nor does a statement that its issuer took back or
    replaced: it ends no silence any more. A claim that its side took back was made all the same, and is compared."""
    ids = named["record_id"]
    replaced = {old for own, old in zip(ids, named["supersedes"], strict=True) if old is not None and old != own}
    stands = (
        kind is RecordKind.CLAIM or not (withdrawn or record in replaced)
        for record, withdrawn in zip(ids, named["withdrawn"], strict=True)
    )
    return tuple(code in accepted and holds for code, holds in zip(named["competes"], stands, strict=True))


def _series(named: Mapping[str, _Column]) -> _Column:
    """A number for all records that name one another as earlier accounts of one event, handed on from record to record;
    -1 for those that name none and are named by none."""
    places = {id_: at for at, id_ in enumerate(named["record_id"])}
    first: dict[int, int] = {}

    def of(at: int) -> int:
        first.setdefault(at, at)
        while first[at] != at:
            # Each step shortens the way for the next that asks: chains of corrections may be long.
            first[at] = first[first[at]]
            at = first[at]
        return at

    accounts = zip(named["supersedes"], named["refers_to"], named["relation"], strict=True)
    for own, (replaced, named_before, relation) in enumerate(accounts):
        for earlier in (replaced, named_before if relation in _SAME_EVENT else None):
            if earlier in places and places[earlier] != own:
                one, other = sorted((of(own), of(places[earlier])))
                first[other] = one
    return tuple(of(at) if at in first else -1 for at in range(len(places)))


def _plain(column: Any) -> ColumnElement[Any]:
    """Codes and lists as the text they are kept as: columns need no members of enumerations."""
    kept = column.type
    return type_coerce(column, String()) if type(kept).__name__ in ("Code", "Words") else column


def _load_parts(
    connection: Connection, names: Sequence[str], query: Any, position: Mapping[int, int]
) -> dict[str, _Column]:
    """The parts of the records in use, in their order; `names` of the columns, the record's row first."""
    found = fetch_columns(connection, query)
    places = [position.get(row, -1) for row in found[0]]
    # Stable, so that the parts of one record stay in theirs.
    order = [at for at in np.argsort(_ints(places), kind="stable").tolist() if places[at] >= 0]
    return {name: _taken(column, order) for name, column in zip(names, found, strict=True)}


def _order(ids: _Column) -> list[int]:
    """Where each record stands, by id in code-point order."""
    return sorted(range(len(ids)), key=ids.__getitem__)


def _taken(column: _Column, order: Sequence[int]) -> _Column:
    return tuple([column[at] for at in order])


def _offsets(records: _Column, position: Mapping[int, int]) -> Ints:
    counts = np.bincount(_ints(position[row] for row in records), minlength=len(position))
    return np.concatenate(([0], np.cumsum(counts))).astype(np.int64)


def _columns(side: _Side, indices: Mapping[str, Mapping[str, int]]) -> SideColumns:
    codes = {name: _codes(side.texts(name), indices[name]) for name in _TABLES if name != "countries"}
    records, places = side.records, side.places
    return SideColumns(
        row=_ints(records["row"]),
        competes=np.array(records["competes"], dtype=np.bool_),
        country=_codes(records["country"], indices["countries"]),
        document=codes["documents"],
        speaker=codes["speakers"],
        target=codes["targets"],
        family=codes["families"],
        attack=codes["attacks"],
        actors=codes["actor_sets"],
        events=_ints(records["events"]),
        series=_ints(records["series"]),
        denies=np.array(records["denies"], dtype=np.bool_) & np.array(records["placed"], dtype=np.bool_),
        stated=np.diff(side.date_offset) > 0,
        numeric=np.array([rule in _IN_FIGURES for rule in records["date_rule"]], dtype=np.bool_),
        bound_first=_days(records["bounds_first"], UNBOUNDED_FIRST),
        bound_last=_days(records["bounds_last"], UNBOUNDED_LAST),
        published=_published(records["bounds_last"], records["dated_text"]),
        weekday=_ints(-1 if day is None else day for day in records["weekday"]),
        date_offset=side.date_offset,
        date_first=_days(side.dates["first"], UNBOUNDED_FIRST),
        date_last=_days(side.dates["last"], UNBOUNDED_LAST),
        place_offset=side.place_offset,
        place_part=_ints(places["part"]),
        place_weight=_floats(places["weight"]),
        place_xyz=_unit_sphere(_floats(places["lat"]), _floats(places["lon"])),
        place_radius=_floats(places["radius_km"]),
        place_class=_codes(places["place_class"], _CLASSES),
        place_shape=_codes(places["shape"], _SHAPES),
        place_name=codes["names"],
        place_key=codes["place_keys"],
        place_country=_codes(places["country"], indices["countries"]),
        place_admin1=codes["admin1"],
        place_admin2=codes["admin2"],
    )


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _floats(values: Iterable[float | None]) -> Floats:
    return np.array(tuple(values), dtype=np.float64)


def _codes(texts: Iterable[str | None], index: Mapping[str, int]) -> Ints:
    return np.array([-1 if text is None else index[text] for text in texts], dtype=np.int64)


def _days(days: Sequence[date | None], unbounded: int) -> Ints:
    ordinals = {day: unbounded if day is None else day.toordinal() for day in set(days)}
    return np.array([ordinals[day] for day in days], dtype=np.int64)


def _published(last: Iterable[date | None], dated: Iterable[bool]) -> Ints:
    """What publication allows ends so many days after it."""
    return _ints(
        day.toordinal() - AFTER_PUBLICATION_DAYS if day is not None and known else -1
        for day, known in zip(last, dated, strict=True)
    )


def _unit_sphere(lat: Floats, lon: Floats) -> NDArray[np.float64]:
    """(p, 3); NaN where there is no point."""
    phi, theta = np.radians(lat), np.radians(lon)
    return np.column_stack((np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)))
