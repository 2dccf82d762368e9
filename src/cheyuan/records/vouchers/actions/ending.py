"""Vouchers that end without being redeemed: withdrawn (with a way back), or expired."""

from datetime import date, datetime, timedelta
from typing import Any

from cheyuan.base.journal.actions import note, note_many, timeline
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel import money
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Conflict
from cheyuan.kernel.ref import Ref
from cheyuan.records.vouchers import queries
from cheyuan.records.vouchers.actions.reminding import stop, stopped_again
from cheyuan.records.vouchers.models import Voucher
from cheyuan.records.vouchers.moves import EXPIRED, GIVEN, MOVES, WITHDRAWN


@action("vouchers.withdraw")
def withdraw(by: Actor, voucher_id: int, *, at: datetime) -> Voucher:
    """Take a voucher back from its customer; messages about it that wait do not leave. Conflict("voucher_state")."""
    row = queries.voucher(by, voucher_id, lock=True)
    if row.state != GIVEN:
        raise Conflict("voucher_state", state=row.state)
    return _moved(by, row, "withdraw", at)


@action("vouchers.withdraw")
def restore(by: Actor, voucher_id: int, *, at: datetime) -> Voucher:
    """Take ``withdraw`` back within the policy's minutes. Conflict("voucher_state", "undo_late")."""
    row = queries.voucher(by, voucher_id, lock=True)
    if row.state != WITHDRAWN or row.ended_at is None:
        raise Conflict("voucher_state", state=row.state)
    if at - row.ended_at > timedelta(minutes=int(value("vouchers.undo_minutes", row.store_id))):
        raise Conflict("undo_late")
    return _moved(by, row, "restore", at)


def _moved(by: Actor, row: Voucher, step: str, at: datetime) -> Voucher:
    row.state = MOVES.to(row.state, step)
    row.ended_at = at if row.state == WITHDRAWN else None
    row.save(update_fields=["state", "ended_at"])
    if row.state == WITHDRAWN:
        stop(by, row.pk, at)
    else:
        stopped_again(row.pk)
    verb = "voucher.withdrawn" if row.state == WITHDRAWN else "voucher.restored"
    ref = Ref("voucher", row.pk)
    facts: dict[str, Any] = {"title": row.title, "worth": money.show(row.worth_fen)}
    timeline(by, verb, at=at, topic="voucher", customer_id=row.customer_id, ref=ref, store_id=row.store_id, **facts)
    note(by, verb, ref, at=at, store_id=row.store_id, worth=row.worth_fen)
    return row


@action("vouchers.give")
def end_grant(by: Actor, grant_id: int, *, at: datetime) -> int:
    """Take one's own grant back at once, within the policy's minutes, as far as nothing of it was redeemed.

    Answers how many vouchers. Conflict("undo_late", "voucher_state").
    """
    grant = queries.grant(by, grant_id)
    late = at - grant.at > timedelta(minutes=int(value("vouchers.undo_minutes", grant.store_id)))
    if late or grant.by_id != by.account_id:
        raise Conflict("undo_late")
    rows = list(Voucher.objects.select_for_update().filter(grant=grant, state=GIVEN).order_by("pk"))
    if not rows:
        raise Conflict("voucher_state", state="")
    for row in rows:
        stop(by, row.pk, at)
    ids = [one.pk for one in rows]
    Voucher.objects.filter(pk__in=ids).update(state=MOVES.to(GIVEN, "withdraw"), ended_at=at)
    note_many(by, "voucher.withdrawn", "voucher", ids, at=at, store_id=grant.store_id, grant=grant.pk)
    return len(ids)


def expire(by: Actor, day: date, *, at: datetime) -> int:
    """Every night, as the system in one store: what was valid until yesterday has expired. One statement."""
    late = Voucher.objects.filter(store_id__in=by.store_ids, state=GIVEN, valid_until__lt=day)
    ids = list(late.select_for_update(skip_locked=True).values_list("pk", flat=True))
    if ids:
        Voucher.objects.filter(pk__in=ids, state=GIVEN).update(state=EXPIRED, ended_at=at)
        note_many(by, "voucher.expired", "voucher", ids, at=at, day=day.isoformat())
    return len(ids)
