"""Compensation is asked for through approvals (PLT-03): the department says whose ladder, the amount how far up it goes."""

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from cheyuan.base.approvals.kinds import Kind
from cheyuan.base.approvals.models import APPROVED, REFUSED
from cheyuan.base.journal.actions import note
from cheyuan.engage.complaints.models import Complaint
from cheyuan.engage.complaints.recording import history, line, ref
from cheyuan.kernel import money
from cheyuan.kernel.actor import Actor

TOP = ("general_manager", "group_admin")
STEPS = {APPROVED: "granted", REFUSED: "denied"}


def decided(by: Actor, asked: Any, at: datetime) -> None:
    """The answer stands in the conversation; approved it counts as compensation of the complaint. In the same transaction."""
    step = STEPS.get(asked.state)
    one = Complaint.objects.select_for_update().filter(store_id=asked.store_id, pk=asked.object_id).first()
    if one is None or step is None:
        return
    facts = {"amount": asked.amount_fen, "approval": asked.pk}
    if step == "granted":
        Complaint.objects.filter(pk=one.pk).update(
            compensation_fen=F("compensation_fen") + asked.amount_fen, updated_at=at
        )
    history(by, one, step, at, was=one.state, facts=facts)
    line(by, one, step, at, facts={"amount": money.show(asked.amount_fen)})
    note(by, f"complaint.{step}", ref(one), at=at, store_id=one.store_id, amount=asked.amount_fen)


def _kind(name: str, label: object, manager: str) -> Kind:
    return Kind(name, label, (manager, *TOP), decided, limit="compensation", icon="gift")


KINDS = {
    "care": _kind("compensation", _("Compensation, customer care"), "care_manager"),
    "service": _kind("compensation_service", _("Compensation, service"), "service_manager"),
    "sales": _kind("compensation_sales", _("Compensation, sales"), "sales_manager"),
}
"""Department → the kind of its question; parts and the workshop share one ladder, everybody else asks the care manager."""


def kind_of(one: Complaint) -> Kind:
    """Whose ladder decides about a complaint."""
    return KINDS.get({"parts": "service"}.get(one.department, one.department), KINDS["care"])
