"""What can be done with customers."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from cheyuan.base.channels import actions as channels
from cheyuan.base.journal.actions import note, timeline
from cheyuan.base.policies.queries import value
from cheyuan.base.sealed import keyring
from cheyuan.base.search.actions import index
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel import names, phone, text
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing, Refused
from cheyuan.kernel.ref import Ref
from cheyuan.records.customers import alerts, entries, lifting, queries
from cheyuan.records.customers.models import (
    CHANNELS,
    LANGUAGES,
    PURPOSES,
    Consent,
    Customer,
    ExtraPhone,
    Remark,
    Reveal,
)

EDITABLE = (
    "name", "kind", "gender", "birthday", "phone", "wechat", "email", "id_document", "address", "province", "city",
    "district", "occupation", "usage", "salutation", "avoid", "preferred_channel", "preferred_time", "language", "consultant_id",
    "advisor_id", "source", "tags", "notes", "is_vip",
    "is_key_account",
)  # fmt: skip
SEALED = ("phone", "wechat", "email", "id_document", "address")


def _clean(values: dict[str, Any]) -> dict[str, Any]:
    unknown = set(values) - set(EDITABLE)
    if unknown:
        raise Refused("field_unknown", field=sorted(unknown)[0])
    if "name" in values:
        values["name"] = text.half(values["name"])
        if not values["name"]:
            raise Refused("name_missing", field="name")
        values["pinyin"] = names.sort_key(values["name"])[:240]
    if values.get("phone"):
        values["phone"] = phone.clean(values["phone"])
    if values.get("language", LANGUAGES[0]) not in LANGUAGES:
        raise Refused("field_unknown", field="language")
    return values


def phone_key(by: Actor, number: str) -> bytes | None:
    """The keyed hash by which a phone is found and refused within the group; None for no phone."""
    return keyring().blind(by.group_id, number) if number else None


@action("customers.edit")
def create(by: Actor, /, store_id: int, *, at: datetime, cust_no: str = "", **values: Any) -> Customer:
    """Open a customer's file. Refused: name_missing, phone_form, field_unknown, cust_no_taken."""
    return _opened(by, store_id, at, cust_no, values)


@action("customers.enter")
def enter(by: Actor, /, store_id: int, *, name: str, phone: str, source: str, at: datetime) -> Customer:
    """Open the file of somebody who just came in: a name and a phone, nothing else. Refused as ``create``, phone_missing."""
    if not phone.strip():
        raise Refused("phone_missing", field="phone")
    return _opened(by, store_id, at, "", {"name": name, "phone": phone, "source": source})


def _opened(by: Actor, store_id: int, at: datetime, cust_no: str, values: dict[str, Any]) -> Customer:
    values = _clean({"name": "", **values})
    if cust_no and Customer.objects.filter(store_id=store_id, cust_no=cust_no).exists():
        raise Refused("cust_no_taken", value=cust_no, field="cust_no")
    one = Customer(store_id=store_id, cust_no=cust_no or "-", created_at=at, updated_at=at, **values)
    one.phone_key = phone_key(by, one.phone)
    one.save(force_insert=True)
    if not cust_no:
        one.cust_no = f"K{one.pk:07d}"
        one.save(update_fields=["cust_no"])
    index([entries.draft(one, by.group_id)])
    timeline(
        by, "customer.created", at=at, topic="file", customer_id=one.pk, ref=Ref("customer", one.pk), store_id=store_id
    )
    note(by, "customer.created", Ref("customer", one.pk), at=at, store_id=store_id)
    return one


@action("customers.edit")
def edit(by: Actor, /, customer_id: int, *, at: datetime, **values: Any) -> Customer:
    """Change some fields; the timeline says which, the audit which without their content. Refused as ``create``."""
    one = queries.customer(by, customer_id, lock=True)
    values = _clean(values)
    changed = sorted(name for name, new in values.items() if getattr(one, name) != new and name != "pinyin")
    if not changed:
        return one
    if "phone" in changed:
        _keep_former(by, one)
    for name, new in values.items():
        setattr(one, name, new)
    one.phone_key, one.updated_at = phone_key(by, one.phone), at
    one.save()
    _reindex(by, one)
    timeline(
        by, "customer.edited", at=at, topic="file", customer_id=one.pk, ref=Ref("customer", one.pk),
        store_id=one.store_id, fields=", ".join(changed),
    )  # fmt: skip
    note(by, "customer.edited", Ref("customer", one.pk), at=at, store_id=one.store_id, fields=changed)
    return one


