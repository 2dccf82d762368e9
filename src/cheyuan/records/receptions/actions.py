"""Keeping the visitor book: somebody comes, leaves, an entry is put right or taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from cheyuan.base.accounts.queries import colleagues
from cheyuan.base.journal.actions import note, timeline
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel import text
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Missing, Refused
from cheyuan.kernel.ref import Ref
from cheyuan.records.customers import actions as customers
from cheyuan.records.customers import queries as customers_of
from cheyuan.records.receptions import queries
from cheyuan.records.receptions.departments import department_of
from cheyuan.records.receptions.models import DEPARTMENTS, PURPOSES, Reception

if TYPE_CHECKING:
    from cheyuan.records.customers.models import Customer

SOURCE = "展厅"
"""How a new file's owner came to us: walked in. Kept in the language of the house, as the books have it."""
OLDEST = timedelta(days=30)
MOST_PEOPLE = 99


@dataclass(frozen=True)
class Visit:
    """What is known of a visit. ``customer_id`` names a file; without it ``name`` and ``phone`` find or open one."""

    purpose: str
    customer_id: int | None = None
    name: str = ""
    phone: str = ""
    people: int = 1
    wanted_model: str = ""
    received_by_id: int | None = None
    department: str = ""
    came_at: datetime | None = None
    left_at: datetime | None = None


@action("receptions.edit")
def receive(by: Actor, store_id: int, visit: Visit, *, at: datetime) -> Reception:
    """Note a visitor. A phone that is on file already means that person; else a file is opened with name and phone.

    Refused: reception_purpose, reception_people, reception_receiver, reception_time, reception_old, reception_left,
    name_missing, phone_missing, phone_form.
    """
    if store_id not in by.store_ids:
        raise Missing("store", store_id)
    visit = _checked(by, visit, at)
    who = _visitor(by, store_id, visit, at)
    came_at = visit.came_at or at
    row = Reception(
        store_id=who.store_id, customer=who, came_at=came_at, came_on=day_of(came_at), left_at=visit.left_at,
        people=visit.people, purpose=visit.purpose, wanted_model=visit.wanted_model, department=visit.department,
        received_by_id=visit.received_by_id, by_name=by.name, created_at=at,
    )  # fmt: skip
    row.save(force_insert=True)
    _tell(by, row, "reception.came", came_at, at)
    return row


def _checked(by: Actor, visit: Visit, at: datetime) -> Visit:
    """The visit with its department, if it makes sense."""
    if visit.purpose not in PURPOSES:
        raise Refused("reception_purpose", field="purpose")
    if not 1 <= visit.people <= MOST_PEOPLE:
        raise Refused("reception_people", field="people")
    came_at = visit.came_at or at
    if max(came_at, visit.left_at or came_at) > at:
        raise Refused("reception_time", field="came_at")
    if came_at < at - OLDEST:
        raise Refused("reception_old", field="came_at")
    if visit.left_at and visit.left_at < came_at:
        raise Refused("reception_left", field="left_at")
    staff = colleagues(by, day_of(at))
    if visit.received_by_id is not None and visit.received_by_id not in staff:
        raise Refused("reception_receiver", field="received_by_id")
    roles = staff[visit.received_by_id].roles if visit.received_by_id else ()
    given = visit.department if visit.department in DEPARTMENTS else department_of(visit.purpose, roles)
    return replace(visit, department=given, wanted_model=text.half(visit.wanted_model)[:60])


def _visitor(by: Actor, store_id: int, visit: Visit, at: datetime) -> Customer:
    if visit.customer_id is not None:
        found = customers_of.customer(by, visit.customer_id)
        if found.store_id != store_id:
            raise Missing("customer", visit.customer_id)
        return found
    same = [one for one in customers_of.with_phone(by, visit.phone) if one.store_id == store_id]
    if same:
        return next((one for one in same if one.name == visit.name.strip()), same[0])
    return customers.enter(by, store_id, name=visit.name, phone=visit.phone, source=SOURCE, at=at)


@action("receptions.edit")
def change(by: Actor, /, reception_id: int, *, at: datetime, **values: Any) -> dict[str, Any]:
    """Put an entry right: purpose, people, wanted_model, received_by_id, department, came_at, left_at; answers what it said.

    Refused as ``receive``; the visitor stays. An old entry keeps its time.
    """
    row = queries.reception(by, reception_id, lock=True)
    known = ("purpose", "people", "wanted_model", "received_by_id", "department", "came_at", "left_at")
    was = {name: getattr(row, name) for name in known}
    wanted = {**was, **{name: one for name, one in values.items() if name in known}}
    if "department" not in values and ("purpose" in values or "received_by_id" in values):
        wanted["department"] = ""
    visit = _checked(by, Visit(**wanted), max(at, row.came_at))
    new = {name: getattr(visit, name) for name in known}
    before = {name: one for name, one in was.items() if one != new[name]}
    if before:
        for name, one in new.items():
            setattr(row, name, one)
        row.came_on = day_of(row.came_at)
        row.save()
        note(by, "reception.changed", Ref("reception", row.pk), at=at, store_id=row.store_id, fields=sorted(before))
    return before


@action("receptions.edit")
def leave(by: Actor, reception_id: int, *, at: datetime) -> Reception:
    """They go; said twice the first time holds."""
    row = queries.reception(by, reception_id, lock=True)
    if row.left_at is None:
        row.left_at = max(at, row.came_at)
        row.save(update_fields=["left_at"])
        note(by, "reception.left", Ref("reception", row.pk), at=at, store_id=row.store_id)
    return row


@action("receptions.edit")
def stay(by: Actor, reception_id: int, *, at: datetime) -> Reception:
    """They have not gone after all."""
    row = queries.reception(by, reception_id, lock=True)
    row.left_at = None
    row.save(update_fields=["left_at"])
    note(by, "reception.stayed", Ref("reception", row.pk), at=at, store_id=row.store_id)
    return row


@action("receptions.edit")
def undo(by: Actor, reception_id: int, *, at: datetime) -> Reception:
    """Take an entry out of the book; a file that it opened stays. Said twice it is gone once."""
    row = queries.reception(by, reception_id, lock=True, undone=True)
    if row.undone_at is None:
        row.undone_at = at
        row.save(update_fields=["undone_at"])
        _tell(by, row, "reception.undone", at, at)
    return row


@action("receptions.edit")
def restore(by: Actor, reception_id: int, *, at: datetime) -> Reception:
    """Bring an entry back."""
    row = queries.reception(by, reception_id, lock=True, undone=True)
    if row.undone_at is not None:
        row.undone_at = None
        row.save(update_fields=["undone_at"])
        _tell(by, row, "reception.came", row.came_at, at)
    return row


def _tell(by: Actor, row: Reception, verb: str, when: datetime, at: datetime) -> None:
    ref = Ref("reception", row.pk)
    who = row.received_by.name if row.received_by else "—"
    timeline(
        by, verb, at=when, topic="visit", customer_id=row.customer_id, ref=ref, store_id=row.store_id,
        came_for=row.purpose, who=who,
    )  # fmt: skip
    note(by, verb, ref, at=at, store_id=row.store_id)
