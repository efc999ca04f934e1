"""The pieces maps and timelines are drawn from. All lengths are units of the figure, rounded to one digit."""

from dataclasses import dataclass
from enum import StrEnum

from reconcile.report.readings import Reading


class Side(StrEnum):
    """Whose account a mark stands for; drawn by shape and dash, not by colour alone."""

    CLAIM = "claim"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    path: str
    """SVG path data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disc:
    """The uncertainty of a place, to scale."""

    side: Side
    x: float
    y: float
    r: float
    hatching: str | None
    """Path data of the hatching of a district, region or wider area; None for a local place."""
    other: bool
    """Whether it is a less likely reading of a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The middle of a disc with the numbers of the accounts that name this place."""

    side: Side
    x: float
    y: float
    diamond: str
    """Corner points of a diamond around the middle, for statements."""
    label: str
    label_x: float
    label_y: float
    anchor: str
    other: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """A line between the places of two accounts, with what lies between them."""

    x1: float
    y1: float
    x2: float
    y2: float
    label: str
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleBar:
    x: float
    y: float
    width: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPanel:
    key: str
    """Unique within the page: names the title and description for screen readers."""
    title: str
    description: str
    width: float
    height: float
    lands: tuple[Land, ...]
    names: tuple[Name, ...]
    discs: tuple[Disc, ...]
    distances: tuple[Distance, ...]
    marks: tuple[Mark, ...]
    scale: ScaleBar


@dataclass(frozen=True, slots=True, kw_only=True)
class MapKey:
    """One row of the table under a map."""

    label: str
    side: Side
    who: str
    address: str | None
    written: str
    read: str
    drawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFigure:
    narrow: bool
    """Whether it stands beside its table instead of above it."""
    others: bool
    """Whether less likely readings of names are drawn."""
    panels: tuple[MapPanel, ...]
    keys: tuple[MapKey, ...]
    left_out: int
    """Accounts on the map that `keys` do not list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Days an event may lie on."""

    x: float
    width: float
    stated: bool
    open_left: bool
    """Whether it goes on beyond the edge of the panel."""
    open_right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A publication; `beyond` where it lies further on than the panel."""

    side: Side
    amended: bool
    """Whether it is a later version of what was published before."""
    x: float
    beyond: str | None
    """`left`, `right` or None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    y: float
    number: str
    label: str
    flag: str
    bars: tuple[Bar, ...]
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePanel:
    key: str
    title: str
    description: str
    width: float
    height: float
    axis_left: float
    axis_right: float
    ticks: tuple[Tick, ...]
    rows: tuple[TimelineRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineKey:
    """One row of the timeline as a table."""

    number: str
    who: str
    address: str
    event: Reading
    claimed: str
    answered: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineFigure:
    panels: tuple[TimelinePanel, ...]
    keys: tuple[TimelineKey, ...]
