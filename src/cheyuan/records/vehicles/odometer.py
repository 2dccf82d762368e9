"""The odometer series of a car, as care-semantics defines it: one reading a day, spikes and backward readings left out."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

SPIKE_KM_PER_DAY = 1500


class Point(NamedTuple):
    """The odometer on a day."""

    day: date
    km: int


def kept(points: Iterable[Point], corrections: Iterable[Point] = ()) -> list[Point]:
    """The readings that count, oldest first. The newest correction starts the series anew from its day."""
    anew = max(corrections, default=None)
    if anew is not None:
        points = [point for point in points if point.day > anew.day] + [anew]
    by_day: dict[date, int] = {}
    for point in points:
        by_day[point.day] = max(point.km, by_day.get(point.day, 0))
    series = [Point(day, by_day[day]) for day in sorted(by_day)]
    steady = [point for place, point in enumerate(series) if not _is_spike(series, place)]
    result: list[Point] = []
    for point in steady:
        if not result or point.km >= result[-1].km:
            result.append(point)
    return result


def _is_spike(series: list[Point], place: int) -> bool:
    if place == 0:
        return False
    before, here = series[place - 1], series[place]
    jump = here.km - before.km > SPIKE_KM_PER_DAY * (here.day - before.day).days
    return jump and any(later.km < here.km for later in series[place + 1 :])
