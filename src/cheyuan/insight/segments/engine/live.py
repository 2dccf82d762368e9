"""How many fit a tree, some of them with what was found of each, and why one of them belongs or does not."""

from datetime import date
from typing import Any

import ibis
from django.db import connection

from cheyuan.base.tenancy.scope import scope
from cheyuan.insight.segments import fields
from cheyuan.insight.segments.engine.held import Held, recent
from cheyuan.insight.segments.expr import members
from cheyuan.insight.segments.expr.conditions import fits
from cheyuan.insight.segments.tree import Group, Leaf, leaves_of, read
from cheyuan.kernel.actor import Actor

SOME = 6
COUNTED = """
SELECT count(*) AS members, count(DISTINCT (store_id, customer_id)) AS customers,
  (SELECT count(*) FROM segment_garage g SEMI JOIN segment_found f ON f.store_id = g.store_id
    AND f.customer_id = g.customer_id AND (f.vehicle_id IS NULL OR f.vehicle_id = g.vehicle_id)) AS cars
FROM segment_found"""
DRAWN = "SELECT * FROM segment_found ORDER BY hash(coalesce(vehicle_id, customer_id), $seed) LIMIT $some"
WHOLE = "SELECT (SELECT count(*) FROM segment_garage) AS cars, (SELECT count(*) FROM segment_people) AS customers"


def count(by: Actor, _progress: Any, *, subject: str, tree: Any, today: str, seed: int = 0) -> dict[str, Any]:
    """members, customers, cars, of how many (all_customers, all_cars), and ``some`` of those who fit with their values."""
    by.require("segments.view")
    found = read(tree)
    held = _recent(by, today)
    held.con.execute(f"CREATE OR REPLACE TEMP TABLE segment_found AS {_sql(held, subject, found)}")
    drawn = _asked(held, DRAWN, seed=seed, some=SOME)
    whole = _asked(held, WHOLE)[0]
    return {
        **_asked(held, COUNTED)[0],
        "all_customers": whole["customers"],
        "all_cars": whole["cars"],
        "some": [{**one, **why} for one, why in zip(drawn, _why(held, subject, found, drawn), strict=True)],
    }


def prepare(by: Actor, _progress: Any, *, today: str) -> dict[str, Any]:
    """Have the snapshot and all that can be asked of it ready, for who is about to put conditions together."""
    by.require("segments.view")
    _recent(by, today).sources(one.code for one in fields.all_fields())
    return {}


def explain(by: Actor, _progress: Any, *, tree: Any, today: str, kind: str, number: int) -> dict[str, Any]:
    """One customer or car: ``held`` says of each condition in turn whether it fits, ``values`` what was found; empty if gone."""
    by.require("segments.view")
    found, key = read(tree), f"{kind}_id"
    held = _recent(by, today)
    table = held.sources([])[members.CARS if kind == "vehicle" else members.PEOPLE]
    rows = held.rows(table.filter(table[key] == number))
    return _why(held, kind, found, rows)[0] if rows else {}


def _recent(by: Actor, today: str) -> Held:
    """The snapshot; the connection is given back, since the process stays while nobody asks."""
    try:
        with scope(by):
            return recent(by, date.fromisoformat(today))
    finally:
        if not connection.in_atomic_block:
            connection.close()


def _sql(held: Held, subject: str, tree: Group) -> str:
    return str(ibis.to_sql(held.members(subject, tree), dialect="duckdb"))


def _asked(held: Held, question: str, **values: Any) -> list[dict[str, Any]]:
    asked = held.con.execute(question, values) if values else held.con.execute(question)
    names = [column[0] for column in asked.description]
    return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]


def _why(held: Held, subject: str, tree: Group, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each row: what was found for each condition, and whether it fits. Of several cars the one that fits best speaks."""
    leaves = list(enumerate(leaves_of(tree)))
    own = [one for one in leaves if subject == "vehicle" or fields.subject_of(one[1].field) == "customer"]
    cars = [one for one in leaves if one not in own]
    key = "vehicle_id" if subject == "vehicle" else "customer_id"
    ids = [row[key] for row in rows]
    mine = {row[key]: row for row in _values(held, subject, own, key, ids)}
    theirs: dict[int, dict[str, Any]] = {}
    for row in _values(held, "vehicle", cars, "customer_id", ids) if cars else []:
        before = theirs.get(row["customer_id"])
        if before is None or _score(row, cars) > _score(before, cars):
            theirs[row["customer_id"]] = row
    return [_said(leaves, {**theirs.get(pk, {}), **mine.get(pk, {})}, theirs.get(pk)) for pk in ids]


def _values(held: Held, subject: str, leaves: list[tuple[int, Leaf]], key: str, ids: list[int]) -> list[dict[str, Any]]:
    codes = [leaf.field for _place, leaf in leaves]
    rows = members.wide(held.sources(codes), subject, codes)
    rows = rows.filter(rows[key].isin(ids))
    held_by = {
        f"held_{place}": fits(fields.field(leaf.field).kind, rows[members.named(leaf.field)], leaf, held.today)
        for place, leaf in leaves
    }
    return held.rows(rows.mutate(**held_by)) if ids else []


def _score(row: dict[str, Any], leaves: list[tuple[int, Leaf]]) -> int:
    return sum(bool(row[f"held_{place}"]) for place, _leaf in leaves)


def _said(leaves: list[tuple[int, Leaf]], row: dict[str, Any], car: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "values": [row.get(members.named(leaf.field)) for _place, leaf in leaves],
        "held": [bool(row.get(f"held_{place}")) for place, _leaf in leaves],
        "car": car["vehicle_id"] if car else None,
    }
