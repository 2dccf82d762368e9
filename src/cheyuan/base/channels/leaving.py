"""The work of the queue: what every few seconds plans, rescues and asks, and the lanes that send."""

from collections.abc import Callable
from datetime import timedelta

from cheyuan.base.channels import asking, claiming, planning
from cheyuan.base.channels.sending import Clock, hand_over
from cheyuan.base.tenancy.models import Store
from cheyuan.kernel.actor import Actor, system

HANDFUL = 10
"""Messages that one lane takes at once: few, since they wait in its hands."""
SHIFT = timedelta(seconds=50)
Stopping = Callable[[], bool]


def houses() -> list[Actor]:
    """The system in each group, with all its stores that work."""
    found: dict[int, list[int]] = {}
    for store_id, group_id in Store.objects.filter(is_active=True).values_list("pk", "group_id"):
        found.setdefault(group_id, []).append(store_id)
    return [system(group, tuple(sorted(stores)), name="messages") for group, stores in sorted(found.items())]


def prepare(by: Actor, clock: Clock) -> int:
    """One round for a group: what hung is looked after, what is held is judged; answers how much may leave now."""
    claiming.rescue(by, at=clock())
    claiming.expire(by, at=clock())
    ready = 0
    while judged := planning.plan(by, at=clock()):
        ready += judged["go"]
        if judged.total() < planning.BATCH:
            break
    return ready


def ask(by: Actor, clock: Clock, stopping: Stopping = lambda: False) -> int:
    """Ask about everything in quarantine whose turn it is; answers how many were asked about."""
    asked, until = 0, clock() + SHIFT
    while clock() < until and not stopping() and asking.ask_next(by, at=clock()) is not None:
        asked += 1
    return asked


def leave(by: Actor, clock: Clock, stopping: Stopping = lambda: False) -> int:
    """One lane's shift: claim a handful, hand over one by one, until nothing is due; answers how many it handed over.

    What it has not begun when it must stop goes back at once.
    """
    sent, until = 0, clock() + SHIFT
    while clock() < until and not stopping():
        taken = claiming.claim(by, at=clock(), most=HANDFUL)
        if not taken.messages:
            break
        for id, store_id in taken.messages:
            if stopping():
                claiming.release(by, taken, at=clock())
                return sent
            sent += hand_over(by.within(store_id), id, taken.token, clock) in ("sent", "delivered")
    return sent
