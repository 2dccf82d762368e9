"""Every metric of the dictionary (INS-30) over random rows of the tables that it reads."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache, partial
from importlib import import_module
from random import Random
from typing import Any

import ibis
import pyarrow as pa

from cheyuan.insight.metrics.composing import expression, unbound
from cheyuan.insight.metrics.declaring import metrics
from cheyuan.insight.metrics.expressing import ASKED, CARS, column
from cheyuan.insight.metrics.months import after, back, months
from tests.engines.cases import Case, written

TODAY = date(2026, 2, 28)
AWKWARD = (date(2024, 2, 29), date(2025, 2, 28), date(2025, 8, 31), date(2025, 12, 31), date(2026, 1, 30), TODAY)
CARS_OF_ALL, ROWS, MONTHS = 90, 260, 25
WORDS: Mapping[str, tuple[Any, ...]] = {
    "brand": ("海悦", "BYD", "o'Neil\\", "", None), "model": ("L5", "S3", " 汉", None), "energy": ("", "ice", "ev", None),
    "status": ("active", "active", "active", "sold"), "kind": ("service", "service", "repair"), "channel": ("sms", "wechat", ""),
    "purpose": ("service", "marketing"), "rule": ("R08a", "R08b", "R09", "R10", "R14", "R17", "X01"),
    "outcome": ("booked", "will_come", "no_answer", "refused"), "assignee": ("care1.gz01", "care2.gz01", None),
    "account": ("care1.gz01", "林"), "advisor": ("陈", "", None), "department": ("workshop", "sales", None),
}  # fmt: skip
STATES = {"tasks": ("open", "done", "failed", "closed"), "messages": ("sent", "delivered", "refused", "held")}
KNOWN = ("visited_on", "day", "opens_on", "deadline_on", "received_on", "created_on")
"""Days that are never empty."""
POLICIES = {
    "care_first_months": 6,
    "care_months": 6,
    "care_months_ev": 12,
    "metrics_lapse_short": 9,
    "metrics_lapse_long": 15,
}
"""A policy that is not named here is ten days."""


@cache
def schemas() -> Mapping[str, ibis.Schema]:
    """All tables that any metric reads; of the same name they have the same columns."""
    found: dict[str, ibis.Schema] = {}
    for one in metrics().values():
        known = import_module(one.rows.rpartition(".")[0]).SCHEMAS
        for source in one.sources:
            assert found.setdefault(source.name, known[source.name]) == known[source.name]
    return found


@cache
def tables() -> Mapping[str, pa.Table]:
    """Two stores, two years."""
    chance, found = Random(30), {"metric_asked": asked()}
    for name, schema in schemas().items():
        count = CARS_OF_ALL if schema == CARS else ROWS
        rows = [row(chance, name, schema, number) for number in range(1, count + 1)]
        found[f"metric_{name}"] = pa.Table.from_pylist(rows, schema=schema.to_pyarrow())
    return found


def row(chance: Random, table: str, schema: ibis.Schema, number: int) -> dict[str, Any]:
    """Cars belong to the store of their number; everything else to that of its car."""
    car = number if table == "cars" else chance.randint(1, CARS_OF_ALL)
    keys = {"store_id": 1 + car % 2, "vehicle_id": car, "task_id": 2 * chance.randint(1, ROWS // 4) + car % 2}
    if table != "attempts":
        keys["task_id"] = number
    said = {**keys, f"{table.removesuffix('s')}_id": number}
    return {name: said.get(name, cell(chance, table, name, str(kind))) for name, kind in schema.items()}


def cell(chance: Random, table: str, name: str, kind: str) -> Any:
    """Something that could stand there."""
    if kind == "string":
        return chance.choice(STATES.get(table, WORDS["status"]) if name == "state" else WORDS[name])
    if kind == "boolean":
        return chance.random() < 0.7 if name != "sister" else chance.random() < 0.2
    if kind.startswith(("date", "timestamp")):
        day = None if name not in KNOWN and chance.random() < 0.2 else somewhen(chance)
        return day if kind == "date" else datetime(2025, 6, 1) + timedelta(minutes=chance.randrange(300))
    return chance.choice((None, 0, 3, 6, 9, 10)) if name == "nps" else chance.randrange(0, 500)


def somewhen(chance: Random) -> date:
    return chance.choice(AWKWARD) if chance.random() < 0.2 else TODAY - timedelta(days=chance.randrange(0, 800))


def asked() -> pa.Table:
    """Each month in each store with the policies that all metrics read."""
    numbers = sorted({column(key) for one in metrics().values() for key in one.numbers})
    rows = [
        {
            "store_id": store, "index": first.year * 12 + first.month - 1, "first": first, "last": min(last, TODAY),
            "as_of": TODAY, **{name: POLICIES.get(name, 10) + store for name in numbers},
        }
        for store in (1, 2)
        for first, last in months(back(TODAY, MONTHS), after(TODAY.replace(day=1)) - timedelta(days=1))
    ]  # fmt: skip
    schema = ibis.schema({**ASKED, **dict.fromkeys(numbers, "int64")})
    return pa.Table.from_pylist(rows, schema=schema.to_pyarrow())


def cases() -> Iterator[Case]:
    """Each metric."""
    for code, one in metrics().items():
        write = partial(written, lambda one=one: expression(one, unbound(one)))  # type: ignore[misc]
        yield Case(f"metric {code}", write, tables, 5)
