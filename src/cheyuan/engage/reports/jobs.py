"""On the first of a month, at half past two store time, the month before closes; a day that was missed is made up for."""

from datetime import date

from cheyuan.base.tenancy.queries import store_of
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.reports import actions
from cheyuan.engage.reports.period import month_before
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now

NAME = "reports.close"
HOUR, MINUTE = 2, 30


def nightly(by: Actor, day: date) -> None:
    """Every night: is the month before closed? A store that did not exist then has nothing to close."""
    month = month_before(day)
    with scope(by):
        if day_of(store_of(by, by.store_ids[0]).created_at) >= day.replace(day=1):
            return
    actions.close(by, by.store_ids[0], month, at=now())
