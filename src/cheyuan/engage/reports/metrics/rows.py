"""The rows of the figures of the monthly report (CARE-40), one reminder or car each: Ibis and nothing else.

Until the end of a month counts what happened in it, as in the report on it; the policies of the month's end hold.
"""

import ibis
import ibis.expr.types as ir

from cheyuan.engage.reports.tally import BACK, FIRST, SERVICE
from cheyuan.insight.metrics.expressing import (
    CAR,
    CARS,
    WORKSHOP,
    Tables,
    after_months,
    answer,
    dated,
    garage,
    index,
    joined,
    months,
    numbered,
    shifted,
    stretches,
    titled,
)

TASKS = ibis.schema({
    "store_id": "int32", "task_id": "int64", "rule": "string", "vehicle_id": "int64", "customer_id": "int64",
    "opens_on": "date", "deadline_on": "date", "state": "string", "assignee": "string", "attempts": "int32",
    "closed_on": "date",
})  # fmt: skip
ATTEMPTS = ibis.schema({
    "store_id": "int32", "attempt_id": "int64", "task_id": "int64", "vehicle_id": "int64", "rule": "string",
    "account": "string", "day": "date", "at": "timestamp", "outcome": "string", "reached": "boolean",
})  # fmt: skip
SCHEMAS = {"cars": CARS, "workshop": WORKSHOP, "tasks": TASKS, "attempts": ATTEMPTS}
CORRECTIONS = ("X01", "X02")
"""Work of the house itself is no reminder; the same as ``contact.queries.no_reminders``."""
TASK = ("store_id", "task_id")


def reminders(t: Tables) -> ir.Table:
    """The reminders whose deadline lies in the months asked for and is over, with what had become of them at the month's end."""
    tasks = t["tasks"]
    tasks = tasks.filter(tasks.rule.notin(CORRECTIONS), ~((tasks.state == "closed") & (tasks.attempts == 0)))
    due = tasks.mutate(index=index(tasks.deadline_on)).join(months(t), ["store_id", "index"])
    due = due.filter(due.deadline_on < due.as_of)  # its day is over
    rows = joined(due, _tries(t, due), TASK)
    cars = t["cars"].select(*CAR, "brand", "model")
    rows = joined(joined(rows, cars), _came(t, due), TASK)
    by_message = (rows.state == "done") & (rows.closed_on <= rows["last"])
    return rows.mutate(
        agent=ibis.coalesce(rows.assignee, rows.last_by), made=rows.tried.notnull() | by_message.fill_null(False),
        reached=rows.spoken.fill_null(0) > 0, booked=rows.agreed.fill_null(0) > 0,
        returned=rows.visited.notnull() & rows.rule.isin(BACK),
        late=(rows.first_on.isnull() | (rows.first_on > rows.deadline_on))
        & ~((rows.state == "done") & (rows.closed_on <= rows.deadline_on)).fill_null(False),
    )  # fmt: skip


def _tries(t: Tables, due: ir.Table) -> ir.Table:
    """Of each reminder the attempts until the month's end: how many, with which success, and whose was the last."""
    tries = t["attempts"].select(*TASK, "attempt_id", "account", "day", "at", "outcome", "reached")
    tries = tries.join(due.select(*TASK, "last"), list(TASK))
    tries = tries.filter(tries.day <= tries["last"])
    newest = ibis.window(group_by=list(TASK), order_by=[tries["at"].desc(), tries.attempt_id.desc()])
    tries = tries.mutate(place=ibis.row_number().over(newest))
    return tries.group_by(list(TASK)).aggregate(
        tried=tries.count(), first_on=tries.day.min(), spoken=ibis.ifelse(tries.reached, 1, 0).sum(),
        agreed=ibis.ifelse(tries.outcome == "booked", 1, 0).sum(),
        last_by=ibis.ifelse(tries.place == 0, tries.account, ibis.null("string")).max(),
    )  # fmt: skip


def _came(t: Tables, due: ir.Table) -> ir.Table:
    """The reminders whose car visited this store from the day they opened to the month's end."""
    seen = due.select(*TASK, "vehicle_id", "opens_on", "last").join(t["workshop"].select(*CAR, "visited_on"), list(CAR))
    seen = seen.filter(seen.visited_on >= seen.opens_on, seen.visited_on <= seen["last"])
    return seen.group_by(list(TASK)).aggregate(visited=seen.count())


def _counted(rows: ir.Table, num: ir.BooleanValue) -> ir.Table:
    return answer(rows, rows.deadline_on, num, 1, ("task", "task_id"), rule=rows.rule, agent=rows.agent, **titled(rows))


def coverage(t: Tables) -> ir.Table:
    """One reminder that was due: made or not."""
    rows = reminders(t)
    return _counted(rows, rows.made)


def first_coverage(t: Tables) -> ir.Table:
    """The same of the first service."""
    rows = reminders(t)
    rows = rows.filter(rows.rule.isin(FIRST))
    return _counted(rows, rows.made)


