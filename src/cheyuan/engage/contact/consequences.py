"""What follows from each outcome (CARE-12). Each function runs inside the action and answers what it made, for undoing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime

from cheyuan.base.policies.queries import value
from cheyuan.engage.care import actions as care
from cheyuan.engage.complaints import actions as complaints
from cheyuan.engage.contact import revisits, slots
from cheyuan.engage.contact.answers import Answer
from cheyuan.engage.contact.fitting import subject_of
from cheyuan.engage.contact.models import Attempt, Booking
from cheyuan.kernel import phone
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Refused
from cheyuan.records.customers import actions as customers
from cheyuan.records.customers import queries as customers_of
from cheyuan.records.vehicles import actions as vehicles
from cheyuan.records.vehicles import queries as vehicles_of

if TYPE_CHECKING:
    from cheyuan.engage.care.models import Task

Made = dict[str, Any]
Follow = Callable[[Actor, "Task", Answer, datetime], Made]
MARKETING = ("R14", "R15", "R16", "R17", "R22", "R23", "R25")


def booked(by: Actor, task: Task, answer: Answer, at: datetime) -> Made:
    """A slip for the front desk; the task is done. Refused: store_closed, slot_full."""
    assert answer.book_at is not None
    slots.take(task.store_id, answer.book_at)
    slip = Booking.objects.create(
        store_id=task.store_id,
        customer_id=task.customer_id,
        vehicle_id=task.vehicle_id,
        task_id=task.pk,
        at=answer.book_at,
        what=answer.what,
        transport=answer.transport,
        advisor_id=answer.advisor_id,
        note=answer.note[:300],
        by_name=by.name,
        created_at=at,
    )
    care.settle(task, outcome="booked", at=at)
    return {"booking": slip.pk, **_reading(by, task, answer, at)}


def reached(by: Actor, task: Task, answer: Answer, at: datetime) -> Made:
    """Talked about; nothing more to do in this cycle."""
    care.settle(task, outcome=answer.outcome, reason=answer.why[:40], at=at)
    return _reading(by, task, answer, at)


def call_later(by: Actor, task: Task, answer: Answer, at: datetime) -> Made:
    """The customer named a time: the task waits for it."""
    assert answer.call_at is not None
    care.postpone(task, until=answer.call_at, waits=True, at=at)
    return {}


def wrong_number(by: Actor, task: Task, answer: Answer, at: datetime) -> Made:
    """A new number is used at once; else the department that owns the record is asked to find it, and the task waits."""
    if answer.new_phone:
        if phone.clean(answer.new_phone) == customers_of.customer(by, task.customer_id).phone:
            raise Refused("phone_same", field="new_phone")
        old = customers.change_phone(by, task.customer_id, answer.new_phone, at=at)
        care.postpone(task, until=at, waits=False, at=at)
        return {"phone": old}
    days = value("contact.correction_days", task.store_id)
    care.postpone(task, until=at + timedelta(days=days), waits=False, at=at)
    return {"task": _ask(task, "X01", _owner_of_record(task), at + timedelta(days=days), {"wrong": "phone"}, at)}


def done_elsewhere(by: Actor, task: Task, answer: Answer, at: datetime) -> Made:
    """It counts, so that the next one is planned from it; where and at what price is kept with the attempt.

    A service is written as a visit elsewhere, an insurance as a policy, an inspection as the next due date.
    """
    made: Made = {}
    subject = subject_of(task.rule)
    if task.vehicle_id and subject == "service" and answer.done_on:
        made |= _visit(by, task.vehicle_id, answer, at)
    if task.vehicle_id and subject == "insurance" and answer.ends_on:
        made |= _insurance(by, task.vehicle_id, answer, at)
    if task.vehicle_id and subject == "inspection" and answer.ends_on:
        was = vehicles_of.vehicle(by, task.vehicle_id).inspection_due
        vehicles.edit(by, task.vehicle_id, inspection_due=answer.ends_on, at=at)
        made["inspection"] = was.isoformat() if was else ""
    care.settle(task, outcome="done_elsewhere", reason=answer.shop[:40], at=at)
    return made


def _visit(by: Actor, vehicle_id: int, answer: Answer, at: datetime) -> Made:
    known = {visit.pk for visit in vehicles_of.visits(by, [vehicle_id])}
    assert answer.done_on is not None
    id = vehicles.record_elsewhere(
        by, vehicle_id, visited_on=answer.done_on, km=answer.km, shop=answer.shop, amount_fen=answer.price or 0, at=at
    )
    return {} if id in known else {"visit": id}


def _insurance(by: Actor, vehicle_id: int, answer: Answer, at: datetime) -> Made:
    assert answer.ends_on is not None
    if any(policy.ends_on == answer.ends_on for policy in vehicles_of.insurances(by, [vehicle_id])):
        return {}
    policy = vehicles.add_insurance(
        by,
        vehicle_id,
        ends_on=answer.ends_on,
        insurer=answer.shop[:80],
        premium_fen=answer.price,
        sold_here=False,
        at=at,
    )
    return {"insurance": policy.pk}


def sold_car(by: Actor, task: Task, answer: Answer, at: datetime) -> Made:
    """The car leaves the book: all its open tasks close with that reason."""
    care.settle(task, outcome="sold_car", at=at)
    if task.vehicle_id is None or vehicles_of.vehicle(by, task.vehicle_id).status != "active":
        return {}
    vehicles.mark_sold(by, task.vehicle_id, sold_on=answer.sold_on or day_of(at), at=at)
    closed = care.close_tasks(by, reason="car_sold", at=at, vehicle_id=task.vehicle_id)
    return {"sold": task.vehicle_id, "closed": closed}


def moved(by: Actor, task: Task, answer: Answer, at: datetime) -> Made:
    """Their address is corrected by the department that owns the record."""
    care.settle(task, outcome="moved", reason=answer.city[:40], at=at)
    until = at + timedelta(days=value("contact.correction_days", task.store_id))
    return {"task": _ask(task, "X01", _owner_of_record(task), until, {"wrong": "address", "city": answer.city}, at)}


def complaint(by: Actor, task: Task, answer: Answer, at: datetime) -> Made:
    """A complaint is opened, the care manager answers it within the hour; this task waits until tomorrow.

    In the revisit of a complaint (R18) it is the same complaint, opened again.
    """
    if task.rule == revisits.RULE and (again := revisits.reopen(by, task, answer, at)):
        return again
    until = at + timedelta(minutes=value("contact.complaint_minutes", task.store_id))
    care.postpone(task, until=at + timedelta(days=1), waits=False, at=at)
    asked = _ask(task, "X02", "care_manager", until, {"complaint": answer.complaint}, at, priority=90)
    heard = complaints.Heard(
        "call", answer.complaint, task.customer_id, task.vehicle_id, origin=f"task:{asked}", answer_task_id=asked
    )
    return {"task": asked, "complaint": complaints.open_complaint(by, task.store_id, heard, at=at).pk}


def do_not_contact(by: Actor, task: Task, answer: Answer, at: datetime) -> Made:
    """Final at once, for the whole group, by the phone: consent withdrawn, refusal written, marketing tasks closed."""
    care.settle(task, outcome="do_not_contact", at=at)
    before = customers_of.customer(by, task.customer_id).do_not_contact
    customers.stop_contact(by, task.customer_id, scope=answer.scope, at=at)
    rules = MARKETING if answer.scope == "marketing" else ()
    closed = care.close_tasks(by, reason="do_not_contact", at=at, customer_id=task.customer_id, rules=rules)
    return {"closed": closed} if before else {"closed": closed, "stopped": answer.scope}


def _reading(by: Actor, task: Task, answer: Answer, at: datetime) -> Made:
    if answer.km is None or task.vehicle_id is None:
        return {}
    reading = vehicles.add_reading(by, task.vehicle_id, km=answer.km, read_on=day_of(at), source="call", at=at)
    return {"reading": reading.pk} if reading.at == at else {}


def _owner_of_record(task: Task) -> str:
    """Sales keeps the file until it hands the car over to service (R03)."""
    return "sales_consultant" if task.rule in ("R01", "R02", "R03") else "service_advisor"


def _ask(
    task: Task, rule: str, role: str, until: datetime, facts: dict[str, Any], at: datetime, priority: int = 60
) -> int | None:
    undone = Attempt.objects.filter(task_id=task.pk).exclude(undone_at=None).count()
    asked = care.Asked(rule, role, until, f"{task.pk}/{task.attempts}/{undone}", {**facts, "task": task.pk}, priority)
    return care.ask(task, asked, at=at)


def when(moment: datetime) -> str:
    """A moment as the timeline tells it."""
    return localtime(moment).strftime("%m-%d %H:%M")


FOLLOW: dict[str, Follow] = {
    "booked": booked,
    "will_come": reached,
    "talked": reached,
    "call_later": call_later,
    "wrong_number": wrong_number,
    "refused": reached,
    "done_elsewhere": done_elsewhere,
    "sold_car": sold_car,
    "moved": moved,
    "complaint": complaint,
    "do_not_contact": do_not_contact,
}
