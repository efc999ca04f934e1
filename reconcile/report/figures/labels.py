"""Labels that do not lie on one another: each goes to the first free spot around its mark."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

CHARACTER = 7.0
"""Width of a character of a label, in units of the figure."""
LINE = 14.0
SQUARE = 48.0
"""Side of the squares that boxes are looked up by."""


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


class Taken:
    """Boxes that labels keep off, by the squares of the figure they reach into: a map may have hundreds."""

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self._boxes: dict[tuple[int, int], list[Box]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        for square in self._squares(box):
            self._boxes.setdefault(square, []).append(box)

    def meets(self, box: Box) -> bool:
        return any(box.meets(other) for square in self._squares(box) for other in self._boxes.get(square, ()))

    def _squares(self, box: Box) -> Iterator[tuple[int, int]]:
        for column in range(int(box.left // SQUARE), int(box.right // SQUARE) + 1):
            for row in range(int(box.top // SQUARE), int(box.bottom // SQUARE) + 1):
                yield column, row


def free_spot(
    point: tuple[float, float], label: str, taken: Taken, *, width: float, height: float, prefer_above: bool
) -> Spot:
    """The first spot around `point` whose box meets none of `taken`; the box is added to `taken`.

    Where all are taken, the first that lies within the figure: a crowded label is better than none.
    """
    room = Box(2, 2, width - 2, height - 2)
    crowded: tuple[Spot, Box] | None = None
    for spot in _around(point, -1.0 if prefer_above else 1.0):
        box = box_of(spot, label)
        if not _holds(room, box):
            continue
        if not taken.meets(box):
            taken.add(box)
            return spot
        crowded = crowded or (spot, box)
    spot, box = crowded or _free_outside(point, label, taken, prefer_above=prefer_above)
    taken.add(box)
    return spot


def _free_outside(point: tuple[float, float], label: str, taken: Taken, *, prefer_above: bool) -> tuple[Spot, Box]:
    """For a label that is too long to lie within the figure anywhere."""
    spots = [(spot, box_of(spot, label)) for spot in _around(point, -1.0 if prefer_above else 1.0)]
    return next(((spot, box) for spot, box in spots if not taken.meets(box)), spots[0])


def _around(point: tuple[float, float], side: float) -> Iterator[Spot]:
    """Spots by preference; `side` -1 tries those above first."""
    x, y = point
    for distance in (11.0, 22.0, 34.0):
        for vertical in (side, 0.0, -side):
            yield Spot(x=x + distance, y=y + 5 + vertical * distance * 0.7, anchor="start")
            yield Spot(x=x - distance, y=y + 5 + vertical * distance * 0.7, anchor="end")
        yield Spot(x=x, y=y + 5 + side * (distance + 6), anchor="middle")
        yield Spot(x=x, y=y + 5 - side * (distance + 6), anchor="middle")


def box_of(spot: Spot, label: str) -> Box:
    """The room a label takes at its spot."""
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
