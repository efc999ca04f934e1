"""Places that were imported, and how they are found by name."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from reconcile.domain.cleantext import quoted
from reconcile.domain.gazetteer import SHIPPED, NamedPlaces
from reconcile.domain.names import name_key, skeletons
from reconcile.domain.places import GazetteerPlace, PlaceClass
from reconcile.errors import DatabaseError, NotFoundError
from reconcile.store.bulk import add_rows, add_values
from reconcile.store.chunks import chunked
from reconcile.store.fetching import fetch_rows
from reconcile.store.reference_tables import GazetteerPlaceRow, GazetteerRow, PlaceNameRow
from reconcile.store.row_numbers import highest
from reconcile.store.statistics import MANY, refresh_statistics

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

_TOLD_OF_PLACE = tuple(getattr(GazetteerPlaceRow, name) for name in _PLAIN)
_TOLD = ("name", "source", "licence", "file_digest", "imported_at", "places")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptGazetteer:
    """A gazetteer in the database."""

    name: str
    source: str
    licence: str
    file_digest: str
    imported_at: datetime
    places: int


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
    if kept >= MANY:
        refresh_statistics(connection, (GazetteerPlaceRow, PlaceNameRow))
    return ImportCounts(places=kept, names=names, replaced=held is not None)


def gazetteer_digests(connection: Connection) -> dict[str, str]:
    found = connection.execute(select(GazetteerRow.name, GazetteerRow.file_digest))
    return dict(sorted((name, digest) for name, digest in found))


def kept_gazetteers(connection: Connection) -> tuple[KeptGazetteer, ...]:
    """By name."""
    rows = connection.execute(select(GazetteerRow.__table__)).mappings()
    kept = [KeptGazetteer(**{name: row[name] for name in _TOLD}) for row in rows]
    return tuple(sorted(kept, key=lambda one: one.name))


def remove_gazetteer(connection: Connection, name: str) -> int:
    """How many places it held. Raises NotFoundError where there is none of that name."""
    held = connection.execute(select(GazetteerRow.id, GazetteerRow.places).where(GazetteerRow.name == name)).first()
    if held is None:
        raise NotFoundError(
            f"There is no gazetteer named '{quoted(name)}'; reconcile gazetteer list shows those there."
        )
    _remove(connection, held.id)
    return int(held.places)


def places_named(connection: Connection, keys: Collection[str], skeletons: Collection[str]) -> NamedPlaces:
    """All places that bear one of these names, in as few questions as the size allows."""
    by_key = _keys_by(connection, PlaceNameRow.key, keys)
    by_skeleton = _keys_by(connection, PlaceNameRow.skeleton, skeletons)
    places = _load(connection, {key for found in (by_key, by_skeleton) for some in found.values() for key in some})
    return NamedPlaces(by_key=_filled(by_key, places), by_skeleton=_filled(by_skeleton, places))


def places_respelt(
    connection: Connection, wanted: Collection[tuple[str, str]]
) -> dict[str, tuple[GazetteerPlace, ...]]:
    """By skeleton: the places that bear a name with it, in the countries it is asked for."""
    asked = set(wanted)
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for chunk in chunked(sorted({bones for _, bones in asked})):
        query = (
            select(PlaceNameRow.skeleton, GazetteerPlaceRow.country, GazetteerPlaceRow.key)
            .join(GazetteerPlaceRow, GazetteerPlaceRow.id == PlaceNameRow.place)
            .where(PlaceNameRow.skeleton.in_(chunk))
        )
        for bones, country, key in fetch_rows(connection, query):
            if (country, bones) in asked:
                keys[bones].add(key)
    return _filled(keys, _load(connection, {key for some in keys.values() for key in some}))


def places_keyed(connection: Connection, prefix: str, without: str) -> dict[str, GazetteerPlace]:
    """By key: the places whose key starts with `prefix`, those of the gazetteer named `without` left out."""
    query = (
        select(GazetteerPlaceRow.key)
        .join(GazetteerRow, GazetteerRow.id == GazetteerPlaceRow.gazetteer)
        .where(GazetteerPlaceRow.key.startswith(prefix, autoescape=True), GazetteerRow.name != without)
    )
    return _load(connection, set(connection.execute(query).scalars()), without)


def units(connection: Connection, level: PlaceClass) -> tuple[GazetteerPlace, ...]:
    """All places of one class, by key."""
    keys = connection.execute(select(GazetteerPlaceRow.key).where(GazetteerPlaceRow.place_class == level)).scalars()
    found = _load(connection, set(keys))
    return tuple(place for _, place in sorted(found.items()) if place.place_class is level)


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
        (first + offset, ordinal, name)
        for offset, place in enumerate(places)
        for ordinal, name in enumerate((place.name, *place.names))
    ]
    keys = [name_key(name) for _, _, name in names]
    # A key in plain letters has the skeleton of its name, and many of them are folded at once.
    bones = skeletons([key if key.isascii() else told[2] for key, told in zip(keys, names, strict=True)])
    add_rows(connection, GazetteerPlaceRow, rows)
    spellings = [(*told, key, bone) for told, key, bone in zip(names, keys, bones, strict=True)]
    add_values(connection, PlaceNameRow, ("place", "ordinal", "name", "key", "skeleton"), spellings)
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


def _keys_by(connection: Connection, column: Any, wanted: Collection[str]) -> dict[str, set[str]]:
    """Keys of the places whose names have one of these values."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for chunk in chunked(sorted(set(wanted))):
        query = (
            select(column, GazetteerPlaceRow.key)
            .join(GazetteerPlaceRow, GazetteerPlaceRow.id == PlaceNameRow.place)
            .where(column.in_(chunk))
        )
        for text, key in fetch_rows(connection, query):
            found[text].add(key)
    return found


