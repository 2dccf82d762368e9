"""What is known of a car: from its file, and from its visits to our workshop."""

from collections.abc import Mapping
from datetime import date

import ibis
import ibis.expr.types as ir

from cheyuan.insight.segments.expr.conditions import months_until, on, year_before

KEY = ("store_id", "vehicle_id")
SERVICE = "service"


def garage(tables: Mapping[str, ir.Table]) -> ir.Table:
    """The cars that a store cares for: on the road, with a customer on file."""
    cars, people = tables["vehicles"], tables["customers"]
    cars = cars.filter(cars.status.fill_null("active") == "active")
    owners = people.select("store_id", "customer_id")
    return cars.select(*KEY, "customer_id").semi_join(owners, ["store_id", "customer_id"])


def people(tables: Mapping[str, ir.Table]) -> ir.Table:
    """Every customer on file."""
    return tables["customers"].select("store_id", "customer_id")


def files(tables: Mapping[str, ir.Table], today: date) -> ir.Table:
    """Brand, model, trim, energy, use, age in months, days of warranty and insurance, odometer, bought here."""
    cars, traits = tables["vehicles"], tables["car_traits"]
    rows = cars.left_join(traits, list(KEY)).select(
        *cars.columns, *(traits[one] for one in traits.columns if one not in KEY)
    )
    aged = rows.delivered_on <= on(today)
    return rows.select(
        *KEY, "brand", "model", "trim", "plate_region", "delivered_on", "inspection_due", "insurance_expiry",
        "warranty_end", "model_year", "odometer_km",
        energy=rows.energy.lower().fill_null(""),
        use=rows.use.fill_null(""),
        age_months=ibis.ifelse(aged, months_until(rows.delivered_on, today), ibis.null().cast("int64")),
        sold_here=rows.sold_here.fill_null(False),
    )  # fmt: skip


def visits(tables: Mapping[str, ir.Table], today: date) -> ir.Table:
    """Last visit and last service, visits and money of the last twelve months, in our own workshop."""
    rows = tables["takings"]
    rows = rows.filter(rows.here & (rows.visited_on <= on(today)))
    late = rows.visited_on > year_before(today)
    rows = rows.mutate(
        served_on=ibis.ifelse(rows.kind == SERVICE, rows.visited_on, ibis.null().cast("date")),
        lately=ibis.ifelse(late, 1, 0),
        fen=ibis.ifelse(late, rows.amount_fen, 0),
    )
    return rows.group_by(*KEY).agg(
        last_visit_on=rows.visited_on.max(),
        last_service_on=rows.served_on.max(),
        visits_year=rows.lately.sum().cast("int64"),
        spend_year_fen=rows.fen.sum().cast("int64"),
    )
