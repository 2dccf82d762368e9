"""How long the contact centre keeps the words of calls."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cheyuan.base.jobs.retention import Keeping
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.contact.models import Attempt
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.policy import PolicySpec

NOTES = PolicySpec(
    "contact.note_days", 1095, _("Notes and recordings of calls are removed after"), "days", least=0, most=7300,
    group=_("Time of keeping"), help=_("0 keeps them. When somebody was called and what came of it stays on file."),
)  # fmt: skip


def _remove(by: Actor, before: datetime, at: datetime) -> int:
    with scope(by):
        rows = Attempt.objects.filter(at__lt=before).exclude(note="", recording="")
        return int(rows.update(note="", recording=""))


KEEPING = Keeping("call_notes", NOTES.key, _remove)
