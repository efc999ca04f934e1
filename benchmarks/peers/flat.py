"""Comparable values as flat tables, one row a record: what tools without place resolution or taxonomies can read.

They get what normalising made of the records, not the wording: days, resolved coordinates, codes. A tool is so
compared by how it links, and is not punished for lacking a gazetteer. Of several places the first located one is given.
"""

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from reconcile.domain.columns import UNBOUNDED_LAST, Columns, SideColumns
from reconcile.domain.places import PlaceClass
from reconcile.link.blocking import day_range
from reconcile.reference import Reference

FIELDS = (
    "id", "country", "stated", "first_day", "last_day", "day", "lat", "lon", "place", "admin1",
    "target", "family", "actor", "attack", "attack_family",
)  # fmt: skip
WIDEST_POINT = list(PlaceClass).index(PlaceClass.DISTRICT)
Pairs = Iterable[tuple[str, str]]


def write_tables(
    folder: Path,
    columns: Columns,
    ids: tuple[Sequence[str], Sequence[str]],
    truth: Pairs,
    reference: Reference,
) -> None:
    """claims.csv, statements.csv and truth.csv; records that do not compete are left out."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, side, keys in zip(("claims", "statements"), (columns.claims, columns.statements), ids, strict=True):
        _write(folder / f"{name}.csv", FIELDS, _rows(side, keys, columns, reference))
    _write(folder / "truth.csv", ("claim", "statement"), ([*pair] for pair in sorted(truth)))


def _write(path: Path, fields: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(fields)
        table.writerows(rows)


def _rows(side: SideColumns, ids: Sequence[str], columns: Columns, reference: Reference) -> Iterable[list[object]]:
    codes = columns.codes
    first, last = day_range(side)
    for i in np.flatnonzero(side.competes).tolist():
        bounded = last[i] < UNBOUNDED_LAST
        # Where no day is stated, an analyst takes the day of publication for it.
        day = int(first[i] if side.stated[i] else last[i])
        yield [
            ids[i],
            _text(codes.countries, side.country[i]),
            int(side.stated[i]),
            _iso(int(first[i])) if bounded else "",
            _iso(int(last[i])) if bounded else "",
            _iso(day) if bounded else "",
            *_place(side, i, columns),
            _told(codes.targets, side.target[i], reference.targets.other),
            _told(codes.targets, side.target[i], reference.targets.other, reference.targets.family),
            _text(codes.actor_sets, side.actors[i]),
            _told(codes.attacks, side.attack[i], reference.attacks.other),
            _told(codes.attacks, side.attack[i], reference.attacks.other, reference.attacks.family),
        ]


def _place(side: SideColumns, i: int, columns: Columns) -> list[object]:
    """Latitude, longitude, name, region: a region has no point and no name of its own."""
    readings = range(int(side.place_offset[i]), int(side.place_offset[i + 1]))
    if not readings:
        return ["", "", "", ""]
    best = next((at for at in readings if not np.isnan(side.place_xyz[at, 0])), readings[0])
    admin1 = _text(columns.codes.admin1, side.place_admin1[best])
    if side.place_class[best] > WIDEST_POINT:
        return ["", "", "", admin1]
    x, y, z = side.place_xyz[best]
    point = ["", ""] if np.isnan(x) else [f"{np.degrees(np.arcsin(z)):.5f}", f"{np.degrees(np.arctan2(y, x)):.5f}"]
    return [*point, _text(columns.codes.names, side.place_name[best]), admin1]


def _text(table: Sequence[str], code: int) -> str:
    return "" if code < 0 else table[code]


def _told(table: Sequence[str], code: int, other: str, change: Callable[[str], str] = str) -> str:
    """A code that says something; the class `other` says nothing."""
    told = _text(table, code)
    return "" if told in ("", other) else change(told)


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
