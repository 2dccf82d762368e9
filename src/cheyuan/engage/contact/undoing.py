"""Giving back what an outcome changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from cheyuan.base.channels import actions as channels
from cheyuan.engage.care import actions as care
from cheyuan.engage.complaints import actions as complaints
from cheyuan.engage.contact import visits
from cheyuan.engage.contact.models import Attempt, Booking
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Conflict
from cheyuan.records.customers import actions as customers
from cheyuan.records.vehicles import actions as vehicles
from cheyuan.records.vouchers import actions as vouchers

if TYPE_CHECKING:
    from cheyuan.engage.care.models import Task


def take_back(by: Actor, task: Task, attempt: Attempt, at: datetime) -> None:
    """The task as before, and whatever the outcome made: slip, reading, visit, message, follow-up tasks, complaint, sale…

    A refusal stays in force for the group until the customer agrees anew: only the mark on this file is taken away.
    """
    made = attempt.made
    care.restore(attempt.before, task.pk, at=at)
    if "booking" in made:
        Booking.objects.filter(pk=made["booking"]).update(state="cancelled")
    if made.get("task"):
        care.withdraw_task(made["task"], reason="undone", at=at)
    if made.get("complaint"):
        complaints.take_back_opening(by, made["complaint"], at=at)
    if made.get("complaint_step"):
        complaints.take_back_step(by, made["complaint_step"], at=at)
    if made.get("closed"):
        care.reopen_tasks(by, made["closed"], at=at)
    if made.get("voucher"):
        vouchers.take_birthday_back(by, made["voucher"], at=at)
    if "message" in made:
        _withdraw(by, made["message"], at)
    if "reading" in made:
        vehicles.remove_reading(by, made["reading"], at=at)
    if made.get("visit"):
        vehicles.remove_visit(by, made["visit"], at=at)
    if "insurance" in made:
        vehicles.remove_insurance(by, made["insurance"], at=at)
    if "inspection" in made and attempt.vehicle_id:
        day = date.fromisoformat(made["inspection"]) if made["inspection"] else None
        vehicles.edit(by, attempt.vehicle_id, inspection_due=day, at=at)
    if "sold" in made:
        vehicles.mark_unsold(by, made["sold"], at=at)
    if "stopped" in made:
        customers.allow_contact(by, attempt.customer_id, at=at)
    if made.get("touch"):
        channels.untouch(by, made["touch"])
    if "phone" in made:
        customers.restore_phone(by, attempt.customer_id, made["phone"], at=at)
    visits.take_back(by, task, made, at)
    if made.get("resumed"):
        care.restore(made["resumed"]["before"], made["resumed"]["task"], at=at)


def _withdraw(by: Actor, message_id: int, at: datetime) -> None:
    """A message that a refusal had already stopped needs no withdrawing."""
    try:
        channels.withdraw(by, message_id, at=at)
    except Conflict:
        return
