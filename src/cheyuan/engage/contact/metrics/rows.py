"""The rows of the contact centre's metrics: Ibis and nothing else."""

import ibis
import ibis.expr.types as ir

from cheyuan.insight.metrics.expressing import CAR, CARS, WORKSHOP, Tables, answer, joined, months, shifted, titled

SCHEMAS = {
    "cars": CARS,
    "workshop": WORKSHOP,
    "tasks": ibis.schema({
        "store_id": "int32", "task_id": "int64", "rule": "string", "vehicle_id": "int64", "customer_id": "int64",
        "opens_on": "date", "deadline_on": "date", "state": "string", "assignee": "string", "attempts": "int32",
        "closed_on": "date",
    }),
    "attempts": ibis.schema({
        "store_id": "int32", "attempt_id": "int64", "task_id": "int64", "vehicle_id": "int64", "rule": "string",
        "account": "string", "day": "date", "at": "timestamp", "outcome": "string", "reached": "boolean",
    }),
}  # fmt: skip
TASK = ("store_id", "task_id")


def contact_return(t: Tables) -> ir.Table:
    """The first talk of a task about a car, when its days are over: the car came or not."""
    talks = t["attempts"]
    talks = talks.filter(talks.reached, talks.vehicle_id.notnull())
    order = ibis.window(group_by=list(TASK), order_by=[talks["at"], talks.attempt_id])
    talks = talks.mutate(place=ibis.row_number().over(order))
    rows = talks.filter(talks.place == 0).select(*TASK, "vehicle_id", "rule", "account", "day")
    rows = rows.join(months(t, "metrics.return_days"), "store_id")
    rows = rows.mutate(over_on=shifted(rows.day, rows.metrics_return_days))
    rows = rows.filter(rows.over_on >= rows["first"], rows.over_on <= rows["last"], rows.over_on < rows.as_of)
    seen = rows.select(*TASK, "vehicle_id", "day", "over_on").join(t["workshop"].select(*CAR, "visited_on"), list(CAR))
    seen = seen.filter(seen.visited_on >= seen.day, seen.visited_on <= seen.over_on)
    rows = joined(rows, seen.group_by(list(TASK)).aggregate(visits=seen.count()), TASK)
    rows = joined(rows, t["cars"].select(*CAR, "brand", "model"))
    dims = {"rule": rows.rule, "agent": rows.account, **titled(rows)}
    return answer(rows, rows.over_on, rows.visits.notnull(), 1, ("task", "task_id"), **dims)


def failed(t: Tables) -> ir.Table:
    """One task that came to its end: reached or not."""
    tasks = t["tasks"]
    tasks = tasks.filter(tasks.state.isin(("done", "failed")), tasks.closed_on.notnull())
    rows = joined(tasks, t["cars"].select(*CAR, "brand", "model"))
    dims = {"rule": rows.rule, "agent": rows.assignee, **titled(rows)}
    return answer(rows, rows.closed_on, rows.state == "failed", 1, ("task", "task_id"), **dims)
