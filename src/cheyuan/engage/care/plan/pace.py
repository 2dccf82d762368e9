"""Kilometres a day as an exact fraction, and what follows from it: when a km will be reached."""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from cheyuan.engage.care.plan.days import ceil_div
from cheyuan.engage.care.plan.joins import with_car
from cheyuan.engage.care.plan.tables import CAR


def measured(readings: ir.Table, cars: ir.Table) -> ir.Table:
    """Per car with a kept reading: the latest one, the km of the last service, and ``pace_km`` in ``pace_days``.

    ``cars`` gives pace_window_days, pace_least_days, pace_default, km_per_day_least and _most, and ``service`` (the day of
    the last service or null). As km never falls, the oldest reading of a span is its smallest and the newest its largest.
    """
    newest = readings.group_by(*CAR).agg(latest=readings.day.max(), latest_km=readings.km.max())
    known = with_car(cars, newest)
    rows = with_car(readings, known.select(*CAR, "service", floor=known.latest - known.pace_window_days))
    recent = rows.day >= rows.floor
    spans = rows.group_by(*CAR).agg(
        in_day=rows.day.min(where=recent),
        in_km=rows.km.min(where=recent),
        old_day=rows.day.max(where=~recent),
        old_km=rows.km.max(where=~recent),
        service_km=rows.km.max(where=rows.day == rows.service),
    )
    return _fraction(with_car(known, spans)).select(
        *CAR, "latest", "latest_km", "service_km", "pace_km", "pace_days", "pace_known"
    )


def _fraction(t: ir.Table) -> ir.Table:
    """The fraction against the oldest reading of the window, else the newest before it, else the default."""
    inside = t.latest - t.in_day >= t.pace_least_days
    before = (t.latest - t.old_day >= t.pace_least_days).fill_null(False)
    t = t.mutate(
        pace_known=inside | before,
        over_km=t.latest_km - ibis.ifelse(inside, t.in_km, t.old_km),
        over_days=t.latest - ibis.ifelse(inside, t.in_day, t.old_day),
    )
    slow, fast = t.over_km < t.km_per_day_least * t.over_days, t.over_km > t.km_per_day_most * t.over_days
    return t.mutate(
        pace_km=ibis.cases(
            (~t.pace_known, t.pace_default),
            (slow, t.km_per_day_least),
            (fast, t.km_per_day_most),
            else_=t.over_km,
        ).cast("int64"),
        pace_days=ibis.ifelse(t.pace_known & ~slow & ~fast, t.over_days, 1).cast("int64"),
    )


@dataclass(frozen=True)
class Odometer:
    """The columns of a car that foresee its odometer."""

    latest: ir.IntegerValue
    latest_km: ir.IntegerValue
    pace_km: ir.IntegerValue
    pace_days: ir.IntegerValue

    def day_of(self, km: ir.IntegerValue) -> ir.IntegerValue:
        """The first day on which the straight line through the latest reading shows ``km``, backwards too."""
        return self.latest + ceil_div((km - self.latest_km) * self.pace_days, self.pace_km)


def odometer(t: ir.Table) -> Odometer:
    """The odometer of the cars of a table that has the columns of ``measured``."""
    return Odometer(t.latest, t.latest_km, t.pace_km, t.pace_days)


def first_days(readings: ir.Table, targets: ir.Table) -> ir.Table:
    """The day of the first kept reading at or above ``target_km`` and at or above ``warranty_km``, null when none is.

    ``targets`` has both columns and ``latest_km``; only cars that reached one of them are looked at.
    """
    there = (targets.target_km <= targets.latest_km) | (targets.warranty_km <= targets.latest_km)
    rows = with_car(readings, targets.filter(there).select(*CAR, "target_km", "warranty_km"))
    return rows.group_by(*CAR).agg(
        target_reached=rows.day.min(where=rows.km >= rows.target_km),
        warranty_reached=rows.day.min(where=rows.km >= rows.warranty_km),
    )
