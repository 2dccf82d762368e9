"""Redeeming a voucher at the desk: exactly once, in its store or, where it is valid everywhere, in any of the group."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from cheyuan.base.journal.actions import note, timeline
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel import money
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Conflict, Missing, Refused
from cheyuan.kernel.ref import Ref
from cheyuan.kernel.text import half
from cheyuan.records.vouchers import codes, queries
from cheyuan.records.vouchers.actions.reminding import stop, stopped_again
from cheyuan.records.vouchers.models import Voucher
from cheyuan.records.vouchers.moves import MOVES, USED

LONGEST = 40


@dataclass(frozen=True)
class Taken:
    """What the desk sees of a voucher; ``customer_id`` only when the owner is on file in one of its own stores."""

    id: int
    code: str
    kind: str
    title: str
    worth_fen: int
    percent: int | None
    state: str
    valid_from: date
    valid_until: date
    store_id: int
    customer_id: int | None
    used_at: datetime | None
    used_for: str
    used_by_name: str


def shown(by: Actor, row: Voucher) -> Taken:
    """A voucher as this desk may see it."""
    own = row.store_id in by.store_ids
    return Taken(
        row.pk, row.code, row.kind, row.title, row.worth_fen, row.percent, row.state, row.valid_from, row.valid_until,
        row.store_id, row.customer_id if own else None, row.used_at, row.used_for if own else "",
        row.used_by_name if own else "",
    )  # fmt: skip


@action("vouchers.use")
def look(by: Actor, typed: str) -> Taken:
    """The voucher of a code, before it is redeemed. Refused("voucher_code"), Missing."""
    code = codes.clean(typed)
    with scope(queries.house(by)):
        return shown(by, queries.presented(by, code))


@action("vouchers.use")
def use(by: Actor, typed: str, order: str, *, at: datetime) -> Taken:
    """Redeem a voucher for a repair order (its number as text). Locked first, so that no voucher counts twice.

    Refused: voucher_code, voucher_order, voucher_early, voucher_late; Conflict("voucher_used"), Conflict("voucher_state").
    """
    code, order = codes.clean(typed), half(order)[:LONGEST]
    if not order:
        raise Refused("voucher_order", field="order")
    house = queries.house(by)
    with scope(house):
        row = queries.presented(by, code, lock=True)
        usable(row, day_of(at))
        row.state, row.used_at, row.used_for = MOVES.to(row.state, "use"), at, order
        row.used_in_id, row.used_by_id, row.used_by_name = by.store_id or by.store_ids[0], by.account_id, by.name
        row.save(update_fields=["state", "used_at", "used_for", "used_in", "used_by", "used_by_name"])
        stop(house, row.pk, at)
        _tell(by, "voucher.used", row, at)
    return shown(by, row)


def usable(row: Voucher, today: date) -> None:
    """Raise when the voucher cannot be redeemed today."""
    if row.state == USED:
        raise Conflict("voucher_used", when=row.used_at)
    if row.valid_until < today:
        raise Refused("voucher_late", field="code", day=row.valid_until)
    if row.state not in MOVES.sources("use"):
        raise Conflict("voucher_state", state=row.state)
    if row.valid_from > today:
        raise Refused("voucher_early", field="code", day=row.valid_from)


@action("vouchers.use")
def unuse(by: Actor, voucher_id: int, *, at: datetime) -> Taken:
    """Take one's own redeeming back within the policy's minutes. Missing for that of others; Conflict("undo_late")."""
    house = queries.house(by)
    with scope(house):
        rows = Voucher.objects.select_for_update().filter(pk=voucher_id, used_by_id=by.account_id, state=USED)
        row: Voucher | None = rows.filter(used_in_id__in=by.store_ids).first()
        if row is None or row.used_at is None or by.account_id is None:
            raise Missing("voucher", voucher_id)
        if at - row.used_at > timedelta(minutes=int(value("vouchers.undo_minutes", row.store_id))):
            raise Conflict("undo_late")
        _tell(by, "voucher.unused", row, at)
        row.state, row.used_at, row.used_for = MOVES.to(row.state, "unuse"), None, ""
        row.used_in_id, row.used_by_id, row.used_by_name = None, None, ""
        row.save(update_fields=["state", "used_at", "used_for", "used_in", "used_by", "used_by_name"])
        stopped_again(row.pk)
    return shown(by, row)


def _tell(by: Actor, verb: str, row: Voucher, at: datetime) -> None:
    """In the book of the store that gave it, under the name of whoever redeemed it."""
    facts: dict[str, Any] = {"title": row.title, "worth": money.show(row.worth_fen), "order": row.used_for}
    timeline(
        by, verb, at=at, topic="voucher", customer_id=row.customer_id, ref=Ref("voucher", row.pk), store_id=row.store_id,
        **facts,
    )  # fmt: skip
    note(
        by, verb, Ref("voucher", row.pk), at=at, store_id=row.store_id, worth=row.worth_fen, used_in=row.used_in_id,
        order=row.used_for,
    )  # fmt: skip
