"""Holding many messages at once: one COPY and one statement for a whole audience, never a query per person (CARE-08)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from cheyuan.base import sealed
from cheyuan.base.channels.addresses import key_of, spelled
from cheyuan.base.channels.composing import scales
from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.ref import Ref

TABLE = """
CREATE TEMP TABLE IF NOT EXISTS channels_wanted (
  customer_id bigint, channel text, address bytea, address_key bytea, phone_key bytea, text bytea, language text,
  intent text, chosen text, parts int, fen int
) ON COMMIT DROP;
TRUNCATE channels_wanted;
"""
COPY = """
COPY channels_wanted (customer_id, channel, address, address_key, phone_key, text, language, intent, chosen, parts, fen)
FROM STDIN (FORMAT BINARY)
"""
TYPES = ("int8", "text", "bytea", "bytea", "bytea", "bytea", "text", "text", "text", "int4", "int4")
HOLD = """
WITH words AS MATERIALIZED (SELECT DISTINCT address_key FROM channels_refusal WHERE group_id = %(group)s),
made AS (
  INSERT INTO channels_message (
    store_id, customer_id, channel, purpose, address, address_key, phone_key, text, language, state, reason, intent,
    not_before, use_by, created_at, by_name, chosen, timed, parts, cost_fen, provider, their_id, tries, code)
  SELECT %(store)s, w.customer_id, w.channel, %(purpose)s, w.address, w.address_key, w.phone_key, w.text, w.language,
    CASE WHEN (a.address_key IS NOT NULL OR b.address_key IS NOT NULL) AND channels_refused(
           %(group)s, w.address_key, coalesce(w.phone_key, w.address_key), w.channel, %(purpose)s)
         THEN 'refused' ELSE 'held' END,
    %(reason)s, w.intent, %(not_before)s, %(use_by)s, %(at)s, %(by)s, w.chosen, '', w.parts, w.fen, '', '', 0, ''
  FROM channels_wanted w LEFT JOIN words a ON a.address_key = w.address_key LEFT JOIN words b ON b.address_key = w.phone_key
  ON CONFLICT (store_id, intent) DO NOTHING RETURNING id, store_id, state
), told AS (
  INSERT INTO channels_passage (store_id, message_id, step, state, at, code, by_name)
  SELECT store_id, id, 'hold', state, %(at)s, '', %(by)s FROM made
)
SELECT count(*), min(id) FROM made
"""


@dataclass(frozen=True)
class Wanted:
    """One of many messages that somebody wants: to whom, over which channel, what it says, once per ``intent``."""

    customer_id: int
    channel: str
    address: str
    phone_key: bytes | None
    text: str
    intent: str
    chosen: str = "asked"
    language: str = "zh-hans"


def hold_crowd(
    by: Actor, wanted: Iterable[Wanted], *, store_id: int, purpose: str, reason: str, at: datetime,
    not_before: datetime | None = None, use_by: datetime | None = None,
) -> int:  # fmt: skip
    """Hold them all; answers how many are new. What was asked for before under the same intent stays as it is.

    Called inside the action that wants them, at most once in a transaction for each handful it can keep in memory:
    ``wanted`` is read as it comes. Each is "held", or "refused" when a refusal of the group forbids it.
    """
    with scope(by), connection.cursor() as cursor:
        cursor.execute(TABLE)
        weighs = scales(store_id)
        with cursor.cursor.copy(COPY) as copy:
            copy.set_types(TYPES)
            for one in wanted:
                weight = weighs(one.channel, purpose, one.text)
                copy.write_row((
                    one.customer_id, one.channel, sealed.seal("channels_message.address", spelled(one.address)),
                    key_of(by.group_id, one.address), one.phone_key, sealed.seal("channels_message.text", one.text),
                    one.language, one.intent, one.chosen, weight.parts, weight.fen,
                ))  # fmt: skip
        names: dict[str, Any] = {
            "group": by.group_id, "store": store_id, "purpose": purpose, "reason": reason, "not_before": not_before,
            "use_by": use_by, "at": at, "by": by.name,
        }  # fmt: skip
        cursor.execute(HOLD, names)
        count, first = cursor.fetchone()
        if count:
            note(by, "messages.held", Ref("message", first), at=at, store_id=store_id, count=count, purpose=purpose,
                 reason=reason)  # fmt: skip
    return int(count)
