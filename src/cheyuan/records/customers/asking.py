"""What the filters and columns of the customers' list ask the database."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cheyuan.base.accounts.queries import named
from cheyuan.base.lists.columns import Load
from cheyuan.base.search.queries import find
from cheyuan.base.ui.human import MONTHS
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, moment, now
from cheyuan.records.customers.models import Customer

FOUND = 200


def found_by_words(by: Actor, typed: str) -> Q:
    """Customers that the search box finds: name, pinyin, initials, any part of a phone, number."""
    return Q(pk__in=[hit.object_id for hit in find(by, typed, kinds=("customer",), limit=FOUND)])


def months() -> Sequence[tuple[str, object]]:
    """This month, then all twelve."""
    return [("now", _("this month")), *((str(at + 1), name) for at, name in enumerate(MONTHS))]


def month_of_birth(_by: Actor, value: str) -> Q:
    """Born in that month, whatever the year."""
    return Q(birthday__month=day_of(now()).month if value == "now" else int(value))


def mine(by: Actor, value: str) -> Q:
    """The actor is the customer's advisor or consultant ("1"), or nobody is ("0")."""
    if value == "1":
        return Q(advisor_id=by.account_id) | Q(consultant_id=by.account_id)
    return Q(advisor=None, consultant=None)


def standing(_by: Actor, value: str) -> Q:
    """Key accounts, VIPs, or those who are neither; a key account that is a VIP too is both."""
    return {
        "key": Q(is_key_account=True), "vip": Q(is_vip=True), "regular": Q(is_vip=False, is_key_account=False),
    }[value]  # fmt: skip


def moments(field: str) -> Callable[[Actor, date | None, date | None], Q]:
    """The condition of a range of store days on a moment."""

    def where(_by: Actor, since: date | None, until: date | None) -> Q:
        test = Q((f"{field}__gte", moment(since))) if since else Q()
        return test & Q((f"{field}__lt", moment(until + timedelta(days=1)))) if until else test

    return where


def account_names(field: str) -> Load:
    """Who looks after them, by name: one question for a page."""

    def load(by: Actor, ids: Sequence[int]) -> Mapping[int, str]:
        of = dict(Customer.objects.filter(pk__in=ids).exclude((field, None)).values_list("pk", f"{field}_id"))
        names = named(by, list(set(of.values()))) if of else {}
        return {pk: names.get(account, "") for pk, account in of.items()}

    return load
