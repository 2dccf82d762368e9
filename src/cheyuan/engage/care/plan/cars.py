"""The cars known at a day, with the values of their store and kind and the day of their last service."""

import ibis
import ibis.expr.types as ir

from cheyuan.engage.care.plan.days import numbered
from cheyuan.engage.care.plan.intervals import with_intervals
from cheyuan.engage.care.plan.joins import with_car_if_any
from cheyuan.engage.care.plan.tables import CAR, Tables

SERVICE = ("保养", "service")
PRIVATE = ("", "private", "个人", "家用", "非营运")
USUAL_SEATS = 5  # of a car whose seats nobody wrote down
READ_HERE = (
    *("as_of", "first"),
    *("first_months", "first_km", "first_km_ev", "months", "km", "months_ev", "km_ev"),
    *("km_per_day", "km_per_day_ev", "km_per_day_least", "km_per_day_most", "pace_window_days", "pace_least_days"),
    *("spike_km", "warranty_months", "warranty_km", "inspection_seats", "inspection_past_days"),
)


def known(tables: Tables) -> ir.Table:
    """Cars delivered by ``as_of`` or with unknown delivery, with ``service_on`` (null: none yet) and their values.

    ``cared`` is true for cars that may have tasks: in use and with a known owner.
    """
    t = tables.vehicles.join(tables.policies.select("store_id", *READ_HERE), "store_id")
    t = t.filter(t.delivered_on.isnull() | (t.delivered_on <= t.as_of))
    t = t.select(
        *CAR,
        *READ_HERE,
        *(
            "brand",
            "model",
            "energy",
            "customer_id",
            "delivered_on",
            "registered_on",
            "seats",
            "warranty_end",
            "inspection_due",
        ),
        delivered=numbered(t.delivered_on),
        insurance_ends=numbered(t.insurance_expiry),
        sold_here=t.sold_here.fill_null(False),
        electric=(t.energy.lower() == "ev").fill_null(False),
        private=t.use.lower().isin(PRIVATE).fill_null(True),
        cared=(t.status.lower() == "active").fill_null(False) & t.customer_id.notnull(),
    )
    t = with_car_if_any(with_intervals(t, tables.intervals, tables.vehicles), _last_services(tables))
    return t.mutate(service_on=ibis.ifelse(t.service_on < t.delivered_on, ibis.null("date"), t.service_on))


def _last_services(tables: Tables) -> ir.Table:
    rows = tables.visits.filter(tables.visits.kind.lower().isin(SERVICE))
    rows = rows.join(tables.policies.select("store_id", "as_of"), "store_id")
    rows = rows.filter(rows.visited_on <= rows.as_of)
    return rows.group_by(*CAR).agg(service_on=rows.visited_on.max())
