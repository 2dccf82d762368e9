"""Running the plan: stages kept in temporary tables, rows out as Arrow.

On DuckDB the SQL is written once per process (Ibis takes longer to write it than the engine to run it); the days asked for
are data, not text. Other engines take the expressions as they are, their stages cached.
"""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from cheyuan.engage.care.plan.days import number
from cheyuan.engage.care.plan.due import Keep
from cheyuan.engage.care.plan.plan import Day, asked, counts, dues, tasks
from cheyuan.engage.care.plan.policy import Values, policy_rows
from cheyuan.engage.care.plan.tables import (
    CANDIDATES,
    IMPORTANT,
    INTERVALS,
    MEMBER_CARS,
    MEMBER_PEOPLE,
    OWN_RULES,
    POLICIES,
    RECEPTIONS,
    TASKS,
    YEARS,
    Tables,
    unbound,
    year_rows,
)

RESULT = "plan_result"
OPTIONAL = {
    "own_rules": OWN_RULES, "intervals": INTERVALS, "receptions": RECEPTIONS, "important": IMPORTANT, "candidates": CANDIDATES,
    "member_cars": MEMBER_CARS, "member_people": MEMBER_PEOPLE,
}  # fmt: skip
Expression = Callable[[Tables, Keep], ir.Table]


def duckdb(threads: int = 2, memory: str = "1GB", folder: str = "") -> Any:
    """An embedded engine in memory with bounded threads and memory; it spills into ``folder`` when that is named."""
    spill = {"temp_directory": folder} if folder else {}
    return ibis.duckdb.connect(threads=threads, memory_limit=memory, preserve_insertion_order=False, **spill)


def policies(stores: Mapping[int, Values]) -> pa.Table:
    """The policies' table of these stores."""
    return pa.Table.from_pylist(policy_rows(stores), schema=POLICIES.to_pyarrow())


def years() -> pa.Table:
    """The constants' table of inspection years."""
    return pa.Table.from_pylist(year_rows(), schema=YEARS.to_pyarrow())


def load(con: Any, data: Mapping[str, pa.Table]) -> Tables:
    """Arrow tables by name as temporary tables of the engine.

    ``years``, the tables of ``OPTIONAL`` and the column ``visits.here`` may be left out.
    """
    empty = {name: schema.to_pyarrow().empty_table() for name, schema in OPTIONAL.items()}
    named = {"years": years(), **empty, **data}
    if "here" not in named["visits"].column_names:
        everywhere = pa.array([True] * len(named["visits"]), pa.bool_())
        named["visits"] = named["visits"].append_column("here", everywhere)
    return Tables(**{name: _stored(con, f"plan_{name}", rows) for name, rows in named.items()})


def _stored(con: Any, name: str, rows: pa.Table) -> ir.Table:
    if con.name != "duckdb":
        return con.create_table(name, rows, temp=True, overwrite=True)
    con.con.register("plan_arrived", rows)  # a third of the time that create_table takes
    con.raw_sql(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM plan_arrived")
    con.con.unregister("plan_arrived")
    return con.table(name)


def compute(con: Any, tables: Tables, as_of: Day) -> pa.Table:
    """The tasks of ``plan.plan`` with the columns of ``tables.TASKS``."""
    return _run(con, tables, tasks, as_of).cast(TASKS.to_pyarrow())


def compute_preview(con: Any, tables: Tables, as_of: Day, days: int) -> pa.Table:
    """The rows of ``plan.preview``."""
    return _run(con, tables, counts, as_of, days)


def compute_due_dates(con: Any, tables: Tables, as_of: Day) -> pa.Table:
    """The rows of ``plan.due_dates``."""
    return _run(con, tables, dues, as_of)


def _run(con: Any, tables: Tables, expression: Expression, as_of: Day, days: int = 1) -> pa.Table:
    if con.name == "duckdb":
        _ask(con, tables, as_of, days)
        return _run_written(con, written(expression))
    with ExitStack() as stages:
        return con.to_pyarrow(expression(asked(tables, as_of, days), lambda stage: stages.enter_context(stage.cache())))


@dataclass(frozen=True)
class Written:
    """The SQL of an expression: that of each stage by the name of its table, then that of the result with its columns."""

    stages: tuple[tuple[str, str], ...]
    result: str
    columns: dict[str, str]


def kinds(schema: ibis.Schema) -> dict[str, str]:
    """Columns with Ibis' names of their types."""
    return {name: str(kind).removeprefix("!") for name, kind in schema.items()}


@cache
def written(expression: Expression, dialect: str = "duckdb") -> Written:
    """The SQL of ``plan.tasks``, ``plan.counts`` or ``plan.dues`` over tables named ``plan_in_…``, in an engine's dialect."""
    stages: list[tuple[str, str]] = []

    def keep(stage: ir.Table) -> ir.Table:
        name = f"plan_stage_{len(stages)}"
        stages.append((name, str(ibis.to_sql(stage, dialect=dialect))))
        return ibis.table(stage.schema(), name=name)

    with _no_collection():
        result = expression(unbound(), keep)
        return Written(tuple(stages), str(ibis.to_sql(result, dialect=dialect)), kinds(result.schema()))


def _ask(con: Any, tables: Tables, as_of: Day, days: int) -> None:
    """The tables of ``load`` under the names that the written SQL reads, and ``plan.asked`` without Ibis, which is slow."""
    for field in fields(Tables):
        name = getattr(tables, field.name).get_name()
        if field.name == "policies":
            _stored(con, "plan_in_policies", _with_days(con.con.table(name).to_arrow_table(), as_of, days))
        else:
            con.raw_sql(f'CREATE OR REPLACE TEMP VIEW plan_in_{field.name} AS FROM "{name}"')


def _with_days(policies: pa.Table, as_of: Day, days: int) -> pa.Table:
    stores = policies["store_id"].to_pylist()
    on = dict.fromkeys(stores, as_of) if isinstance(as_of, date) else as_of
    policies = policies.filter(pa.array([store in on for store in stores], pa.bool_()))
    asked_on = [on[store] for store in policies["store_id"].to_pylist()]
    first = pa.array([number(day) for day in asked_on], pa.int64())
    last = pa.array([number(day) + days - 1 for day in asked_on], pa.int64())
    policies = policies.append_column("as_of", pa.array(asked_on, pa.date32()))
    return policies.append_column("first", first).append_column("last", last)


def _run_written(con: Any, sql: Written) -> pa.Table:
    statements = (*sql.stages, (RESULT, sql.result))
    for name, statement in statements:
        con.raw_sql(f"CREATE OR REPLACE TEMP TABLE {name} AS {statement}")  # both are our own words, no input
    rows = con.con.sql(f"FROM {RESULT}").to_arrow_table()
    for name, _ in statements:
        con.raw_sql(f"DROP TABLE {name}")
    return rows


@contextmanager
def _no_collection() -> Iterator[None]:
    """Many small objects are born and none is garbage: collecting would only take time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
