"""The one gate to households and roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from cheyuan.base.search.queries import find
from cheyuan.base.tenancy import asked
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing, Refused
from cheyuan.records.customers import queries as customers
from cheyuan.records.relations.models import Household, Member, Tie

if TYPE_CHECKING:
    from cheyuan.records.customers.models import Customer


@dataclass(frozen=True)
class Relative:
    """Somebody else of the same household."""

    customer_id: int
    name: str
    part: str


def household_of(by: Actor, customer_id: int) -> list[Relative]:
    """The others of a customer's household, who joined first standing first; empty without one (CARE-08, PPL-12)."""
    by.require("customers.view")
    return [Relative(*row) for row in asked.rows(_OTHERS, id=customer_id, stores=list(by.store_ids))]


_OTHERS = """
SELECT o.customer_id, c.name, o.part FROM relations_member m
JOIN relations_member o ON o.store_id = m.store_id AND o.household_id = m.household_id AND o.customer_id <> m.customer_id
JOIN customers_customer c ON c.store_id = o.store_id AND c.id = o.customer_id AND c.erased_at IS NULL
WHERE m.customer_id = %(id)s AND m.store_id = any(%(stores)s::bigint[]) ORDER BY o.id LIMIT 20
"""


def membership(by: Actor, customer_id: int) -> Member | None:
    """Where a customer belongs, with the household; None without one."""
    by.require("customers.view")
    rows: QuerySet[Member] = Member.objects.filter(store_id__in=by.store_ids, customer_id=customer_id)
    return rows.select_related("household").first()


def household(by: Actor, household_id: int, *, lock: bool = False) -> Household:
    """One household; Missing when there is none for this actor."""
    by.require("customers.view")
    rows = Household.objects.filter(store_id__in=by.store_ids, pk=household_id)
    found: Household | None = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise Missing("household", household_id)
    return found


def ties_of(by: Actor, customer_id: int) -> list[Tie]:
    """The roles of a person, or those that people have for a company or for the cars it owns; oldest first."""
    by.require("customers.view")
    mine = Q(person_id=customer_id) | Q(company_id=customer_id) | Q(vehicle__owner_id=customer_id)
    rows = Tie.objects.filter(mine, store_id__in=by.store_ids).select_related("person", "company", "vehicle")
    return list(rows.order_by("pk")[:200])


def tie(by: Actor, tie_id: int) -> Tie:
    """One role; Missing when there is none for this actor."""
    by.require("customers.view")
    found: Tie | None = Tie.objects.filter(store_id__in=by.store_ids, pk=tie_id).first()
    if found is None:
        raise Missing("tie", tie_id)
    return found


def meant(by: Actor, store_id: int, typed: str, *, kinds: Sequence[str] = ("person", "company")) -> Customer:
    """The one file of a store that is meant by a customer number, a whole phone or a whole name.

    Refused: relation_unknown, relation_several.
    """
    words = typed.strip()
    known = customers.customers(by).filter(store_id=store_id, kind__in=kinds)
    by_number = list(known.filter(cust_no=words)[:1])
    found = by_number or _fitting(by, known, words)
    if len(found) != 1:
        raise Refused("relation_several" if found else "relation_unknown", field="who")
    return found[0]


def _fitting(by: Actor, known: QuerySet[Customer], words: str) -> list[Customer]:
    if not words:
        return []
    with_phone = {one.pk for one in customers.with_phone(by, words)}
    hits = [hit.object_id for hit in find(by, words, kinds=("customer",), limit=5)]
    named = known.filter(Q(name=words) | Q(pk__in=hits))
    return list((known.filter(pk__in=with_phone) if with_phone else named)[:2])
