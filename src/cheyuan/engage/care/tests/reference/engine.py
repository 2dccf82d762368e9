"""The engine's answer in the reference's shape."""

from dataclasses import asdict
from datetime import date
from typing import Any

import pyarrow as pa

from cheyuan.engage.care.plan import run
from cheyuan.engage.care.plan.policy import Values
from cheyuan.engage.care.plan.tables import (
    CANDIDATES,
    CUSTOMERS,
    IMPORTANT,
    INTERVALS,
    MEMBER_CARS,
    MEMBER_PEOPLE,
    OWN_RULES,
    READINGS,
    RECEPTIONS,
    VEHICLES,
    VISITS,
    Tables,
)
from cheyuan.engage.care.tests.reference.facts import Book, Task


def arrow(rows: list[Any], schema: Any) -> pa.Table:
    """Rows as a table with the engine's columns; columns the reference has no use for are empty."""
    return pa.Table.from_pylist([asdict(r) for r in rows], schema=schema.to_pyarrow())


def tables(con: Any, book: Book) -> Tables:
    """The book as the engine's tables."""
    return run.load(con, rows(book))


def rows(book: Book) -> dict[str, pa.Table]:
    """The book as Arrow tables by the engine's names."""
    stores = {v.store_id for v in book.vehicles} | {c.store_id for c in book.customers}
    return {
        "vehicles": arrow(book.vehicles, VEHICLES),
        "customers": arrow(book.customers, CUSTOMERS),
        "visits": arrow(book.visits, VISITS),
        "readings": arrow(book.readings, READINGS),
        "intervals": arrow(book.intervals, INTERVALS),
        "own_rules": arrow(book.own_rules, OWN_RULES),
        "receptions": arrow(book.receptions, RECEPTIONS),
        "important": arrow(book.important, IMPORTANT),
        "candidates": arrow(book.candidates, CANDIDATES),
        "member_cars": arrow(book.member_cars, MEMBER_CARS),
        "member_people": arrow(book.member_people, MEMBER_PEOPLE),
        "policies": run.policies({s: Values(**book.policies.get(s, {})) for s in stores}),
    }


def shaped(planned: pa.Table) -> list[Task]:
    """The engine's tasks, sorted."""
    found = planned.select(list(Task._fields)).to_pylist()
    return sorted(Task(**row) for row in found)


def engine_tasks(book: Book, days: list[date]) -> dict[date, list[Task]]:
    """What the embedded engine plans of one book on each of the days."""
    con = run.duckdb()
    loaded: Tables = tables(con, book)
    return {day: shaped(run.compute(con, loaded, day)) for day in days}


def engine_facts(book: Book, day: date) -> list[tuple[int, int, str, str]]:
    """Store, car (0: a person's task), rule and explanation (JSON) of each task the engine plans on the day."""
    con = run.duckdb()
    planned = run.compute(con, tables(con, book), day).to_pylist()
    return [(r["store_id"], r["vehicle_id"] or 0, r["rule"], r["facts"]) for r in planned]


def service_due_dates(book: Book, day: date) -> dict[str, date]:
    """The engine's next service day by VIN, of the cars that have one."""
    con = run.duckdb()
    dues = run.compute_due_dates(con, tables(con, book), day).to_pylist()
    vins = {(v.store_id, v.vehicle_id): v.vin for v in book.vehicles}
    return {vins[r["store_id"], r["vehicle_id"]]: r["service_due_on"] for r in dues if r["service_due_on"]}
