"""The odometer series that the plan believes (PPL-03): one reading a day, without spikes and backward steps."""

import ibis
import ibis.expr.types as ir

from cheyuan.engage.care.plan.days import numbered
from cheyuan.engage.care.plan.joins import with_car, with_car_if_any
from cheyuan.engage.care.plan.tables import CAR, Tables

PACK = 2**24  # km fit into three bytes


def kept(tables: Tables, cars: ir.Table) -> ir.Table:
    """Kept readings (store_id, vehicle_id, day, km), one a day, km never falling.

    ``cars`` gives the cars known at ``as_of`` with that day, ``delivered`` (day number or null) and ``spike_km`` (km a day).
    """
    stepped = _steps(_daily(tables, cars))
    troubled = stepped.filter(stepped.km < stepped.km_before).select(*CAR).distinct()
    smooth = stepped.anti_join(troubled, list(CAR)).select(*CAR, "day", "km")
    mended = _mend(stepped.semi_join(troubled, list(CAR)), cars)
    return ibis.union(smooth, mended)


def _daily(tables: Tables, cars: ir.Table) -> ir.Table:
    """The largest reading of each day since delivery, or since the last correction, on whose day it alone counts."""
    visits, notes = tables.visits, tables.readings
    by_visit = visits.filter(visits.km.notnull()).select(
        *CAR, day=numbered(visits.visited_on), km=visits.km, correction=ibis.literal(False)
    )
    notes = notes.filter(notes.km.notnull())
    by_note = notes.select(*CAR, day=numbered(notes.read_on), km=notes.km, correction=notes.correction.fill_null(False))
    start = with_car_if_any(
        cars.select(*CAR, "delivered", "first"), _restarts(by_note.filter(by_note.correction), cars)
    )
    rows = with_car(ibis.union(by_visit, by_note), start)
    rows = rows.filter(rows.day <= rows.first, rows.delivered.isnull() | (rows.day >= rows.delivered))
    since = rows.restart.isnull() | (rows.day > rows.restart) | ((rows.day == rows.restart) & rows.correction)
    new = start.filter(start.delivered.notnull() & (start.restart.isnull() | (start.delivered > start.restart)))
    handed_over = new.select(*CAR, day=new.delivered, km=ibis.literal(0, "int64"))
    every = ibis.union(rows.filter(since).select(*CAR, "day", "km"), handed_over)
    return every.group_by(*CAR, "day").agg(km=every.km.max())


def _restarts(corrections: ir.Table, cars: ir.Table) -> ir.Table:
    """The day of the last correction of each car."""
    rows = with_car(corrections, cars.select(*CAR, "first"))
    rows = rows.filter(rows.day <= rows.first)
    return rows.group_by(*CAR).agg(restart=rows.day.max())


def _steps(daily: ir.Table) -> ir.Table:
    """Each reading beside the one before it."""
    order = ibis.window(group_by=list(CAR), order_by="day")
    before = (daily.day * PACK + daily.km).lag().over(order)  # one window function for both: they are the dearest step
    rows = daily.mutate(before=before)
    return rows.select(*CAR, "day", "km", day_before=rows.before // PACK, km_before=rows.before % PACK)


def _mend(stepped: ir.Table, cars: ir.Table) -> ir.Table:
    """The series of cars whose odometer once fell: first without spikes, then without what is below an earlier one."""
    rows = with_car(stepped, cars.select(*CAR, "spike_km"))
    later = ibis.window(group_by=list(CAR), order_by="day", following=(1, None))
    rows = rows.mutate(least_later=rows.km.min().over(later))
    jump = (rows.km - rows.km_before) > rows.spike_km * (rows.day - rows.day_before)
    rows = rows.filter(~(jump & (rows.least_later < rows.km)).fill_null(False))
    earlier = ibis.window(group_by=list(CAR), order_by="day", preceding=(None, 1))
    rows = rows.mutate(most_before=rows.km.max().over(earlier))
    return rows.filter(rows.most_before.isnull() | (rows.km >= rows.most_before)).select(*CAR, "day", "km")
