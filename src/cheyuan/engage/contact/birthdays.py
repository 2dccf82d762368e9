"""The voucher that comes with a birthday greeting (R14): said in the call, written in the message, given once a year."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cheyuan.kernel.actor import Actor
from cheyuan.records.vouchers import actions as vouchers
from cheyuan.records.vouchers import queries as vouchers_of

if TYPE_CHECKING:
    from cheyuan.engage.care.models import Task
    from cheyuan.engage.contact.answers import Answer

RULE = "R14"
GLAD = ("will_come", "booked")
"""Outcomes of a call after which the voucher is given."""


def announced(task: Task, at: datetime) -> str:
    """What the agent says is given, before it is; empty for other rules and where the store gives nothing."""
    return vouchers_of.birthday_words(task.customer_id, task.store_id, at) if task.rule == RULE else ""


def given(by: Actor, task: Task, at: datetime) -> str:
    """Give it, and say it with its code, for the message; empty for other rules and where the store gives nothing."""
    found = vouchers.give_birthday(by, task.customer_id, at=at) if task.rule == RULE else None
    if found is None:
        return ""
    row, _new = found
    return _("%(title)s (code %(code)s)") % {"title": vouchers_of.told(row), "code": vouchers_of.spoken(row)}


def follow(by: Actor, task: Task, answer: Answer, made: dict[str, Any], at: datetime) -> dict[str, Any]:
    """The voucher that this outcome brought, for undoing: after a glad call, or the one that a message has just named."""
    if task.rule != RULE or not (answer.outcome in GLAD or "message" in made):
        return {}
    found = vouchers.give_birthday(by, task.customer_id, at=at)
    if found is None or found[0].given_at != at:
        return {}
    return {"voucher": found[0].pk}
