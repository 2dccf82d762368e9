"""Findings about receptions: a visitor's low score, for the manager of the department that received them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from cheyuan.base.inbox import actions as inbox
from cheyuan.base.journal.actions import note
from cheyuan.engage.audits.models import Audit
from cheyuan.engage.audits.rights import DEPARTMENTS
from cheyuan.engage.contact import queries as contact
from cheyuan.engage.interviews import queries as interviews
from cheyuan.engage.interviews.events import Low, TakenBack
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Missing
from cheyuan.kernel.ref import Ref

if TYPE_CHECKING:
    from cheyuan.engage.interviews.models import Interview

FINDING = "audit.finding"
RULE = "R20"
FALLBACK = "general_manager"


def low(by: Actor, news: Low) -> None:
    """A finding is opened and told; told twice, or taken back meanwhile, nothing comes of it."""
    try:
        said = interviews.interview(by, news.interview_id)
    except Missing:
        return
    open_finding(by, said, at=now())


def open_finding(by: Actor, said: Interview, *, at: datetime) -> Audit | None:
    """The finding of an interview, inside a scope; None when its call is gone or it has one already."""
    call = contact.last_of_task(by, said.task_id)
    if call is None or Audit.objects.filter(store_id=said.store_id, rule=RULE, task_id=said.task_id).exists():
        return None
    receiver = said.received_by
    row: Audit = Audit.objects.create(
        store_id=said.store_id, month=day_of(said.at).replace(day=1), rule=RULE, task_id=said.task_id, attempt_id=call.pk,
        customer_id=said.customer_id, agent_id=receiver.pk if receiver else 0, agent_name=receiver.name if receiver else "—",
        called_at=said.at, drawn_at=at, drawn_by_name=said.by_name, state="failed", score=said.score * 10,
        findings="\n".join(filter(None, (said.missing, said.words))), judged_by_id=said.by_id, judged_by_name=said.by_name,
        judged_at=said.at, department=said.department,
    )  # fmt: skip
    ref = Ref("audit", row.pk)
    note(by, "audit.finding", ref, at=at, store_id=row.store_id, value=row.score)
    roles = {role for role, department in DEPARTMENTS.items() if department == row.department}
    to = inbox.holders(by, row.store_id, roles, ref, at=at) or inbox.holders(by, row.store_id, {FALLBACK}, ref, at=at)
    key = f"{FINDING}:{said.pk}"
    own = [receiver.pk] if receiver else []
    facts = {"score": said.score, "who": row.agent_name}
    inbox.push(by, FINDING, ref, key, store_id=row.store_id, to=[*to, *own], at=at, **facts)
    return row


def taken_back(by: Actor, news: TakenBack) -> None:
    """The interview was taken back, and the finding goes, unless somebody has answered it by now."""
    rows = Audit.objects.filter(rule=RULE, task_id=news.task_id, answered_at=None).exclude(department="")
    for row in rows:
        inbox.settle(Ref("audit", row.pk), (FINDING,), at=now())
        note(by, "audit.finding_gone", Ref("audit", row.pk), at=now(), store_id=row.store_id)
        row.delete()
