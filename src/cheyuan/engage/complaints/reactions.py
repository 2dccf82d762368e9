"""What people are told of complaints (PLT-04): limits that run out, complaints given to them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from cheyuan.base.inbox import actions as inbox
from cheyuan.base.inbox import queries
from cheyuan.engage.complaints import words
from cheyuan.engage.complaints.events import Assigned, Escalated, Settled
from cheyuan.engage.complaints.models import Complaint
from cheyuan.engage.complaints.moves import CLOSED, WITHDRAWN
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.ref import Ref

ESCALATED, ASSIGNED = "complaint.escalated", "complaint.assigned"
FALLBACK = {"team_lead": "care_manager", "parts_manager": "service_manager"}
"""Who is told where nobody has the role."""


def escalated(by: Actor, news: Escalated) -> None:
    """Tell whoever leads, and whoever has the complaint; a level replaces those below it, in whatever order they arrive."""
    one = Complaint.objects.select_for_update().filter(pk=news.complaint_id).first()
    if one is None:
        return
    ref, clock = _ref(one), f"complaint:{one.pk}:{news.clock}:{one.reopened}:"
    told = [row for row in queries.told_of(ref, (ESCALATED,)) if row.key.startswith(clock)]
    if any(int(row.key.removeprefix(clock)) > news.level for row in told):
        return
    below = {row.key for row in told} - {f"{clock}{news.level}"}
    inbox.settle(ref, (ESCALATED,), at=now(), keys=below)
    people = inbox.holders(by, one.store_id, {news.role}, ref, at=now())
    people = people or inbox.holders(by, one.store_id, {FALLBACK.get(news.role, "general_manager")}, ref, at=now())
    own = [row.account_id for row in told] + ([one.assignee_id] if one.assignee_id else [])
    facts = {"number": one.number, "level": news.level, "clock": news.clock}
    key = f"{clock}{news.level}"
    inbox.push(by, ESCALATED, ref, key, store_id=one.store_id, to=[*people, *own], at=now(), **facts)


def _ref(one: Complaint) -> Ref:
    return Ref("complaint", one.pk)


def assigned(by: Actor, news: Assigned) -> None:
    """Tell whoever got it."""
    one = Complaint.objects.filter(pk=news.complaint_id, assignee_id=news.account_id).first()
    if one is None:
        return
    key = f"complaint:{one.pk}:assigned:{news.step_id}"
    inbox.settle(Ref("complaint", one.pk), (ASSIGNED,), at=now(), but=(key,))
    facts = {"number": one.number, "who": news.by_name}
    inbox.push(
        by, ASSIGNED, Ref("complaint", one.pk), key, store_id=one.store_id, to=[news.account_id], at=now(), **facts
    )


def settled(by: Actor, news: Settled) -> None:
    """What was told of its limits is past; once it is closed, all of it."""
    kinds = (ESCALATED, ASSIGNED) if news.state in (CLOSED, WITHDRAWN) else (ESCALATED,)
    inbox.settle(Ref("complaint", news.complaint_id), kinds, at=now())


def said(facts: Mapping[str, Any]) -> str:
    """An escalation in words."""
    names = {"number": facts.get("number", ""), "clock": words.CLOCKS.get(str(facts.get("clock")), "")}
    if facts.get("level") == 1:
        return gettext("Complaint %(number)s: the limit of “%(clock)s” runs out soon") % names
    if facts.get("level") == 2:
        return gettext("Complaint %(number)s: the limit of “%(clock)s” has run out") % names
    return gettext("Complaint %(number)s: “%(clock)s” is far beyond its limit") % names
