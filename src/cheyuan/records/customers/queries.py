"""The one gate to customers."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.db.models import Q, QuerySet

from cheyuan.base.channels.queries import forbidden
from cheyuan.base.journal import queries as journal
from cheyuan.base.sealed import keyring
from cheyuan.base.tenancy import asked
from cheyuan.kernel import phone
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, moment
from cheyuan.kernel.errors import Missing, Refused
from cheyuan.records.customers import persons
from cheyuan.records.customers.models import CHANNELS, PURPOSES, Consent, Customer, ExtraPhone, Remark
from cheyuan.records.customers.words import STANDINGS, word

__all__ = [
    "LISTED",
    "STANDINGS",
    "consents",
    "customer",
    "customers",
    "lights",
    "listed",
    "phone_holds",
    "phones",
    "remarks",
    "reveals_left",
    "said_standing",
    "timeline_counts",
    "with_phone",
]  # fmt: skip


def customers(by: Actor) -> QuerySet[Customer]:
    """The customers that the actor may see."""
    by.require("customers.view")
    return Customer.objects.filter(erased_at=None)


def customer(by: Actor, customer_id: int, *, lock: bool = False) -> Customer:
    """One customer; Missing when there is none for this actor. ``lock`` holds the row until the transaction ends.

    The id of a file that was merged answers the file into which it went.
    """
    by.require("customers.view")
    found = _found(by, customer_id, lock)
    if found is None and (there := persons.now_called(by, customer_id)) is not None:
        found = _found(by, there, lock)
    if found is None:
        raise Missing("customer", customer_id)
    return found


def _found(by: Actor, customer_id: int, lock: bool) -> Customer | None:
    rows = customers(by)
    return rows.select_for_update().filter(pk=customer_id).first() if lock else _customer(by, customer_id)


def _customer(by: Actor, customer_id: int) -> Customer | None:
    where = "WHERE t.id = %(id)s AND t.store_id = any(%(stores)s::bigint[]) AND t.erased_at IS NULL"
    return next(iter(asked.records(Customer, where, id=customer_id, stores=list(by.store_ids))), None)


def phone_holds(ids: Sequence[int], digits: str) -> set[int]:
    """Which of the customers have a phone that contains the digits; for the search box, inside the scope."""
    main = Customer.objects.filter(pk__in=ids).values_list("pk", "phone")
    extra = ExtraPhone.objects.filter(customer_id__in=ids).values_list("customer_id", "number")
    return {pk for pk, number in [*main, *extra] if digits in number}


def consents(by: Actor, customer_id: int) -> dict[tuple[str, str], Consent]:
    """The newest statement per purpose and channel; a pair that was never asked is absent."""
    by.require("customers.view")
    newest = "WHERE t.customer_id = %(id)s AND t.store_id = any(%(stores)s::bigint[]) ORDER BY t.at, t.id"
    rows = asked.records(Consent, newest, id=customer_id, stores=list(by.store_ids))
    return {(row.purpose, row.channel): row for row in rows}


def lights(by: Actor, one: Customer) -> list[tuple[str, list[tuple[str, str]]]]:
    """The consent lights: per purpose the channels as given, refused (in any store of the group) or unasked.

    Service contact rests on the contract.
    """
    known = consents(by, one.pk)
    refused = forbidden(by, one.phone, CHANNELS, PURPOSES[:2]) if one.phone else frozenset()

    def state(purpose: str, channel: str) -> str:
        if (one.do_not_contact and purpose == "marketing") or (channel, purpose) in refused:
            return "refused"
        row = known.get((purpose, channel))
        if row is None:
            return "given" if purpose == "service" else "unasked"
        return "given" if row.given else "refused"

    return [(purpose, [(channel, state(purpose, channel)) for channel in CHANNELS]) for purpose in PURPOSES[:2]]


def remarks(by: Actor, customer_id: int) -> list[Remark]:
    """Notes and promises, newest first."""
    by.require("customers.view")
    return asked.records(Remark, _REMARKS, id=customer_id, stores=list(by.store_ids))


_REMARKS = """
WHERE t.customer_id = %(id)s AND t.store_id = any(%(stores)s::bigint[]) ORDER BY t.at DESC, t.id DESC LIMIT 50
"""


def phones(by: Actor, customer_id: int) -> list[ExtraPhone]:
    """The other numbers of a customer, oldest first."""
    by.require("customers.view")
    where = "WHERE t.customer_id = %(id)s AND t.store_id = any(%(stores)s::bigint[]) ORDER BY t.id LIMIT 20"
    return asked.records(ExtraPhone, where, id=customer_id, stores=list(by.store_ids))


def reveals_left(by: Actor, limit: int, at: datetime) -> int:
    """How many looks behind the mask the actor has left today, over all stores; whoever asks holds the count until the end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('reveals', %s))", [by.account_id])
        cursor.execute("SELECT customers_reveals_since(%s, %s)", [by.account_id, moment(day_of(at))])
        return max(0, limit - int(cursor.fetchone()[0]))


def timeline_counts(by: Actor, customer_id: int) -> dict[str, int]:
    """How many timeline entries a customer has, by topic."""
    by.require("customers.view")
    return journal.topics_of_customer(by, customer_id)


def with_phone(by: Actor, number: str) -> list[Customer]:
    """Files that carry this very phone, as the main one or another; empty for what is no phone."""
    try:
        key = keyring().blind(by.group_id, phone.clean(number))
    except Refused:
        return []
    extra = ExtraPhone.objects.filter(number_key=key).values("customer_id")
    return list(customers(by).filter(Q(phone_key=key) | Q(pk__in=extra)).order_by("pk")[:5])


def said_standing(one: Customer) -> str:
    """VIP or key account in words; empty for everybody else."""
    return "" if one.standing == "regular" else word(STANDINGS, one.standing)


def listed(by: Actor) -> QuerySet[Customer]:
    """Customers for lists: without what lists never show, so that fifty rows do not cost two hundred decryptions."""
    return customers(by).only(*LISTED)


def opened(column: str, sealed: bytes) -> str:
    """The text of a sealed column of a customer ("phone"), as another room's statement read it for many at once."""
    return keyring().open(sealed, f"customers_customer.{column}")


LISTED = ("store", "cust_no", "name", "pinyin", "phone", "city", "birthday", "tags", "created_at")
