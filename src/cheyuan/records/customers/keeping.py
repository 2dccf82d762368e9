"""How long the customers' room keeps what (PPL-08): policies, and what goes when their days are over."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from cheyuan.base.channels import forgetting as channels
from cheyuan.base.jobs.retention import Keeping
from cheyuan.base.journal.models import TimelineEntry
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.policy import PolicySpec
from cheyuan.records.customers import persons, subject
from cheyuan.records.customers.models import Customer

GROUP = _("Time of keeping")
SENTENCES = {"confirm_wrong": _("To erase, please type the customer number %(value)s.")}
VERBS = {
    "customer.copied": _("Copy of a person's data given out"),
    "customer.erased": _("Customer file erased"),
    "retention.purged": _("Data past their time of keeping removed"),
}
MOST = 500
"""Files erased in one night and store; the rest follows in the next."""
POLICIES = (
    PolicySpec(
        "customers.idle_days", 1095, _("Files of people without a car and without contact are erased after"), "days",
        least=0, most=7300, group=GROUP, help=_("0 keeps them until somebody erases them."),
    ),
    PolicySpec(
        "customers.message_days", 1095, _("Words of messages are removed after"), "days", least=0, most=7300, group=GROUP,
        help=_("0 keeps them. That a message was sent stays on file."),
    ),
)  # fmt: skip


def idle(by: Actor, before: datetime) -> list[int]:
    """Inside the scope: files nobody needs any more. Every room may need one still (``Part.needs``)."""
    lately = TimelineEntry.objects.filter(customer_id=OuterRef("pk"), store_id=OuterRef("store_id"), at__gte=before)
    rows = Customer.objects.filter(erased_at=None, created_at__lt=before, updated_at__lt=before)
    found = list(rows.exclude(Exists(lately)).order_by("pk").values_list("pk", flat=True)[: MOST * 4])
    return [one for one in found if one not in _needed(by, found)][:MOST]


def _needed(by: Actor, ids: Collection[int]) -> set[int]:
    return {one for part in persons.parts() if part.needs for one in part.needs(by, ids)}


def _erase_idle(by: Actor, before: datetime, at: datetime) -> int:
    with scope(by):
        ids = idle(by, before)
    for one in ids:
        subject.erase(by, one, at=at, reason="retention")
    return len(ids)


def _messages(by: Actor, before: datetime, at: datetime) -> int:
    with scope(by):
        return channels.forget_old(before)


KEEPINGS = (
    Keeping("customers", "customers.idle_days", _erase_idle),
    Keeping("messages", "customers.message_days", _messages),
)
