"""How long what is kept (PPL-08, PLT-22): each room registers what it removes; a policy says after how many days.

It runs by itself every night in every store, and by ``cheyuan purge``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cheyuan.base.jobs import schedule
from cheyuan.base.journal.actions import note
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.ref import Ref

NAME, HOUR, MINUTE = "jobs.retention", 3, 40
Remove = Callable[[Actor, datetime, datetime], int]


@dataclass(frozen=True)
class Keeping:
    """One kind of data: ``policy`` holds the days (0: for ever); ``remove(by, before, at)`` answers how many went.

    It runs as the system in one store and opens its own scope, so that much of it need not be one transaction.
    """

    key: str
    policy: str
    remove: Remove


_keepings: dict[str, Keeping] = {}


def register(*keepings: Keeping) -> None:
    """Make kinds known; done in AppConfig.ready of the app that keeps the data."""
    _keepings.update({one.key: one for one in keepings})


def purge(by: Actor, at: datetime) -> dict[str, int]:
    """Remove in the actor's one store what is past its time; answers kind → how many. The audit says that it was done."""
    store, gone = by.store_ids[0], {}
    for one in sorted(_keepings.values(), key=lambda one: one.key):
        with scope(by):
            days = int(value(one.policy, store))
        if days:
            gone[one.key] = one.remove(by, at - timedelta(days=days), at)
    if any(gone.values()):
        with scope(by):
            note(by, "retention.purged", Ref("store", store), at=at, store_id=store, **gone)
    return gone


def nightly(by: Actor, day: date) -> None:
    """Every night."""
    purge(by, now())


schedule.register(NAME, HOUR, MINUTE, nightly)
