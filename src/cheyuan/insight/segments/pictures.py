"""The size of a segment over time as a small line: points of an SVG, worked out here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

Points = Sequence[tuple[date, int]]


@dataclass(frozen=True)
class Line:
    """A line in a box of ``width`` × ``height``; ``first`` and ``last`` are its ends, ``least`` and ``most`` its range."""

    points: str
    area: str
    width: int
    height: int
    first: tuple[date, int]
    last: tuple[date, int]
    least: int
    most: int
    at: tuple[float, float]

    @property
    def change(self) -> int:
        """How much it grew from the first day to the last."""
        return self.last[1] - self.first[1]


def spark(points: Points) -> Line | None:
    """For a row of a table; None before there are two days."""
    return _line(points, 96, 24, 3)


def wide(points: Points) -> Line | None:
    """For a page."""
    return _line(points, 640, 120, 8)


def _line(points: Points, width: int, height: int, edge: int) -> Line | None:
    if len(points) < 2:
        return None
    days, sizes = [day.toordinal() for day, _size in points], [size for _day, size in points]
    low, high = min(sizes), max(sizes)
    span, rise = max(days[-1] - days[0], 1), max(high - low, 1)
    inner, tall = width - 2 * edge, height - 2 * edge
    flat = height / 2

    def place(day: int, size: int) -> tuple[float, float]:
        x = edge + inner * (day - days[0]) / span
        return round(x, 1), round(flat if high == low else edge + tall * (high - size) / rise, 1)

    dots = [place(day, size) for day, size in zip(days, sizes, strict=True)]
    said = " ".join(f"{x},{y}" for x, y in dots)
    area = f"{dots[0][0]},{height} {said} {dots[-1][0]},{height}"
    return Line(said, area, width, height, points[0], points[-1], low, high, dots[-1])
