"""The shared axis: its scale changes at today, years before, months after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cheyuan.base.ui import human
from cheyuan.base.ui.lifeline.data import Car

LEFT, TODAY, RIGHT = 1.0, 43.5, 99.3
NEW_CAR_TODAY = 20.0


@dataclass(frozen=True)
class Axis:
    """The shared axis: percent of the width for any day."""

    start: date
    today: date
    end: date
    at_today: float

    def x(self, day: date) -> float:
        """Percent of the width, kept within the axis."""
        if day <= self.today:
            share = (day - self.start).days / max(1, (self.today - self.start).days)
            return LEFT + max(0.0, share) * (self.at_today - LEFT)
        share = (day - self.today).days / max(1, (self.end - self.today).days)
        return self.at_today + min(1.0, share) * (RIGHT - self.at_today)


def axis_for(cars: Sequence[Car], today: date) -> Axis:
    """From the first delivery (or visit) to the end of the year after next; young fleets give their past less room."""
    known = [day for car in cars for day in (car.delivered, *(visit.day for visit in car.visits[:1])) if day]
    start = min([*known, today])
    age = (today - start).days
    room = NEW_CAR_TODAY + min(1.0, age / 1000) * (TODAY - NEW_CAR_TODAY)
    if age < 1:
        start = date.fromordinal(today.toordinal() - 30)
    return Axis(start, today, date(today.year + 2, 12, 31), round(room, 2))


def ticks_of(axis: Axis) -> tuple[list[dict[str, Any]], list[float]]:
    """Years with their numbers, and quarters of the years to come; numbers that would touch are left out."""
    ticks: list[dict[str, Any]] = []
    minor: list[float] = []
    last = -100.0
    for year in range(axis.start.year, axis.end.year + 1):
        for month in (1, 4, 7, 10):
            day = date(year, month, 1)
            if not axis.start < day <= axis.end or (month > 1 and day <= axis.today):
                continue
            x = axis.x(day)
            minor.append(x)
            room = 3.6 if month == 1 else 5.2
            words = str(year) if month == 1 else _month(day)
            if x - last >= room and abs(x - axis.at_today) > 2.2 and x < 98:
                ticks.append({"x": percent(x), "words": words})
                last = x
    return ticks, minor


def _month(day: date) -> str:
    return str(human.MONTHS[day.month - 1])


def percent(x: float) -> str:
    """An svg coordinate."""
    return f"{x:.2f}%"
