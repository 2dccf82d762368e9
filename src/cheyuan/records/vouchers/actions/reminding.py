"""Reminders before a voucher expires: who writes them tells this room; a voucher that ends takes the waiting ones back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from cheyuan.base.channels import actions as channels
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Conflict
from cheyuan.records.vouchers.models import Reminder

TAKEN_BACK = "taken_back"
WRITE = """
INSERT INTO vouchers_reminder (store_id, voucher_id, step, message_id, code, turn, at)
SELECT %(store)s, r.voucher_id, r.step, r.message_id, r.code, r.turn, %(at)s
FROM unnest(%(vouchers)s::bigint[], %(steps)s::text[], %(messages)s::bigint[], %(codes)s::text[], %(turns)s::int[])
  AS r(voucher_id, step, message_id, code, turn)
ON CONFLICT (store_id, voucher_id, step) DO UPDATE
SET message_id = excluded.message_id, code = excluded.code, turn = excluded.turn, at = excluded.at
WHERE vouchers_reminder.message_id IS NULL
"""


@dataclass(frozen=True)
class Said:
    """What became of one step: the message held for it, or the code that says why there is none."""

    voucher_id: int
    step: str
    message_id: int | None
    code: str
    turn: int = 0


def remembered(store_id: int, said: Sequence[Said], *, at: datetime) -> int:
    """Keep what became of reminders in one statement; what has a message stays. Inside a scope; answers how many."""
    names: dict[str, Any] = {
        "store": store_id, "at": at, "vouchers": [one.voucher_id for one in said], "steps": [one.step for one in said],
        "messages": [one.message_id for one in said], "codes": [one.code for one in said],
        "turns": [one.turn for one in said],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(WRITE, names)
        return int(cursor.rowcount)


def stop(by: Actor, voucher_id: int, at: datetime) -> None:
    """The voucher ended: messages about it that still wait do not leave."""
    for row in Reminder.objects.filter(voucher_id=voucher_id).exclude(message_id=None):
        try:
            channels.withdraw(by, int(row.message_id), at=at)
        except Conflict:
            continue
        row.code = TAKEN_BACK
        row.save(update_fields=["code"])


def stopped_again(voucher_id: int) -> None:
    """The voucher lives again: what was taken back may be said anew, as another turn."""
    for row in Reminder.objects.filter(voucher_id=voucher_id, code=TAKEN_BACK):
        row.message_id, row.code, row.turn = None, "", row.turn + 1
        row.save(update_fields=["message_id", "code", "turn"])
