"""The visitor book as a list: today's visitors first."""

from datetime import date

from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from cheyuan.base.lists.cells import day, masked, named, plain_day
from cheyuan.base.lists.columns import Column
from cheyuan.base.lists.filters import Choice, Dates, Text, Yes, equals
from cheyuan.base.lists.spec import Empty, List, Tab
from cheyuan.base.search.queries import find
from cheyuan.base.ui.templatetags.ui import m
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.phone import grouped
from cheyuan.records.customers import queries as customers
from cheyuan.records.receptions import queries, rights, words
from cheyuan.records.receptions.links import page_of
from cheyuan.records.receptions.models import Reception

FOUND = 200


def _found(by: Actor, typed: str) -> Q:
    hits = find(by, typed, kinds=("customer", "vehicle"), limit=FOUND)
    people = [hit.object_id for hit in hits if hit.kind == "customer"]
    cars = [hit.object_id for hit in hits if hit.kind == "vehicle"]
    owned = Q(customer_id__in=queries.owners_of(by, cars)) if cars else Q()
    return Q(customer_id__in=people) | Q(wanted_model__icontains=typed) | owned


def _mine(by: Actor, yes: bool) -> Q:
    mine = Q(received_by_id=by.account_id or 0)
    return mine if yes else ~mine


def _here(_by: Actor, yes: bool) -> Q:
    return Q(left_at=None) if yes else Q(left_at__isnull=False)


def _standing(_by: Actor, value: str) -> Q:
    return {
        "key": Q(customer__is_key_account=True), "vip": Q(customer__is_vip=True),
        "regular": Q(customer__is_vip=False, customer__is_key_account=False),
    }[value]  # fmt: skip


def _came(_by: Actor, since: date | None, until: date | None) -> Q:
    test = Q(came_on__gte=since) if since else Q()
    return test & Q(came_on__lte=until) if until else test


def _time(row: Reception) -> str:
    return f"{localtime(row.came_at):%Y-%m-%d %H:%M}"


def _left(row: Reception) -> str:
    return f"{localtime(row.left_at):%H:%M}" if row.left_at else ""


RECEPTIONS = List(
    name="receptions", room="receptions", kind="reception", title=_("Visitor book"), right=rights.VIEW.name,
    export_right=rights.EXPORT.name, rows=lambda by: queries.receptions(by).select_related(*queries.WITH),
    sort="-came", card=("visitor", "came", "purpose", "receiver"), above="receptions/_above.html",
    counted=lambda count, number: ngettext("%(count)s visit", "%(count)s visits", number) % {"count": count},
    columns=(
        Column("visitor", _("Visitor"), lambda row, _v: row.customer.name,
               lambda row, _v: named(row.customer.name, page_of(row.pk), masked(row.customer.phone)),
               brief=lambda row, _v: row.customer.name),
        Column("phone", _("Phone"), lambda row, _v: masked(row.customer.phone), shown=False,
               opened=lambda row, _v: grouped(str(row.customer.phone)) if row.customer.phone else ""),
        Column("standing", _("Standing"), lambda row, _v: customers.said_standing(row.customer)),
        Column("purpose", pgettext_lazy("visit", "Came for"), lambda row, _v: words.purpose(row.purpose)),
        Column("model", _("Interested in"), lambda row, _v: row.wanted_model or "—", quiet=True),
        Column("people", pgettext_lazy("visit", "People"), lambda row, _v: str(row.people), numeric=True, quiet=True),
        Column("receiver", pgettext_lazy("visit", "Received by"),
               lambda row, _v: row.received_by.name if row.received_by else "—"),
        Column("department", _("Department"), lambda row, _v: words.department(row.department), quiet=True, shown=False),
        Column("left", pgettext_lazy("visit", "Left"), lambda row, _v: _left(row) or str(_("still here")),
               lambda row, _v: _left(row) or m("now", str(_("still here"))), quiet=True),
        Column("came", pgettext_lazy("visit", "Came"), lambda row, _v: _time(row), lambda row, _v: day(row.came_at),
               brief=lambda row, _v: day(row.came_at), sort=("came_at",), descending=True, quiet=True),
        Column("noted", _("Noted by"), lambda row, _v: row.by_name, quiet=True, shown=False),
        Column("created", _("Noted on"), lambda row, _v: plain_day(row.created_at), quiet=True, shown=False),
    ),
    filters=(
        Text("q", _("Search"), _found),
        Choice("purpose", pgettext_lazy("visit", "Came for"), tuple(words.PURPOSES.items()), equals("purpose")),
        Choice("department", _("Department"), tuple(words.DEPARTMENTS.items()), equals("department")),
        Choice("standing", _("Standing"), customers.STANDINGS, _standing),
        Yes("me", _("Received by me"), _mine),
        Yes("here", _("Still here"), _here),
        Dates("came", pgettext_lazy("visit", "Came"), _came),
    ),
    tabs=(
        Tab("today", pgettext_lazy("visits", "Today"), {"came_from": "0d", "came_to": "0d"}, roles=rights.DESK),
        Tab("all", pgettext_lazy("visits", "All")),
        Tab("here", _("Still here"), {"here": "1", "came_from": "0d"}),
        Tab("looking", pgettext_lazy("visit", "Looking at new cars"), {"purpose": "new_car"}),
        Tab("mine", _("Received by me"), {"me": "1"}),
    ),
    create=Empty("", action=_("Note a visitor"), url_name="new", right=rights.EDIT.name),
    empty=Empty(_("Nobody in the book here. A visitor is noted in fifteen seconds."), "people", _("Note a visitor"), "new",
                rights.EDIT.name),
)  # fmt: skip
