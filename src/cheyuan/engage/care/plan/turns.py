"""When a plan turns by time alone (CARE-05): the next day on which the plan of a car or customer may say something else.

A window opens or closes, an inspection passes, something dated in the future becomes known. Before that day, and as long as
none of its rows change, the plan of a subject need not be drawn again. A day too early does no harm, one too late would.
"""

from dataclasses import replace

import ibis
import ibis.expr.types as ir

from cheyuan.engage.care.plan.days import after_months, numbered
from cheyuan.engage.care.plan.due import Keep, known_facts
from cheyuan.engage.care.plan.framed import framed, windows
from cheyuan.engage.care.plan.tables import Tables
from cheyuan.engage.care.plan.windows import guests, offers, people
from cheyuan.engage.care.plan.windows.frame import Frame

FAR = 100_000
"""So many days ahead windows are looked for: all that will ever open."""
VEHICLE, CUSTOMER = "vehicle", "customer"


def turns(tables: Tables, keep: Keep = lambda stage: stage) -> ir.Table:
    """Columns store_id, subject_kind, subject_id, turns_on (day number after ``first``); one row per subject that turns.

    The tables' policies say for which day (``plan.asked``).
    """
    facts = known_facts(tables, keep)
    frame = _farther(framed(tables, facts, keep))
    drawn = (
        _of_windows(windows(frame), tables, VEHICLE),
        *(_of_windows(rows, tables, VEHICLE) for rows in offers.tasks(frame)),
        *(_of_windows(rows, tables, CUSTOMER) for rows in (people.tasks(frame), *guests.tasks(frame))),
    )
    rows = ibis.union(*drawn, _inspections(facts, tables), *_ages(tables), *_to_come(tables))
    return rows.group_by("store_id", "subject_kind", "subject_id").agg(turns_on=rows.turns_on.min())


def _farther(frame: Frame) -> Frame:
    """The same cars, asked for all days to come."""
    policies = frame.tables.policies
    tables = replace(frame.tables, policies=policies.mutate(last=policies.last + FAR))
    return Frame(tables, frame.cars.mutate(last=frame.cars.last + FAR))


def _of_windows(rows: ir.Table, tables: Tables, kind: str) -> ir.Table:
    """The day on which a window opens, or the one after it closes."""
    t = rows.join(tables.policies.select("store_id", "first"), "store_id")
    return _shaped(t, kind, ibis.ifelse(t.opens > t.first, t.opens, t.closes + 1))


def _inspections(facts: ir.Table, tables: Tables) -> ir.Table:
    """The day from which a recorded date counts no more, or the computed one is past."""
    t = facts.filter(facts.inspection_due.notnull())
    t = t.join(tables.policies.select("store_id", "inspection_past_days"), "store_id")
    return _shaped(t, VEHICLE, t.inspection_due + 1 + ibis.ifelse(t.inspection_recorded, t.inspection_past_days, 0))


def _ages(tables: Tables) -> tuple[ir.Table, ...]:
    """The day on which a car comes into an age that a manager's rule asks for, and the one after it leaves it."""
    found = []
    for column, after in (("age_from", 0), ("age_until", 1)):
        rules = tables.own_rules.select("store_id", months=tables.own_rules[column])
        rules = rules.filter(rules.months.fill_null(0) > 0).distinct()
        t = tables.vehicles.join(rules, "store_id").join(tables.policies.select("store_id", "first"), "store_id")
        t = t.mutate(turning=after_months(t.delivered_on, t.months) + after)
        t = t.filter((t.turning > t.first).fill_null(False))
        found.append(_shaped(t, VEHICLE, t.turning))
    return tuple(found)


def _to_come(tables: Tables) -> tuple[ir.Table, ...]:
    """What is dated after the day asked for and becomes known on its own."""
    dated = (
        (tables.vehicles, VEHICLE, "delivered_on"),
        (tables.visits, VEHICLE, "visited_on"),
        (tables.readings, VEHICLE, "read_on"),
        (tables.receptions, CUSTOMER, "came_on"),
        (tables.candidates, VEHICLE, "since"),
        (tables.candidates, VEHICLE, "until"),
    )
    stores = tables.policies.select("store_id", "as_of")
    found = []
    for table, kind, day in dated:
        t = table.join(stores, "store_id")
        found.append(_shaped(t.filter(t[day] > t.as_of), kind, numbered(t[day])))
    return tuple(found)


def _shaped(t: ir.Table, kind: str, day: ir.IntegerValue) -> ir.Table:
    return t.select("store_id", subject_kind=ibis.literal(kind), subject_id=t[f"{kind}_id"], turns_on=day.cast("int64"))
