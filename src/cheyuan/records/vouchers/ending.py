"""Which vouchers end soon and were not yet spoken of: read set by set for whoever reminds their owners."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from cheyuan.kernel.actor import Actor
from cheyuan.records.vouchers import codes, words
from cheyuan.records.vouchers.models import Voucher

LOCK = 7_310_023
ENDING = """
SELECT v.id, v.customer_id, v.title, v.code, v.kind, v.worth_fen, v.percent, v.valid_until, coalesce(r.turn, 0)
FROM vouchers_voucher v LEFT JOIN vouchers_reminder r ON r.store_id = v.store_id AND r.voucher_id = v.id AND r.step = %(step)s
WHERE v.store_id = %(store)s AND v.state = 'given' AND r.message_id IS NULL
  AND v.valid_until BETWEEN %(from)s AND %(until)s AND v.valid_until >= %(day)s
  AND (v.given_at AT TIME ZONE 'Asia/Shanghai')::date <= v.valid_until - %(days)s
ORDER BY v.id
"""


@dataclass(frozen=True)
class Ending:
    """One voucher that ends soon, with its worth and code in words; ``turn`` as in its reminder."""

    id: int
    customer_id: int
    title: str
    code: str
    worth: str
    valid_until: date
    turn: int


def ending(by: Actor, store_id: int, step: str, day: date, days: int, keep: int) -> list[Ending]:
    """Vouchers whose step is due: ``days`` before their last day, made up for up to ``keep`` days; given before that day.

    Those for which a message exists are left out; those for which none was possible are asked again. Inside a scope.
    """
    by.require("vouchers.view")
    last = day + timedelta(days=days)
    told: dict[str, Any] = {
        "store": store_id, "step": step, "day": day, "days": days, "from": last - timedelta(days=keep), "until": last,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(ENDING, told)
        rows = cursor.fetchall()
    return [_read(*row) for row in rows]


def _read(
    pk: int, customer: int, title: str, code: str, kind: str, fen: int, percent: int | None, until: date, turn: int
) -> Ending:
    worth = words.worth(Voucher(kind=kind, worth_fen=fen, percent=percent))
    return Ending(pk, customer, title, codes.spoken(code), worth, until, turn)


def one_reminder_at_a_time(store_id: int) -> None:
    """Two runs at once wait for each other, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, store_id])


def messages_of(store_id: int, intents: Sequence[str]) -> dict[str, int]:
    """Intent → number of its message."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT intent, id FROM channels_message WHERE store_id = %s AND intent = ANY(%s)",
            [store_id, list(intents)],
        )
        return dict(cursor.fetchall())
