"""What was taken back loses its words and files after some days; the trace stays."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cheyuan.base.comments.forgetting import empty
from cheyuan.base.comments.models import Comment
from cheyuan.base.jobs.retention import Keeping
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.policy import PolicySpec

DAYS = PolicySpec(
    "comments.withdrawn_days", 30, _("Words of comments taken back are removed after"), "days", least=0, most=7300,
    group=_("Time of keeping"), help=_("0 keeps them. Who took a comment back and when stays on file."),
)  # fmt: skip


def _remove(by: Actor, before: datetime, at: datetime) -> int:
    with scope(by):
        rows = Comment.objects.filter(store_id__in=by.store_ids, withdrawn_at__lt=before)
        left = rows.exclude(text="", mentions=[], attachments=None)
        return empty(by, list(left.values_list("pk", flat=True)), at=at, reason="retention")


KEEPING = Keeping("comments", DAYS.key, _remove)
