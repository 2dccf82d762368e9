"""The call of rule R18: what came of it is the revisit of the complaint; who complains again opens it anew."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from cheyuan.engage.care import actions as care
from cheyuan.engage.complaints import actions as complaints
from cheyuan.engage.complaints import queries as complaints_of
from cheyuan.engage.contact.answers import Answer
from cheyuan.kernel.actor import Actor

if TYPE_CHECKING:
    from cheyuan.engage.care.models import Task

RULE = "R18"
CONTENT = {"will_come": "yes", "booked": "partly", "no_answer": "unreached", "switched_off": "unreached"}
"""How content the customer is by the outcome of the call; another outcome that ends the task means partly."""


def reopen(by: Actor, task: Task, answer: Answer, at: datetime) -> dict[str, Any] | None:
    """The complaint is opened again and this call is done; None when its complaint is gone."""
    one = complaints_of.by_task(task.store_id, task.pk)
    if one is None or one.state != "told":
        return None
    complaints.reopened(by, one, answer.complaint, at)
    care.settle(task, outcome=answer.outcome, at=at)
    return {"complaint_step": complaints.last_step(one)}


def follow(by: Actor, task: Task, answer: Answer, at: datetime) -> dict[str, Any]:
    """The revisit of the complaint, once the task has ended; nothing while it goes on or when it was noted before."""
    if task.rule != RULE or task.state == "open":
        return {}
    one = complaints_of.by_task(task.store_id, task.pk)
    if one is None or one.state != "told":
        return {}
    content = "no" if answer.why == "unhappy" else CONTENT.get(answer.outcome, "partly")
    complaints.revisited(by, one, content, answer.note, at)
    return {"complaint_step": complaints.last_step(one)}


def answered(by: Actor, task: Task, words: str, at: datetime) -> dict[str, Any]:
    """The first answer (X02) is that of the complaint; nothing when it was given on its page."""
    one = complaints_of.by_task(task.store_id, task.pk)
    if one is None or one.answered_at or one.solved_at or one.state == "withdrawn":
        return {}
    complaints.answered(by, one, words, at)
    return {"complaint_step": complaints.last_step(one)}
