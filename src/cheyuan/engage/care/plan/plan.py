"""The plan, the due dates and the preview of a rule as Ibis expressions (CARE-02, CARE-04, CARE-07)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import ibis
import ibis.expr.types as ir

from cheyuan.engage.care.plan.days import DAY_SECONDS, LAST_SECOND, dated, iso, moment, month_end, numbered
from cheyuan.engage.care.plan.due import Keep, known_facts
from cheyuan.engage.care.plan.explain import EXPLAINED, explained
from cheyuan.engage.care.plan.framed import framed, windows
from cheyuan.engage.care.plan.joins import with_car
from cheyuan.engage.care.plan.tables import CAR, TASKS, Tables
from cheyuan.engage.care.plan.windows import guests, offers, people
from cheyuan.engage.care.plan.windows.frame import end_of
from cheyuan.engage.care.plan.windows.lapse import MONTHLY

Day = date | Mapping[int, date]  # one for all stores, or each store's own; a store without one is left out


def plan(tables: Tables, as_of: Day, keep: Keep = lambda stage: stage) -> ir.Table:
    """The tasks whose window contains ``as_of``, with the facts known at the end of that day: columns ``tables.TASKS``.

    Pure: the same tables and day give the same rows on every engine, in no particular order. ``keep`` may store a stage.
    """
    return tasks(asked(tables, as_of), keep)


def tasks(tables: Tables, keep: Keep = lambda stage: stage) -> ir.Table:
    """The plan of tables whose policies already say for which day (``asked``)."""
    t = _candidates(tables, keep)
    t = t.join(tables.policies.select("store_id", "first"), "store_id")
    second = ibis.greatest(t.deadline, (t.first + 1) * DAY_SECONDS + LAST_SECOND)
    return t.select(
        *TASKS.names[: TASKS.names.index("due_on")],
        due_on=dated(t.due),
        opens_on=dated(t.opens),
        closes_on=dated(t.closes),
        deadline=moment(second // DAY_SECONDS, second % DAY_SECONDS),
        facts=t.facts,
    )


def preview(tables: Tables, as_of: Day, days: int, keep: Keep = lambda stage: stage) -> ir.Table:
    """How many tasks each rule would make per day: store_id, rule, day, tasks for ``days`` days from ``as_of``.

    A task counts once, on the first day asked for that its window contains; the first day carries all that is open by then.
    Facts are those known at ``as_of``: visits to come make no calls and move no due date. That is what a preview can know.
    """
    return counts(asked(tables, as_of, days), keep)


def counts(tables: Tables, keep: Keep = lambda stage: stage) -> ir.Table:
    """The preview of tables whose policies already say for which days (``asked``)."""
    t = _candidates(tables, keep)
    t = t.join(tables.policies.select("store_id", "first"), "store_id")
    t = t.mutate(day=dated(ibis.greatest(t.opens, t.first)))
    return t.group_by("store_id", "rule", "day").agg(tasks=t.count())


def due_dates(tables: Tables, as_of: Day, keep: Keep = lambda stage: stage) -> ir.Table:
    """One row per car known at ``as_of``, whatever its state: its due dates and what they are drawn from.

    service_due_on with service_by ("date" or "km") and target_km, warranty_ends_on, inspection_due_on, insurance_ends_on,
    last_service_on and last_service_km, latest_on and latest_km, pace_km in pace_days (pace_known false: the default).
    """
    return dues(asked(tables, as_of), keep)


def asked(tables: Tables, as_of: Day, days: int = 1) -> Tables:
    """The tables with the days that the plan is asked for in each store's row of policies: ``as_of``, ``first``, ``last``."""
    stores = tables.policies
    if isinstance(as_of, date):
        day = ibis.literal(as_of)
    else:
        stores = stores.filter(stores.store_id.isin(list(as_of)))
        day = ibis.cases(*((stores.store_id == store_id, ibis.literal(day)) for store_id, day in as_of.items()))
    stores = stores.mutate(as_of=day, first=numbered(day))
    return replace(tables, policies=stores.mutate(last=stores.first + (days - 1)))


def dues(tables: Tables, keep: Keep = lambda stage: stage) -> ir.Table:
    """The due dates of tables whose policies already say for which day (``asked``)."""
    t = known_facts(tables, keep)
    return t.select(
        *("store_id", "vehicle_id", "customer_id", "cared"),
        service_due_on=dated(t.service_due),
        service_by=t.service_by,
        target_km=t.target_km,
        warranty_ends_on=dated(t.warranty_ends),
        inspection_due_on=dated(t.inspection_due),
        insurance_ends_on=dated(t.insurance_ends),
        last_service_on=dated(t.service),
        last_service_km=t.service_km,
        latest_on=dated(t.latest),
        latest_km=t.latest_km,
        pace_km=t.pace_km,
        pace_days=t.pace_days,
        pace_known=t.pace_known,
    )


def _candidates(tables: Tables, keep: Keep) -> ir.Table:
    """The tasks whose window has a day among those asked for: days as numbers, deadlines in seconds since 1970."""
    frame = framed(tables, known_facts(tables, keep), keep)
    rows = windows(frame)
    others = (people.tasks(frame), *guests.tasks(frame), *offers.tasks(frame))
    return ibis.union(_of_cars(rows, frame.cars, tables.vehicles), *others)


def _of_cars(rows: ir.Table, cars: ir.Table, vehicles: ir.Table) -> ir.Table:
    """Windows with their car: subject, owner, cycle key and explanation."""
    t = with_car(with_car(rows, cars.select(*EXPLAINED)), vehicles.select(*CAR, "vin"))
    return t.select(
        "store_id",
        "rule",
        subject_kind=ibis.literal("vehicle"),
        subject_id=t.vehicle_id,
        subject=t.vin,
        customer_id=t.customer_id,
        vehicle_id=t.vehicle_id,
        cycle=iso(t.cycle_day).fill_null("") + t.mark,
        due=t.due,
        opens=t.opens,
        closes=t.closes,
        deadline=ibis.ifelse(t.rule == MONTHLY, ibis.greatest(t.deadline, end_of(month_end(t.opens))), t.deadline),
        facts=explained(t),
    )
