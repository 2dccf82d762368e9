"""The plan's SQL on an embedded DuckDB, without Ibis: tables in as Arrow, rows out as Arrow."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from cheyuan.engage.care.own import OwnRule
from cheyuan.engage.care.plan.policy import Values
from cheyuan.engage.care.planning.texts import texts

EPOCH = date(1970, 1, 1)
KINDS = {"int32": pa.int32(), "int64": pa.int64(), "string": pa.string(), "boolean": pa.bool_(), "date": pa.date32()}
KINDS["timestamp"] = pa.timestamp("us")
OWN = pa.schema(
    [
        ("store_id", pa.int32()), ("rule", pa.string()), ("anchor", pa.string()), ("opens_after", pa.int64()),
        ("closes_after", pa.int64()), ("deadline_after", pa.int64()), ("marketing", pa.bool_()),
    ]
)  # fmt: skip


INTERVALS = pa.schema(
    [
        ("store_id", pa.int32()), ("brand", pa.string()), ("model", pa.string()), ("energy", pa.string()),
        ("first_months", pa.int64()), ("first_km", pa.int64()), ("months", pa.int64()), ("km", pa.int64()),
    ]
)  # fmt: skip


class Engine:
    """One snapshot in memory; it may be asked several times, each time under other values or for other days."""

    def __init__(self, data: Mapping[str, pa.Table], threads: int = 2, memory: str = "1GB") -> None:
        config: dict[str, Any] = {"threads": threads, "memory_limit": memory, "preserve_insertion_order": False}
        self.con: Any = duckdb.connect(config=config)
        for name, rows in {"intervals": INTERVALS.empty_table(), **data}.items():
            self.put(name, rows)
        self.put("years", pa.Table.from_pylist(texts()["years"]))
        for name, columns in texts()["optional"].items():
            if name not in data:
                self.put(name, pa.schema({column: KINDS[kind] for column, kind in columns.items()}).empty_table())

    def put(self, name: str, rows: pa.Table) -> None:
        """A table of the plan."""
        self.con.register("arrived", rows)
        self.con.execute(f"CREATE OR REPLACE TEMP TABLE plan_in_{name} AS FROM arrived")
        self.con.unregister("arrived")

    def ask(self, values: Mapping[int, Values], own: list[OwnRule], as_of: date, days: int = 1) -> None:
        """Under which values, with which rules of managers, and for which days the next answers are."""
        self.put("policies", policies(values, as_of, days))
        self.put("own_rules", own_rules(own, list(values)))

    def tasks(self) -> pa.Table:
        """The tasks of the days asked for."""
        return self._answer(texts()["tasks"])

    def whole(self) -> tuple[pa.Table, pa.Table, pa.Table]:
        """Tasks, due dates and turns; what they have in common is worked out once."""
        tasks, dues, turns = (texts()[name] for name in ("tasks", "dues", "turns"))
        return self._answer(tasks), self._after(tasks, dues), self._after(tasks, turns)

    def _after(self, first: Mapping[str, Any], text: Mapping[str, Any]) -> pa.Table:
        """An answer whose stages are those of the first one's, if they are."""
        same = first["stages"][: len(text["stages"])] == text["stages"]
        return self._rows(text["result"]) if same else self._answer(text)

    @contextmanager
    def holding(self, tables: Mapping[str, pa.Table]) -> Iterator[Callable[[str], Any]]:
        """Other tables beside the plan's for a while, to ask something of both."""
        for name, rows in tables.items():
            self.con.register(name, rows)
        try:
            yield self.con.sql
        finally:
            for name in tables:
                self.con.unregister(name)

    def _answer(self, text: Mapping[str, Any]) -> pa.Table:
        for name, statement in text["stages"]:
            self.con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {statement}")  # our own words, no input
        return self._rows(text["result"])

    def _rows(self, statement: str) -> pa.Table:
        self.con.execute(f"CREATE OR REPLACE TEMP TABLE plan_result AS {statement}")
        return self.con.sql("FROM plan_result").to_arrow_table()


def policies(values: Mapping[int, Values], as_of: date, days: int) -> pa.Table:
    """One row per store: its values and the days asked for."""
    first = (as_of - EPOCH).days
    asked = {"as_of": as_of, "first": first, "last": first + days - 1}
    rows = [{"store_id": store, **asdict(one), **asked} for store, one in values.items()]
    return pa.Table.from_pylist(rows, schema=_schema(rows[0]))


def _schema(row: Mapping[str, Any]) -> pa.Schema:
    kinds = {bool: pa.bool_(), int: pa.int64(), date: pa.date32()}
    return pa.schema([(name, pa.int32() if name == "store_id" else kinds[type(one)]) for name, one in row.items()])


def own_rules(rules: list[OwnRule], store_ids: list[int]) -> pa.Table:
    """The rules of managers, in each store for which they hold."""
    rows = [
        {
            "store_id": store, "rule": one.code, "anchor": one.anchor, "opens_after": one.opens_after,
            "closes_after": one.closes_after, "deadline_after": one.deadline_after, "marketing": one.marketing,
        }
        for one in rules for store in store_ids if one.on and one.for_store in (None, store)
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=OWN)
