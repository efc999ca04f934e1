"""Two plots as SVG: cost against the number of records, and quality against density."""

import math
from collections.abc import Callable, Mapping, Sequence

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 400, 64, 230, 30, 48
FONT = 'font-family="sans-serif" font-size="12"'
COLOURS = ("#1b6ca8", "#c1440e", "#4b7f52", "#8a5a9e", "#8c6d1f", "#555555", "#b03a6b", "#2f8f8f", "#111111")
Series = Mapping[str, Sequence[tuple[float, float]]]


def cost_plot(series: Series) -> str:
    """Seconds by number of records, both by factors of ten."""
    return _plot("Seconds against claims (and as many statements)", series, _powers, _powers, "records", "seconds")


def quality_plot(series: Series) -> str:
    """F1 by density, the density by factors of two."""
    return _plot(
        "F1 against density (1: 2,500 claims a country in five years)", series, _doublings, _tenths, "density", "F1"
    )


Scale = tuple[float, float, list[tuple[float, str]], bool]
MakeScale = Callable[[Sequence[float]], Scale]


def _powers(values: Sequence[float]) -> Scale:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    high = max(high, low + 1)
    return low, high, [(power, f"{10.0**power:,g}") for power in range(low, high + 1)], True


def _doublings(values: Sequence[float]) -> Scale:
    low, high = math.log10(min(values)), math.log10(max(values))
    spread = high - low or 1.0
    return low, low + spread, [(math.log10(value), f"{value:g}") for value in sorted(set(values))], True


def _tenths(values: Sequence[float]) -> Scale:
    low = math.floor(min(values) * 10) / 10
    return low, 1.0, [(low + step / 10, f"{low + step / 10:.1f}") for step in range(round((1.0 - low) * 10) + 1)], False


def _plot(title: str, series: Series, across: MakeScale, up: MakeScale, x_name: str, y_name: str) -> str:
    points = [point for line in series.values() for point in line]
    scales = [make([point[axis] for point in points]) for axis, make in enumerate((across, up))]
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    middle = TOP + high / 2

    def place(point: tuple[float, float]) -> tuple[float, float]:
        shares = []
        for value, (low, top, _, logarithmic) in zip(point, scales, strict=True):
            shares.append(((math.log10(value) if logarithmic else value) - low) / (top - low))
        return round(LEFT + wide * shares[0], 1), round(TOP + high * (1 - shares[1]), 1)

    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {FONT}>',
        f"<title>{title}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="18" font-weight="bold">{title}</text>',
        *_grid(scales, wide, high),
        f'<text x="{LEFT + wide / 2}" y="{HEIGHT - 8}" text-anchor="middle">{x_name}</text>',
        f'<text x="14" y="{middle}" text-anchor="middle" transform="rotate(-90 14 {middle})">{y_name}</text>',
    ]
    for number, (name, line) in enumerate(series.items()):
        colour = COLOURS[number % len(COLOURS)]
        placed = [place(point) for point in sorted(line)]
        path = " ".join(f"{x},{y}" for x, y in placed)
        drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        drawn += [f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"/>' for x, y in placed]
        drawn.append(f'<rect x="{WIDTH - RIGHT + 16}" y="{TOP + 20 * number}" width="12" height="12" fill="{colour}"/>')
        drawn.append(f'<text x="{WIDTH - RIGHT + 34}" y="{TOP + 20 * number + 10}">{name}</text>')
    return "\n".join([*drawn, "</svg>", ""])


def _grid(scales: Sequence[Scale], wide: float, high: float) -> list[str]:
    (x_low, x_high, x_ticks, _), (y_low, y_high, y_ticks, _) = scales
    drawn = []
    for at, label in x_ticks:
        x = round(LEFT + wide * (at - x_low) / (x_high - x_low), 1)
        drawn.append(f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{TOP + high}" stroke="#dddddd"/>')
        drawn.append(f'<text x="{x}" y="{TOP + high + 18}" text-anchor="middle">{label}</text>')
    for at, label in y_ticks:
        y = round(TOP + high * (1 - (at - y_low) / (y_high - y_low)), 1)
        drawn.append(f'<line x1="{LEFT}" y1="{y}" x2="{LEFT + wide}" y2="{y}" stroke="#dddddd"/>')
        drawn.append(f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{label}</text>')
    return drawn
