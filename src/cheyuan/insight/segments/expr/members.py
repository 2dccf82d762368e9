"""Who fits a tree: one expression over the sources that its fields need.

In a segment of customers a condition on cars asks whether one of their cars fits. Conditions on cars within one "all" speak
of the same car; each condition within a "none" says that no car of theirs is so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any

import ibis
import ibis.expr.types as ir

from cheyuan.insight.segments import fields
from cheyuan.insight.segments.expr.conditions import fits
from cheyuan.insight.segments.tree import Group, Leaf, Node, leaves_of

CARS, PEOPLE = "garage", "people"
"""Names of the tables of all subjects: cars that are cared for with their customer, and customers."""
Tables = Mapping[str, ir.Table]


def named(leaf_field: str) -> str:
    """The column of a field once sources stand side by side."""
    return f"f_{leaf_field}"


def wide(tables: Tables, subject: str, codes: list[str]) -> ir.Table:
    """All subjects with the values of these fields; cars have their customers' beside their own."""
    found = tables[CARS if subject == "vehicle" else PEOPLE]
    by_source: dict[str, list[str]] = {}
    for code in dict.fromkeys(codes):
        by_source.setdefault(fields.field(code).source, []).append(code)
    for source, mine in by_source.items():
        keys = list(fields.KEYS[fields.source(source).subject])
        values = {named(code): tables[source][fields.field(code).column] for code in mine}
        found = _beside(found, tables[source].select(*keys, **values), keys)
    empty = {named(code): fields.field(code).empty for code in codes}
    filled = {name: found[name].fill_null(value) for name, value in empty.items() if value is not None}
    return found.mutate(**filled) if filled else found


def _beside(left: ir.Table, right: ir.Table, keys: list[str]) -> ir.Table:
    joined = left.left_join(right, keys)
    return joined.select(*left.columns, *(one for one in right.columns if one not in keys))


@dataclass
class Lifted:
    """Conditions on cars inside a segment of customers, each under the name of its answer per customer."""

    asked: dict[str, Node] = field(default_factory=dict)

    def name(self, node: Node) -> str:
        """Where the answer will stand."""
        name = f"lifted_{len(self.asked)}"
        self.asked[name] = node
        return name


def on_cars(node: Node) -> bool:
    """Whether everything in it speaks of cars, without a "none", which speaks of all of them."""
    if isinstance(node, Leaf):
        return fields.subject_of(node.field) == "vehicle"
    return node.mode != "none" and bool(node.parts) and all(on_cars(one) for one in node.parts)


def answer(node: Node, rows: ir.Table, today: date, lifted: Lifted | None = None) -> ir.BooleanValue:
    """The tree over the columns of ``rows``; with ``lifted`` conditions on cars become answers per customer."""
    if lifted is not None and on_cars(node):
        return _flag(lifted.name(node))
    if isinstance(node, Leaf):
        return fits(fields.field(node.field).kind, rows[named(node.field)], node, today)
    parts = _gathered(node) if lifted is not None else node.parts
    said = [answer(one, rows, today, lifted) for one in parts]
    if not said:
        return ibis.literal(True)
    return reduce(and_, said) if node.mode == "all" else _not(reduce(or_, said), node.mode)


def _not(said: ir.BooleanValue, mode: str) -> ir.BooleanValue:
    return ~said if mode == "none" else said


def _flag(name: str) -> Any:
    return ibis._[name]


def _gathered(node: Group) -> tuple[Node, ...]:
    """Within an "all" the conditions on cars become one, about the same car."""
    cars = tuple(one for one in node.parts if on_cars(one))
    if node.mode != "all" or len(cars) < 2:
        return node.parts
    return (Group("all", cars), *(one for one in node.parts if not on_cars(one)))


def members(tables: Tables, subject: str, tree: Group, today: date) -> ir.Table:
    """The subjects that fit: store_id, customer_id, vehicle_id (null for customers).

    ``tables``: ``garage``, ``people`` and every source of the tree's fields, by code.
    """
    codes = [one.field for one in leaves_of(tree)]
    if subject == "vehicle":
        rows = wide(tables, subject, codes)
        found = rows.filter(answer(tree, rows, today))
        return found.select("store_id", "customer_id", "vehicle_id")
    rows, asked = judged(tables, tree, today)
    found = rows.filter(asked)
    return found.select("store_id", "customer_id", vehicle_id=ibis.null().cast("int64"))


def judged(tables: Tables, tree: Group, today: date) -> tuple[ir.Table, ir.BooleanValue]:
    """Customers with all that the tree asks of them, and the question."""
    codes = [one.field for one in leaves_of(tree)]
    own = [code for code in codes if fields.subject_of(code) == "customer"]
    lifted = Lifted()
    rows = wide(tables, "customer", own)
    asked = answer(tree, rows, today, lifted)
    if lifted.asked:
        rows = _beside(rows, per_customer(tables, lifted, today), ["store_id", "customer_id"])
        rows = rows.mutate(**{name: rows[name].fill_null(0) > 0 for name in lifted.asked})
        asked = answer(tree, rows, today, Lifted())
    return rows, asked


def per_customer(tables: Tables, lifted: Lifted, today: date) -> ir.Table:
    """For each customer and question on cars: 1 when one of their cars fits."""
    codes = [one.field for node in lifted.asked.values() for one in leaves_of(node)]
    rows = wide(tables, "vehicle", codes)
    told = {name: answer(node, rows, today).ifelse(1, 0) for name, node in lifted.asked.items()}
    rows = rows.select("store_id", "customer_id", **told)
    return rows.group_by("store_id", "customer_id").agg(**{name: rows[name].max() for name in told})
