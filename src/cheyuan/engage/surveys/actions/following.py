"""What follows from an answer, inside its action: a complaint of a low score, the clock of a question (CARE-21)."""

from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext

from cheyuan.base.journal.actions import timeline
from cheyuan.base.policies.queries import value
from cheyuan.engage.complaints import actions as complaints
from cheyuan.engage.surveys.models import Answer, Question, SurveyVersion
from cheyuan.engage.surveys.sheet import Item, said
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.ref import Ref

DEPARTMENTS = {"delivery": "sales", "service": "service", "visit": "sales"}
TOLD = 120
LANGUAGE = "zh-hans"
"""What colleagues read about an answer is written in the language of the house."""


def complaint(by: Actor, row: Answer, version: SurveyVersion, asked: list[Item], at: datetime) -> int | None:
    """A low answer opens a complaint by itself; asked twice it is the same one. Answers its id."""
    if not row.low or not value("surveys.low_opens", row.store_id):
        return None
    heard = complaints.Heard(
        "survey", told(row, version, asked), row.customer_id, row.vehicle_id,
        department=DEPARTMENTS.get(version.survey.about, ""), origin=f"survey:{row.pk}",
    )  # fmt: skip
    one = complaints.open_complaint(by, row.store_id, heard, at=at)
    Answer.objects.filter(pk=row.pk, complaint_id=None).update(complaint_id=one.pk)
    row.complaint_id = one.pk
    return int(one.pk)


def told(row: Answer, version: SurveyVersion, asked: list[Item]) -> str:
    """The low scores with what they are about, then the customer's own words."""
    with translation.override(LANGUAGE):
        title = gettext("Survey “%(title)s”") % {"title": said(version.title, LANGUAGE)}
        limit = value("surveys.low_score", row.store_id)
        scores = [
            gettext("%(question)s %(score)s of 10") % {
                "question": said(one.words, LANGUAGE), "score": row.values[one.key],
            }
            for one in asked
            if one.scale and row.values.get(one.key, 99) <= limit
        ]  # fmt: skip
    words = [f"“{text}”" for text in row.words.values()]
    return "\n".join([title, *scores, *words])


def question(by: Actor, row: Answer, text: str, at: datetime) -> Question | None:
    """A question of the customer's own: to be answered within the hours of the policy."""
    if not text:
        return None
    hours = timedelta(hours=value("surveys.question_hours", row.store_id))
    one = Question(
        store_id=row.store_id, answer=row, customer_id=row.customer_id, text=text, asked_at=at, due_at=at + hours
    )
    one.save(force_insert=True)
    if row.customer_id:
        timeline(
            by, "survey.asked", at=at, topic="survey", customer_id=row.customer_id, vehicle_id=row.vehicle_id,
            ref=Ref("survey_question", one.pk), store_id=row.store_id, words=text[:TOLD],
        )  # fmt: skip
    return one
