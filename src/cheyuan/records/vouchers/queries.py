"""The one gate to vouchers."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from cheyuan.base.tenancy.models import Store
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Missing
from cheyuan.records.vouchers import codes, words
from cheyuan.records.vouchers.ending import Ending as Ending
from cheyuan.records.vouchers.ending import ending as ending
from cheyuan.records.vouchers.ending import messages_of as messages_of
from cheyuan.records.vouchers.ending import one_reminder_at_a_time as one_reminder_at_a_time
from cheyuan.records.vouchers.gifts import birthday_terms
from cheyuan.records.vouchers.models import Grant, Reminder, Voucher
from cheyuan.records.vouchers.moves import GIVEN


def vouchers(by: Actor) -> QuerySet[Voucher]:
    """The vouchers of the actor's stores."""
    by.require("vouchers.view")
    rows: QuerySet[Voucher] = Voucher.objects.filter(store_id__in=by.store_ids)
    return rows


def listed(by: Actor) -> QuerySet[Voucher]:
    """Vouchers for lists, with their owners."""
    shown = ("customer__name", "customer__phone", "customer__store")
    rows = vouchers(by).select_related("customer")
    return rows.only(*(one.name for one in Voucher._meta.concrete_fields), *shown)


def voucher(by: Actor, voucher_id: int, *, lock: bool = False) -> Voucher:
    """One voucher with its customer and grant; Missing when it is not there for this actor."""
    rows = vouchers(by).filter(pk=voucher_id).select_related("customer", "grant")
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise Missing("voucher", voucher_id)
    return found


def of_customer(by: Actor, customer_id: int) -> list[Voucher]:
    """A customer's vouchers: those that can be used first, by their end; then the others, newest first."""
    rows = list(vouchers(by).filter(customer_id=customer_id).order_by("-given_at", "-pk")[:60])
    usable = sorted((one for one in rows if one.state == GIVEN), key=lambda one: (one.valid_until, one.pk))
    return usable + [one for one in rows if one.state != GIVEN]


def of_grant(by: Actor, grant_id: int) -> QuerySet[Voucher]:
    """What was given by one decision."""
    return vouchers(by).filter(grant_id=grant_id)


def grant(by: Actor, grant_id: int) -> Grant:
    """One decision; Missing when it is not there for this actor."""
    by.require("vouchers.view")
    found: Grant | None = Grant.objects.filter(store_id__in=by.store_ids, pk=grant_id).first()
    if found is None:
        raise Missing("voucher_grant", grant_id)
    return found


def reminders(by: Actor, voucher_id: int) -> list[Reminder]:
    """What was said, or could not be said, before a voucher expires."""
    by.require("vouchers.view")
    return list(Reminder.objects.filter(store_id__in=by.store_ids, voucher_id=voucher_id).order_by("at", "pk"))


def house(by: Actor) -> Actor:
    """The same person's name with every store of the group: a voucher may be valid in a sister store."""
    stores = tuple(Store.objects.filter(group_id=by.group_id).values_list("pk", flat=True))
    return system(by.group_id, stores, name=by.name)


def presented(by: Actor, code: str, *, lock: bool = False) -> Voucher:
    """The voucher of a code as the desk may see it: of its own stores, or of a sister store and valid everywhere.

    Inside ``scope(house(by))``. Missing for any other.
    """
    rows = Voucher.objects.filter(Q(store_id__in=by.store_ids) | Q(everywhere=True), code=code)
    found: Voucher | None = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise Missing("voucher", 0)
    return found


def birthday_of(customer_id: int, year: int) -> Voucher | None:
    """The birthday voucher that a customer was given in a year, whatever became of it. Inside a scope."""
    rows = Voucher.objects.filter(customer_id=customer_id, origin__startswith=f"birthday:{year}:")
    found: Voucher | None = rows.order_by("pk").first()
    return found


def usable(customer_ids: Collection[int]) -> set[int]:
    """Which of these customers have a voucher that can still be used. Inside a scope."""
    rows = Voucher.objects.filter(customer_id__in=list(customer_ids), state=GIVEN)
    return set(rows.values_list("customer_id", flat=True))


def told(row: Voucher) -> str:
    """Its name and what it is worth, in the language of the moment."""
    return f"{row.title} {words.worth(row)}"


def spoken(row: Voucher) -> str:
    """Its code as the customer reads it."""
    return codes.spoken(row.code)


def birthday_words(customer_id: int, store_id: int, at: datetime) -> str:
    """What a customer gets on the birthday of this year: the voucher that was given, else what the policy gives; or empty."""
    known = birthday_of(customer_id, day_of(at).year)
    if known is not None:
        return told(known) if known.state == GIVEN else ""
    terms = birthday_terms(store_id, at)
    return (
        told(Voucher(kind=terms.kind, title=terms.title, worth_fen=terms.worth_fen, percent=terms.percent))
        if terms
        else ""
    )
