"""What follows from the calls of rules R19 and R20; inside the action that reports the call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from cheyuan.base.inbox import actions as inbox
from cheyuan.base.inbox import queries as notices
from cheyuan.base.journal.actions import note, timeline
from cheyuan.base.journal.events import tell
from cheyuan.base.policies.queries import value
from cheyuan.engage.interviews.events import Low, TakenBack
from cheyuan.engage.interviews.models import Interview
from cheyuan.engage.interviews.policies import LOW
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Refused
from cheyuan.kernel.ref import Ref
from cheyuan.records.receptions import queries as receptions
from cheyuan.records.receptions.queries import manager_of

if TYPE_CHECKING:
    from cheyuan.engage.care.models import Task

GUESTS, VISITORS = "R19", "R20"
RESULT = "guest.result"
LONGEST, SAID = 2000, 200
FALLBACK = "general_manager"


@dataclass(frozen=True)
class Said:
    """What a visitor said: a score of 1 to 10, what was missing, and anything else."""

    score: int | None
    missing: str = ""
    words: str = ""


def note_down(by: Actor, task: Task, said: Said, *, at: datetime) -> Interview:
    """Keep an interview; a low score opens a finding. Refused("answer_missing" | "interview_score", field)."""
    if said.score is None:
        raise Refused("answer_missing", field="score")
    if not 1 <= said.score <= 10:
        raise Refused("interview_score", field="score")
    visit = receptions.of_task(by, task.store_id, int(task.facts.get("reception") or 0))
    row = Interview(
        store_id=task.store_id, task_id=task.pk, reception=visit, customer_id=task.customer_id,
        came_on=visit.came_on if visit else date.fromisoformat(task.facts["visited_on"]),
        department=visit.department if visit else "sales", received_by_id=visit.received_by_id if visit else None,
        score=said.score, low=said.score <= value(LOW, task.store_id), missing=said.missing.strip()[:300],
        words=said.words.strip()[:LONGEST], by_id=by.account_id, by_name=by.name, at=at,
    )  # fmt: skip
    row.save(force_insert=True)
    ref = Ref("interview", row.pk)
    note(by, "interview.noted", ref, at=at, store_id=row.store_id, value=row.score)
    timeline(
        by, "interview.noted", at=at, topic="survey", customer_id=row.customer_id, ref=ref, store_id=row.store_id,
        score=row.score,
    )  # fmt: skip
    if row.low:
        tell(Low(row.store_id, row.pk))
    return row


def take_back(by: Actor, interview_id: int, *, at: datetime) -> None:
    """The call was taken back: so is what was said."""
    row = Interview.objects.filter(pk=interview_id, undone_at=None).first()
    if row is None:
        return
    row.undone_at = at
    row.save(update_fields=["undone_at"])
    note(by, "interview.undone", Ref("interview", row.pk), at=at, store_id=row.store_id)
    tell(TakenBack(row.store_id, row.pk, row.task_id))


def pass_on(by: Actor, task: Task, *, outcome: str, words: str, key: str, at: datetime) -> int:
    """Tell the departments that received an important guest what the call brought; answers to how many.

    Who received them and the department's manager are told: of the visitor book, and after the workshop the service's.
    """
    day = date.fromisoformat(task.facts["visited_on"])
    ref = Ref("customer", task.customer_id)
    visits = receptions.of_day(by, task.customer_id, day)
    departments = dict.fromkeys(one.department for one in visits)
    to = {one.received_by_id for one in visits if one.received_by_id}
    if task.facts.get("workshop"):
        departments["service"] = None
        to |= {task.customer.advisor_id} if task.customer.advisor_id else set()
    for department in departments:
        to |= set(_heads(by, task.store_id, department, ref, at))
    facts: dict[str, Any] = {
        "name": task.customer.name, "outcome": outcome, "words": words.strip()[:SAID], "day": day.isoformat(),
    }  # fmt: skip
    return inbox.push(by, RESULT, ref, key, store_id=task.store_id, to=sorted(to), at=at, **facts)


def _heads(by: Actor, store_id: int, department: str, ref: Ref, at: datetime) -> list[int]:
    """The managers of a department; where it has none, the general manager."""
    found = inbox.holders(by, store_id, {manager_of(department)}, ref, at=at)
    return found or inbox.holders(by, store_id, {FALLBACK}, ref, at=at)


def call_back(task: Task, key: str, *, at: datetime) -> None:
    """The result was taken back: nobody is to do anything about it."""
    ref = Ref("customer", task.customer_id)
    if notices.told_of(ref, (RESULT,)):
        inbox.settle(ref, (RESULT,), at=at, keys=[key])
