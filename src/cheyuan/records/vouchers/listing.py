"""The list of vouchers. What it exports is masked: neither code nor phone leaves the house in clear."""

from datetime import date, timedelta
from functools import cache

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from cheyuan.base.lists.cells import day, masked, named, plain_day, plain_money
from cheyuan.base.lists.columns import Column
from cheyuan.base.lists.filters import Choice, Dates, Numbers, Text, Yes, equals, span
from cheyuan.base.lists.spec import Empty, List, Tab
from cheyuan.base.search.queries import find
from cheyuan.base.ui.templatetags.ui import m
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, moment, now
from cheyuan.kernel.errors import Refused
from cheyuan.records.vouchers import codes, queries, words
from cheyuan.records.vouchers.models import Voucher
from cheyuan.records.vouchers.moves import GIVEN

SOON = 30


@cache
def _form() -> str:
    return reverse("vouchers:page", args=[0]).removesuffix("0")


def page_of(voucher_id: int) -> str:
    """The page of one."""
    return f"{_form()}{voucher_id}"


def page_of_grant(grant_id: int) -> str:
    """Where a signature's vouchers stand together."""
    return f"{reverse('vouchers:list')}?grant={grant_id}"


def _state(row: Voucher) -> str:
    return str(words.STATES[row.state])


def _found(by: Actor, typed: str) -> Q:
    """By whole code, by name of the voucher, by order number, or by the customer whom the search box finds."""
    hits = find(by, typed, kinds=("customer",), limit=200)
    test = Q(title__icontains=typed) | Q(used_for__iexact=typed) | Q(customer_id__in=[hit.object_id for hit in hits])
    try:
        return test | Q(code=codes.clean(typed))
    except Refused:
        return test


def _given(_by: Actor, since: date | None, until: date | None) -> Q:
    test = Q(given_at__gte=moment(since)) if since else Q()
    return test & Q(given_at__lt=moment(until + timedelta(days=1))) if until else test


def _soon(_by: Actor, yes: bool) -> Q:
    soon = Q(state=GIVEN, valid_until__lte=day_of(now()) + timedelta(days=SOON))
    return soon if yes else ~soon


def _unsaid(_by: Actor, yes: bool) -> Q:
    """Those whose owner could not be reminded."""
    mute = Q(reminders__message_id=None, reminders__step__in=("first", "last"))
    return mute if yes else ~mute


def _granted(_by: Actor, typed: str) -> Q:
    return Q(grant_id=int(typed)) if typed.isascii() and typed.isdecimal() and len(typed) < 12 else Q(pk__in=[])


VOUCHERS = List(
    name="vouchers", room="vouchers", kind="voucher", title=_("Vouchers"), right="vouchers.view",
    export_right="vouchers.export", rows=queries.listed, sort="-given", card=("title", "worth", "customer", "state"),
    counted=lambda count, number: ngettext("%(count)s voucher", "%(count)s vouchers", number) % {"count": count},
    columns=(
        Column("title", _("Voucher"), lambda row, _v: row.title, lambda row, _v: named(row.title, page_of(row.pk)),
               brief=lambda row, _v: row.title),
        Column("customer", _("Customer"), lambda row, _v: row.customer.name),
        Column("phone", _("Phone"), lambda row, _v: masked(row.customer.phone), shown=False),
        Column("code", pgettext_lazy("voucher", "Code"), lambda row, _v: codes.masked(row.code), quiet=True),
        Column("worth", _("Worth"), lambda row, _v: words.worth(row)),
        Column("state", _("State"), lambda row, _v: _state(row), lambda row, _v: m(words.MARKS[row.state], _state(row))),
        Column("until", _("Valid until"), lambda row, _v: plain_day(row.valid_until), lambda row, _v: day(row.valid_until),
               sort=("valid_until",)),
        Column("reason", _("Why"), lambda row, _v: str(words.REASONS[row.reason]), quiet=True),
        Column("used", pgettext_lazy("voucher", "Redeemed"), lambda row, _v: plain_day(row.used_at),
               lambda row, _v: day(row.used_at), quiet=True),
        Column("order", _("Repair order"), lambda row, _v: row.used_for, shown=False),
        Column("fen", _("At most"), lambda row, _v: plain_money(row.worth_fen), numeric=True, shown=False),
        Column("by", _("Given by"), lambda row, _v: row.by_name, quiet=True, shown=False),
        Column("given", _("Given"), lambda row, _v: plain_day(row.given_at), lambda row, _v: day(row.given_at),
               sort=("given_at",), descending=True, quiet=True),
    ),
    filters=(
        Text("q", _("Search"), _found),
        Choice("state", _("State"), tuple(words.STATES.items()), equals("state")),
        Choice("kind", pgettext_lazy("voucher", "Kind"), tuple(words.KINDS.items()), equals("kind")),
        Choice("reason", _("Why"), tuple(words.REASONS.items()), equals("reason")),
        Yes("soon", _("Expires within 30 days"), _soon),
        Yes("unsaid", _("Owner could not be reminded"), _unsaid),
        Numbers("worth", _("Worth"), span("worth_fen"), fen=True),
        Dates("until", _("Valid until"), span("valid_until")),
        Dates("given", _("Given"), _given),
        Text("grant", _("Given by one decision"), _granted),
    ),
    tabs=(
        Tab("open", pgettext_lazy("vouchers", "Valid"), {"state": "given"}, "until"),
        Tab("soon", _("Expiring soon"), {"soon": "1"}, "until"),
        Tab("asked", _("Waits for a signature"), {"state": "asked"}),
        Tab("used", pgettext_lazy("vouchers", "Redeemed"), {"state": "used"}),
        Tab("mute", _("Not reminded"), {"unsaid": "1"}, "until"),
    ),
    create=Empty("", action=_("Redeem a voucher"), url_name="desk", right="vouchers.use"),
    empty=Empty(_("No voucher here. Vouchers are given on a customer's page, to many from the list, or on a birthday."),
                "gift"),
)  # fmt: skip
