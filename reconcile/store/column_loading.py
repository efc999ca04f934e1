"""Comparable values as arrays, by plain column selects: no objects per record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, compress
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, String, false, func, or_, select, type_coerce

from reconcile.domain.columns import UNBOUNDED_FIRST, UNBOUNDED_LAST, Bools, Codes, Columns, Floats, Ints, SideColumns
from reconcile.domain.dates import AFTER_PUBLICATION_DAYS, RULES_IN_FIGURES
from reconcile.domain.places import PlaceClass, PlaceShape
from reconcile.domain.records import Attribution, ClaimKind, RecordKind, Relation, Stance
from reconcile.errors import DatabaseError
from reconcile.store.fetching import fetch_columns
from reconcile.store.part_keys import any_part
from reconcile.store.record_tables import RECORD_ROWS
from reconcile.store.value_tables import DATE_ROWS, PLACE_ROWS, VALUE_ROWS, OrderedPartRow
from reconcile.store.versions import Sight, is_latest_known

_CODED = {
    "countries": ("country", "place_country"),
    "admin1": ("place_admin1",),
    "admin2": ("place_admin2",),
    "names": ("place_name",),
    "place_keys": ("place_key",),
    "targets": ("target",),
    "families": ("family",),
    "attacks": ("attack",),
    "actor_sets": ("actors",),
    "speakers": ("speaker",),
    "documents": ("document",),
}
"""By string table: the columns whose codes are of it."""
_TABLES = tuple(_CODED)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedSide:
    """The columns of one kind of record. Their codes are of tables of its own, until it is joined with the other."""

    columns: SideColumns
    codes: Codes


@dataclass(slots=True)
class _Side:
    """The columns of one kind as they came from the database, and in which order they are given out."""

    records: dict[str, _Column]
    order: Ints
    """Where each record stands, by id."""
    dates: "_Parts"
    places: "_Parts"

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
            return chain(self.records["country"], self.places.columns["country"])
        return self.places.columns[places[table]] if table in places else self.records[records[table]]


@dataclass(slots=True)
class _Parts:
    """The parts of records, likewise."""

    columns: dict[str, _Column]
    order: Ints
    """Where the parts of records in use stand: by record, those of one in their order."""
    offset: Ints
    """(n+1,) where those of each record begin, in that order."""


def load_side(connection: Connection, kind: RecordKind, sight: Sight, state: int | None) -> LoadedSide:
    """The columns of every record seen of one kind. Raises DatabaseError where values are missing."""
    side = _load(connection, kind, sight, state)
    tables = {name: _sorted(set(side.texts(name))) for name in _TABLES}
    indices = {name: _indices(texts) for name, texts in tables.items()}
    return LoadedSide(columns=_columns(side, indices), codes=Codes(**tables))


def join_sides(claims: LoadedSide, statements: LoadedSide) -> Columns:
    """Both sides with codes of the tables that they share."""
    codes = Codes(
        **{name: _sorted({*getattr(claims.codes, name), *getattr(statements.codes, name)}) for name in _TABLES}
    )
    return Columns(claims=_recoded(claims, codes), statements=_recoded(statements, codes), codes=codes)


def _recoded(side: LoadedSide, codes: Codes) -> SideColumns:
    changed: dict[str, Any] = {}
    for name, columns in _CODED.items():
        indices = _indices(getattr(codes, name))
        # The last is for -1, not stated.
        places = _ints([*(indices[text] for text in getattr(side.codes, name)), -1])
        changed |= {column: places[getattr(side.columns, column)] for column in columns}
    return replace(side.columns, **changed)


def _sorted(texts: set[str | None]) -> tuple[str, ...]:
    return tuple(sorted([text for text in texts if text is not None]))


def _indices(texts: Sequence[str]) -> dict[str | None, int]:
    found: dict[str | None, int] = {text: index for index, text in enumerate(texts)}
    found[None] = -1
    return found


def _load(connection: Connection, kind: RecordKind, sight: Sight, state: int | None) -> _Side:
    records = _load_records(connection, kind, sight, state)
    ids = records["record_id"]
    # Python compares by code points; PostgreSQL sorts by its locale.
    order = _ints(sorted(range(len(ids)), key=ids.__getitem__))
    rows = _ints(records["row"])[order]
    dated = _load_parts(connection, DATE_ROWS[kind], _DATE_COLUMNS, state, rows)
    placed = _load_parts(connection, PLACE_ROWS[kind], _PLACE_COLUMNS, state, rows)
    told = placed.columns
    told["name"] = tuple(
        [axis.replace(" ", "|") if axis else key for axis, key in zip(told["axis_keys"], told["name_key"], strict=True)]
    )
    return _Side(records, order, dated, placed)


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
_DATE_COLUMNS = ("first_day", "last_day")
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
    """One row per record known then."""
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
    named = dict(zip((*own, *_RECORD_COLUMNS), found, strict=True))
    missing = named["valued"].count(None)
    if missing:
        raise DatabaseError(f"{missing} {kind.plural} have no normalised values yet; `reconcile run` makes them.")
    named["document"] = tuple([None if key is None else f"{kind.value}:{key}" for key in named["document"]])
    named["target_actors"] = tuple([actors or None for actors in named["target_actors"]])
    named["competes"] = _competing(kind, named, accepted)
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
    if kind is RecordKind.CLAIM:
        return tuple([code in accepted for code in named["competes"]])
    told = zip(ids, named["competes"], named["withdrawn"], strict=True)
    return tuple([code in accepted and not (withdrawn or record in replaced) for record, code, withdrawn in told])


def _series(named: Mapping[str, _Column], order: Sequence[int]) -> list[int]:
    """By record, in their order: a number for all that name one another as earlier accounts of one event, handed on
    from record to record; -1 for those that name none and are named by none."""
    earlier = ("supersedes", "refers_to")
    if all(named[name].count(None) == len(order) for name in earlier):
        return [-1] * len(order)
    ids, replaced_ids, named_ids, relations = (named[name] for name in ("record_id", *earlier, "relation"))
    places = {ids[row]: at for at, row in enumerate(order)}
    first: dict[int, int] = {}

    def of(at: int) -> int:
        first.setdefault(at, at)
        while first[at] != at:
            # Each step shortens the way for the next that asks: chains of corrections may be long.
            first[at] = first[first[at]]
            at = first[at]
        return at

    for own, row in enumerate(order):
        for before in (replaced_ids[row], named_ids[row] if relations[row] in _SAME_EVENT else None):
            if before in places and places[before] != own:
                one, other = sorted((of(own), of(places[before])))
                first[other] = one
    return [of(at) if at in first else -1 for at in range(len(order))]


def _plain(column: Any) -> ColumnElement[Any]:
    """Codes and lists as the text they are kept as: columns need no members of enumerations."""
    kept = column.type
    return type_coerce(column, String()) if type(kept).__name__ in ("Code", "Words") else column


def _load_parts(
    connection: Connection, table: type[OrderedPartRow], names: Sequence[str], state: int | None, rows: Ints
) -> _Parts:
    """The parts of the records in use. `rows`: (n,) of those, in the order of the records."""
    query = (
        select(table.record, *(_plain(getattr(table, name)) for name in names))
        .where(table.reference == state, *any_part(connection, table))
        # In the order of the key the database need not sort; it keeps the parts of each record in theirs.
        .order_by(*table.__table__.primary_key)
    )
    records, *found = fetch_columns(connection, query)
    places = _places(_ints(records), rows)
    used = places >= 0
    if not used.all():
        found = [tuple(compress(column, used.tolist())) for column in found]
        places = places[used]
    counts = np.bincount(places, minlength=len(rows))
    offset = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    return _Parts(dict(zip(names, found, strict=True)), np.argsort(places, kind="stable"), offset)


def _places(records: Ints, rows: Ints) -> Ints:
    """(p,) where each of `records` stands among `rows`; -1: nowhere."""
    if not len(rows):
        return np.full(len(records), -1, dtype=np.int64)
    ascending = np.argsort(rows)
    at = np.minimum(np.searchsorted(rows, records, sorter=ascending), len(rows) - 1)
    found: Ints = np.where(rows[ascending[at]] == records, ascending[at], -1)
    return found


def _columns(side: _Side, indices: Mapping[str, Mapping[str | None, int]]) -> SideColumns:
    codes = {name: _codes(side.texts(name), indices[name]) for name in _TABLES if name != "countries"}
    records, order = side.records, side.order
    dates, days = side.dates.columns, side.dates.order
    places, spots = side.places.columns, side.places.order
    return SideColumns(
        row=_ints(records["row"])[order],
        competes=_flags(records["competes"])[order],
        country=_codes(records["country"], indices["countries"])[order],
        document=codes["documents"][order],
        speaker=codes["speakers"][order],
        target=codes["targets"][order],
        family=codes["families"][order],
        attack=codes["attacks"][order],
        actors=codes["actor_sets"][order],
        events=_ints(records["events"])[order],
        series=_ints(_series(records, order.tolist())),
        denies=(_flags(records["denies"]) & _flags(records["placed"]))[order],
        stated=np.diff(side.dates.offset) > 0,
        numeric=_flags([rule in _IN_FIGURES for rule in records["date_rule"]])[order],
        bound_first=_days(records["bounds_first"], UNBOUNDED_FIRST)[order],
        bound_last=_days(records["bounds_last"], UNBOUNDED_LAST)[order],
        published=_published(records["bounds_last"], records["dated_text"])[order],
        weekday=_ints([-1 if day is None else day for day in records["weekday"]])[order],
        date_offset=side.dates.offset,
        date_first=_days(dates["first_day"], UNBOUNDED_FIRST)[days],
        date_last=_days(dates["last_day"], UNBOUNDED_LAST)[days],
        place_offset=side.places.offset,
        place_part=_ints(places["part"])[spots],
        place_weight=_floats(places["weight"])[spots],
        place_xyz=_unit_sphere(_floats(places["lat"]), _floats(places["lon"]))[spots],
        place_radius=_floats(places["radius_km"])[spots],
        place_class=_codes(places["place_class"], _CLASSES)[spots],
        place_shape=_codes(places["shape"], _SHAPES)[spots],
        place_name=codes["names"][spots],
        place_key=codes["place_keys"][spots],
        place_country=_codes(places["country"], indices["countries"])[spots],
        place_admin1=codes["admin1"][spots],
        place_admin2=codes["admin2"][spots],
    )


def _ints(values: _Column | list[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64, count=len(values))


def _flags(values: _Column | list[bool]) -> Bools:
    return np.fromiter(values, dtype=np.bool_, count=len(values))


def _floats(values: _Column) -> Floats:
    return np.array(values, dtype=np.float64)


def _codes(texts: Iterable[str | None], index: Mapping[Any, int]) -> Ints:
    return np.fromiter(map(index.__getitem__, texts), dtype=np.int64)


def _days(days: _Column, unbounded: int) -> Ints:
    return _codes(days, {day: unbounded if day is None else day.toordinal() for day in set(days)})


def _published(last: _Column, dated: _Column) -> Ints:
    """What publication allows ends so many days after it."""
    ends = _days(last, UNBOUNDED_LAST)
    return np.where(_flags(dated) & (ends != UNBOUNDED_LAST), ends - AFTER_PUBLICATION_DAYS, -1)


def _unit_sphere(lat: Floats, lon: Floats) -> NDArray[np.float64]:
    """(p, 3); NaN where there is no point."""
    phi, theta = np.radians(lat), np.radians(lon)
    return np.column_stack((np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)))
