"""Due dates of every car, with the figures that explain them."""

from collections.abc import Callable

import ibis
import ibis.expr.types as ir

from cheyuan.engage.care.plan.calendar import dated_cars
from cheyuan.engage.care.plan.cars import known
from cheyuan.engage.care.plan.joins import with_car_if_any
from cheyuan.engage.care.plan.pace import first_days, measured, odometer
from cheyuan.engage.care.plan.readings import kept
from cheyuan.engage.care.plan.tables import Tables

Keep = Callable[[ir.Table], ir.Table]

FACTS = (
    *("store_id", "vehicle_id", "customer_id", "cared", "sold_here", "delivered_on", "delivered"),
    *("service", "service_km", "latest", "latest_km", "pace_km", "pace_days", "pace_known"),
    *("use_months", "use_km", "target_km", "service_by_date", "service_by_km", "service_by", "service_due"),
    *("warranty_date", "warranty_by_km", "warranty_by", "warranty_km", "warranty_ends"),
    *("inspection_due", "inspection_recorded", "inspection_base", "insurance_ends"),
)


def known_facts(tables: Tables, keep: Keep) -> ir.Table:
    """One row per car known at its store's ``as_of``: days as numbers, null where a due date does not exist.

    ``keep`` may store the result of a stage that is read several times and give it back as a table.
    """
    cars = keep(dated_cars(known(tables), tables.years))
    readings = keep(kept(tables, cars))
    paced = keep(_targets(cars, measured(readings, cars)))
    return _by_odometer(with_car_if_any(paced, first_days(readings, paced))).select(*FACTS)


def _targets(cars: ir.Table, paces: ir.Table) -> ir.Table:
    """The km at which service is due: from the last service, else from delivery with km 0; null when that has no km."""
    t = with_car_if_any(cars, paces)
    base_km = ibis.ifelse(t.service.isnull(), 0, t.service_km)
    return t.mutate(target_km=ibis.ifelse(t.delivered.isnull(), ibis.null("int64"), base_km + t.use_km))


def _by_odometer(t: ir.Table) -> ir.Table:
    """The days on which both limits in km were or will be reached, and the earlier of date and km."""
    t = t.mutate(
        service_by_km=t.target_reached.fill_null(odometer(t).day_of(t.target_km)),
        warranty_by_km=t.warranty_reached.fill_null(odometer(t).day_of(t.warranty_km)),
    )
    return t.mutate(
        service_due=_earlier(t.service_by_date, t.service_by_km),
        service_by=_which(t.service_by_date, t.service_by_km),
        warranty_ends=_earlier(t.warranty_date, t.warranty_by_km),
        warranty_by=_which(t.warranty_date, t.warranty_by_km),
    )


def _earlier(by_date: ir.IntegerValue, by_km: ir.IntegerValue) -> ir.IntegerValue:
    """Null when there is no date, the date when there is no km."""
    return ibis.ifelse((by_km < by_date).fill_null(False), by_km, by_date)


def _which(by_date: ir.IntegerValue, by_km: ir.IntegerValue) -> ir.StringValue:
    return ibis.ifelse((by_km < by_date).fill_null(False), "km", "date")
