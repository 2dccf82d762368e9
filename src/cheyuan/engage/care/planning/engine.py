"""The plan's SQL on an engine of the lake, without Ibis: tables in as Arrow, or seen where they lie; rows out as Arrow."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from typing import Any

import pyarrow as pa

from cheyuan.base.lake.engines import engine as lake
from cheyuan.base.lake.engines.embedded import Embedded
from cheyuan.base.lake.engines.opening import embedded
from cheyuan.base.lake.published import Published
from cheyuan.engage.care.own import OwnRule
from cheyuan.engage.care.plan.policy import Values
from cheyuan.engage.care.planning.texts import Text, texts

EPOCH = date(1970, 1, 1)
OWN = lake.schema(
    {
        "store_id": "int32", "rule": "string", "anchor": "string", "opens_after": "int64", "closes_after": "int64",
        "deadline_after": "int64", "marketing": "boolean", "energy": "string", "brand": "string", "model": "string",
        "age_from": "int64", "age_until": "int64", "segment": "string",
    }
)  # fmt: skip
INTERVALS = lake.schema(
    {
        "store_id": "int32", "brand": "string", "model": "string", "energy": "string", "first_months": "int64",
        "first_km": "int64", "months": "int64", "km": "int64",
    }
)  # fmt: skip


class Engine:
    """One snapshot; it may be asked several times, each time under other values or for other days.

    ``machine`` computes, the embedded engine when none is named; ``seen`` are tables that it finds where they lie,
    ``already`` names those that it has.
    """

    def __init__(
        self,
        data: Mapping[str, pa.Table],
        machine: lake.Engine | None = None,
        seen: Iterable[Published] = (),
        already: Iterable[str] = (),
    ) -> None:
        self.machine = machine or embedded()
        self._beside = self.machine if isinstance(self.machine, Embedded) else None
        self._texts = texts(self.machine.dialect)
        there = {table.name for table in seen} | set(data) | set(already)
        for table in seen:
            self.machine.view(f"plan_in_{table.name}", table.select)
        for name, rows in data.items():
            self.put(name, rows)
        self.put("years", pa.Table.from_pylist(self._texts["years"]))
        for name, columns in self._texts["optional"].items():  # what is not there is empty
            if name not in there:
                self.put(name, lake.schema(columns).empty_table())

    @property
    def con(self) -> Any:
        """The embedded engine's connection, to compare what was computed: with other engines one beside them."""
        if self._beside is None:
            self._beside = embedded()
        return self._beside.con

    def put(self, name: str, rows: pa.Table) -> None:
        """A table of the plan."""
        self.machine.put(f"plan_in_{name}", rows)

    def ask(self, values: Mapping[int, Values], own: list[OwnRule], as_of: date, days: int = 1) -> None:
        """Under which values, with which rules of managers, and for which days the next answers are."""
        self.put("policies", policies(values, as_of, days))
        self.put("own_rules", own_rules(own, list(values)))

    def tasks(self) -> pa.Table:
        """The tasks of the days asked for."""
        return self._answer(self._text("tasks"))

    def whole(self) -> tuple[pa.Table, pa.Table, pa.Table]:
        """Tasks, due dates and turns; what they have in common is worked out once."""
        tasks, dues, turns = (self._text(name) for name in ("tasks", "dues", "turns"))
        return self._answer(tasks), self._after(tasks, dues), self._after(tasks, turns)

    def done(self) -> None:
        """Everything was asked: another engine than the embedded one gives back what it holds."""
        if not isinstance(self.machine, Embedded):
            self.machine.close()

    @contextmanager
    def holding(self, tables: Mapping[str, pa.Table]) -> Iterator[Callable[[str], Any]]:
        """Tables in the embedded engine for a while, to ask something of them."""
        for name, rows in tables.items():
            self.con.register(name, rows)
        try:
            yield self.con.sql
        finally:
            for name in tables:
                self.con.unregister(name)

    def _text(self, name: str) -> Text:
        return Text.of(self._texts[name])

    def _after(self, first: Text, text: Text) -> pa.Table:
        """An answer whose stages are those of the first one's, if they are."""
        same = first.stages[: len(text.stages)] == text.stages
        return self._answer(Text((), text.result, text.columns) if same else text)

    def _answer(self, text: Text) -> pa.Table:
        return lake.answer(self.machine, text)


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
            "energy": one.energy, "brand": one.brand, "model": one.model, "age_from": one.age_from, "age_until": one.age_until,
            "segment": one.segment,
        }
        for one in rules for store in store_ids if one.on and one.for_store in (None, store)
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=OWN)