def reindex(by: Actor, customer_id: int) -> None:
    """Make the search entry anew; inside the action that changed the file."""
    _reindex(by, queries.customer(by, customer_id))


def _reindex(by: Actor, one: Customer) -> None:
    extra = ExtraPhone.objects.filter(customer_id=one.pk).values_list("number", flat=True)
    index([entries.draft(one, by.group_id, extra)])


def _keep_former(by: Actor, one: Customer) -> int | None:
    """The number used until now stays on file, so that a call back is recognised."""
    if not one.phone:
        return None
    key = phone_key(by, one.phone)
    former = ExtraPhone.objects.create(
        store_id=one.store_id, customer_id=one.pk, number=one.phone, number_key=key, label="former"
    )
    return int(former.pk)


@action("customers.edit")
def change_phone(by: Actor, customer_id: int, number: str, *, at: datetime) -> int | None:
    """Use another number from now on; answers the id under which the former one is kept (for undoing)."""
    one = queries.customer(by, customer_id, lock=True)
    number = phone.clean(number)
    former = _keep_former(by, one) if number != one.phone else None
    _set_phone(by, one, number, at)
    return former


@action("customers.edit")
def restore_phone(by: Actor, customer_id: int, former_id: int | None, *, at: datetime) -> None:
    """Take ``change_phone`` back; without a former number there was none."""
    one = queries.customer(by, customer_id, lock=True)
    if former_id is None:
        _set_phone(by, one, "", at)
        return
    former = ExtraPhone.objects.filter(pk=former_id, customer_id=customer_id).first()
    if former is None:
        return
    number = former.number
    former.delete()
    _set_phone(by, one, number, at)


def _set_phone(by: Actor, one: Customer, number: str, at: datetime) -> None:
    one.phone, one.phone_key, one.updated_at = number, phone_key(by, number), at
    one.save(update_fields=["phone", "phone_key", "updated_at"])
    _reindex(by, one)
    timeline(
        by,
        "customer.phone_changed",
        at=at,
        topic="file",
        customer_id=one.pk,
        ref=Ref("customer", one.pk),
        store_id=one.store_id,
    )
    note(by, "customer.phone_changed", Ref("customer", one.pk), at=at, store_id=one.store_id)


@action("customers.reveal")
def reveal(by: Actor, customer_id: int, field: str, *, at: datetime, reason: str = "") -> str:
    """The content of a masked field, counted and audited (PPL-09, P11). Refused("reveal_limit") beyond the day's limit."""
    if field not in SEALED:
        raise Refused("field_unknown", field=field)
    one = queries.customer(by, customer_id)
    limit = value("customers.reveals_per_day", one.store_id)
    left = queries.reveals_left(by, limit, at)
    if by.account_id is None or not left:
        raise Refused("reveal_limit", limit=limit)
    Reveal.objects.create(
        store_id=one.store_id, account_id=by.account_id, customer_id=one.pk, field=field, reason=reason[:120], at=at
    )
    note(by, "customer.revealed", Ref("customer", one.pk), at=at, store_id=one.store_id, field=field)
    alerts.raise_when_many(by, one.store_id, limit - left + 1, at)
    return str(getattr(one, field))


