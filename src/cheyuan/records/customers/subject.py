"""The rights of the person (PPL-08, PIPL art. 45 and 47): a copy to take along, and the file erased with a receipt."""

from datetime import datetime
from typing import Any

from django.db import transaction

from cheyuan.base.channels import actions as channels
from cheyuan.base.journal.actions import note
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing, Refused
from cheyuan.kernel.ref import Ref
from cheyuan.records.customers import erased, persons, queries
from cheyuan.records.customers.models import Customer, Erasure, ExtraPhone, Reveal
from cheyuan.records.customers.persons import Subject

FORMAT = "cheyuan.subject/1"
REASONS = ("asked", "retention", "replayed")
FIELD = "copy"


@action("customers.copy")
def copy(by: Actor, customer_id: int, *, at: datetime) -> dict[str, Any]:
    """Everything on file about a person, in clear and portable. Audited, and counted as a look behind the mask.

    Refused("reveal_limit") beyond the day's looks (P11), Missing when there is none for this actor.
    """
    subject = _subject(by, queries.customer(by, customer_id), at)
    one = subject.customer
    _count(by, one, at)
    found = {part.key: part.copy(subject) for part in persons.parts() if part.copy}
    note(by, "customer.copied", Ref("customer", one.pk), at=at, store_id=one.store_id, parts=sorted(found))
    return {"format": FORMAT, "made_at": at, "customer": one.pk, "store": one.store_id, **found}


@action("customers.erase")
def erase(by: Actor, customer_id: int, *, at: datetime, reason: str = "asked") -> Erasure:
    """Erase a person's file in one store for good; answers the receipt. Their number is refused for marketing from now on.

    Missing when there is none for this actor or it was erased before. What the law wants kept stays without words.
    """
    one = queries.customer(by, customer_id, lock=True)
    subject = _subject(by, one, at)
    store_id = one.store_id
    for address in sorted({one.phone, one.email, one.wechat} - {""}):
        channels.refuse(by, address=address, purpose="marketing", source="erased", at=at)
    gone: dict[str, int] = {}
    for part in persons.parts():
        for table, count in (part.erase(subject) if part.erase else {}).items():
            gone[table] = gone.get(table, 0) + count
    receipt = Erasure.objects.create(
        store_id=store_id, customer_id=one.pk, at=at, by_id=by.account_id, by_name=by.name,
        reason=reason if reason in REASONS else REASONS[0], gone={table: count for table, count in gone.items() if count},
        kept=[code for part in persons.parts() for code in part.kept],
    )  # fmt: skip
    note(by, "customer.erased", Ref("customer", one.pk), at=at, store_id=store_id, receipt=receipt.pk, reason=reason)
    transaction.on_commit(lambda: erased.append(by.group_id, store_id, customer_id, at))
    return receipt


def receipt(by: Actor, receipt_id: int) -> Erasure:
    """The receipt of an erased file; Missing when it is not there for this actor."""
    by.require("customers.erase")
    found: Erasure | None = Erasure.objects.filter(pk=receipt_id, store_id__in=by.store_ids).first()
    if found is None:
        raise Missing("receipt", receipt_id)
    return found


def same_person(by: Actor, customer_id: int) -> list[tuple[int, int]]:
    """(store, id) of other files in the actor's stores with the same phone: they are erased on their own."""
    one = queries.customer(by, customer_id)
    if not one.phone_key:
        return []
    rows = Customer.objects.filter(phone_key=one.phone_key, erased_at=None).exclude(pk=one.pk)
    return list(rows.order_by("store_id", "pk").values_list("store_id", "pk"))


def _subject(by: Actor, one: Customer, at: datetime) -> Subject:
    more = ExtraPhone.objects.filter(customer_id=one.pk)
    words = {one.phone, one.email, one.wechat, one.id_document, one.address, *(row.number for row in more)} - {""}
    return Subject(by, one, at, one.name, frozenset(words))


def _count(by: Actor, one: Customer, at: datetime) -> None:
    if by.account_id is None:
        return
    limit = value("customers.reveals_per_day", one.store_id)
    if not queries.reveals_left(by, limit, at):
        raise Refused("reveal_limit", limit=limit)
    Reveal.objects.create(store_id=one.store_id, account_id=by.account_id, customer_id=one.pk, field=FIELD, at=at)
