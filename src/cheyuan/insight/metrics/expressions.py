"""The rows of the metrics of ``shipped``: Ibis and nothing else."""

import ibis
import ibis.expr.types as ir

from cheyuan.insight.metrics.expressing import (
    CAR,
    CARS,
    WORKSHOP,
    Tables,
    after_months,
    answer,
    column,
    garage,
    joined,
    months,
    numbered,
    standing,
    stretches,
    titled,
)

SCHEMAS = {
    "cars": CARS,
    "workshop": WORKSHOP,
    "messages": ibis.schema({
        "store_id": "int32", "message_id": "int64", "channel": "string", "purpose": "string", "state": "string",
        "created_on": "date", "sent_on": "date",
    }),
}  # fmt: skip
YEAR = 12


def visits(t: Tables) -> ir.Table:
    """One visit here."""
    own = t["workshop"].filter(~t["workshop"].sister)
    rows = joined(own, t["cars"].select(*CAR, "brand", "model"))
    return answer(rows, rows.visited_on, 1, 1, ("vehicle", "vehicle_id"), kind=rows.kind, **titled(rows))


def delivered(t: Tables) -> ir.Table:
    """One car sold here."""
    rows = t["cars"].filter(t["cars"].sold_here, t["cars"].delivered_on.notnull())
    return answer(rows, rows.delivered_on, 1, 1, ("vehicle", "vehicle_id"), **titled(rows))


def value(t: Tables) -> ir.Table:
    """One car at the end of a month, with what it paid in twelve months."""
    asked, own = months(t), t["workshop"].filter(~t["workshop"].sister)
    cars = garage(t).join(asked, "store_id")
    cars = cars.filter(cars.delivered_on <= cars["last"])
    paid = own.select(*CAR, "visited_on", "amount_fen").join(asked.select("store_id", "index", "last"), "store_id")
    paid = paid.filter(paid.visited_on <= paid["last"], after_months(paid.visited_on, YEAR) > numbered(paid["last"]))
    sums = paid.group_by([*CAR, "index"]).aggregate(fen=paid.amount_fen.sum())
    rows = joined(cars, sums, (*CAR, "index"))
    return answer(
        rows,
        rows["last"],
        rows.fen.fill_null(0),
        1,
        ("vehicle", "vehicle_id"),
        cohort=rows.delivered_on.year(),
        **titled(rows),
    )


def lapse_short(t: Tables) -> ir.Table:
    """One car old enough, at the end of a month."""
    return _lapse(t, "metrics.lapse_short")


def lapse_long(t: Tables) -> ir.Table:
    """The same with the longer time."""
    return _lapse(t, "metrics.lapse_long")


def _lapse(t: Tables, policy: str) -> ir.Table:
    cars, days = garage(t), t["workshop"].select(*CAR, "visited_on").distinct()
    spans = standing(stretches(cars, days), months(t, policy))
    rows = spans.join(cars.select(*CAR, "brand", "model", "delivered_on"), list(CAR))
    late, until = rows[column(policy)], numbered(rows["last"])
    rows = rows.filter(after_months(rows.delivered_on, late) <= until)
    gone = after_months(rows.start, late) <= until
    return answer(
        rows, rows["last"], gone, 1, ("vehicle", "vehicle_id"), cohort=rows.delivered_on.year(), **titled(rows)
    )


def messages_sent(t: Tables) -> ir.Table:
    """One message that left."""
    rows = t["messages"].filter(t["messages"].sent_on.notnull(), t["messages"].state.isin(("sent", "delivered")))
    return answer(rows, rows.sent_on, 1, 1, ("message", "message_id"), channel=rows.channel, kind=rows.purpose)


def messages_refused(t: Tables) -> ir.Table:
    """One message written."""
    rows = t["messages"]
    refused = rows.state == "refused"
    return answer(rows, rows.created_on, refused, 1, ("message", "message_id"), channel=rows.channel, kind=rows.purpose)
