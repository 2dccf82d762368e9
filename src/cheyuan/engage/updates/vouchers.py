"""CARE-R23: two messages before a voucher expires, each once, through the one contact policy, a whole store at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import override

from cheyuan.base.channels.actions import Wanted, hold_crowd
from cheyuan.base.channels.wordings import filled
from cheyuan.base.policies.queries import values
from cheyuan.base.tenancy.queries import store_names
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui import human
from cheyuan.engage.updates import texts
from cheyuan.engage.updates.ways import Way, ways
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import moment
from cheyuan.records.customers import queries as customers
from cheyuan.records.vouchers import actions
from cheyuan.records.vouchers import queries as vouchers
from cheyuan.records.vouchers.queries import Ending

if TYPE_CHECKING:
    from cheyuan.records.customers.models import Customer

Words = Mapping[tuple[str, str], str]
"""Channel and language → the words."""
REASONS = {"first": "voucher_first", "last": "voucher_last"}


def remind(by: Actor, day: date, *, at: datetime) -> dict[str, int]:
    """The reminders of a day in the actor's one store; answers step → messages held. Twice is harmless.

    All of a store is one transaction with the same number of statements however many vouchers end: a process that dies
    leaves nothing behind, and the next run does it whole.
    """
    store = by.store_ids[0]
    with scope(by):
        told: dict[str, Any] = values("care.", store, day)
        if not told["care.on_R23"]:
            return {}
        keep = int(told["care.r23_keep_days"])
        days = {"first": int(told["care.r23_first_days"]), "last": int(told["care.r23_last_days"])}
        vouchers.one_reminder_at_a_time(store)
        return {step: _step(by, store, step, days[step], keep, day, at) for step in days}


def _step(by: Actor, store: int, step: str, days: int, keep: int, day: date, at: datetime) -> int:
    rows = vouchers.ending(by, store, step, day, days, keep)
    people = customers.customers(by).in_bulk([row.customer_id for row in rows])
    rows = [row for row in rows if row.customer_id in people]
    found = ways(by, store, [(row.id, people[row.customer_id]) for row in rows], "marketing", at)
    name = store_names([store])[store]
    held = [row for row in rows if found[row.id].channel]
    used = {(found[row.id].channel, texts.spoken(people[row.customer_id])) for row in held}
    said_over = {one: texts.words_of(store, f"r23.{step}", *one) for one in used}
    for until in sorted({row.valid_until for row in held}):
        wanted = [
            _message(said_over, name, step, row, people[row.customer_id], found[row.id], day)
            for row in held
            if row.valid_until == until
        ]
        hold_crowd(
            by, wanted, store_id=store, purpose="marketing", reason=REASONS[step], not_before=at,
            use_by=moment(until + timedelta(days=1)), at=at,
        )  # fmt: skip
    ids = vouchers.messages_of(store, [_intent(step, row) for row in held])
    said = [
        actions.Said(
            row.id, step, ids.get(_intent(step, row)), "" if found[row.id].channel else found[row.id].code, row.turn
        )
        for row in rows
    ]
    if said:
        actions.remembered(store, said, at=at)
    return len(held)


def _intent(step: str, row: Ending) -> str:
    """Once per voucher and step; another turn only when the message was taken back before it left."""
    return f"voucher:{row.id}:{step}" + (f":{row.turn}" if row.turn else "")


def _message(words: Words, name: str, step: str, row: Ending, one: Customer, way: Way, day: date) -> Wanted:
    language = texts.spoken(one)
    with override(language):
        until = human.say_date(row.valid_until, day)
    told = {
        "title": texts.address(one), "store": name, "voucher": f"{row.title} {row.code}", "amount": row.worth,
        "day": until,
    }  # fmt: skip
    text = filled(words[way.channel, language], told)
    key = bytes(one.phone_key) if one.phone_key else None
    return Wanted(one.pk, way.channel, way.address, key, text, _intent(step, row), way.chosen, language)
