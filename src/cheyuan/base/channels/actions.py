"""Holding messages, taking them back, and what a person said about being written to."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection, transaction

from cheyuan.base import sealed
from cheyuan.base.channels import witness
from cheyuan.base.channels.addresses import key_of, spelled
from cheyuan.base.channels.claiming import doubt_restored
from cheyuan.base.channels.composing import weigh
from cheyuan.base.channels.crowds import Wanted as Wanted
from cheyuan.base.channels.crowds import hold_crowd as hold_crowd
from cheyuan.base.channels.models import Message, Refusal, Touch
from cheyuan.base.channels.moves import step
from cheyuan.base.channels.policy.household import household_of
from cheyuan.base.channels.queries import ANY
from cheyuan.base.channels.queries import message as message_of
from cheyuan.base.channels.rights import REPLAY
from cheyuan.base.channels.sending import alone
from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.models import Group, Store
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.errors import Conflict, Refused
from cheyuan.kernel.ref import Ref

HOLD = """
WITH made AS (
  INSERT INTO channels_message (
    store_id, customer_id, channel, purpose, address, address_key, phone_key, subject, text, filled, template_id, language,
    state, reason, intent, task_id, not_before, created_at, by_name, chosen, timed, parts, cost_fen, provider, their_id,
    tries, code)
  SELECT %(store)s, %(customer)s, %(channel)s, %(purpose)s, %(address)s, %(key)s, %(phone)s, %(subject)s, %(text)s,
    %(filled)s, %(template)s, %(language)s,
    CASE WHEN channels_refused(%(group)s, %(key)s, coalesce(%(phone)s, %(key)s), %(channel)s, %(purpose)s)
         THEN 'refused' ELSE 'held' END,
    %(reason)s, %(intent)s, %(task)s, %(not_before)s, %(at)s, %(by)s, %(chosen)s, '', %(parts)s, %(fen)s, '', '', 0, ''
  ON CONFLICT (store_id, intent) DO NOTHING RETURNING id, store_id, state
)
INSERT INTO channels_passage (store_id, message_id, step, state, at, code, by_name)
SELECT store_id, id, 'hold', state, %(at)s, '', %(by)s FROM made
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
    phone: str = "",
    subject: str = "",
    chosen: str = "asked",
    template_id: int | None = None,
    values: Mapping[str, str] | None = None,
) -> Message:
    """One message for one intent: asked twice, the first stays. Its state is "held", or "refused" when a refusal of the
    group forbids it (looked up in the same statement); it leaves when the contact policy lets it.

    ``intent`` names why, once per store ("task:5:sms"); ``reason`` is a short code shown to people. ``phone`` is the
    person's, by which refusals are found when the address is another; ``chosen`` says why this channel. Called inside the
    action that wants the message.
    """
    store = store_id or by.store_id or by.store_ids[0]
    with scope(by):
        weight = weigh(store, channel, purpose, text)
        names: dict[str, Any] = {
            "store": store, "customer": customer_id, "channel": channel, "purpose": purpose, "group": by.group_id,
            "address": sealed.seal("channels_message.address", spelled(address)), "key": key_of(by.group_id, address),
            "phone": key_of(by.group_id, phone) if phone else None,
            "subject": sealed.seal("channels_message.subject", subject), "chosen": chosen, "template": template_id,
            "filled": sealed.seal("channels_message.filled", json.dumps(dict(values)) if values else ""),
            "text": sealed.seal("channels_message.text", text), "language": language, "reason": reason, "intent": intent,
            "task": task_id, "not_before": not_before, "at": at, "by": by.name,
            "parts": weight.parts, "fen": weight.fen,
        }  # fmt: skip
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
    """Take a message back before it leaves; Conflict("wrong_state") when it does not wait any more."""
    with scope(by):
        if not step(by, [message_id], "withdraw", at=at):
            raise Conflict("wrong_state", state="", step="withdraw")
        note(by, "message.withdrawn", Ref("message", message_id), at=at, store_id=_store_of(message_id))


