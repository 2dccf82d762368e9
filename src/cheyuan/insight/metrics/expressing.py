"""The words in which metrics say their rows: the columns of shared tables, of ``asked`` and of the answer, joins, days, cars.

Ibis and nothing else: apps above lean on it in the expressions of their own.
"""

from collections.abc import Mapping, Sequence

import ibis
import ibis.expr.types as ir

from cheyuan.insight.metrics.days import after_months, dated, index, numbered, shifted

__all__ = [
    "ASKED", "CAR", "CARS", "WORKSHOP", "Tables", "after_months", "answer", "asked", "column", "dated", "garage", "index",
    "joined", "months", "numbered", "shifted", "standing", "stretches", "titled",
]  # fmt: skip
Tables = Mapping[str, ir.Table]
CAR = ("store_id", "vehicle_id")
CARS = ibis.schema({
    "store_id": "int32", "vehicle_id": "int64", "customer_id": "int64", "brand": "string", "model": "string",
    "energy": "string", "delivered_on": "date", "status": "string", "cares": "boolean", "sold_here": "boolean",
})  # fmt: skip
WORKSHOP = ibis.schema({
    "store_id": "int32", "visit_id": "int64", "vehicle_id": "int64", "visited_on": "date", "kind": "string",
    "amount_fen": "int64", "sister": "boolean",
})  # fmt: skip
ASKED = {"store_id": "int32", "index": "int64", "first": "date", "last": "date", "as_of": "date"}
"""One row per store and month: its days up to ``as_of``, and the policies that held at its end as ``care_months`` …"""


def column(policy: str) -> str:
    """The column of ``asked`` that holds a policy."""
    return policy.replace(".", "_")


def asked(numbers: Sequence[str]) -> ibis.Schema:
    """The columns of ``asked`` for a metric that reads these policies."""
    return ibis.schema({**ASKED, **{column(one): "int64" for one in numbers}})


def months(t: Tables, *numbers: str) -> ir.Table:
    """``asked`` with only these policies."""
    return t["asked"].select(*ASKED, *(column(one) for one in numbers))


def joined(left: ir.Table, right: ir.Table, key: Sequence[str] = CAR) -> ir.Table:
    """All rows of ``left``; the columns of ``right`` are null where it has no row of the same key."""
    both = left.join(right, list(key), how="left", rname="twin_{name}")
    return both.drop(*(f"twin_{name}" for name in key))


def answer(
    t: ir.Table,
    day: ir.DateValue,
    num: ir.IntegerValue | ir.BooleanValue | int,
    den: ir.IntegerValue | ir.BooleanValue | int,
    ref: tuple[str, str],
    **dims: ir.StringValue,
) -> ir.Table:
    """The row of a counted thing; ``ref`` is its kind and the column of its number. A null dim is the empty one."""
    kind, number = ref
    count, whole = _whole(num), _whole(den)
    return t.select(
        store_id=t.store_id.cast("int32"), day=day, num=count, den=whole, ref_kind=ibis.literal(kind),
        ref_id=t[number].cast("int64"), **{name: value.cast("string").fill_null("") for name, value in dims.items()},
    )  # fmt: skip


def _whole(value: ir.IntegerValue | ir.BooleanValue | int) -> ir.IntegerValue:
    """A count as a column: PostgreSQL makes no number of a truth by itself."""
    if isinstance(value, ir.BooleanValue):
        return ibis.ifelse(value.fill_null(False), 1, 0).cast("int64")
    return value.cast("int64") if isinstance(value, ir.Value) else ibis.literal(value, "int64")


def titled(t: ir.Table) -> dict[str, ir.StringValue]:
    """The dims brand and model of rows that have both columns; a model is named with its brand."""
    return {"brand": t.brand, "model": (t.brand.fill_null("") + " " + t.model.fill_null("")).strip()}


def garage(t: Tables) -> ir.Table:
    """The cars for which the store cares, with an owner and a day of delivery."""
    cars = t["cars"]
    return cars.filter(cars.cares, cars.status == "active", cars.customer_id.notnull(), cars.delivered_on.notnull())


def stretches(cars: ir.Table, days: ir.Table) -> ir.Table:
    """The time between visits: ``start`` (a visit, or the delivery where ``fresh``) and ``next_on``, null while it lasts.

    ``days`` has one row per car and day (``visited_on``); what lies before the delivery does not count.
    """
    own = days.join(cars.select(*CAR, "delivered_on"), list(CAR))
    own = own.filter(own.visited_on >= own.delivered_on).select(*CAR, "visited_on")
    order = ibis.window(group_by=list(CAR), order_by=own.visited_on)
    later = own.select(*CAR, start="visited_on", next_on=own.visited_on.lead().over(order), fresh=ibis.literal(False))
    first = joined(cars, own.group_by(list(CAR)).aggregate(next_on=own.visited_on.min()))
    new = first.select(*CAR, start="delivered_on", next_on="next_on", fresh=ibis.literal(True))
    return later.union(new)


def standing(spans: ir.Table, asked: ir.Table) -> ir.Table:
    """Each car's stretch at the end of each month, with the columns of ``asked``."""
    t = spans.join(asked, "store_id")
    return t.filter(t.start <= t["last"], t.next_on.isnull() | (t.next_on > t["last"]))
