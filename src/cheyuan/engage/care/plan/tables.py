"""What goes in and what comes out: the columns of each table, and the bundle that the expressions take.

Dates are calendar days of the store; ``visited_at`` is the naive local time of the hand-over. Empty columns are null.
"""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from cheyuan.engage.care.plan.policy import INSPECTION_YEARS, fields

CAR = ("store_id", "vehicle_id")
OWNER = ("store_id", "customer_id")

VEHICLES = ibis.schema(
    {
        "store_id": "int32",
        "vehicle_id": "int64",
        "vin": "string",
        "customer_id": "int64",
        "brand": "string",
        "model": "string",
        "energy": "string",  # ice, ev, phev, hev
        "use": "string",
        "seats": "int32",
        "delivered_on": "date",
        "registered_on": "date",
        "status": "string",  # active, sold, written_off
        "warranty_end": "date",
        "inspection_due": "date",
        "insurance_expiry": "date",  # the latest end of its policies
        "sold_here": "boolean",
    }
)
CUSTOMERS = ibis.schema(
    {
        "store_id": "int32",
        "customer_id": "int64",
        "cust_no": "string",
        "kind": "string",  # person, company
        "birthday": "date",
        "do_not_contact": "boolean",
    }
)
VISITS = ibis.schema(
    {
        "store_id": "int32",
        "vehicle_id": "int64",
        "visited_on": "date",
        "visited_at": "timestamp",
        "kind": "string",
        "km": "int64",
        "here": "boolean",  # false: in another shop or a sister store, it counts for what is due but makes no call
    }
)
READINGS = ibis.schema(
    {"store_id": "int32", "vehicle_id": "int64", "read_on": "date", "km": "int64", "correction": "boolean"}
)
POLICIES = ibis.schema(
    {"store_id": "int32", **{f.name: "boolean" if isinstance(f.default, bool) else "int64" for f in fields()}}
)
ASKED = ibis.schema({"as_of": "date", "first": "int64", "last": "int64"})
YEARS = ibis.schema({"age": "int64", "years": "int64"})
OWN_RULES = ibis.schema(
    {
        "store_id": "int32",
        "rule": "string",  # C01 …
        "anchor": "string",  # a name of ``anchors.ANCHORS``
        "opens_after": "int64",  # days after the anchor, before it when negative; the others alike
        "closes_after": "int64",
        "deadline_after": "int64",
        "marketing": "boolean",
        "energy": "string",  # only for such cars; empty, null or any: for all; brand and model likewise
        "brand": "string",
        "model": "string",  # a part of the model's name
        "age_from": "int64",  # months since delivery; 0 or null: any
        "age_until": "int64",
        "segment": "string",  # only who is in it; empty or null: everybody
    }
)
MEMBER_CARS = ibis.schema({"store_id": "int32", "segment": "string", "vehicle_id": "int64"})
MEMBER_PEOPLE = ibis.schema({"store_id": "int32", "segment": "string", "customer_id": "int64"})
RECEPTIONS = ibis.schema(
    {
        "store_id": "int32",
        "reception_id": "int64",
        "customer_id": "int64",
        "came_on": "date",
        "came_at": "timestamp",  # naive local time
        "looks": "boolean",  # came to look at cars
    }
)
IMPORTANT = ibis.schema({"store_id": "int32", "customer_id": "int64"})  # VIPs and key accounts
CANDIDATES = ibis.schema(
    {
        "store_id": "int32",
        "vehicle_id": "int64",
        "since": "date",  # the day on which it became a trade-in candidate
        "until": "date",  # the first day on which it was none any more
        "score": "int64",
        "reasons": "string",  # as JSON
    }
)
INTERVALS = ibis.schema(
    {
        "store_id": "int32",
        "brand": "string",  # empty or null: any; model and energy likewise
        "model": "string",
        "energy": "string",
        "first_months": "int64",
        "first_km": "int64",
        "months": "int64",
        "km": "int64",
    }
)
TASKS = ibis.schema(
    {
        "store_id": "int32",
        "rule": "string",
        "subject_kind": "string",  # vehicle, customer
        "subject_id": "int64",
        "subject": "string",  # VIN or customer number
        "customer_id": "int64",
        "vehicle_id": "int64",
        "cycle": "string",
        "due_on": "date",
        "opens_on": "date",
        "closes_on": "date",
        "deadline": "timestamp",
        "facts": "string",
    }
)


@dataclass(frozen=True)
class Tables:
    """The tables of one snapshot. ``policies`` has one row per store (a store without one gets no tasks)."""

    vehicles: ir.Table
    customers: ir.Table
    visits: ir.Table
    readings: ir.Table
    policies: ir.Table
    years: ir.Table
    own_rules: ir.Table
    intervals: ir.Table
    receptions: ir.Table
    important: ir.Table
    candidates: ir.Table
    member_cars: ir.Table
    member_people: ir.Table


def year_rows() -> list[dict[str, int]]:
    """The rows of ``years``: for an age reached next, in years, the first inspection at or after it."""
    return [
        {"age": age, "years": next((years for years in INSPECTION_YEARS if years >= age), age)} for age in range(0, 201)
    ]


def unbound() -> Tables:
    """The bundle without data, with the days asked for among the policies: to write SQL for an engine that is not here."""
    named = {
        "vehicles": VEHICLES,
        "customers": CUSTOMERS,
        "visits": VISITS,
        "readings": READINGS,
        "policies": ibis.schema({**POLICIES, **ASKED}),
        "years": YEARS,
        "own_rules": OWN_RULES,
        "intervals": INTERVALS,
        "receptions": RECEPTIONS,
        "important": IMPORTANT,
        "candidates": CANDIDATES,
        "member_cars": MEMBER_CARS,
        "member_people": MEMBER_PEOPLE,
    }
    return Tables(**{name: ibis.table(schema, name=f"plan_in_{name}") for name, schema in named.items()})
