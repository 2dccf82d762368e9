"""The line of the day: when which calls are best made, drawn from 8 to 21 o'clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from cheyuan.base.ui import human
from cheyuan.engage.contact.queries import BIT
from cheyuan.kernel.calendar import PARTS

FROM, UNTIL, WIDTH = 8, 21, 1240
SPANS = {"morning": (9.0, 12.0), "afternoon": (14.0, 18.0), "evening": (18.0, 21.0)}
LUNCH = (12.0, 14.0)
ROOM = 24
MOST = 60


class Dot(NamedTuple):
    """One call: when it is set for (None: any time), the parts already tried, whether it is late."""

    at: datetime | None
    tried: int
    late: bool


@dataclass(frozen=True)
class Mark:
    """A dot drawn."""

    x: str
    late: bool


@dataclass
class Part:
    """A part of the day with its calls."""

    key: str
    x: str
    count: int


@dataclass
class DayLine:
    """All that is drawn."""

    marks: list[Mark] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    ticks: list[tuple[str, str, str]] = field(default_factory=list)
    lunch: tuple[str, str, str] = ("", "", "")
    now_x: str = ""
    now: str = ""

    def count(self, key: str) -> int:
        """Calls in a part of the day."""
        return next((part.count for part in self.parts if part.key == key), 0)


def x_of(hour: float) -> str:
    """Where an hour is, as an svg number."""
    return f"{1 + (hour - FROM) / (UNTIL - FROM) * (WIDTH - 2):.1f}"


def _hour(at: datetime) -> float:
    here = human.local(at)
    return here.hour + here.minute / 60


def planned(dots: list[Dot], hour: float) -> dict[str, list[Dot]]:
    """Part of the day → its calls: set ones in theirs, the others in the first part not tried yet that has room."""
    left = [part for part in PARTS if SPANS[part][1] > hour + 0.25] or ["evening"]
    found: dict[str, list[Dot]] = {part: [] for part in PARTS}
    for dot in dots:
        if dot.at is not None:
            own = next((part for part in PARTS if _hour(dot.at) < SPANS[part][1]), "evening")
            found[own].append(dot)
            continue
        fresh = [part for part in left if not dot.tried & BIT[part]] or left
        found[next((part for part in fresh if len(found[part]) < ROOM), fresh[-1])].append(dot)
    return found


def day_line(dots: list[Dot], at: datetime) -> DayLine:
    """The picture."""
    hour = _hour(at)
    line = DayLine(lunch=(x_of(LUNCH[0]), f"{float(x_of(LUNCH[1])) - float(x_of(LUNCH[0])):.1f}", x_of(13)))
    for part, calls in planned(dots, hour).items():
        start, end = SPANS[part]
        start = min(max(start, hour + 0.1), end - 0.5) if hour < end else start
        step = (end - start - 0.1) / max(1, min(len(calls), MOST))
        ordered = sorted(calls, key=lambda dot: not dot.late)[:MOST]
        line.marks += [Mark(x_of(start + 0.07 + step * n), dot.late) for n, dot in enumerate(ordered)]
        if calls:
            line.parts.append(Part(part, x_of(start), len(calls)))
    anchors = {FROM: "start", UNTIL: "end"}
    line.ticks = [(x_of(one), f"{one}:00", anchors.get(one, "middle")) for one in range(FROM, UNTIL + 1)]
    if FROM <= hour <= UNTIL:
        line.now_x, line.now = x_of(hour), f"{human.local(at):%-H:%M}"
    return line
