"""How fast a car is driven, and where its odometer stands on any day, as care-semantics defines it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from cheyuan.records.vehicles.odometer import Point

WINDOW = timedelta(days=730)
LEAST_DAYS = 30
USUAL, USUAL_ELECTRIC = 35, 40


class Pace(NamedTuple):
    """Kilometres in so many days; a fraction, so that every engine rounds alike."""

    km: int
    days: int

    @property
    def a_day(self) -> int:
        """Whole kilometres a day."""
        return self.km // self.days


def pace(series: Sequence[Point], *, electric: bool = False) -> Pace:
    """The newest reading against the oldest of the 730 days before it; the usual pace when these tell too little."""
    usual = Pace(USUAL_ELECTRIC if electric else USUAL, 1)
    if not series:
        return usual
    last, edge = series[-1], series[-1].day - WINDOW
    first = next(point for point in series if point.day >= edge)
    if (last.day - first.day).days < LEAST_DAYS:
        older = [point for point in series if point.day < edge]
        if not older or (last.day - older[-1].day).days < LEAST_DAYS:
            return usual
        first = older[-1]
    found = Pace(last.km - first.km, (last.day - first.day).days)
    if found.km < found.days:
        return Pace(1, 1)
    return Pace(500, 1) if found.km > 500 * found.days else found


def km_on(series: Sequence[Point], day: date, at: Pace) -> int | None:
    """Where the odometer stands on a day from the last reading on; None without any reading."""
    if not series:
        return None
    last = series[-1]
    return last.km + (day - last.day).days * at.km // at.days


def day_of_km(series: Sequence[Point], km: int, at: Pace) -> date | None:
    """The day on which the odometer has reached ``km``: a reading's, else the forecast; None without any reading."""
    if not series:
        return None
    reached = next((point.day for point in series if point.km >= km), None)
    if reached is not None:
        return reached
    last = series[-1]
    return last.day + timedelta(days=-(-(km - last.km) * at.days // at.km))
