"""Gazetteers: formats they come in, what is asked of them, and what they answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reconcile.domain.places import GazetteerPlace

SHIPPED = "shipped"
"""Name under which the gazetteer of the reference tables stands in the database."""


class GazetteerFormat(StrEnum):
    """Formats that can be imported."""

    GEONAMES = "geonames"
    """A country dump: 19 columns without headings, parted by tabs."""
    GEONAMES_NAMES = "geonames-names"
    """Alternate names: 10 columns without headings, parted by tabs."""
    WOF = "wof"
    """Who's On First."""
    COD = "cod"
    """Populated places of the Common Operational Datasets of OCHA."""
    ACLED = "acled"
    """An extract of ACLED events: where they were placed."""
    CSV = "csv"
    """Our own columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceQuery:
    """Everything that normalising some records will look up."""

    keys: frozenset[str]
    """Values of `reconcile.domain.names.name_key`."""
    skeletons: frozenset[str]
    """Values of `reconcile.domain.names.skeleton`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlaces:
    """The places of a gazetteer that bear the names of a query, administrative units among them."""

    by_key: Mapping[str, tuple[GazetteerPlace, ...]] = field(default_factory=dict)
    """By the key of any of their names."""
    by_skeleton: Mapping[str, tuple[GazetteerPlace, ...]] = field(default_factory=dict)
    """By the skeleton of any of their names."""
