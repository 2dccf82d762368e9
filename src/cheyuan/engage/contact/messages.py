"""The message after the last attempt that reached nobody (CARE-13): held, with the words of the rule's script.

Over which channel says the contact policy (CARE-08): preference, segment, what reached the person before, else the store's
policy; the reason is kept with the message and shown in the outbox.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from cheyuan.base.channels import actions as channels
from cheyuan.base.channels import queries as outgoing
from cheyuan.base.policies.queries import value
from cheyuan.engage.contact.birthdays import given
from cheyuan.engage.contact.consequences import MARKETING, Made
from cheyuan.engage.contact.models import Attempt
from cheyuan.engage.contact.scripts.chosen import message_of
from cheyuan.engage.contact.scripts.text import filled, plain
from cheyuan.engage.contact.scripts.values import values_of
from cheyuan.engage.surveys import queries as surveys
from cheyuan.engage.surveys.actions import link_for_task
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.calendar import next_allowed
from cheyuan.records.customers.queries import customer

if TYPE_CHECKING:
    from cheyuan.base.channels.models import Message
    from cheyuan.engage.care.models import Task
    from cheyuan.records.customers.models import Customer

LANGUAGE = "zh-hans"
LINK = re.compile(r"\{ *(survey|问卷) *\}")
ORDER = ("sms", "wechat", "email")


def prepare(by: Actor, task: Task, *, at: datetime) -> Message | None:
    """Hold it for the channel that the contact policy chooses; None when the customer has no address.

    Also None for a marketing matter of somebody who wants none, or when the rule's script has no message. What the policy
    forbids is held all the same: it never leaves, and the outbox says why.
    """
    undone = Attempt.objects.filter(task_id=task.pk).exclude(undone_at=None).count()
    one = customer(by, task.customer_id)
    return _hold(by, task, one, _spoken(task, one), f"task:{task.pk}:missed:{undone}", "not_reached", at)


def _spoken(task: Task, one: Customer) -> tuple[str, str]:
    """The customer's language and the words of the rule in it; the Chinese ones where there are no others."""
    words = message_of(task.rule, one.language, one.pk)
    return (one.language, words) if words else (LANGUAGE, message_of(task.rule, LANGUAGE, one.pk))


def ask(by: Actor, task: Task, *, at: datetime) -> Message | None:
    """The message of a task that asks the customer for an answer (R04): the rule's words with the link to its survey.

    One per task; None when nothing is asked about the rule or the customer has no address.
    """
    if surveys.for_rule(task.rule) is None:
        return None
    one = customer(by, task.customer_id)
    language, words = _spoken(task, one)
    words = words if LINK.search(words) else f"{words} {{survey}}"
    return _hold(by, task, one, (language, words), f"task:{task.pk}:survey", "survey", at)


def _hold(
    by: Actor, task: Task, one: Customer, said: tuple[str, str], intent: str, reason: str, at: datetime
) -> Message | None:
    language, words = said
    purpose = "marketing" if task.rule in MARKETING else "service"
    channel, address, chosen = _way(by, one, task, purpose, at)
    if not address or not words or (purpose == "marketing" and one.do_not_contact):
        return None
    values = values_of(by, task, one, language, at, lambda: link_for_task(by, task, at=at),
                       lambda: given(by, task, at))  # fmt: skip
    return channels.hold(
        by,
        customer_id=one.pk,
        channel=channel,
        purpose=purpose,
        address=address,
        text=plain(filled(words, values)),
        intent=intent,
        task_id=task.pk,
        language=language,
        reason=reason,
        phone=one.phone,
        chosen=chosen,
        store_id=task.store_id,
        not_before=next_allowed(at, lunch=None),
        at=at,
    )


def _way(by: Actor, one: Customer, task: Task, purpose: str, at: datetime) -> tuple[str, str, str]:
    """Channel, address and why this channel; of those that have an address, the store's own choice first."""
    known = {"sms": one.phone, "wechat": one.wechat, "email": one.email}
    order = dict.fromkeys((value("contact.message_channel", task.store_id), *ORDER))
    wish = tuple(channel for channel in order if known.get(channel))
    if not wish:
        return "", "", ""
    planned = outgoing.Planned(task.pk, task.store_id, one.pk, purpose, wish, at)
    said = outgoing.judged(by.within(task.store_id), [planned], at=at)[task.pk]
    channel = said.channel or wish[0]
    return channel, known[channel], said.chosen


def count_offer(by: Actor, task: Task, *, at: datetime) -> Made:
    """A call about an offer that reached somebody counts in the household's budget (CARE-08), for the whole group."""
    phone = customer(by, task.customer_id).phone
    if not phone or task.rule not in MARKETING:
        return {}
    whom = (task.store_id, task.customer_id)
    return {"touch": channels.touch(by, phone=phone, purpose="marketing", channel="call", at=at, customer=whom)}
