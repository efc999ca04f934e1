"""Make outlines.json anew from Natural Earth as the npm package world-atlas carries it; see README.md in this folder.

    python tools/make_outlines.py WORLD_ATLAS/countries-50m.json COUNTRIES_CSV OUT

Uses the standard library alone, no network.
"""

import csv
import itertools
import json
import math
import sys
from pathlib import Path

BOX = (-26.0, -36.0, 135.0, 48.0)
"""West, south, east, north: Africa, the Middle East, South, Central and South-East Asia."""
TOLERANCE = 0.03
"""Degrees by which a simplified line may leave the drawn one."""
LEAST_AREA = 0.02
"""Square degrees below which an island is left out, unless it is a country's largest piece."""
UNNUMBERED = {"Somaliland": "SO", "N. Cyprus": "CY"}
"""Areas the source draws apart without a code, and the UN member state they are drawn with here."""
NUMERIC = Path(__file__).resolve().parent / "hand" / "iso_numeric.csv"


def main(arguments: list[str]) -> None:
    atlas, countries, out = (Path(argument) for argument in arguments)
    topology = json.loads(atlas.read_text(encoding="utf-8"))
    arcs = [_simplified(arc) for arc in _decoded(topology)]
    codes = _rows(NUMERIC, "numeric", "code")
    names = _rows(countries, "code", "name")
    pieces: dict[str, list] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        code = codes.get(str(shape.get("id", "")).zfill(3)) or UNNUMBERED.get(shape["properties"]["name"])
        if code in names:
            pieces.setdefault(code, []).extend(_ring(part[0], arcs) for part in _polygons(shape))
    drawn = {code: _drawn(rings) for code, rings in sorted(pieces.items())}
    found = {
        code: {"name": names[code], "rings": [[v for point in ring for v in point] for ring in rings]}
        for code, rings in drawn.items()
        if rings
    }
    told = {"credit": "Natural Earth, public domain, 1:50m", "countries": found}
    out.write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _rows(path: Path, key: str, value: str) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {row[key]: row[value] for row in csv.DictReader(lines)}


def _decoded(topology: dict) -> list[list[tuple[float, float]]]:
    """TopoJSON arcs are differences of integers: add up, scale, move."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def _simplified(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Douglas and Peucker; a closed arc keeps the point farthest from its start as well."""
    keep = {0, len(points) - 1}
    if points[0] == points[-1]:
        keep.add(max(range(len(points)), key=lambda i: math.dist(points[0], points[i])))
    waiting = list(itertools.pairwise(sorted(keep)))
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        far = max(range(first + 1, last), key=lambda i: _off(points[i], points[first], points[last]))
        if _off(points[far], points[first], points[last]) > TOLERANCE:
            keep.add(far)
            waiting += [(first, far), (far, last)]
    return [(round(points[i][0], 2), round(points[i][1], 2)) for i in sorted(keep)]


def _off(point: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    length = math.dist(a, b)
    if length == 0:
        return math.dist(point, a)
    return abs((b[0] - a[0]) * (a[1] - point[1]) - (a[0] - point[0]) * (b[1] - a[1])) / length


def _polygons(shape: dict) -> list:
    return [shape["arcs"]] if shape["type"] == "Polygon" else shape.get("arcs", [])


def _ring(indices: list[int], arcs: list) -> list[tuple[float, float]]:
    """Arcs in their order; an index below 0 is the complement, walked backwards."""
    ring: list[tuple[float, float]] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _drawn(rings: list) -> list:
    """The rings that are large enough to see, the largest first; none where the largest lies outside the box."""
    closed = sorted((ring for ring in rings if len(ring) >= 4), key=lambda ring: (-_area(ring), ring))
    if not closed or not _inside(closed[0]):
        return []
    return [ring for place, ring in enumerate(closed) if place == 0 or (_area(ring) >= LEAST_AREA and _inside(ring))]


def _inside(ring: list[tuple[float, float]]) -> bool:
    west, south, east, north = BOX
    lon, lat = (sum(point[axis] for point in ring) / len(ring) for axis in (0, 1))
    return west <= lon <= east and south <= lat <= north


def _area(ring: list[tuple[float, float]]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))) / 2


if __name__ == "__main__":
    main(sys.argv[1:])
