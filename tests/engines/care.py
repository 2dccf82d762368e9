"""The care plan, its due dates, when they turn, and the preview of its rules over random books."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from functools import cache, partial

import pyarrow as pa

from cheyuan.engage.care.plan import run
from cheyuan.engage.care.plan.plan import asked, counts, dues, tasks
from cheyuan.engage.care.plan.tables import Tables
from cheyuan.engage.care.plan.turns import turns
from cheyuan.engage.care.tests.reference.books import awkward_days, make_book
from cheyuan.engage.care.tests.reference.engine import rows
from tests.engines.cases import Case

BOOKS = ((3, 250, 1), (14, 250, 1), (22, 250, 30))
"""Seed and number of cars, and the days that are asked for."""


@cache
def tables(seed: int, cars: int, days: int) -> Mapping[str, pa.Table]:
    """A random book as the plan reads it, asked for an awkward day."""
    day: date = awkward_days()[seed]
    con = run.duckdb()
    book = rows(make_book(seed, day, cars=cars))
    given = asked(run.load(con, {**book, "own_rules": _with_conditions(book["own_rules"])}), day, days)
    return {f"plan_in_{one.name}": con.to_pyarrow(getattr(given, one.name)) for one in fields(Tables)}


def _with_conditions(rules: pa.Table) -> pa.Table:
    """Some of the managers' rules only for some cars."""
    meant = ({"energy": "ev"}, {"brand": "byd"}, {"model": "a"}, {"age_from": 7}, {"age_until": 40}, {"energy": "any"})
    found = [{**row, **meant[number % len(meant)]} for number, row in enumerate(rules.to_pylist())]
    return pa.Table.from_pylist(found, schema=rules.schema)


def cases() -> Iterator[Case]:
    """Each expression on each book."""
    for seed, cars, days in BOOKS:
        given = partial(tables, seed, cars, days)
        for expression in (tasks, counts, dues, turns):
            name = f"care {expression.__name__}, book {seed}, {days} days"
            yield Case(name, partial(run.written, expression), given, 20)
