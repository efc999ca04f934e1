"""Comparable values as arrays: what the link stage computes on. No objects per record.

Codes are indices into the sorted string tables of `Codes`, shared by both sides; -1 means not stated.
Days are proleptic Gregorian ordinals (`date.toordinal`).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.signedinteger]
"""Of eight bytes unless something says that they are narrower: what is computed from narrow ones is narrow too."""
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

UNBOUNDED_FIRST = 0
UNBOUNDED_LAST = 4_000_000
"""Ordinals outside any date that can be written: nothing bounds the event on that side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """The string tables behind the code columns, each sorted and unique."""

    countries: tuple[str, ...]
    admin1: tuple[str, ...]
    """Keys of first-order units."""
    admin2: tuple[str, ...]
    names: tuple[str, ...]
    """Name keys of places (axes: both ends joined by a bar)."""
    place_keys: tuple[str, ...]
    targets: tuple[str, ...]
    families: tuple[str, ...]
    attacks: tuple[str, ...]
    actor_sets: tuple[str, ...]
    """Actor codes of one record joined by a space."""
    speakers: tuple[str, ...]
    documents: tuple[str, ...]
    """Document keys with their kind, so that a claim's and a statement's document never coincide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideColumns:
    """n records of one kind, k date intervals and p place candidates between them."""

    row: Ints
    """(n,) primary keys of the versions, ascending by record id in code-point order."""
    competes: Bools
    """(n,) claims of kind `claim`; statements that end a silence."""
    country: Ints
    document: Ints
    speaker: Ints
    target: Ints
    family: Ints
    attack: Ints
    actors: Ints
    """(n,) index into `Codes.actor_sets`."""
    events: Ints
    """(n,) how many events the record covers."""
    series: Ints
    """(n,) records that name one another as replaced, corrected or repeated share a number; -1: none is named."""
    denies: Bools
    """(n,) statements that deny something and name where: each answers an account of an event."""
    stated: Bools
    """(n,) whether an event date is stated."""
    numeric: Bools
    """(n,) whether the date is in figures or given by a coder, so that day and month can have been exchanged."""
    bound_first: Ints
    bound_last: Ints
    """(n,) days that publication allows an event without date; UNBOUNDED_* where nothing does."""
    published: Ints
    """(n,) day on which a record without event date was published; -1: it states a date, or only its page is dated."""
    weekday: Ints
    """(n,) Monday 0; -1: none named."""
    date_offset: Ints
    """(n+1,) the intervals of record i are date_first[date_offset[i]:date_offset[i+1]]."""
    date_first: Ints
    date_last: Ints
    place_offset: Ints
    """(n+1,) likewise for the place columns below."""
    place_part: Ints
    place_weight: Floats
    place_xyz: Floats
    """(p, 3) on the unit sphere; NaN where not located."""
    place_radius: Floats
    """(p,) kilometres."""
    place_class: Ints
    """(p,) 0 local, 1 district, 2 region, 3 wider."""
    place_shape: Ints
    """(p,) index into PlaceShape in its order of definition."""
    place_name: Ints
    place_key: Ints
    place_country: Ints
    place_admin1: Ints
    place_admin2: Ints

    def __len__(self) -> int:
        return len(self.row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Both sides and the string tables they share."""

    claims: SideColumns
    statements: SideColumns
    codes: Codes
