"""The rows of the metrics of complaints: Ibis and nothing else."""

import ibis
import ibis.expr.types as ir

from cheyuan.insight.metrics.expressing import CAR, CARS, WORKSHOP, Tables, answer, joined, months, shifted, titled

SCHEMAS = {
    "cars": CARS,
    "workshop": WORKSHOP,
    "complaints": ibis.schema({
        "store_id": "int32", "complaint_id": "int64", "vehicle_id": "int64", "channel": "string", "department": "string",
        "kind": "string", "received_on": "date", "answered_on": "date", "closed_on": "date", "answer_minutes": "int64",
        "assignee": "string",
    }),
}  # fmt: skip
COMPLAINT = ("complaint", "complaint_id")


def closing(t: Tables) -> ir.Table:
    """One complaint whose time is over: closed in it or not."""
    rows = t["complaints"].join(months(t, "metrics.closing_days"), "store_id")
    rows = rows.mutate(over_on=shifted(rows.received_on, rows.metrics_closing_days))
    rows = rows.filter(rows.over_on >= rows["first"], rows.over_on <= rows["last"], rows.over_on < rows.as_of)
    return answer(rows, rows.over_on, rows.closed_on <= rows.over_on, 1, COMPLAINT, **_dims(rows))


def response(t: Tables) -> ir.Table:
    """One answered complaint with its minutes."""
    rows = t["complaints"].filter(t["complaints"].answered_on.notnull())
    return answer(rows, rows.answered_on, rows.answer_minutes, 1, COMPLAINT, **_dims(rows))


def per_visits(t: Tables) -> ir.Table:
    """One complaint, a hundredfold, or one visit here."""
    cars = t["cars"].select(*CAR, "brand", "model")
    said = joined(t["complaints"].select(*CAR, "complaint_id", "received_on"), cars)
    own = t["workshop"].filter(~t["workshop"].sister)
    came = joined(own.select(*CAR, "visited_on"), cars)
    complaints = answer(said, said.received_on, 100, 0, COMPLAINT, **titled(said))
    return complaints.union(answer(came, came.visited_on, 0, 1, ("vehicle", "vehicle_id"), **titled(came)))


def _dims(rows: ir.Table) -> dict[str, ir.StringValue]:
    return {"kind": rows.kind, "department": rows.department, "channel": rows.channel}
