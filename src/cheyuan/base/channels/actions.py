"""Holding messages and taking refusals. Nothing leaves the house here: a message waits, visible, with its reason."""

from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection

from cheyuan.base import sealed
from cheyuan.base.channels import witness
from cheyuan.base.channels.addresses import key_of, spelled
from cheyuan.base.channels.models import Message, Refusal
from cheyuan.base.channels.queries import ANY
from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.models import Group, Store
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.errors import Conflict
from cheyuan.kernel.ref import Ref

HOLD = """
INSERT INTO channels_message (store_id, customer_id, channel, purpose, address, address_key, text, language, state,
                              reason, intent, task_id, not_before, created_at, by_name)
SELECT %(store)s, %(customer)s, %(channel)s, %(purpose)s, %(address)s, %(key)s, %(text)s, %(language)s,
       CASE WHEN EXISTS (SELECT FROM channels_refusal WHERE group_id = %(group)s AND address_key = %(key)s
                         AND channel IN (%(channel)s, 'any') AND purpose IN (%(purpose)s, 'any'))
            THEN 'refused' ELSE 'held' END,
       %(reason)s, %(intent)s, %(task)s, %(not_before)s, %(at)s, %(by)s
ON CONFLICT (store_id, intent) DO NOTHING
"""


def hold(
    by: Actor,
    *,
    customer_id: int,
    channel: str,
    purpose: str,
    address: str,
    text: str,
    intent: str,
    at: datetime,
    task_id: int | None = None,
    language: str = "zh-hans",
    reason: str = "",
    store_id: int | None = None,
    not_before: datetime | None = None,
) -> Message:
    """One message for one intent: asked twice, the first stays. Its state is "held", or "refused" when a refusal of the
    group forbids it (looked up in the same statement).

    ``intent`` names why, once per store ("task:5:sms"); ``reason`` is a short code shown to people. Called inside the
    action that wants the message.
    """
    store = store_id or by.store_id or by.store_ids[0]
    names: dict[str, Any] = {
        "store": store, "customer": customer_id, "channel": channel, "purpose": purpose, "group": by.group_id,
        "address": sealed.seal("channels_message.address", spelled(address)), "key": key_of(by.group_id, address),
        "text": sealed.seal("channels_message.text", text), "language": language, "reason": reason, "intent": intent,
        "task": task_id, "not_before": not_before, "at": at, "by": by.name,
    }  # fmt: skip
    with scope(by):
        with connection.cursor() as cursor:
            cursor.execute(HOLD, names)
            is_new = bool(cursor.rowcount)
        message: Message = Message.objects.get(store_id=store, intent=intent)
        if is_new:
            note(
                by, f"message.{message.state}", Ref("message", message.pk), at=at, store_id=store,
                channel=channel, purpose=purpose, intent=intent,
            )  # fmt: skip
    return message


def withdraw(by: Actor, message_id: int, *, at: datetime) -> None:
    """Take a held message back before it leaves; Conflict("wrong_state") when it is not held any more."""
    with scope(by):
        held = Message.objects.filter(pk=message_id, store_id__in=by.store_ids, state="held")
        store = held.values_list("store_id", flat=True).first()
        if store is None or not held.update(state="withdrawn"):
            raise Conflict("wrong_state", state="", step="withdraw")
        note(by, "message.withdrawn", Ref("message", message_id), at=at, store_id=store)


def refuse(by: Actor, *, address: str, channel: str = ANY, purpose: str = ANY, source: str, at: datetime) -> None:
    """The owner of the address says no to a channel ("any") for a purpose ("any"): final at once for the whole group.

    Messages of any store of the group that still wait become "refused". Needs no right of its own: who may record it
    is the caller's rule, and inbound messages are nobody's.
    """
    key = key_of(by.group_id, address)
    witness.append(by.group_id, key, channel, purpose, source, at)
    with scope(by):
        note(by, "refusal.taken", Ref("refusal", 0), at=at, channel=channel, purpose=purpose, source=source)
    _refuse(by.group_id, [Refusal(
        group_id=by.group_id, address_key=key, channel=channel, purpose=purpose, at=at, source=source, by_name=by.name
    )])  # fmt: skip


def replay_refusals() -> int:
    """After a restore: every refusal written outside the backup holds again; answers how many lines there were."""
    lines, known = sorted(witness.lines(), key=itemgetter("group")), set(Group.objects.values_list("id", flat=True))
    for group, own in groupby(lines, key=itemgetter("group")):
        if group in known:
            _refuse(group, [
                Refusal(
                    group_id=group, address_key=bytes.fromhex(line["key"]), channel=line["channel"],
                    purpose=line["purpose"], at=datetime.fromisoformat(line["at"]), source=line["source"],
                )
                for line in own
            ])  # fmt: skip
    return len(lines)


def _refuse(group_id: int, refusals: list[Refusal]) -> None:
    """Keep the refusals and stop what waits, in all stores of the group whoever acts: a refusal knows no store."""
    keys = [bytes(one.address_key) for one in refusals]
    stores = tuple(Store.objects.filter(group_id=group_id).values_list("id", flat=True))
    with scope(system(group_id, stores, name="refusals")):
        Refusal.objects.bulk_create(refusals, batch_size=5000, ignore_conflicts=True)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE channels_message m SET state = 'refused' FROM channels_refusal r"
                " WHERE m.state = 'held' AND m.store_id = ANY(%s) AND r.group_id = %s AND r.address_key = m.address_key"
                " AND m.address_key = ANY(%s) AND r.channel IN (m.channel, 'any') AND r.purpose IN (m.purpose, 'any')",
                [list(stores), group_id, keys],
            )
