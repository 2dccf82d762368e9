"""What goes into the trade-in score and what comes out: the columns of each table. Empty columns are null."""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from cheyuan.insight.scores.tradein.values import NAMES, SINCE

CAR = ("store_id", "vehicle_id")
CARS = ibis.schema(
    {
        "store_id": "int32",
        "vehicle_id": "int64",
        "customer_id": "int64",
        "brand": "string",
        "model": "string",
        "trim": "string",
        "delivered_on": "date",
        "registered_on": "date",
        "km": "int64",  # the latest reading
        "warranty_end": "date",  # written on file; ``dues`` knows better
    }
)
"""Cars on the road that the store cares for and whose owner is known."""
BILLS = ibis.schema(
    {"store_id": "int32", "vehicle_id": "int64", "visited_on": "date", "kind": "string", "fen": "int64"}
)
SIGNS = ibis.schema(
    {"store_id": "int32", "customer_id": "int64", "vehicle_id": "int64", "kind": "string", "seen_on": "date"}
)
"""Signs of a customer, of one car when it is named: valuation, looked, family."""
PRICES = ibis.schema(
    {"store_id": "int32", "brand": "string", "model": "string", "trim": "string", "price_fen": "int64"}
)
ENDS = ibis.schema({"store_id": "int32", "vehicle_id": "int64", "warranty_ends_on": "date"})
WORTH = ibis.schema({"store_id": "int32", "age": "int64", "ppm": "int64"})
POLICIES = ibis.schema(
    {"store_id": "int32", "as_of": "date", **dict.fromkeys(NAMES, "int64"), **dict.fromkeys(SINCE, "date")}
)
POINTS = ("age", "km", "repairs", "bills", "valuation", "looked", "warranty", "family")
SCORES = ibis.schema(
    {
        "store_id": "int32", "vehicle_id": "int64", "customer_id": "int64", "score": "int64", "candidate": "boolean",
        **{f"{name}_points": "int64" for name in POINTS},
        "age": "int64", "km": "int64", "repairs": "int64", "bills_fen": "int64", "worth_fen": "int64",
        "valuation_on": "date", "looked_on": "date", "warranty_on": "date", "family_on": "date",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Tables:
    """The tables of one snapshot; a store without policies gets no scores."""

    cars: ir.Table
    bills: ir.Table
    signs: ir.Table
    prices: ir.Table
    ends: ir.Table
    worth: ir.Table
    policies: ir.Table


SCHEMAS = {
    "cars": CARS, "bills": BILLS, "signs": SIGNS, "prices": PRICES, "ends": ENDS, "worth": WORTH, "policies": POLICIES,
}  # fmt: skip


def unbound() -> Tables:
    """The bundle without data, tables named ``scores_in_…``: to write SQL for an engine that is not here."""
    return Tables(**{name: ibis.table(schema, name=f"scores_in_{name}") for name, schema in SCHEMAS.items()})
