"""Handing one claimed message over, under two locks: its own row, and the keys of its address.

The row lock tells the rescuers that its worker lives; the lock on the address makes a refusal wait until what is on the
wire has gone, so that nothing leaves after a refusal was answered. Claim, send and mark are three commits (P5).
"""

import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from cheyuan.base.channels.composing import composed
from cheyuan.base.channels.lines import line_of
from cheyuan.base.channels.models import Message, Template
from cheyuan.base.channels.moves import step
from cheyuan.base.channels.providers.plan import Accepted, Answer, Doubt, Line, Parcel, Provider, Turned
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor

log = logging.getLogger("cheyuan.channels")
Clock = Callable[[], datetime]
PAUSE = timedelta(seconds=30)
LOCK = "channels.address"


def hand_over(by: Actor, message_id: int, token: UUID, clock: Clock) -> str:
    """Send one message of this claim and mark it; answers its state afterwards ("" when it is no longer this claim's)."""
    with scope(by):
        found = _mine(message_id, token)
        if found is None:
            return ""
        _share(found)
        at = clock()
        if stopped := _stopped(by, found, at):
            return stopped
        provider, line = line_of(found.store_id, by.group_id, found.channel, found.provider)
        return mark(by, found, _sent(provider, line, parcel_of(found)), at=clock())


def _mine(message_id: int, token: UUID) -> Message | None:
    """The message, locked, if it is still this claim's."""
    rows = Message.objects.select_for_update().filter(pk=message_id, claim=token, state="claimed")
    found: Message | None = rows.first()
    return found


def keys_of(found: Message) -> list[bytes]:
    """The keyed hashes under which its person may have refused."""
    return sorted({bytes(key) for key in (found.address_key, found.phone_key) if key})


def _share(found: Message) -> None:
    with connection.cursor() as cursor:
        for key in keys_of(found):
            cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 7306))", [key.hex()])


def alone(key: bytes) -> None:
    """Wait until nothing is being sent to the address, and let nothing begin before this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7306))", [key.hex()])


def _stopped(by: Actor, found: Message, at: datetime) -> str:
    """What forbids it at the last moment: a refusal since the claim, or the end of the allowed hours."""
    with connection.cursor() as cursor:
        keys: list[Any] = [found.address_key, found.phone_key or found.address_key]
        cursor.execute(
            "SELECT channels_refused(%s, %s, %s, %s, %s)", [by.group_id, *keys, found.channel, found.purpose]
        )
        if cursor.fetchone() == (True,):
            step(by, [found.pk], "refuse", at=at, claim=None)
            return "refused"
    if not found.address:
        step(by, [found.pk], "fail", at=at, code="no_address")
        return "failed"
    if found.until_at is None or at >= found.until_at:
        step(by, [found.pk], "back", at=at, code="hours_over", claim=None, due_at=None, until_at=None)
        return "held"
    return ""


def parcel_of(found: Message) -> Parcel:
    """The message as a provider gets it."""
    name, text = composed(found.store_id, found.channel, found.purpose, str(found.text))
    code = ""
    if found.template_id:
        code = Template.objects.values_list("provider_code", flat=True).get(pk=found.template_id)
    filled: dict[str, Any] = json.loads(found.filled) if found.filled else {}
    return Parcel(
        our_id=found.our_id.hex, channel=found.channel, purpose=found.purpose, address=str(found.address), text=text,
        body=str(found.text), sender=name, language=found.language, claimed_at=found.claimed_at or found.created_at,
        subject=str(found.subject), template_code=code, values=filled, their_id=found.their_id,
    )  # fmt: skip


def _sent(provider: Provider, line: Line, parcel: Parcel) -> Answer:
    try:
        return provider.send(line, parcel)
    except Exception as trouble:
        log.warning("message %s: %s raised %s", parcel.our_id, provider.name, type(trouble).__name__)
        return Doubt(type(trouble).__name__)


def mark(by: Actor, found: Message, answer: Answer, *, at: datetime) -> str:
    """Write what the provider said; answers the new state."""
    if isinstance(answer, Accepted):
        step(by, [found.pk], "send", at=at, their_id=answer.their_id[:80], sent_at=at)
        if answer.delivered_at:
            step(by, [found.pk], "deliver", at=at, delivered_at=answer.delivered_at)
            return "delivered"
        return "sent"
    if isinstance(answer, Doubt):
        step(by, [found.pk], "doubt", at=at, code=answer.code, ask_at=at)
        return "unknown"
    if _again(found, answer):
        wait = PAUSE * 2 ** min(found.tries - 1, 6)
        step(by, [found.pk], "release", at=at, code=answer.code, claim=None, due_at=at + wait)
        return "due"
    step(by, [found.pk], "fail", at=at, code=answer.code)
    return "failed"


def _again(found: Message, answer: Turned) -> bool:
    return answer.again and found.tries < int(value("channels.tries", found.store_id))
