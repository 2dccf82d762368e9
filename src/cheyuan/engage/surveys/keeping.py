"""How long the words in answers are kept."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cheyuan.base.jobs.retention import Keeping
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.surveys.leftovers import forget
from cheyuan.engage.surveys.models import Answer, Question
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.policy import PolicySpec

MOST = 10_000
"""Answers a night and store."""
WORDS = PolicySpec(
    "surveys.word_days", 1095, _("Words in answers to surveys are removed after"), "days", least=0, most=7300,
    group=_("Time of keeping"), help=_("0 keeps them. The scores stay for the results."),
)  # fmt: skip


def _remove(by: Actor, before: datetime, at: datetime) -> int:
    with scope(by):
        asked = Question.objects.filter(asked_at__lt=before).exclude(text="").values("answer_id")
        rows = Answer.objects.filter(~Q(words={}) | Q(pk__in=asked), at__lt=before)
        ids = list(rows.values_list("pk", flat=True)[:MOST])
        forget(ids)
        return len(ids)


KEEPING = Keeping("survey_words", WORDS.key, _remove)