def withdraw_many(by: Actor, message_ids: Sequence[int], *, why: str, at: datetime) -> list[int]:
    """Take back those that still wait, in one statement, with one row of the audit; answers which. ``why`` is a short code."""
    with scope(by):
        gone = step(by, list(message_ids), "withdraw", at=at)
        if gone:
            note(by, "messages.withdrawn", Ref("message", gone[0]), at=at, store_id=_store_of(gone[0]), count=len(gone),
                 why=why)  # fmt: skip
    return gone


def _store_of(message_id: int) -> int:
    store: int = Message.objects.values_list("store_id", flat=True).get(pk=message_id)
    return store


@action(REPLAY.name)
def take_back(by: Actor, message_id: int, *, at: datetime) -> None:
    """The same, decided by a person on the message's page; Missing for a message that is not there for them."""
    message_of(by, message_id)
    withdraw(by, message_id, at=at)


@action(REPLAY.name)
def replay(by: Actor, message_id: int, *, at: datetime) -> None:
    """Let a message that surely failed wait again, to be judged and sent anew; Conflict("wrong_state") for any other."""
    message_of(by, message_id)
    if not step(by, [message_id], "replay", at=at, not_before=at, due_at=None, until_at=None, claim=None, tries=0):
        raise Conflict("wrong_state", state="", step="replay")
    note(by, "message.replayed", Ref("message", message_id), at=at, store_id=_store_of(message_id))


@action(REPLAY.name)
def give_up(by: Actor, message_id: int, *, at: datetime) -> None:
    """A person decides that a message in quarantine counts as not received; Conflict("wrong_state") for any other.

    It does not leave again by itself: that is a second decision (``replay``).
    """
    message_of(by, message_id)
    if not step(by, [message_id], "fail", at=at, code="given_up"):
        raise Conflict("wrong_state", state="", step="fail")
    note(by, "message.given_up", Ref("message", message_id), at=at, store_id=_store_of(message_id))


def state_of(by: Actor, message_id: int) -> Message:
    """The message as it is now, in a scope of its own."""
    with scope(by):
        return message_of(by, message_id)


def touch(
    by: Actor, *, phone: str, purpose: str, channel: str, at: datetime, customer: tuple[int, int] | None = None
) -> int:
    """A contact that was no message (a call that reached somebody) counts in the household's budget, for the whole group.

    ``customer``: store and number of whoever was reached; the household is then theirs as the policy knows it, else the phone.

    Answers the number by which it can be taken back.
    """
    with scope(by):
        key = (household_of(*customer) if customer else None) or key_of(by.group_id, phone)
        made = Touch.objects.create(group_id=by.group_id, household=key, purpose=purpose, channel=channel, at=at)
        return int(made.pk)


def touch_many(by: Actor, households: Iterable[bytes], *, purpose: str, channel: str, at: datetime) -> int:
    """The same for letters that were posted: one contact for each household (as the contact policy names it); how many."""
    with scope(by):
        rows = [
            Touch(group_id=by.group_id, household=key, purpose=purpose, channel=channel, at=at)
            for key in dict.fromkeys(households)
        ]
        Touch.objects.bulk_create(rows, batch_size=2000)
    return len(rows)


def untouch(by: Actor, touch_id: int) -> None:
    """The call did not happen after all: it counts no longer. What a message counted for stays."""
    with scope(by):
        Touch.objects.filter(pk=touch_id, group_id=by.group_id, message_id=None).delete()


def refuse(by: Actor, *, address: str, channel: str = ANY, purpose: str = ANY, source: str, at: datetime) -> None:
    """The owner of the address says no to a channel ("any") for a purpose ("any"): final at once for the whole group.

    Messages of any store of the group that still wait become "refused"; when one is being handed over at this moment, this
    waits until it has gone. Needs no right of its own: who may record it is the caller's rule, and inbound messages are
    nobody's.
    """
    with scope(by):
        keys = _keys_of_person(by.group_id, key_of(by.group_id, address))
        for key in keys:
            witness.append(by.group_id, key, channel, purpose, source, at)
            alone(key)
        note(by, "refusal.taken", Ref("refusal", 0), at=at, channel=channel, purpose=purpose, source=source)
        _write(by.group_id, [
            Refusal(
                group_id=by.group_id, address_key=key, channel=channel, purpose=purpose, at=at, source=source,
                by_name=by.name,
            )
            for key in keys
        ], at)  # fmt: skip


