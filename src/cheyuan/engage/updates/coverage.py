"""What this room tells the pages of the care rules R23 and R24: how many messages were held lately."""

from datetime import date, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.base.channels import queries as outgoing
from cheyuan.engage.care.panels import Beside
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import moment

DAYS = 30
GONE = ("sent", "delivered")
NEVER = ("refused", "dropped", "withdrawn")


def _figures(by: Actor, reasons: tuple[str, ...], today: date) -> list[tuple[object, int]]:
    if not by.may("messages.view"):
        return []
    since = moment(today - timedelta(days=DAYS))
    told = (
        outgoing.listed(by)
        .filter(reason__in=reasons, created_at__gte=since)
        .aggregate(
            all=Count("pk"), left=Count("pk", filter=Q(state__in=GONE)), never=Count("pk", filter=Q(state__in=NEVER))
        )
    )
    return [
        (_("Messages held"), told["all"]), (pgettext_lazy("messages", "Left"), told["left"]),
        (pgettext_lazy("messages", "Never leave"), told["never"]),
    ]  # fmt: skip


BESIDES = (
    Beside("R23", _("Open the vouchers"), lambda: reverse("vouchers:list"),
           lambda by, today: _figures(by, ("voucher_first", "voucher_last"), today)),
    Beside("R24", _("Choose the milestones that are told"), lambda: reverse("policies:list"),
           lambda by, today: _figures(by, ("milestone",), today)),
)  # fmt: skip
