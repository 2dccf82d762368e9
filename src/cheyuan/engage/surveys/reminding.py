"""Questions of customers that nobody has answered (CARE-21): who is told on the day they are due, and once they are late."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext

from cheyuan.base.inbox import actions as inbox
from cheyuan.base.tenancy.acting import action
from cheyuan.engage.surveys.models import Question
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.ref import Ref

NAME = "surveys.remind"
HOUR, MINUTE = 8, 40
WAITING = "survey.question_waits"
LEADERS = frozenset({"care_manager"})
SOON = timedelta(hours=12)
"""What is due within these hours is told in the morning."""


def daily(by: Actor, _day: date) -> None:
    """Every morning before the store opens."""
    remind(by, at=now())


@action("surveys.reply")
def remind(by: Actor, *, at: datetime) -> int:
    """Tell whose work it was, and the care manager once it is late; answers to how many. Nobody is told the same twice."""
    rows = Question.objects.filter(store_id__in=by.store_ids, replied_at=None, due_at__lt=at + SOON)
    return sum(_told(by, one, at) for one in rows.select_related("answer").order_by("due_at", "id"))


def _told(by: Actor, one: Question, at: datetime) -> int:
    ref, late = Ref("survey_question", one.pk), one.due_at < at
    people = {number for number in (one.answer.advisor_id, one.answer.by_id) if number}
    if late or not people:
        people |= set(inbox.holders(by, one.store_id, LEADERS, ref, at=at))
    key = f"question:{one.pk}:{'late' if late else 'soon'}"
    if late:
        inbox.settle(ref, (WAITING,), at=at, but=(key,))
    facts = {"late": late, "day": day_of(one.asked_at).isoformat()}
    return inbox.push(by, WAITING, ref, key, store_id=one.store_id, to=people, at=at, **facts)


def said(facts: Mapping[str, Any]) -> str:
    """The notice in words."""
    names = {"day": facts.get("day", "")}
    if facts.get("late"):
        return gettext("The answer to a customer's question of %(day)s is late") % names
    return gettext("A customer's question of %(day)s is to be answered today") % names