@action("customers.consent")
def record_consent(
    by: Actor,
    customer_id: int,
    purpose: str,
    given: bool,
    *,
    at: datetime,
    source: str,
    on: Iterable[str] = CHANNELS,
    proof: str = "",
    text_version: str = "",
) -> None:
    """A statement for a purpose on some channels (PPL-08). A no of marketing or service is a refusal for the whole group.

    A yes against such a refusal lifts it on these channels when ``by`` may lift refusals and ``proof`` holds the person's
    words; else Refused("consent_refused"), and nothing is written.
    """
    on = tuple(on)
    if purpose not in PURPOSES or not set(on) <= set(CHANNELS):
        raise Refused("consent_unknown", purpose=purpose)
    one = queries.customer(by, customer_id, lock=True)
    lifted = lifting.to_lift(by, one, purpose, on, proof) if given else []
    Consent.objects.bulk_create(
        Consent(
            store_id=one.store_id, customer_id=one.pk, purpose=purpose, channel=channel, given=given, at=at,
            text_version=text_version, source=source, proof=proof, by_name=by.name,
        )
        for channel in on
    )  # fmt: skip
    for channel in on if not given and one.phone and purpose in ("service", "marketing") else ():
        channels.refuse(by, address=one.phone, channel=channel, purpose=purpose, source=source, at=at)
    for channel in lifted:
        channels.agree(by, address=one.phone, channel=channel, purpose=purpose, source=source, at=at)
    timeline(
        by, "customer.consent", at=at, topic="consent", customer_id=one.pk, ref=Ref("customer", one.pk),
        store_id=one.store_id, purpose=purpose, channel=", ".join(on), given=given,
    )  # fmt: skip
    note(
        by, "customer.consent", Ref("customer", one.pk), at=at, store_id=one.store_id, purpose=purpose, given=given,
        channel=", ".join(on), lifted=", ".join(lifted),
    )  # fmt: skip


@action("customers.consent")
def stop_contact(by: Actor, customer_id: int, *, scope: str, at: datetime, source: str = "call") -> None:
    """The customer said no: final at once, for the whole group (P6). ``scope`` is marketing or everything."""
    one = queries.customer(by, customer_id, lock=True)
    purposes = ("marketing",) if scope == "marketing" else ("marketing", "service")
    for purpose in purposes:
        record_consent(by, customer_id, purpose, False, at=at, source=source)
    one.do_not_contact, one.updated_at = True, at
    one.save(update_fields=["do_not_contact", "updated_at"])
    timeline(
        by, "customer.stopped", at=at, topic="consent", customer_id=one.pk, ref=Ref("customer", one.pk),
        store_id=one.store_id, scope=scope,
    )  # fmt: skip
    note(by, "customer.stopped", Ref("customer", one.pk), at=at, store_id=one.store_id, scope=scope)


@action("customers.consent")
def allow_contact(by: Actor, customer_id: int, *, at: datetime) -> None:
    """Take the mark off the file. Refusals stay until the customer consents anew."""
    one = queries.customer(by, customer_id, lock=True)
    one.do_not_contact, one.updated_at = False, at
    one.save(update_fields=["do_not_contact", "updated_at"])
    timeline(
        by,
        "customer.allowed",
        at=at,
        topic="consent",
        customer_id=one.pk,
        ref=Ref("customer", one.pk),
        store_id=one.store_id,
    )
    note(by, "customer.allowed", Ref("customer", one.pk), at=at, store_id=one.store_id)


@action("customers.edit")
def remark(by: Actor, customer_id: int, kind: str, words: str, *, at: datetime) -> Remark:
    """Write a note, or a promise that stays in sight until it is kept. Refused("text_missing")."""
    words = words.strip()
    if not words or kind not in ("note", "promise"):
        raise Refused("text_missing", field="text")
    one = queries.customer(by, customer_id)
    row = Remark.objects.create(
        store_id=one.store_id,
        customer_id=one.pk,
        kind=kind,
        text=words[:500],
        at=at,
        by_id=by.account_id,
        by_name=by.name,
    )
    timeline(
        by, f"customer.{kind}", at=at, topic="note", customer_id=one.pk, ref=Ref("customer", one.pk),
        store_id=one.store_id, text=words[:200],
    )  # fmt: skip
    note(by, f"customer.{kind}", Ref("customer", one.pk), at=at, store_id=one.store_id)
    return row


@action("customers.edit")
def keep_promise(by: Actor, remark_id: int, *, at: datetime) -> Remark:
    """The promise was kept."""
    row = Remark.objects.select_for_update().filter(pk=remark_id, kind="promise").first()
    if row is None:
        raise Missing("remark", remark_id)
    row.kept_at = at
    row.save(update_fields=["kept_at"])
    timeline(
        by,
        "customer.kept",
        at=at,
        topic="note",
        customer_id=row.customer_id,
        store_id=row.store_id,
        text=row.text[:200],
    )
    note(by, "customer.kept", Ref("customer", row.customer_id), at=at, store_id=row.store_id)
    return row
