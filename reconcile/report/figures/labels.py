"""Labels that do not lie on one another: each goes to the first free spot around its mark."""

from collections.abc import Iterator
from dataclasses import dataclass

CHARACTER = 7.0
"""Width of a character of a label, in units of the figure."""
LINE = 14.0


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, x: float, y: float, width: float, height: float) -> "Box":
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    x: float
    y: float
    anchor: str
    """SVG text-anchor."""


def free_spot(
    point: tuple[float, float], label: str, taken: list[Box], *, width: float, height: float, prefer_above: bool
) -> Spot:
    """The first spot around `point` whose box meets none of `taken`; the box is added to `taken`.

    Where all are taken, the first that lies within the figure: a crowded label is better than none.
    """
    room = Box(2, 2, width - 2, height - 2)
    spots = [(spot, _box(spot, label)) for spot in _around(point, -1.0 if prefer_above else 1.0)]
    within = [(spot, box) for spot, box in spots if _holds(room, box)] or spots
    free = [(spot, box) for spot, box in within if not any(box.meets(other) for other in taken)] or within
    spot, box = free[0]
    taken.append(box)
    return spot


def _around(point: tuple[float, float], side: float) -> Iterator[Spot]:
    """Spots by preference; `side` -1 tries those above first."""
    x, y = point
    for distance in (11.0, 22.0, 34.0):
        for vertical in (side, 0.0, -side):
            yield Spot(x=x + distance, y=y + 5 + vertical * distance * 0.7, anchor="start")
            yield Spot(x=x - distance, y=y + 5 + vertical * distance * 0.7, anchor="end")
        yield Spot(x=x, y=y + 5 + side * (distance + 6), anchor="middle")
        yield Spot(x=x, y=y + 5 - side * (distance + 6), anchor="middle")


def _box(spot: Spot, label: str) -> Box:
    width = CHARACTER * len(label)
    left = {"start": spot.x, "end": spot.x - width, "middle": spot.x - width / 2}[spot.anchor]
    return Box(left, spot.y - LINE + 3, left + width, spot.y + 3)


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer.left <= inner.left
        and outer.top <= inner.top
        and inner.right <= outer.right
        and inner.bottom <= outer.bottom
    )
