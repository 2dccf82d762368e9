"""What people are told of care tasks (PLT-04): tasks given to them, their queue taken over."""

from cheyuan.base.inbox import actions as inbox
from cheyuan.engage.care.events import Given, Taken
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now

GIVEN, TAKEN = "tasks.given", "tasks.taken"


def given(by: Actor, news: Given) -> None:
    """Tell who got them."""
    _push(by, GIVEN, news)


def taken(by: Actor, news: Taken) -> None:
    """Tell whose they were."""
    _push(by, TAKEN, news)


def _push(by: Actor, kind: str, news: Given | Taken) -> None:
    key = f"{kind}:{news.batch}"
    facts = {"count": news.count, "who": news.by_name}
    inbox.push(by, kind, inbox.NOWHERE, key, store_id=news.store_id, to=[news.account_id], at=now(), **facts)
