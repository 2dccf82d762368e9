"""How long the words of complaints are kept."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cheyuan.base.jobs.retention import Keeping
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.complaints.leftovers import forget
from cheyuan.engage.complaints.models import Complaint
from cheyuan.engage.complaints.moves import CLOSED, WITHDRAWN
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.policy import PolicySpec

WORDS = PolicySpec(
    "complaints.word_days", 1825, _("Words of complaints are removed after"), "days", least=0, most=7300,
    group=_("Time of keeping"), help=_("0 keeps them. What it was about, when and how it ended stays on file."),
)  # fmt: skip


def _remove(by: Actor, before: datetime, at: datetime) -> int:
    with scope(by):
        rows = Complaint.objects.filter(state__in=(CLOSED, WITHDRAWN), updated_at__lt=before).exclude(text="")
        ids = list(rows.values_list("pk", flat=True))
        forget(ids)
        return len(ids)


KEEPING = Keeping("complaint_words", WORDS.key, _remove)
