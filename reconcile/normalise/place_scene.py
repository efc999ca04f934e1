"""One place text with everything it is read by."""

from reconcile.domain.light_values import light_value
from reconcile.domain.places import PlaceCandidate
from reconcile.grammar.geodesy import Point
from reconcile.grammar.lookup import Finder, Surroundings, name_key, point_of
from reconcile.grammar.regions import StatedRegion
from reconcile.normalise.place_grammar import Segment, SegmentKind
from reconcile.normalise.place_readings import Reading, read_segment

Places = tuple[tuple[PlaceCandidate, ...], tuple[str, ...]]
"""Candidates, and codes of issues."""


@light_value(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the readers of segments share."""

    finder: Finder
    region: StatedRegion | None
    around: Surroundings
    segments: tuple[Segment, ...]

    def read(self, segment: Segment, around: Surroundings | None = None) -> Reading:
        return read_segment(segment, around or self.around, self.finder)

    @property
    def region_key(self) -> str | None:
        """The first-order unit stated: by the record, else by the text."""
        if self.region is not None:
            return self.region.key
        return self.around.regions[0].key if self.around.regions else None

    @property
    def district_key(self) -> str | None:
        return min(self.around.districts, default=None)

    @property
    def towards(self) -> Point | None:
        """The point that `towards X` names."""
        for segment in self.segments:
            if segment.kind is SegmentKind.TOWARDS:
                place = self.read(segment).local.best
                return None if place is None else point_of(place)
        return None

    def names_the_region(self, name: str) -> bool:
        """Whether the name is that of the region the record states."""
        return self.region is not None and name_key(name) == name_key(self.region.name)
