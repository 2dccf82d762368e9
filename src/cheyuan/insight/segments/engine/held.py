"""One snapshot in an embedded engine; trees are asked of it. What a source costs is paid once."""

from collections.abc import Iterable, Mapping
from datetime import date
from time import monotonic
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa
from django.utils.module_loading import import_string

from cheyuan.base.lake import snapshot
from cheyuan.insight.segments import fields
from cheyuan.insight.segments.expr import cars, members
from cheyuan.insight.segments.tree import Group, leaves_of
from cheyuan.kernel.actor import Actor
from cheyuan.records.customers.exports import CUSTOMERS
from cheyuan.records.vehicles.exports import VEHICLES

FRESH_SECONDS, THREADS, MEMORY = 300.0, 2, "1GB"


class Held:
    """The subjects and, as soon as somebody asks for them, the sources: temporary tables of the engine."""

    def __init__(self, cut: Mapping[str, pa.Table], today: date) -> None:
        config: dict[str, Any] = {"threads": THREADS, "memory_limit": MEMORY, "preserve_insertion_order": False}
        self.con: Any = duckdb.connect(config=config)
        self.today, self.tables, self._kept = today, _named(cut), {}  # type: ignore[var-annotated]
        for name, rows in cut.items():
            self.con.register(f"lake_{name}", rows)
        self._keep(members.CARS, cars.garage(self.tables))
        self._keep(members.PEOPLE, cars.people(self.tables))

    def _keep(self, name: str, expression: ir.Table) -> None:
        table = f"segment_{name}"
        self.con.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {written(expression)}")
        self._kept[name] = ibis.table(expression.schema(), name=table)

    def sources(self, codes: Iterable[str]) -> Mapping[str, ir.Table]:
        """The subjects and the sources of these fields, made when they are not there yet."""
        for code in dict.fromkeys(fields.field(one).source for one in codes):
            if code not in self._kept:
                self._keep(code, import_string(fields.source(code).function)(self.tables, self.today))
        return self._kept

    def members(self, subject: str, tree: Group) -> ir.Table:
        """The expression of who fits."""
        return members.members(self.sources(_codes(tree)), subject, tree, self.today)

    def rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        """The rows of an expression over the kept tables."""
        found: list[dict[str, Any]] = self.con.sql(written(expression)).to_arrow_table().to_pylist()
        return found


def written(expression: ir.Table) -> str:
    """An expression as the engine's SQL; values in it are quoted by the writer."""
    return str(ibis.to_sql(expression, dialect="duckdb"))


def _codes(tree: Group) -> list[str]:
    return [one.field for one in leaves_of(tree)]


def _named(cut: Mapping[str, pa.Table]) -> dict[str, ir.Table]:
    return {name: ibis.table(ibis.Schema.from_pyarrow(rows.schema), name=f"lake_{name}") for name, rows in cut.items()}


def published(codes: Iterable[str] = ()) -> list[Any]:
    """What to cut: for these fields, else for all."""
    wanted = [fields.field(code) for code in codes] or fields.all_fields()
    tables = {one.name: one for one in (VEHICLES, CUSTOMERS)}
    for one in wanted:
        tables |= {table.name: table for table in fields.source(one.source).tables}
    return list(tables.values())


_last: tuple[tuple[Any, ...], float, Held] | None = None


def recent(by: Actor, today: date) -> Held:
    """The snapshot of a moment ago, as long as it is fresh: who changes one condition soon changes another."""
    global _last  # one at a time: the process answers one question at a time
    key, at = (by.group_id, by.store_ids, today), monotonic()
    if _last is None or _last[0] != key or at - _last[1] > FRESH_SECONDS:
        _last = None
        _last = (key, at, Held(snapshot.take(by, published()), today))
    return _last[2]
