"""Places that were imported, and how they are found by name."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from reconcile.domain.gazetteer import NamedPlaces
from reconcile.domain.names import name_key, skeleton
from reconcile.domain.places import GazetteerPlace, PlaceClass
from reconcile.errors import DatabaseError
from reconcile.store.bulk import add_rows
from reconcile.store.chunks import chunked
from reconcile.store.reference_tables import GazetteerPlaceRow, GazetteerRow, PlaceNameRow
from reconcile.store.row_numbers import highest

_PLAIN = (
    "key",
    "name",
    "place_class",
    "country",
    "admin1",
    "admin2",
    "lat",
    "lon",
    "radius_km",
    "population",
    "source",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCounts:
    """What an import did; `places` is 0 where the same file was there already."""

    places: int
    names: int
    replaced: bool
    """Whether another state of the same gazetteer gave way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerFile:
    """A gazetteer about to be imported."""

    name: str
    """Importing under a name that is there replaces what it held."""
    source: str
    licence: str
    file_digest: str


def import_gazetteer(
    connection: Connection,
    file: GazetteerFile,
    places: Iterable[GazetteerPlace],
    now: datetime,
    progress: Callable[[int], None] | None,
) -> ImportCounts:
    held = connection.execute(
        select(GazetteerRow.id, GazetteerRow.file_digest).where(GazetteerRow.name == file.name)
    ).first()
    if held is not None and held.file_digest == file.file_digest:
        return ImportCounts(places=0, names=0, replaced=False)
    if held is not None:
        _remove(connection, held.id)
    number = _open(connection, file, now)
    kept, names = 0, 0
    for chunk in chunked(places):
        names += _add_places(connection, number, chunk)
        kept += len(chunk)
        if progress is not None:
            progress(len(chunk))
    connection.execute(update(GazetteerRow).where(GazetteerRow.id == number).values(places=kept))
    return ImportCounts(places=kept, names=names, replaced=held is not None)


def gazetteer_digests(connection: Connection) -> dict[str, str]:
    found = connection.execute(select(GazetteerRow.name, GazetteerRow.file_digest))
    return dict(sorted((name, digest) for name, digest in found))


def places_named(connection: Connection, keys: Collection[str], skeletons: Collection[str]) -> NamedPlaces:
    """All places that bear one of these names, in as few questions as the size allows."""
    by_key = _places_by(connection, PlaceNameRow.key, keys)
    return NamedPlaces(by_key=by_key, by_skeleton=_places_by(connection, PlaceNameRow.skeleton, skeletons))


def units(connection: Connection, level: PlaceClass) -> tuple[GazetteerPlace, ...]:
    """All places of one class, by key."""
    rows = connection.execute(
        select(GazetteerPlaceRow.id)
        .join(GazetteerRow, GazetteerRow.id == GazetteerPlaceRow.gazetteer)
        .where(GazetteerPlaceRow.place_class == level)
        .order_by(GazetteerRow.id)
    ).scalars()
    return _one_per_key(_load(connection, list(rows)).values())


def _remove(connection: Connection, gazetteer: int) -> None:
    of_it = select(GazetteerPlaceRow.id).where(GazetteerPlaceRow.gazetteer == gazetteer)
    connection.execute(delete(PlaceNameRow).where(PlaceNameRow.place.in_(of_it)))
    connection.execute(delete(GazetteerPlaceRow).where(GazetteerPlaceRow.gazetteer == gazetteer))
    connection.execute(delete(GazetteerRow).where(GazetteerRow.id == gazetteer))


def _open(connection: Connection, file: GazetteerFile, now: datetime) -> int:
    number = highest(connection, GazetteerRow.id) + 1
    told = {"name": file.name, "source": file.source, "licence": file.licence, "file_digest": file.file_digest}
    connection.execute(insert(GazetteerRow).values(id=number, imported_at=now, places=0, **told))
    return number


def _add_places(connection: Connection, gazetteer: int, places: Sequence[GazetteerPlace]) -> int:
    """How many spellings were kept."""
    _refuse_repeated(connection, gazetteer, places)
    first = highest(connection, GazetteerPlaceRow.id) + 1
    rows = [
        {name: getattr(place, name) for name in _PLAIN} | {"id": first + offset, "gazetteer": gazetteer}
        for offset, place in enumerate(places)
    ]
    names = [
        {"place": first + offset, "ordinal": ordinal, "name": name, "key": name_key(name), "skeleton": skeleton(name)}
        for offset, place in enumerate(places)
        for ordinal, name in enumerate((place.name, *place.names))
    ]
    add_rows(connection, GazetteerPlaceRow, rows)
    add_rows(connection, PlaceNameRow, names)
    return len(names)


def _refuse_repeated(connection: Connection, gazetteer: int, places: Sequence[GazetteerPlace]) -> None:
    keys = sorted(place.key for place in places)
    twice = next((key for key, other in pairwise(keys) if key == other), None)
    if twice is None:
        twice = connection.execute(
            select(GazetteerPlaceRow.key)
            .where(GazetteerPlaceRow.gazetteer == gazetteer, GazetteerPlaceRow.key.in_(keys))
            .limit(1)
        ).scalar()
    if twice is not None:
        raise DatabaseError(f"The gazetteer holds the place key {twice!r} twice; nothing was imported.")


def _places_by(connection: Connection, column: Any, wanted: Collection[str]) -> dict[str, tuple[GazetteerPlace, ...]]:
    found: defaultdict[str, dict[int, None]] = defaultdict(dict)
    for chunk in chunked(sorted(set(wanted))):
        query = select(column, PlaceNameRow.place).where(column.in_(chunk)).order_by(PlaceNameRow.place)
        for text, place in connection.execute(query):
            found[text][place] = None
    places = _load(connection, sorted({place for rows in found.values() for place in rows}))
    return {text: _one_per_key(places[row] for row in found[text]) for text in sorted(found)}


def _one_per_key(places: Iterable[GazetteerPlace]) -> tuple[GazetteerPlace, ...]:
    """By key; of a place that two gazetteers hold, the one imported first."""
    by_key: dict[str, GazetteerPlace] = {}
    for place in places:
        by_key.setdefault(place.key, place)
    return tuple(by_key[key] for key in sorted(by_key))


def _load(connection: Connection, rows: Sequence[int]) -> dict[int, GazetteerPlace]:
    places: dict[int, GazetteerPlace] = {}
    for chunk in chunked(rows):
        names: defaultdict[int, list[str]] = defaultdict(list)
        spellings = select(PlaceNameRow.place, PlaceNameRow.name).where(
            PlaceNameRow.place.in_(chunk), PlaceNameRow.ordinal > 0
        )
        for place, name in connection.execute(spellings.order_by(PlaceNameRow.place, PlaceNameRow.ordinal)):
            names[place].append(name)
        query = select(GazetteerPlaceRow.__table__).where(GazetteerPlaceRow.id.in_(chunk))
        for row in connection.execute(query.order_by(GazetteerPlaceRow.id)).mappings():
            told = {name: row[name] for name in _PLAIN}
            places[row["id"]] = GazetteerPlace(**told, names=tuple(names[row["id"]]))
    return places
