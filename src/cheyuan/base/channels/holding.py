"""Holding many messages of one store at once: the statement of ``actions.hold``, sent in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from cheyuan.base import sealed
from cheyuan.base.channels.actions import HOLD
from cheyuan.base.channels.addresses import key_of, spelled
from cheyuan.base.channels.composing import scales
from cheyuan.base.channels.models import Message
from cheyuan.base.journal.actions import note_many
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor

BATCH = 1000


@dataclass(frozen=True)
class Held:
    """One message as ``actions.hold`` takes it."""

    customer_id: int
    channel: str
    address: str
    text: str
    intent: str
    phone: str = ""
    chosen: str = "asked"


def hold_many(
    by: Actor, store_id: int, messages: Sequence[Held], *, purpose: str, reason: str, at: datetime,
    language: str = "zh-hans",
) -> dict[str, str]:  # fmt: skip
    """Hold them; an intent that is known keeps its message. Answers intent → state ("held", or "refused" at once)."""
    found: dict[str, str] = {}
    with scope(by):
        weight = scales(store_id)
        for start in range(0, len(messages), BATCH):
            part = messages[start : start + BATCH]
            with connection.cursor() as cursor:
                cursor.executemany(HOLD, [_names(by, store_id, one, purpose, reason, language, at) | _weighed(
                    weight(one.channel, purpose, one.text)) for one in part])  # fmt: skip
            rows = Message.objects.filter(store_id=store_id, intent__in=[one.intent for one in part])
            made = list(rows.values_list("pk", "intent", "state"))
            note_many(by, "messages.held", "message", [pk for pk, _intent, _state in made], at=at, store_id=store_id,
                      purpose=purpose, reason=reason)  # fmt: skip
            found |= {intent: state for _pk, intent, state in made}
    return found


def _weighed(weight: Any) -> dict[str, int]:
    return {"parts": weight.parts, "fen": weight.fen}


def _names(
    by: Actor, store_id: int, one: Held, purpose: str, reason: str, language: str, at: datetime
) -> dict[str, Any]:
    return {
        "store": store_id, "customer": one.customer_id, "channel": one.channel, "purpose": purpose, "group": by.group_id,
        "address": sealed.seal("channels_message.address", spelled(one.address)), "key": key_of(by.group_id, one.address),
        "phone": key_of(by.group_id, one.phone) if one.phone else None,
        "subject": sealed.seal("channels_message.subject", ""), "chosen": one.chosen, "template": None,
        "filled": sealed.seal("channels_message.filled", ""), "text": sealed.seal("channels_message.text", one.text),
        "language": language, "reason": reason, "intent": one.intent, "task": None, "not_before": None, "at": at,
        "by": by.name,
    }  # fmt: skip
