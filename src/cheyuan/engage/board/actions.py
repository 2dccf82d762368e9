"""Evening out the load of a store, and taking it back."""

from datetime import datetime

from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.engage.board import queries
from cheyuan.engage.board.models import Balance
from cheyuan.engage.care import actions as care
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Conflict, Refused
from cheyuan.kernel.ref import Ref


@action("care.tasks.assign")
def even_out(by: Actor, *, mark: str, at: datetime) -> Balance:
    """Make the loads of the store even, as proposed under ``mark``; one statement moves all of it.

    Conflict("balance_changed") when the proposal is another one by now, or others moved the same tasks first;
    Refused("balance_even") when there is nothing to move.
    """
    store = by.store_id or by.store_ids[0]
    found = queries.proposal(by.within(store), at)
    if not found.moves:
        raise Refused("balance_even")
    if found.mark != mark:
        raise Conflict("balance_changed")
    moved = set(care.pass_on(by, found.moves, at=at))
    if not moved:
        raise Conflict("balance_changed")
    moves = [list(one) for one in found.moves if one.task_id in moved]
    row = Balance.objects.create(
        store_id=store, moves=moves, count=len(moves), by_id=by.account_id, by_name=by.name, at=at
    )
    note(by, "board.evened", Ref("balance", row.pk), at=at, store_id=store, count=row.count)
    return row


@action("care.tasks.assign")
def undo(by: Actor, balance_id: int, *, at: datetime) -> int:
    """Give everything back that nobody has touched since; answers how many.

    Refused("balance_old") on a later day, Conflict("balance_undone") the second time.
    """
    row = queries.balance(by, balance_id, lock=True)
    if row.undone_at is not None:
        raise Conflict("balance_undone")
    if day_of(row.at) != day_of(at):
        raise Refused("balance_old")
    back = [care.Passing(task, taker, giver) for task, giver, taker in row.moves]
    ids = care.pass_on(by, back, at=at, since=row.at)
    Balance.objects.filter(pk=row.pk).update(undone_at=at, undone_by_name=by.name)
    note(by, "board.undone", Ref("balance", row.pk), at=at, store_id=row.store_id, count=len(ids))
    return len(ids)
