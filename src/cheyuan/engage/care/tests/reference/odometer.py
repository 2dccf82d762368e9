"""Odometer: which readings are believed, how fast the car runs, when it reaches a distance."""

from datetime import date

from cheyuan.engage.care.tests.reference.days import ceil_div, plus_days
from cheyuan.engage.care.tests.reference.facts import Policy, Reading, Vehicle, Visit

Series = list[tuple[date, int]]


def daily(vehicle: Vehicle, visits: list[Visit], readings: list[Reading]) -> Series:
    """One reading a day, the largest; from the latest correction on when there is one."""
    notes = [(v.visited_on, v.km) for v in visits] + [(r.read_on, r.km) for r in readings]
    if vehicle.delivered_on is not None:
        notes.append((vehicle.delivered_on, 0))
    corrections = [(r.read_on, r.km) for r in readings if r.correction and r.km is not None]
    if corrections:
        anew = max(day for day, _ in corrections)
        notes = [n for n in notes if n[0] > anew] + [c for c in corrections if c[0] == anew]
    largest: dict[date, int] = {}
    for day, km in notes:
        if km is not None and (day not in largest or km > largest[day]):
            largest[day] = km
    return sorted(largest.items())


def without_spikes(series: Series, km_per_day: int) -> Series:
    """Leave out what rose too fast above the reading before it and was contradicted later."""
    kept = []
    for i, (day, km) in enumerate(series):
        too_fast = i > 0 and km - series[i - 1][1] > km_per_day * (day - series[i - 1][0]).days
        contradicted = any(later < km for _, later in series[i + 1 :])
        if not (too_fast and contradicted):
            kept.append((day, km))
    return kept


def without_falls(series: Series) -> Series:
    """Leave out every reading below an earlier one."""
    kept: Series = []
    for day, km in series:
        if all(km >= earlier for _, earlier in kept):
            kept.append((day, km))
    return kept


def kept_readings(vehicle: Vehicle, visits: list[Visit], readings: list[Reading], policy: Policy) -> Series:
    """The believed series, oldest first; one reading a day, never falling."""
    return without_falls(without_spikes(daily(vehicle, visits, readings), policy["spike_km"]))


def pace(series: Series, policy: Policy, default: int) -> tuple[int, int]:
    """Kilometres a day as a fraction (km, days), between the policy's least and most."""
    least_days, least, most = policy["pace_least_days"], policy["km_per_day_least"], policy["km_per_day_most"]
    day, km = series[-1]
    window_start = plus_days(day, -policy["pace_window_days"])
    recent = [r for r in series if r[0] >= window_start]
    older = [r for r in series if r[0] < window_start]
    against = recent[0]
    if (day - against[0]).days < least_days:
        if not older or (day - older[-1][0]).days < least_days:
            return (default, 1)
        against = older[-1]
    driven, days = km - against[1], (day - against[0]).days
    if driven < least * days:
        return (least, 1)
    if driven > most * days:
        return (most, 1)
    return (driven, days)


def forecast(series: Series, speed: tuple[int, int], km: int) -> date:
    """The day the car reached, or will reach, that distance."""
    for day, read in series:
        if read >= km:
            return day
    return plus_days(series[-1][0], ceil_div((km - series[-1][1]) * speed[1], speed[0]))


def km_on(series: Series, speed: tuple[int, int], day: date) -> int:
    """Estimated odometer on a day."""
    latest, km = series[-1]
    return km + (day - latest).days * speed[0] // speed[1]


def first_day_at(series: Series, speed: tuple[int, int], km: int) -> date:
    """First day, also before the latest reading, whose estimate is at least km: guessed, then walked to."""
    day = plus_days(series[-1][0], (km - series[-1][1]) * speed[1] // speed[0])
    while km_on(series, speed, day) < km:
        day = plus_days(day, 1)
    while km_on(series, speed, plus_days(day, -1)) >= km:
        day = plus_days(day, -1)
    return day
