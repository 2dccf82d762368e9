"""A plot of seconds over sizes as SVG: both axes by powers of ten, one line a series. Nothing but text goes in and out."""

import math
from collections.abc import Mapping, Sequence

WIDTH, HEIGHT, LEFT, TOP = 640, 400, 70, 30
INNER_WIDTH, INNER_HEIGHT = 420, 310
COLOURS = ("#1668b8", "#b25a00", "#2b7d3b", "#8a3b9c")
Points = Sequence[tuple[float, float]]


def plot(series: Mapping[str, Points], across: str, up: str) -> str:
    """The picture; each series has positive points. A line of slope one is a cost that grows as the size does."""
    across_range = _decades([x for points in series.values() for x, _ in points])
    up_range = _decades([y for points in series.values() for _, y in points])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        *_grid(across_range, up_range),
        f'<text x="{LEFT + INNER_WIDTH / 2}" y="{HEIGHT - 14}" text-anchor="middle">{across}</text>',
        f'<text x="{LEFT}" y="{TOP - 12}">{up}</text>',
    ]
    for number, (name, points) in enumerate(series.items()):
        colour = COLOURS[number % len(COLOURS)]
        placed = [
            (_place(x, across_range, INNER_WIDTH), INNER_HEIGHT - _place(y, up_range, INNER_HEIGHT)) for x, y in points
        ]
        line = " ".join(f"{LEFT + x:.1f},{TOP + y:.1f}" for x, y in placed)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{LEFT + x:.1f}" cy="{TOP + y:.1f}" r="4" fill="{colour}"/>' for x, y in placed]
        parts.append(f'<text x="{LEFT + INNER_WIDTH + 14}" y="{TOP + 16 + 18 * number}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>\n"])


def slope(points: Points) -> float:
    """By which power the second grows with the first: 1 is linear (least squares over the logarithms). Needs two points."""
    xs, ys = ([math.log(one[place]) for one in points] for place in (0, 1))
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - mean_x) ** 2 for x in xs)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread


def _decades(values: Sequence[float]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _place(value: float, decades: tuple[int, int], length: float) -> float:
    return (math.log10(value) - decades[0]) / (decades[1] - decades[0]) * length


def _grid(across: tuple[int, int], up: tuple[int, int]) -> list[str]:
    found = []
    for power in range(across[0], across[1] + 1):
        x = LEFT + _place(10**power, across, INNER_WIDTH)
        found.append(f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{TOP + INNER_HEIGHT}" stroke="#dddddd"/>')
        found.append(f'<text x="{x}" y="{TOP + INNER_HEIGHT + 18}" text-anchor="middle">{10**power:,}</text>')
    for power in range(up[0], up[1] + 1):
        y = TOP + INNER_HEIGHT - _place(10.0**power, up, INNER_HEIGHT)
        found.append(f'<line x1="{LEFT}" y1="{y}" x2="{LEFT + INNER_WIDTH}" y2="{y}" stroke="#dddddd"/>')
        found.append(f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{10.0**power:g}</text>')
    return found
