"""What follows from the calendar alone: intervals by months, warranty and inspection dates."""

import ibis
import ibis.expr.types as ir

from cheyuan.engage.care.plan.cars import USUAL_SEATS
from cheyuan.engage.care.plan.days import after_months, leap, numbered

BY_CALENDAR = (
    *("store_id", "vehicle_id", "customer_id", "cared", "sold_here", "delivered_on", "delivered", "service"),
    *("use_months", "use_km", "service_by_date", "warranty_date", "inspection_due", "inspection_recorded"),
    *("inspection_base", "insurance_ends", "pace_default"),
    *("km_per_day_least", "km_per_day_most", "pace_window_days", "pace_least_days", "spike_km", "warranty_km", "first"),
)


def dated_cars(cars: ir.Table, years: ir.Table) -> ir.Table:
    """The known cars with what the calendar says of them: days as numbers, null where a date does not exist."""
    return _inspection(_intervals(cars), years).select(*BY_CALENDAR)


def _intervals(t: ir.Table) -> ir.Table:
    """Months and km until the next service (the first one has its own), and the ends by months."""
    first = t.service_on.isnull()
    months = ibis.ifelse(first, t.first_months, t.later_months)
    base = ibis.ifelse(t.delivered_on.isnull(), ibis.null("date"), t.service_on.fill_null(t.delivered_on))
    warranty = numbered(t.warranty_end).fill_null(after_months(t.delivered_on, t.warranty_months))
    return t.mutate(
        service=numbered(t.service_on),
        use_months=months,
        use_km=ibis.ifelse(first, t.first_km, t.later_km),
        service_by_date=after_months(base, months),
        warranty_date=ibis.ifelse(t.delivered_on.isnull(), ibis.null("int64"), warranty),
        pace_default=ibis.ifelse(t.electric, t.km_per_day_ev, t.km_per_day),
        inspection_from=t.registered_on.fill_null(t.delivered_on),
    )


def _inspection(t: ir.Table, years: ir.Table) -> ir.Table:
    """The recorded date while it is not long past, else the first inspection year on or after ``as_of``.

    Only private cars with few seats (CARE-03); ``years`` gives the inspection at or after an age.
    """
    t = t.mutate(age=_age(t.inspection_from, t.as_of)).join(years, "age", how="left", rname="year_{name}")
    recorded = numbered(t.inspection_due)
    counts = (recorded >= t.first - t.inspection_past_days).fill_null(False)
    due = ibis.ifelse(counts, recorded, after_months(t.inspection_from, t.years * 12))
    subject = t.private & (t.seats.fill_null(USUAL_SEATS) <= t.inspection_seats)
    return t.mutate(
        inspection_due=ibis.ifelse(subject, due, ibis.null("int64")),
        inspection_recorded=counts,
        inspection_base=numbered(t.inspection_from),
    )


def _age(base: ir.DateValue, as_of: ir.DateValue) -> ir.IntegerValue:
    """The age in whole years that a car reaches next, on ``as_of`` or later; 29 February is the 28th in common years."""
    month_day = base.month() * 100 + base.day()
    this_year = ibis.ifelse((month_day == 229) & ~leap(as_of.year()), 228, month_day)
    passed = (this_year < as_of.month() * 100 + as_of.day()).cast("int32")
    return ibis.greatest(as_of.year() - base.year() + passed, 0).cast("int64")
