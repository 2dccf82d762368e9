"""The calls after a visit: R19 is passed on to the department that received the guest, R20 is an interview."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from cheyuan.engage.contact.answers import Answer
from cheyuan.engage.contact.models import Attempt
from cheyuan.engage.contact.outcomes import TALKED, VISITS
from cheyuan.engage.interviews import actions as interviews
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Refused

if TYPE_CHECKING:
    from cheyuan.engage.care.models import Task

GUESTS, VISITORS = VISITS


def follow(by: Actor, task: Task, answer: Answer, at: datetime) -> dict[str, Any]:
    """What the call brought, once the task has ended. Refused("outcome_unfit") where nobody is asked about a visit."""
    if answer.outcome == TALKED.code and task.rule not in VISITS:
        raise Refused("outcome_unfit", field="outcome")
    if task.state == "open" or not task.facts.get("visited_on"):
        return {}
    if task.rule == GUESTS:
        return _passed(by, task, answer, at)
    if task.rule == VISITORS and answer.outcome == TALKED.code:
        said = interviews.Said(answer.score, answer.missing, answer.said)
        return {"interview": interviews.note_down(by, task, said, at=at).pk}
    return {}


def _passed(by: Actor, task: Task, answer: Answer, at: datetime) -> dict[str, Any]:
    """Told anew after an outcome was taken back: the number of the attempt makes it another notice."""
    tried = Attempt.objects.filter(task_id=task.pk).count()
    key = f"{interviews.RESULT}:{task.pk}:{tried}"
    interviews.pass_on(by, task, outcome=answer.outcome, words=answer.note, key=key, at=at)
    return {"passed": key}


def take_back(by: Actor, task: Task, made: dict[str, Any], at: datetime) -> None:
    """Neither was it said, nor has anybody to know."""
    if made.get("interview"):
        interviews.take_back(by, made["interview"], at=at)
    if made.get("passed"):
        interviews.call_back(task, made["passed"], at=at)
