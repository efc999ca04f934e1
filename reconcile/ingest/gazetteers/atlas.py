"""Where the units of the reference tables lie: names of regions and districts of other sources as their keys."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from reconcile.domain.cleantext import quoted
from reconcile.domain.names import alike, name_key
from reconcile.domain.outlines import CountryOutline
from reconcile.domain.places import UNKNOWN_REGION, GazetteerPlace, PlaceClass
from reconcile.domain.spheres import great_circle_km
from reconcile.ingest.faults import RowError

REGION_REACH_KM = 250.0
"""How far beyond the radius of its region a place may lie. Radii are estimates, drawn from towns: of 180,000 places of
Who's On First in nine countries none lies farther out, of 18,769 of OCHA in Mali eight, all by slips in the coordinates
(five longitudes with the wrong sign)."""
COUNTRY_REACH_KM = 100.0
"""The same beyond every region of a country, for a place of which no region is known."""
_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*")
_ARTICLES = re.compile(r"^(?:al|ar|as|ash|ad|an|at|az)[ -]+(?=\S)", re.IGNORECASE)
_KINDS = re.compile(
    r"\s+(?:region|province|state|district|governorate|county|cercle)$|^(?:région|province|cercle) (?:de |du |d['’])?",
    re.IGNORECASE,
)

Point = tuple[float, float]
"""Latitude and longitude, WGS 84."""
Whereabouts = tuple[str | None, str | None]
"""Keys of the first- and second-order unit."""


class Atlas:
    """Countries, regions and districts as the reference tables have them."""

    def __init__(
        self,
        places: Iterable[GazetteerPlace],
        made_from: Mapping[str, str],
        countries: Mapping[str, Sequence[str]],
        outlines: Iterable[CountryOutline] = (),
    ) -> None:
        """`countries`: names by ISO 3166 alpha-2 code; `made_from`: the earlier unit by the one made out of it."""
        self._outlines = {outline.country: outline for outline in outlines}
        self._regions: defaultdict[str, list[GazetteerPlace]] = defaultdict(list)
        self._districts: defaultdict[str, list[GazetteerPlace]] = defaultdict(list)
        self._made_from = made_from
        self._codes = frozenset(countries)
        self._by_name = {name_key(name): code for code, names in sorted(countries.items()) for name in names}
        for place in places:
            if place.place_class is PlaceClass.REGION:
                self._regions[place.country].append(place)
            elif place.place_class is PlaceClass.DISTRICT:
                self._districts[place.country].append(place)
        self._keys = {unit.key: unit for units in self._regions.values() for unit in units}
        self._keys |= {unit.key: unit for units in self._districts.values() for unit in units}
        self.region = lru_cache(maxsize=4096)(self._region)
        self.district = lru_cache(maxsize=16384)(self._district)
        self.whereabouts = lru_cache(maxsize=16384)(self._whereabouts)

    def country(self, field: str, *written: str) -> str:
        """ISO 3166 alpha-2 code of the first of the texts that is such a code or names a country.

        Raises RowError where none does.
        """
        for text in written:
            if text in self._codes:
                return text
            if code := self._by_name.get(name_key(text)):
                return code
        told = quoted(next(filter(None, written), ""))
        message = f"{field} is '{told}'; expected a country by code (ISO 3166 alpha-2) or name."
        raise RowError("country-unknown", message, field)

    def unit(self, key: str) -> GazetteerPlace | None:
        """The region or district of that key."""
        return self._keys.get(key)

    def _region(self, country: str, name: str) -> GazetteerPlace | None:
        """The region of that name, or of a name spelt alike, if there is just one."""
        return _only(self._regions[country], name)

    def _district(self, country: str, name: str, within: str | None = None) -> GazetteerPlace | None:
        """The district of that name: in the region of the key `within` or one made out of it."""
        regions = None if within is None else {within, *(k for k, old in self._made_from.items() if old == within)}
        units = [unit for unit in self._districts[country] if regions is None or unit.admin1 in regions]
        return _only(units, name)

    def _whereabouts(self, country: str, region: str, district: str = "") -> Whereabouts:
        """The units in which a source places something. A region we do not know has a key of its name, so that equal
        unknown regions compare as equal.

        A district decides where sources still file it under the region that its own was cut out of (Ménaka under
        Gao). Some sources name a district in the place of the region.
        """
        if not name_key(region):
            return None, None
        unit = self.region(country, region)
        if unit is None:
            part = self.district(country, region)
            return (f"{UNKNOWN_REGION}{country}:{name_key(region)}", None) if part is None else (part.admin1, part.key)
        part = self.district(country, district, unit.key) if name_key(district) else None
        return (unit.key, None) if part is None else (part.admin1, part.key)

    def assert_within(self, country: str, point: Point, region: str | None) -> None:
        """Raises RowError for a point far from the region stated or, where none is known, outside its country.

        Such are mostly slips of the pen in the coordinates (a minus left out). Regions made out of the one stated count
        as part of it. A country's regions and its outline are both rough, so either will do; a country of which neither
        is known holds all.
        """
        stated = [unit for unit in self._parts(region) if unit.lat is not None]
        if stated and not any(_reaches(unit, point, REGION_REACH_KM) for unit in stated):
            raise RowError(
                "place-outside-region",
                f"The coordinates lie more than {REGION_REACH_KM:g} km outside the region that the row states, "
                f"{stated[0].name}.",
            )
        units, outline = [unit for unit in self._regions[country] if unit.lat is not None], self._outlines.get(country)
        if stated or not units or any(_reaches(unit, point, COUNTRY_REACH_KM) for unit in units):
            return
        if outline is None or not _inside(outline, point):
            raise RowError(
                "place-outside-country", f"The coordinates lie far outside the country that the row states, {country}."
            )

    def _parts(self, region: str | None) -> list[GazetteerPlace]:
        """The region of that key, if we have it, and those made out of it."""
        keys = (region, *sorted(key for key, old in self._made_from.items() if old == region))
        return [self._keys[key] for key in keys if key in self._keys]


def _only(units: Iterable[GazetteerPlace], written: str) -> GazetteerPlace | None:
    units = list(units)
    for name in _ways(written):
        key = name_key(name)
        for same in (_equal, alike):
            found = [unit for unit in units if any(same(key, name_key(n)) for n in (unit.name, *unit.names))]
            if found:
                return found[0] if len(found) == 1 else None
    return None


def _ways(written: str) -> Iterator[str]:
    """The name, then without what sources put around it."""
    bare = _BRACKETS.sub(" ", written).strip()
    inside = _BRACKETS.search(written)
    names = [written, bare, *([inside[1]] if inside else []), _KINDS.sub("", bare), _ARTICLES.sub("", bare)]
    return (name for name in dict.fromkeys(names) if name_key(name))


def _equal(a: str, b: str) -> bool:
    return a == b


def _reaches(unit: GazetteerPlace, point: Point, beyond_km: float) -> bool:
    if unit.lat is None or unit.lon is None:
        return False
    return great_circle_km(unit.lat, unit.lon, *point) <= unit.radius_km + beyond_km


def _inside(outline: CountryOutline, point: Point) -> bool:
    """Whether a line from the point eastwards meets the outline an odd number of times."""
    lat, lon = point
    odd = False
    for ring in outline.rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) * (x2 - x1) / (y2 - y1):
                odd = not odd
    return odd
