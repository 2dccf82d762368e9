"""The gate to questions that customers raised in surveys (CARE-21)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from cheyuan.engage.surveys.models import Question
from cheyuan.engage.surveys.queries.answers import own
from cheyuan.engage.surveys.rights import sees_all
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing

WITH = ("answer", "answer__version", "answer__advisor", "customer")


@dataclass(frozen=True)
class OpenQuestions:
    """How many wait for an answer, and how many of them too long."""

    open: int
    late: int


def questions(by: Actor) -> QuerySet[Question]:
    """The questions that the actor may see; Denied without ``surveys.view``."""
    by.require("surveys.view")
    rows: QuerySet[Question] = Question.objects.filter(store_id__in=by.store_ids)
    return rows if sees_all(by) else rows.filter(own(by, "answer__"))


def question(by: Actor, question_id: int, *, lock: bool = False) -> Question:
    """One question; Missing when there is none for this actor."""
    rows = questions(by).select_related(*WITH)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=question_id).first()
    if found is None:
        raise Missing("question", question_id)
    return found


def open_questions(by: Actor, at: datetime) -> OpenQuestions:
    """For the line above the pages of this room."""
    rows = questions(by).filter(replied_at=None)
    return OpenQuestions(**rows.aggregate(open=Count("pk"), late=Count("pk", filter=Q(due_at__lt=at))))


def of_answer(by: Actor, answer_id: int) -> Question | None:
    """What was asked in an answer."""
    return questions(by).filter(answer_id=answer_id).first()
