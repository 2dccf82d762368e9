"""The small course of a tile as the points of an SVG, with its target as a height."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, EDGE = 160, 40, 4


@dataclass(frozen=True)
class Spark:
    """Points of a line (empty with fewer than two figures), its last point, and the height of the target."""

    points: str
    x: str = ""
    y: str = ""
    target: str = ""


def spark(figures: Sequence[float | None], target: float | None = None) -> Spark:
    """The course in a box of 160 × 40; the target is drawn when it is near the figures."""
    known = [(place, value) for place, value in enumerate(figures) if value is not None]
    if len(known) < 2:
        return Spark("")
    least, most = min(value for _place, value in known), max(value for _place, value in known)
    if target is not None and least - 2 * (most - least) <= target <= most + 2 * (most - least):
        least, most = min(least, target), max(most, target)
    wide, high = (WIDTH - 2 * EDGE) / max(1, len(figures) - 1), (HEIGHT - 2 * EDGE) / ((most - least) or 1)

    def height(value: float) -> str:
        return f"{HEIGHT - EDGE - (value - least) * high:.1f}"

    points = [(f"{EDGE + place * wide:.1f}", height(value)) for place, value in known]
    line = height(target) if target is not None and least <= target <= most else ""
    return Spark(" ".join(f"{x},{y}" for x, y in points), *points[-1], line)
