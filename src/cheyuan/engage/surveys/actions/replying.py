"""Answering what a customer asked in a survey (CARE-21)."""

from datetime import datetime

from cheyuan.base.inbox import actions as inbox
from cheyuan.base.journal.actions import note, timeline
from cheyuan.base.tenancy.acting import action
from cheyuan.engage.surveys.models import Question
from cheyuan.engage.surveys.queries.questions import question
from cheyuan.engage.surveys.reminding import WAITING
from cheyuan.engage.surveys.sheet import LONGEST
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Conflict, Refused
from cheyuan.kernel.ref import Ref

TOLD = 120


@action("surveys.reply")
def reply(by: Actor, question_id: int, text: str, *, at: datetime) -> Question:
    """What was told to the customer. Missing; Refused("survey_reply", "survey_long"); Conflict("survey_replied", name)."""
    one = question(by, question_id, lock=True)
    text = text.strip()
    if not text:
        raise Refused("survey_reply", field="reply")
    if len(text) > LONGEST:
        raise Refused("survey_long", field="reply", most=LONGEST)
    changes = {"reply": text, "replied_at": at, "replied_by_id": by.account_id, "replied_by_name": by.name}
    if not Question.objects.filter(pk=one.pk, replied_at=None).update(**changes):
        raise Conflict("survey_replied", name=one.replied_by_name)
    for name, changed in changes.items():
        setattr(one, name, changed)
    inbox.settle(Ref("survey_question", one.pk), (WAITING,), at=at)
    note(by, "survey.replied", Ref("survey_question", one.pk), at=at, store_id=one.store_id, late=at > one.due_at)
    if one.customer_id:
        timeline(
            by, "survey.replied", at=at, topic="survey", customer_id=one.customer_id,
            ref=Ref("survey_question", one.pk), store_id=one.store_id, words=text[:TOLD],
        )  # fmt: skip
    return one
