"""What can be done with households and roles. Each answers what is needed to take it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from cheyuan.base.journal.actions import note, timeline
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Missing, Refused
from cheyuan.kernel.ref import Ref
from cheyuan.records.customers import queries as customers
from cheyuan.records.relations import queries, words
from cheyuan.records.relations.models import TIES, Household, Member, Tie
from cheyuan.records.vehicles import queries as vehicles

if TYPE_CHECKING:
    from cheyuan.records.customers.models import Customer

MOST_CHILDREN = 12
OLDEST = 100
"""A year of birth further back than this many years is a slip."""


def _tell(by: Actor, verb: str, one: Customer, at: datetime, **facts: Any) -> None:
    ref = Ref("customer", one.pk)
    timeline(by, verb, at=at, topic="file", customer_id=one.pk, ref=ref, store_id=one.store_id, **facts)
    note(by, verb, ref, at=at, store_id=one.store_id, **facts)


def _place(by: Actor, one: Customer, at: datetime, part: str = "") -> Member:
    """Where they belong; a household of their own when there was none."""
    if one.kind == "company":
        raise Refused("household_company")
    there = queries.membership(by, one.pk)
    if there is not None:
        return there
    home = Household.objects.create(store_id=one.store_id, created_at=at)
    return _enter(home, one, part, at)


def _enter(home: Household, one: Customer, part: str, at: datetime) -> Member:
    known = part if part in dict(words.PARTS) else ""
    row: Member = Member.objects.create(store_id=home.store_id, household=home, customer=one, part=known, created_at=at)
    return row


@action("customers.edit")
def join(by: Actor, customer_id: int, other_id: int, *, at: datetime, part: str = "") -> Member:
    """Put another customer into the household of this one (made when there is none). ``part``: how the other stands in it.

    Refused: relation_self, relation_store, household_company, household_taken.
    """
    if customer_id == other_id:
        raise Refused("relation_self", field="who")
    one, other = (customers.customer(by, pk, lock=True) for pk in sorted((customer_id, other_id)))
    if one.pk != customer_id:
        one, other = other, one
    if one.store_id != other.store_id:
        raise Refused("relation_store", field="who")
    if other.kind == "company":
        raise Refused("household_company", field="who")
    there = queries.membership(by, other.pk)
    home = _place(by, one, at).household
    if there is not None:
        if there.household_id == home.pk:
            return there
        raise Refused("household_taken", field="who")
    row = _enter(home, other, part, at)
    _tell(by, "relation.joined", other, at, household=home.pk)
    return row


@action("customers.edit")
def leave(by: Actor, customer_id: int, *, at: datetime) -> tuple[int, str]:
    """Take a customer out of their household; answers (household, part) for ``back``. Missing when they are in none."""
    one = customers.customer(by, customer_id, lock=True)
    row = queries.membership(by, one.pk)
    if row is None:
        raise Missing("member", customer_id)
    row.delete()
    _tell(by, "relation.left", one, at, household=row.household_id)
    return row.household_id, row.part


@action("customers.edit")
def back(by: Actor, customer_id: int, household_id: int, *, part: str, at: datetime) -> Member:
    """Into the same household again. Refused("household_taken") when they belong to another by now."""
    one = customers.customer(by, customer_id, lock=True)
    home = queries.household(by, household_id, lock=True)
    if home.store_id != one.store_id:
        raise Missing("household", household_id)
    there = queries.membership(by, one.pk)
    if there is not None:
        if there.household_id == home.pk:
            return there
        raise Refused("household_taken")
    _tell(by, "relation.joined", one, at, household=home.pk)
    return _enter(home, one, part, at)


@action("customers.edit")
def set_children(by: Actor, customer_id: int, years: Sequence[int], *, at: datetime) -> list[int]:
    """The years in which the household's children were born; answers the former ones. Refused: child_year, household_company."""
    latest = day_of(at).year + 1
    if len(years) > MOST_CHILDREN or any(not latest - OLDEST <= year <= latest for year in years):
        raise Refused("child_year", field="years")
    one = customers.customer(by, customer_id, lock=True)
    home = queries.household(by, _place(by, one, at).household_id, lock=True)
    former, home.child_years = home.child_years, sorted(years)
    if former != home.child_years:
        home.save(update_fields=["child_years"])
        _tell(by, "relation.children", one, at, household=home.pk)
    return list(former)


@action("customers.edit")
def bind(
    by: Actor, person_id: int, role: str, *, at: datetime, company_id: int | None = None, vehicle_id: int | None = None
) -> Tie:
    """Say that a person drives, pays or decides for a company, a car, or a company's car.

    Refused: tie_person, tie_company, relation_self, relation_store, tie_known.
    """
    person = customers.customer(by, person_id, lock=True)
    if person.kind == "company" or role not in TIES:
        raise Refused("tie_person", field="who")
    stores = {person.store_id}
    if company_id is not None:
        company = customers.customer(by, company_id)
        stores.add(company.store_id)
        if company.kind != "company":
            raise Refused("tie_company", field="company")
    if vehicle_id is not None:
        stores.add(vehicles.vehicle(by, vehicle_id).store_id)
    if len(stores) > 1:
        raise Refused("relation_store", field="who")
    return _bound(by, person, role, company_id, vehicle_id, at)


def _bound(by: Actor, person: Customer, role: str, company_id: int | None, vehicle_id: int | None, at: datetime) -> Tie:
    if company_id is None and vehicle_id is None:
        raise Refused("tie_company", field="company")
    row, new = Tie.objects.get_or_create(
        store_id=person.store_id, person=person, role=role, company_id=company_id, vehicle_id=vehicle_id,
        defaults={"created_at": at},
    )  # fmt: skip
    if not new:
        raise Refused("tie_known", field="who")
    _tell(by, "relation.tied", person, at, tie=role)
    return row  # type: ignore[no-any-return]


@action("customers.edit")
def unbind(by: Actor, tie_id: int, *, at: datetime) -> Tie:
    """End a role; answers what it was, so that ``bind`` can take it back."""
    row = queries.tie(by, tie_id)
    person = customers.customer(by, row.person_id, lock=True)
    row.delete()
    _tell(by, "relation.untied", person, at, tie=row.role)
    return row