def _filled(
    keys: Mapping[str, Collection[str]], places: Mapping[str, GazetteerPlace]
) -> dict[str, tuple[GazetteerPlace, ...]]:
    return {text: tuple(places[key] for key in sorted(keys[text])) for text in sorted(keys)}


def _load(connection: Connection, keys: Collection[str], without: str | None = None) -> dict[str, GazetteerPlace]:
    """By key: each place once, with all its names.

    Where several gazetteers hold it, the reference tables tell of it before the others, and those in the order of
    their names: not in that of their import, which is no part of any digest.
    """
    named = connection.execute(select(GazetteerRow.name, GazetteerRow.id)).all()
    ranks = {row: (name != SHIPPED, name) for name, row in named if name != without}
    places: dict[str, GazetteerPlace] = {}
    for chunk in chunked(sorted(keys)):
        query = select(GazetteerPlaceRow.gazetteer, GazetteerPlaceRow.id, *_TOLD_OF_PLACE).where(
            GazetteerPlaceRow.gazetteer.in_(sorted(ranks)), GazetteerPlaceRow.key.in_(chunk)
        )
        rows = sorted(fetch_rows(connection, query), key=lambda row: ranks[row[0]])
        names = _names(connection, [row for _, row, *_ in rows])
        for _, row, key, name, *told in rows:
            other, held = names.get(row, ()), places.get(key)
            places[key] = (
                GazetteerPlace(**dict(zip(_PLAIN, (key, name, *told), strict=True)), names=tuple(other))
                if held is None
                else _joined(held, (name, *other))
            )
    return places


def _names(connection: Connection, rows: Sequence[int]) -> defaultdict[int, list[str]]:
    """Further names by row of the place, in their order."""
    names: defaultdict[int, list[str]] = defaultdict(list)
    for chunk in chunked(rows):
        query = select(PlaceNameRow.place, PlaceNameRow.name).where(
            PlaceNameRow.place.in_(chunk), PlaceNameRow.ordinal > 0
        )
        for place, name in fetch_rows(connection, query.order_by(PlaceNameRow.place, PlaceNameRow.ordinal)):
            names[place].append(name)
    return names


def _joined(place: GazetteerPlace, names: Iterable[str]) -> GazetteerPlace:
    known = {place.name, *place.names}
    return replace(place, names=(*place.names, *(name for name in dict.fromkeys(names) if name not in known)))
