"""Some of those who fit, with their names, for whoever builds a segment."""

from collections.abc import Sequence
from typing import Any

from cheyuan.insight.segments import fields, wording
from cheyuan.insight.segments.tree import Group, leaves_of
from cheyuan.kernel.actor import Actor
from cheyuan.records.customers import queries as customers
from cheyuan.records.vehicles import queries as vehicles


def people(by: Actor, tree: Group, some: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Name, car, and what was found for each condition that they fit; two questions, inside a scope."""
    found = customers.customers(by).in_bulk([one["customer_id"] for one in some])
    ids = [one["vehicle_id"] or one["car"] for one in some]
    named = vehicles.names(by, [one for one in ids if one]) if by.may("vehicles.view") else {}
    leaves = list(leaves_of(tree))
    rows = []
    for one in some:
        if (person := found.get(one["customer_id"])) is None:
            continue
        why = [
            f"{fields.field(leaf.field).label} {wording.found(fields.field(leaf.field), value)}"
            for leaf, value, held in zip(leaves, one["values"], one["held"], strict=True)
            if held
        ]
        car = one["vehicle_id"] or one["car"]
        rows.append({"person": person, "car": named.get(car, "") if car else "", "why": list(dict.fromkeys(why))[:4]})
    return rows