def overdue(t: Tables) -> ir.Table:
    """One reminder that was due: late or not."""
    rows = reminders(t)
    return _counted(rows, rows.late)


def reach(t: Tables) -> ir.Table:
    """One reminder that was made: somebody was spoken to or not."""
    rows = reminders(t)
    rows = rows.filter(rows.made)
    return _counted(rows, rows.reached)


def booking(t: Tables) -> ir.Table:
    """One reminder of a service with somebody spoken to: booked or not."""
    rows = reminders(t)
    rows = rows.filter(rows.reached, rows.rule.isin(SERVICE))
    return _counted(rows, rows.booked)


def reminder_return(t: Tables) -> ir.Table:
    """One reminder that calls a car to the workshop: it came or not."""
    rows = reminders(t)
    rows = rows.filter(rows.rule.isin(BACK))
    return _counted(rows, rows.returned)


def _services(t: Tables) -> ir.Table:
    days = t["workshop"].filter(t["workshop"].kind == "service").select(*CAR, "visited_on").distinct()
    return stretches(garage(t), days)


def _intervals(t: Tables, *more: str) -> ir.Table:
    """The months asked for, once for electric cars and once for the others, with their intervals."""
    asked = months(t, "care.first_months", "care.months", "care.months_ev", *more)
    ev = asked.mutate(electric=ibis.literal(True), later=asked.care_months_ev)
    return asked.mutate(electric=ibis.literal(False), later=asked.care_months).union(ev)


def _cars(t: Tables) -> ir.Table:
    cars = garage(t)
    return cars.select(*CAR, "brand", "model", "delivered_on", electric=cars.energy.fill_null("") == "ev")


def first_return(t: Tables) -> ir.Table:
    """One car whose first service was due: it had one until the end of the month and the days of grace, or not."""
    asked = _intervals(t, "metrics.grace_days")
    asked = asked.mutate(begun=asked["index"] - asked.care_first_months)
    cars = _cars(t)
    rows = cars.mutate(begun=index(cars.delivered_on)).join(asked, ["store_id", "electric", "begun"])
    spans = _services(t)
    spans = spans.filter(spans.fresh).select(*CAR, "next_on")
    rows = rows.join(spans, list(CAR))
    return _came_back(rows.mutate(due_on=dated(after_months(rows.delivered_on, rows.care_first_months))))


def periodic_return(t: Tables) -> ir.Table:
    """One service after which another was due: it followed until the end of the month and the days of grace, or not."""
    asked = _intervals(t, "metrics.grace_days")
    asked = asked.mutate(begun=asked["index"] - asked.later)
    spans = _services(t)
    spans = spans.filter(~spans.fresh).mutate(begun=index(spans.start))
    rows = spans.join(_cars(t), list(CAR)).join(asked, ["store_id", "electric", "begun"])
    return _came_back(rows.mutate(due_on=dated(after_months(rows.start, rows.later))))


def _came_back(rows: ir.Table) -> ir.Table:
    rows = rows.filter(rows.due_on <= rows["last"])
    until = shifted(rows["last"], rows.metrics_grace_days)
    return answer(rows, rows.due_on, rows.next_on <= until, 1, ("vehicle", "vehicle_id"), **titled(rows))


def _stood(t: Tables, days_before: bool) -> ir.Table:
    """Each car at the end of each month (or on the eve of it), with the day from which it counts as lapsed."""
    asked = _intervals(t, "reports.lapse_days")
    if days_before:
        asked = asked.mutate(end=asked["last"], last=shifted(asked["first"], -1))
    spans = _services(t).join(_cars(t), list(CAR)).join(asked, ["store_id", "electric"])
    rows = spans.filter(spans.start <= spans["last"], spans.next_on.isnull() | (spans.next_on > spans["last"]))
    wait = ibis.ifelse(rows.fresh, rows.care_first_months, rows.later)
    return rows.mutate(lapsed=after_months(rows.start, wait) + rows.reports_lapse_days <= numbered(rows["last"]))


def lapse(t: Tables) -> ir.Table:
    """One car at the end of a month: lapsed or not."""
    rows = _stood(t, False)
    return answer(
        rows, rows["last"], rows.lapsed, 1, ("vehicle", "vehicle_id"), cohort=rows.delivered_on.year(), **titled(rows)
    )


def recall(t: Tables) -> ir.Table:
    """One car that had lapsed before a month: it visited this store in it or not."""
    rows = _stood(t, True)
    rows = rows.filter(rows.lapsed)
    came = (
        t["workshop"]
        .select(*CAR, "visited_on")
        .join(months(t).select("store_id", "index", "first", "last"), "store_id")
    )
    came = came.filter(came.visited_on >= came["first"], came.visited_on <= came["last"])
    seen = came.group_by([*CAR, "index"]).aggregate(visits=came.count())
    rows = joined(rows, seen, (*CAR, "index"))
    return answer(
        rows,
        rows.end,
        rows.visits.notnull(),
        1,
        ("vehicle", "vehicle_id"),
        cohort=rows.delivered_on.year(),
        **titled(rows),
    )
