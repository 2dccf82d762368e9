"""The preview's picture in numbers: bars of tasks per day as they are, lines for what a draft would make of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

DAYS = 30
LEFT, TOP, BOTTOM, HEIGHT = 40.0, 24.0, 26.0, 292.0


@dataclass(frozen=True)
class Bar:
    """One day: x of its column, its bar and the draft's line."""

    day: date
    x: float
    width: float
    old: int
    new: int
    old_y: float
    old_height: float
    new_y: float
    add_y: float
    add_height: float
    weekend: bool
    label: str  # "start", "middle", "end" of the axis label, or empty
    told: bool  # its number is written over it

    @property
    def middle(self) -> float:
        """The middle of the bar."""
        return self.x + self.width / 2


@dataclass(frozen=True)
class Chart:
    """The whole picture."""

    width: float
    height: float
    base: float
    left: float
    bars: list[Bar]
    lines: list[tuple[float, int]]
    cap: int | None
    cap_y: float


def chart(days: Mapping[date, tuple[int, int]], first: date, cap: int | None, width: float = 700.0) -> Chart:
    """Thirty days from ``first``; ``cap`` is how many tasks a day the team is offered at most."""
    shown = [first + timedelta(days=n) for n in range(DAYS)]
    most = max([1, *(max(days.get(day, (0, 0))) for day in shown)])
    top = max(most, cap if cap and cap <= most * 2 else 0)
    base, scale = HEIGHT - BOTTOM, (HEIGHT - BOTTOM - TOP) / top
    step = (width - LEFT) / DAYS
    peak = {day for day in sorted(shown, key=lambda day: -days.get(day, (0, 0))[1])[:3] if days.get(day, (0, 0))[1]}
    bars = [
        _bar(day, *days.get(day, (0, 0)), x=LEFT + n * step, step=step, base=base, scale=scale, n=n, told=day in peak)
        for n, day in enumerate(shown)
    ]
    lines = [(round(base - value * scale, 1), value) for value in ticks(top)]
    visible = cap if cap and cap <= top else None
    return Chart(width, HEIGHT, base, LEFT, bars, lines, visible, round(base - (visible or 0) * scale, 1))


def _bar(day: date, old: int, new: int, *, x: float, step: float, base: float, scale: float, n: int, told: bool) -> Bar:
    gap = max(1.0, step * 0.14)
    old_y, new_y = base - old * scale, base - new * scale
    return Bar(
        day=day, x=round(x + gap, 1), width=round(step - 2 * gap, 1), old=old, new=new, old_y=round(old_y, 1),
        old_height=round(old * scale, 1), new_y=round(new_y, 1), add_y=round(new_y, 1),
        add_height=round(max(0.0, old_y - new_y), 1), weekend=day.weekday() >= 5,
        label=_label(n), told=told,
    )  # fmt: skip


def _label(n: int) -> str:
    if n % 7:
        return ""
    return "start" if n == 0 else "end" if n == 28 else "middle"


def ticks(top: int) -> list[int]:
    """Two to five round numbers up to the top."""
    for step in (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10_000, 20_000, 50_000):
        if top / step <= 5:
            return list(range(step, top + 1, step))
    return [top]
