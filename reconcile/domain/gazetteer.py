"""What is asked of a gazetteer and what it answers: places by the key and by the skeleton of any of their names."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reconcile.domain.places import GazetteerPlace


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
