"""Further numbers of a customer, and taking back what was just written."""

from datetime import datetime

from cheyuan.base.journal.actions import note, timeline
from cheyuan.base.search.actions import index
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel import phone
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing, Refused
from cheyuan.kernel.ref import Ref
from cheyuan.records.customers import entries, queries
from cheyuan.records.customers.actions import phone_key
from cheyuan.records.customers.models import Customer, ExtraPhone, Remark


@action("customers.edit")
def add_phone(by: Actor, customer_id: int, number: str, *, at: datetime, label: str = "") -> ExtraPhone:
    """Keep one more number. Refused: phone_form, phone_known."""
    one = queries.customer(by, customer_id, lock=True)
    number = phone.clean(number)
    key = phone_key(by, number)
    there = ExtraPhone.objects.filter(customer_id=one.pk, number_key=key).exists()
    if number == one.phone or there or key is None:
        raise Refused("phone_known", field="number")
    row = ExtraPhone.objects.create(
        store_id=one.store_id, customer_id=one.pk, number=number, number_key=key, label=label[:40]
    )
    _changed(by, one, at)
    return row


@action("customers.edit")
def remove_phone(by: Actor, phone_id: int, *, at: datetime) -> tuple[int, str, str]:
    """Take a further number away; answers the customer, the number and its label, by which it can be put back."""
    row = ExtraPhone.objects.filter(pk=phone_id).first()
    if row is None:
        raise Missing("phone", phone_id)
    one = queries.customer(by, row.customer_id, lock=True)
    gone = (one.pk, row.number, row.label)
    row.delete()
    _changed(by, one, at)
    return gone


def _changed(by: Actor, one: Customer, at: datetime) -> None:
    numbers = ExtraPhone.objects.filter(customer_id=one.pk).values_list("number", flat=True)
    index([entries.draft(one, by.group_id, numbers)])
    ref = Ref("customer", one.pk)
    timeline(by, "customer.phone_changed", at=at, topic="file", customer_id=one.pk, ref=ref, store_id=one.store_id)
    note(by, "customer.phone_changed", ref, at=at, store_id=one.store_id)


@action("customers.edit")
def remove_remark(by: Actor, remark_id: int, *, at: datetime) -> None:
    """Take back a note or promise that one has just written oneself; that of a colleague stays (Missing)."""
    row = Remark.objects.filter(pk=remark_id, by_id=by.account_id).first()
    if row is None:
        raise Missing("remark", remark_id)
    row.delete()
    note(by, "customer.remark_removed", Ref("customer", row.customer_id), at=at, store_id=row.store_id)


@action("customers.edit")
def unkeep_promise(by: Actor, remark_id: int, *, at: datetime) -> None:
    """The promise is open again."""
    row = Remark.objects.select_for_update().filter(pk=remark_id, kind="promise").first()
    if row is None:
        raise Missing("remark", remark_id)
    row.kept_at = None
    row.save(update_fields=["kept_at"])
    note(by, "customer.unkept", Ref("customer", row.customer_id), at=at, store_id=row.store_id)
