"""The demo's conversations among colleagues: comments and mentions by the real actions, and what the house told people lately."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string

from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import now
from cheyuan.kernel.ref import Ref
from cheyuan.site.seeding.complaints import people_of

CUSTOMER = (
    ("care_agent", "@{care_manager} 这位车主说周六只有下午两点以后有空，工位能留一个吗？"),
    ("care_manager", "@{service_advisor} 请帮忙看一下周六下午的预约，客户在意等候时间。"),
    ("service_advisor", "周六 14:30 已留工位，到店直接找我。"),
)
COMPLAINT = (
    ("care_manager", "@{service_advisor} 请今天下班前给客户一个说法，需要配件优先调拨就直接告诉我。"),
    ("service_advisor", "配件已确认在途，明天上午到，我中午前联系客户。"),
)
CAR = (("service_advisor", "上次换机油时发现右前轮偏磨，下次到店记得建议做四轮定位。"),)


def write(store: Any, accounts: Mapping[str, Any]) -> int:
    """A handful of conversations in a store; answers how many comments were written."""
    people = people_of(store, accounts)
    by = system(store.group_id, (store.pk,), name="演示")
    with import_string("cheyuan.base.tenancy.scope.scope")(by):
        car = apps.get_model("vehicles", "Vehicle").objects.filter(store=store, status="active", owner__erased_at=None)
        first = car.order_by("-odometer_km", "pk")[3]
        complaint = apps.get_model("complaints", "Complaint").objects.filter(store=store, state="in_work").first()
    told, at = 0, now() - timedelta(hours=5)
    talks = [("customer", first.owner_id, CUSTOMER), ("vehicle", first.pk, CAR)]
    talks += [("complaint", complaint.pk, COMPLAINT)] if complaint else []
    for kind, number, words in talks:
        told += _talk(people, Ref(kind, number), words, at + timedelta(minutes=11 * told))
    _hear(by)
    return told


def _talk(people: dict[str, Any], ref: Ref, words: tuple[tuple[str, str], ...], at: datetime) -> int:
    """One conversation, a few minutes between the answers."""
    add, names = import_string("cheyuan.base.comments.actions.add"), {role: one.name for role, one in people.items()}
    for number, (role, text) in enumerate(words):
        add(people[role], ref, text.format(**names), at=min(now(), at + timedelta(minutes=23 * number)))
    return len(words)


def _hear(by: Any) -> None:
    """What a worker would have told by now: approvals that wait and complaints that escalated."""
    with import_string("cheyuan.base.tenancy.scope.scope")(by):
        asked = import_string("cheyuan.base.approvals.reactions.asked")
        event = import_string("cheyuan.base.approvals.events.Asked")
        for one in apps.get_model("approvals", "Approval").objects.filter(state="waiting"):
            asked(by, event(one.store_id, one.pk, one.role))
        make_due = import_string("cheyuan.base.inbox.digesting.make_due")
    make_due(by, at=now())
