"""What the customer's page shows of household and company."""

from typing import Any

from cheyuan.kernel import plate, ref
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.ref import Ref
from cheyuan.records.customers.panels import Facing, Panel
from cheyuan.records.relations import queries, words
from cheyuan.records.relations.models import Tie


def _word(options: tuple[tuple[str, object], ...], key: str) -> str:
    return next((str(label) for known, label in options if known == key), key)


def _page(customer_id: int) -> str:
    return ref.address(Ref("customer", customer_id))


def panel(facing: Facing) -> dict[str, Any]:
    """Household, roles, and what may be changed."""
    return shown(facing.by, facing.customer, alone=not facing.has("relations"))


def shown(by: Actor, one: Any, *, alone: bool = False) -> dict[str, Any]:
    """The same after a change; ``alone`` spares the questions about somebody without household and roles."""
    there = None if alone or one.kind == "company" else queries.membership(by, one.pk)
    others = queries.household_of(by, one.pk) if there else []
    return {
        "one": one,
        "is_company": one.kind == "company",
        "years": there.household.child_years if there else [],
        "at_home": there is not None,
        "others": [
            {"name": row.name, "part": _word(words.PARTS, row.part), "url": _page(row.customer_id),
             "id": row.customer_id}
            for row in others
        ],
        "ties": [_tie(row, one.pk) for row in ([] if alone else queries.ties_of(by, one.pk))],
        "may_edit": by.may("customers.edit"),
        "parts": [("", "—"), *words.PARTS],
        "roles": words.TIES,
    }  # fmt: skip


def _tie(row: Tie, seen_from: int) -> dict[str, Any]:
    """A role as it reads from one side: the company sees the person, the person sees the company."""
    other = row.company if row.person_id == seen_from else row.person
    car = row.vehicle
    return {
        "id": row.pk,
        "role": _word(words.TIES, row.role),
        "name": other.name if other else "",
        "url": _page(other.pk) if other else "",
        "car": f"{car} {plate.spoken(car.plate) if car.plate else car.vin[-6:]}" if car else "",
    }


PRESENT = {
    "relations": """
SELECT FROM relations_member t WHERE t.customer_id = %(id)s AND t.store_id = any(%(stores)s::bigint[])
UNION ALL SELECT FROM relations_tie t WHERE t.person_id = %(id)s AND t.store_id = any(%(stores)s::bigint[])
UNION ALL SELECT FROM relations_tie t WHERE t.company_id = %(id)s AND t.store_id = any(%(stores)s::bigint[])
UNION ALL SELECT FROM relations_tie t JOIN vehicles_vehicle v ON v.store_id = t.store_id AND v.id = t.vehicle_id
WHERE v.owner_id = %(id)s AND v.store_id = any(%(stores)s::bigint[])"""
}
PANELS = (Panel("relations", "left", "relations/_panel.html", panel, "customers.view", 60),)
