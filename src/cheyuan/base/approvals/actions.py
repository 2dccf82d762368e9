"""Asking, signing, taking back. What an answer means for the record happens in the same transaction (PLT-03)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from cheyuan.base.approvals.chain import chain_for, deciders
from cheyuan.base.approvals.events import Asked, Decided, Waits
from cheyuan.base.approvals.kinds import Kind, kind
from cheyuan.base.approvals.models import APPROVED, MOVES, REFUSED, WAITING, WITHDRAWN, Approval, Signature
from cheyuan.base.approvals.queries import approval, refusal
from cheyuan.base.journal.actions import note
from cheyuan.base.journal.events import tell
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Conflict, Denied, Refused
from cheyuan.kernel.ref import Ref

LONGEST_TITLE = 120


def ask(
    by: Actor,
    name: str,
    ref: Ref,
    *,
    store_id: int,
    title: str,
    reason: str,
    at: datetime,
    amount_fen: int | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Approval:
    """Ask for a signature, inside the action that needs it. What the actor may decide alone is approved at once.

    ``amount_fen`` ≥ 0, None where no money is at stake. Refused("approval_reason"); Conflict("approval_asked") when the same
    question about the record still waits.
    """  # fmt: skip
    known, reason = kind(name), reason.strip()
    if not reason:
        raise Refused("approval_reason")
    if amount_fen is not None and amount_fen < 0:
        raise Refused("approval_amount")
    one = Approval(
        store_id=store_id, kind=name, object_kind=ref.kind, object_id=ref.id, title=title[:LONGEST_TITLE],
        amount_fen=amount_fen, reason=reason[:500], facts=dict(facts or {}),
        chain=chain_for(by, known, store_id, amount_fen), asked_by_id=by.account_id, asked_by_name=by.name, asked_at=at,
    )  # fmt: skip
    _asked_once(one)
    note(by, "approval.asked", Ref("approval", one.pk), at=at, store_id=store_id, matter=name, amount=amount_fen)
    if one.chain:
        tell(Asked(store_id, one.pk, one.role))
    else:
        _sign(by, one, "own", "", at)
        _close(by, one, known, "approve", at)
    return one


def _asked_once(one: Approval) -> None:
    try:
        with transaction.atomic():
            one.save(force_insert=True)
    except IntegrityError:
        raise Conflict("approval_asked") from None


@action("approvals.decide")
def decide(by: Actor, approval_id: int, *, yes: bool, remark: str = "", at: datetime) -> Approval:
    """Sign or refuse what waits; a no needs a word why. The last yes of the chain, or any no, settles it.

    Whoever stands higher on the ladder signs for the rungs below. Denied("approval_own", "approval_not_yours");
    Refused("approval_remark"); Conflict("approval_closed").
    """
    one = approval(by, approval_id, lock=True)
    code, remark = refusal(by, one), remark.strip()
    if code == "approval_closed":
        raise Conflict(code, state=one.state)
    if code:
        raise Denied(code)
    if not yes and not remark:
        raise Refused("approval_remark")
    known = kind(one.kind)
    _sign(by, one, "yes" if yes else "no", remark, at)
    if not yes:
        _close(by, one, known, "refuse", at)
    elif (reached := _signed_until(by, one, known)) >= len(one.chain):
        _close(by, one, known, "approve", at)
    else:
        _pass_on(by, one, reached, at)
    return one


def _signed_until(by: Actor, one: Approval, known: Kind) -> int:
    """The next step that this actor's roles do not cover."""
    step = one.step
    while step < len(one.chain) and by.roles & deciders(known.ladder, one.chain[step]):
        step += 1
    return step


def _pass_on(by: Actor, one: Approval, step: int, at: datetime) -> None:
    one.state, one.step, one.reminded_on = MOVES.to(one.state, "sign"), step, None
    one.save(update_fields=["state", "step", "reminded_on"])
    note(by, "approval.signed", Ref("approval", one.pk), at=at, store_id=one.store_id, matter=one.kind, next=one.role)
    tell(Asked(one.store_id, one.pk, one.role))


@action("approvals.view")
def withdraw(by: Actor, approval_id: int, *, at: datetime) -> Approval:
    """Take back what one asked for oneself while it waits. Denied("approval_others"); Conflict("approval_closed")."""
    one = approval(by, approval_id, lock=True)
    if by.account_id is None or one.asked_by_id != by.account_id:
        raise Denied("approval_others")
    if one.state != WAITING:
        raise Conflict("approval_closed", state=one.state)
    _sign(by, one, "withdrawn", "", at)
    _close(by, one, kind(one.kind), "withdraw", at)
    return one


def _sign(by: Actor, one: Approval, verdict: str, remark: str, at: datetime) -> None:
    Signature(
        store_id=one.store_id, approval=one, step=one.step, role=one.role, verdict=verdict, remark=remark[:500],
        by_id=by.account_id, by_name=by.name, at=at,
    ).save(force_insert=True)  # fmt: skip


def _close(by: Actor, one: Approval, known: Kind, step: str, at: datetime) -> None:
    one.state, one.decided_at = MOVES.to(one.state, step), at
    one.save(update_fields=["state", "decided_at"])
    assert one.state in (APPROVED, REFUSED, WITHDRAWN)
    verb = f"approval.{one.state}"
    note(by, verb, Ref("approval", one.pk), at=at, store_id=one.store_id, matter=one.kind, amount=one.amount_fen)
    known.decided(by, one, at)
    tell(Decided(one.store_id, one.pk, one.state, one.asked_by_id))


def remind(by: Actor, at: datetime) -> int:
    """Every morning, as the system in one store: remind of what waits longer than the policy's hours; once a day."""
    hours, day = int(value("approvals.remind_hours", by.store_id)), day_of(at)
    waiting = Approval.objects.select_for_update().filter(store_id__in=by.store_ids, state=WAITING)
    rows = list(waiting.filter(asked_at__lte=at - timedelta(hours=hours)).exclude(reminded_on=day))
    for one in rows:
        one.reminded_on = day
        waited = int((at - one.asked_at).total_seconds() // 3600)
        tell(Waits(one.store_id, one.pk, one.role, waited, day.isoformat()))
    Approval.objects.bulk_update(rows, ["reminded_on"])
    return len(rows)
