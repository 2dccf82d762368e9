"""The message after the last attempt that reached nobody (CARE-13): held, with the words of the rule's script."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from cheyuan.base.channels import actions as channels
from cheyuan.base.policies.queries import value
from cheyuan.engage.contact.consequences import MARKETING
from cheyuan.engage.contact.models import Attempt
from cheyuan.engage.contact.scripts.chosen import message_of
from cheyuan.engage.contact.scripts.text import filled, plain
from cheyuan.engage.contact.scripts.values import values_of
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.calendar import next_allowed
from cheyuan.records.customers.queries import customer

if TYPE_CHECKING:
    from cheyuan.base.channels.models import Message
    from cheyuan.engage.care.models import Task
    from cheyuan.records.customers.models import Customer

LANGUAGE = "zh-hans"
ORDER = ("sms", "wechat", "email")


def prepare(by: Actor, task: Task, *, at: datetime) -> Message | None:
    """Hold it for the channel of the policy, else the next one that has an address; None when the customer has none.

    Also None for a marketing matter of somebody who wants none, or when the rule's script has no message.
    """
    one = customer(by, task.customer_id)
    purpose = "marketing" if task.rule in MARKETING else "service"
    channel, address = _address(one, value("contact.message_channel", task.store_id))
    words = message_of(task.rule, LANGUAGE)
    if not address or not words or (purpose == "marketing" and one.do_not_contact):
        return None
    undone = Attempt.objects.filter(task_id=task.pk).exclude(undone_at=None).count()
    return channels.hold(
        by,
        customer_id=one.pk,
        channel=channel,
        purpose=purpose,
        address=address,
        text=plain(filled(words, values_of(by, task, one, LANGUAGE, at))),
        intent=f"task:{task.pk}:missed:{undone}",
        task_id=task.pk,
        language=LANGUAGE,
        reason="not_reached",
        store_id=task.store_id,
        not_before=next_allowed(at, lunch=None),
        at=at,
    )


def _address(one: Customer, wanted: str) -> tuple[str, str]:
    known = {"sms": one.phone, "wechat": one.wechat, "email": one.email}
    chosen = next((channel for channel in (wanted, *ORDER) if known.get(channel)), "")
    return chosen, known.get(chosen, "")
