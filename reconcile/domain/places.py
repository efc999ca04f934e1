"""Where an event is said to have happened: candidates with a radius and a class, never a bare point for a region."""

from enum import StrEnum

from reconcile.domain.light_values import light_value

UNKNOWN_REGION = "name:"
"""Begins the key of a region that is known by its written name alone."""
LOCAL_LIMIT_KM = 30.0
"""The largest radius of a local place (contract, *Place*)."""
TOWN_RADIUS_KM = 5.0
"""Radius of a named town, village or base (contract, *Place*)."""
AREA_RADIUS_KM = 25.0
"""Radius of "near" or "area of" (contract, *Place*)."""
EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""


class PlaceClass(StrEnum):
    """How wide a place is, from the narrowest."""

    LOCAL = "local"
    DISTRICT = "district"
    REGION = "region"
    WIDER = "wider"


class PlaceShape(StrEnum):
    """How a place was described."""

    POINT = "point"
    AREA = "area"
    """near, area of"""
    BEARING = "bearing"
    """N km south of X"""
    AXIS = "axis"
    """A-B axis, between A and B"""
    UNIT = "unit"
    """an administrative unit, an island, part of a country"""
    COORDINATES = "coordinates"
    """given by the side or a coder"""


@light_value(frozen=True, slots=True, kw_only=True)
class GazetteerPlace:
    """One place of a gazetteer, shipped or imported."""

    key: str
    """Unique over all gazetteers: `geonames:2449893`, `base:camp-simba`."""
    name: str
    place_class: PlaceClass
    country: str
    """ISO 3166 alpha-2."""
    admin1: str | None
    """Key of the first-order unit it lies in (for such a unit: its own key)."""
    admin2: str | None
    lat: float | None
    lon: float | None
    radius_km: float
    population: int | None
    source: str
    """Where the coordinates come from."""
    names: tuple[str, ...] = ()
    """Other spellings and former names."""


@light_value(frozen=True, slots=True, kw_only=True)
class PlaceCandidate:
    """One reading of (a part of) the place a record names.

    A record has none where it states no place, several where a name is a homonym (same `part`, weights summing to 1)
    or where it names several places (different `part`).
    """

    part: int
    weight: float
    name: str
    """As it stands in the text, without "near", "area of", bearings."""
    name_key: str
    place_class: PlaceClass
    shape: PlaceShape
    radius_km: float
    lat: float | None = None
    """None: the name is not in the gazetteer, or the unit has no point."""
    lon: float | None = None
    place_key: str | None = None
    """Key of the gazetteer place it was resolved to."""
    country: str | None = None
    admin1: str | None = None
    """Key of the first-order unit, from the gazetteer or from the record's own admin1."""
    admin2: str | None = None
    axis_keys: tuple[str, ...] = ()
    """For an axis: the sorted name keys of its two ends, so that A-B equals B-A."""

    @property
    def located(self) -> bool:
        return self.lat is not None and self.lon is not None