def _keys_of_person(group_id: int, key: bytes) -> list[bytes]:
    """The address and, where a message to it knows the person's phone, that too: a no by WeChat or email is a no by phone."""
    stores = tuple(Store.objects.filter(group_id=group_id).values_list("id", flat=True))
    with scope(system(group_id, stores, name="refusals")):
        own = Message.objects.filter(store_id__in=stores, address_key=key).exclude(phone_key=None)
        phones = own.values_list("phone_key", flat=True).distinct()[:20]
        return sorted({key, *(bytes(one) for one in phones)})


def agree(by: Actor, *, address: str, channel: str = ANY, purpose: str = ANY, source: str, at: datetime) -> None:
    """The person takes a refusal back by their own word; ``source`` says how it was given. Refused("word_missing") without.

    Kept outside the backup only once it is committed: what is lost on the way stays refused. Of a yes and a no of the very same
    instant the no holds.
    """
    if not source.strip():
        raise Refused("word_missing", field="source")
    key, group = key_of(by.group_id, address), by.group_id
    with scope(by):
        note(by, "refusal.lifted", Ref("refusal", 0), at=at, channel=channel, purpose=purpose, source=source)
        said = Refusal(
            group_id=group, address_key=key, channel=channel, purpose=purpose, at=at, source=source[:60],
            by_name=by.name, given=True,
        )  # fmt: skip
        Refusal.objects.bulk_create([said], ignore_conflicts=True)
        transaction.on_commit(lambda: witness.append(group, key, channel, purpose, source[:60], at, given=True))


def replay_refusals() -> int:
    """After a restore: every refusal written outside the backup holds again; answers how many lines there were."""
    lines, known = sorted(witness.lines(), key=itemgetter("group")), set(Group.objects.values_list("id", flat=True))
    for group, own in groupby(lines, key=itemgetter("group")):
        if group in known:
            words = [
                Refusal(
                    group_id=group, address_key=bytes.fromhex(line["key"]), channel=line["channel"],
                    purpose=line["purpose"], at=datetime.fromisoformat(line["at"]), source=line["source"],
                    given=line.get("given", False),
                )
                for line in own
            ]  # fmt: skip
            _write(group, words, max(word.at for word in words))
    return len(lines)


def doubt_after_restore(at: datetime) -> int:
    """After a restore nobody knows what left since the backup: messages that waited then are asked about, not sent again.

    Answers how many.
    """
    stores: dict[int, list[int]] = {}
    for store_id, group_id in Store.objects.values_list("pk", "group_id"):
        stores.setdefault(group_id, []).append(store_id)
    houses = (system(group, tuple(own), name="restore") for group, own in stores.items())
    return sum(doubt_restored(by, at=at) for by in houses)


STOP = """
SELECT m.id FROM channels_message m
WHERE m.state IN ('held', 'due') AND m.store_id = ANY(%s) AND (m.address_key = ANY(%s) OR m.phone_key = ANY(%s))
  AND channels_refused(%s, m.address_key, coalesce(m.phone_key, m.address_key), m.channel, m.purpose)
"""


def _write(group_id: int, words: list[Refusal], at: datetime) -> None:
    """Keep the words and stop what waits, in all stores of the group whoever acts: a refusal knows no store."""
    keys = [bytes(one.address_key) for one in words]
    stores = tuple(Store.objects.filter(group_id=group_id).values_list("id", flat=True))
    house = system(group_id, stores, name="refusals")
    with scope(house):
        Refusal.objects.bulk_create(words, batch_size=5000, ignore_conflicts=True)
        with connection.cursor() as cursor:
            cursor.execute(STOP, [list(stores), keys, keys, group_id])
            waiting = [id for (id,) in cursor.fetchall()]
        step(house, waiting, "refuse", at=at)
