"""The outbox: every message with its state, why this channel and why now, and what it costs."""

from functools import cache

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from cheyuan.base.channels import providers, queries, reasons, shown
from cheyuan.base.channels.addresses import key_of, masked
from cheyuan.base.channels.models import Message
from cheyuan.base.lists.cells import day, named
from cheyuan.base.lists.columns import Column
from cheyuan.base.lists.filters import Choice, Dates, Text, equals, span
from cheyuan.base.lists.spec import Empty, List, Tab
from cheyuan.base.ui.templatetags.ui import m
from cheyuan.kernel.actor import Actor


@cache
def _form() -> str:
    return reverse("channels:page", args=[0]).removesuffix("0")


def page_of(message_id: int) -> str:
    """A message's page."""
    return f"{_form()}{message_id}"


def _to(by: Actor, typed: str) -> Q:
    """Messages to a whole phone number or email: what is sealed is found by its keyed hash."""
    key = key_of(by.group_id, typed)
    return Q(address_key=key) | Q(phone_key=key)


def _why(row: Message) -> str:
    return str(reasons.words(row.reason) or shown.PURPOSES.get(row.purpose, row.purpose))


def _state(row: Message) -> str:
    return str(shown.STATES.get(row.state, row.state))


def _provider(row: Message) -> str:
    return str(providers.label(row.provider)) if row.provider else "—"


MESSAGES = List(
    name="messages", room="channels", kind="message", title=_("Messages"), right="messages.view",
    export_right="messages.export", rows=queries.listed, sort="-asked", card=("why", "state", "to", "leaves"),
    counted=lambda count, number: ngettext("%(count)s message", "%(count)s messages", number) % {"count": count},
    columns=(
        Column("why", _("Why"), lambda row, _v: _why(row), lambda row, _v: named(_why(row), page_of(row.pk)),
               brief=lambda row, _v: _why(row), wide=True),
        Column("state", _("State"), lambda row, _v: _state(row),
               lambda row, _v: m(shown.KINDS.get(row.state, ""), _state(row))),
        Column("channel", _("Channel"), lambda row, _v: str(shown.CHANNELS.get(row.channel, row.channel))),
        Column("to", pgettext_lazy("address", "To"), lambda row, _v: masked(str(row.address))),
        Column("chosen", _("Why this channel"), lambda row, _v: str(shown.CHOSEN.get(row.chosen, row.chosen)), quiet=True),
        Column("timed", _("Why then"), lambda row, _v: str(shown.coded(row.code) or shown.TIMED.get(row.timed, "—")),
               quiet=True),
        Column("leaves", _("Leaves"), lambda row, _v: shown.exact(row.sent_at or row.due_at or row.not_before),
               lambda row, _v: day(row.sent_at or row.due_at or row.not_before), quiet=True),
        Column("cost", pgettext_lazy("of a message", "Cost"), lambda row, _v: shown.cost(row), numeric=True),
        Column("purpose", _("Purpose"), lambda row, _v: str(shown.PURPOSES.get(row.purpose, row.purpose)), quiet=True,
               shown=False),
        Column("provider", _("Provider"), lambda row, _v: _provider(row), quiet=True, shown=False),
        Column("by", _("Asked by"), lambda row, _v: row.by_name, quiet=True, shown=False),
        Column("asked", _("Asked for"), lambda row, _v: shown.exact(row.created_at), lambda row, _v: day(row.created_at),
               sort=("created_at",), descending=True, quiet=True),
    ),
    filters=(
        Text("q", _("Phone or email"), _to),
        Choice("state", _("State"), tuple(shown.STATES.items()), equals("state")),
        Choice("channel", _("Channel"), tuple(shown.CHANNELS.items()), equals("channel")),
        Choice("purpose", _("Purpose"), tuple(shown.PURPOSES.items()), equals("purpose")),
        Choice("chosen", _("Why this channel"), tuple(shown.CHOSEN.items()), equals("chosen")),
        Choice("code", _("Why not"), tuple(shown.CODES.items()), equals("code")),
        Dates("asked", _("Asked for"), span("created_at__date")),
    ),
    tabs=(
        Tab("all", pgettext_lazy("all messages", "All")),
        Tab("waits", pgettext_lazy("messages", "Waiting"), {"state": "held"}),
        Tab("sent", pgettext_lazy("messages", "Sent"), {"state": "sent"}),
        Tab("doubt", pgettext_lazy("messages", "In doubt"), {"state": "unknown"}),
        Tab("failed", pgettext_lazy("messages", "Failed"), {"state": "failed"}),
        Tab("dropped", pgettext_lazy("messages", "Dropped"), {"state": "dropped"}),
    ),
    create=Empty("", action=_("Record a refusal"), url_name="refusals", right="messages.refusals"),
    empty=Empty(_("No message here. Messages appear when a call did not reach someone or a rule asks for one."), "chat"),
)  # fmt: skip
