"""The list of complaints."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from cheyuan.base.lists.cells import day, due, named, plain_day
from cheyuan.base.lists.columns import Column
from cheyuan.base.lists.filters import Choice, Dates, Text, Yes, equals
from cheyuan.base.lists.spec import Empty, List, Tab
from cheyuan.base.search.queries import find
from cheyuan.base.ui.templatetags.ui import m
from cheyuan.engage.complaints import queries, words
from cheyuan.engage.complaints.models import Complaint
from cheyuan.engage.complaints.moves import CLOSED, WITHDRAWN
from cheyuan.engage.complaints.queries.board import levels_of
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import moment, now
from cheyuan.kernel.right import CARE, MANAGERS

FOUND = 200
NO_DUE = "—"


@cache
def _form() -> str:
    return reverse("complaints:page", args=[0]).removesuffix("0")


def page_of(complaint_id: int) -> str:
    """The page of one."""
    return f"{_form()}{complaint_id}"


def about(row: Complaint) -> str:
    """What it is about, in two words: kind and the customer's name."""
    name = row.customer.name if row.customer else str(_("Nobody by name"))
    return f"{words.KINDS[row.kind]} · {name}"


def _due(row: Complaint) -> str:
    if row.waits:
        return str(m("wait", str(_("waits for the customer"))))
    return due(row.due_at) if row.due_at else NO_DUE


def _state(row: Complaint) -> str:
    return str(words.STATES[row.state])


def _found(by: Actor, typed: str) -> Q:
    """By number, or by the customer or car that the search box finds."""
    hits = find(by, typed, kinds=("customer", "vehicle"), limit=FOUND)
    cars = [hit.object_id for hit in hits if hit.kind == "vehicle"]
    people = [hit.object_id for hit in hits if hit.kind == "customer"]
    return Q(number__iendswith=typed.strip()[-16:]) | Q(customer_id__in=people) | Q(vehicle_id__in=cars)


def _received(_by: Actor, since: date | None, until: date | None) -> Q:
    test = Q(received_at__gte=moment(since)) if since else Q()
    return test & Q(received_at__lt=moment(until + timedelta(days=1))) if until else test


def _levels(_by: Actor, ids: Sequence[int]) -> Mapping[int, int]:
    return levels_of(list(ids))


def _open(_by: Actor, yes: bool) -> Q:
    over = Q(state__in=(CLOSED, WITHDRAWN))
    return ~over if yes else over


def _late(_by: Actor, yes: bool) -> Q:
    late = Q(due_at__lt=now())
    return late if yes else ~late


def _mine(by: Actor, yes: bool) -> Q:
    mine = Q(assignee_id=by.account_id or 0)
    return mine if yes else ~mine


def _free(_by: Actor, yes: bool) -> Q:
    return Q(assignee=None) if yes else Q(assignee__isnull=False)


COMPLAINTS = List(
    name="complaints", room="complaints", kind="complaint", title=_("Complaints"), right="complaints.view",
    export_right="complaints.export", rows=lambda by: queries.complaints(by).select_related("customer", "vehicle", "assignee"),
    sort="-received", card=("about", "due", "number", "state"),
    counted=lambda count, number: ngettext("%(count)s complaint", "%(count)s complaints", number) % {"count": count},
    columns=(
        Column("number", _("Number"), lambda row, _v: row.number, lambda row, _v: named(row.number, page_of(row.pk)),
               brief=lambda row, _v: row.number),
        Column("about", pgettext_lazy("complaint", "About"), lambda row, _v: about(row), brief=lambda row, _v: about(row),
               wide=True),
        Column("vehicle", _("Vehicle"), lambda row, _v: str(row.vehicle or "—"), quiet=True),
        Column("department", _("Department"), lambda row, _v: str(words.DEPARTMENTS[row.department])),
        Column("severity", _("How urgent"), lambda row, _v: str(words.SEVERITIES[row.severity]),
               lambda row, _v: m("over" if row.severity == "urgent" else "", str(words.SEVERITIES[row.severity]))),
        Column("state", _("State"), lambda row, _v: _state(row), lambda row, _v: m(words.MARKS[row.state], _state(row))),
        Column("due", _("Next limit"), lambda row, _v: plain_day(row.due_at), lambda row, _v: _due(row),
               sort=("due_at",)),
        Column("assignee", _("In charge"), lambda row, _v: row.assignee.name if row.assignee else "—"),
        Column("level", _("Reported to"), lambda _row, value: str(words.REPORTED.get(value, "—")), load=_levels),
        Column("channel", _("Channel"), lambda row, _v: str(words.CHANNELS[row.channel]), quiet=True, shown=False),
        Column("reopened", _("Reopened"), lambda row, _v: str(row.reopened), numeric=True, shown=False),
        Column("received", pgettext_lazy("complaint", "Received"), lambda row, _v: plain_day(row.received_at),
               lambda row, _v: day(row.received_at), sort=("received_at",), descending=True, quiet=True),
    ),
    filters=(
        Text("q", _("Search"), _found),
        Yes("open", pgettext_lazy("complaint", "Open"), _open),
        Yes("late", _("Late"), _late),
        Yes("me", _("I am in charge"), _mine),
        Yes("free", _("Nobody is in charge"), _free),
        Yes("waits", _("Waiting for the customer"), equals("waits")),
        Choice("state", _("State"), tuple(words.STATES.items()), equals("state")),
        Choice("kind", pgettext_lazy("complaint", "About"), tuple(words.KINDS.items()), equals("kind")),
        Choice("department", _("Department"), tuple(words.DEPARTMENTS.items()), equals("department")),
        Choice("severity", _("How urgent"), tuple(words.SEVERITIES.items()), equals("severity")),
        Choice("channel", _("Channel"), tuple(words.CHANNELS.items()), equals("channel")),
        Dates("received", pgettext_lazy("complaint", "Received"), _received),
    ),
    tabs=(
        Tab("open", pgettext_lazy("complaint", "Open"), {"open": "1"}, "due", roles=CARE | MANAGERS),
        Tab("late", _("Late"), {"late": "1"}, "due"),
        Tab("mine", _("Mine"), {"me": "1", "open": "1"}, "due"),
        Tab("waiting", _("Waiting for the customer"), {"waits": "1"}, "due"),
        Tab("closed", pgettext_lazy("complaint", "Closed"), {"open": "0"}),
    ),
    create=Empty("", action=_("New complaint"), url_name="take", right="complaints.take"),
    empty=Empty(_("No complaint here. One is taken in a minute, whatever way it comes."), "complaint",
                _("New complaint"), "take", "complaints.take"),
)  # fmt: skip
