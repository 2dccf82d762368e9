"""The sample of the month that ended, drawn in the first nights of the next."""

from datetime import date, timedelta

from cheyuan.engage.audits import actions
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now

NAME = "audits.draw"
HOUR, MINUTE = 5, 50
NIGHTS = 5
"""A night without a worker is made up for in one of these; drawing again draws nothing."""


def nightly(by: Actor, day: date) -> None:
    """In the first nights of a month: the month before."""
    if day.day <= NIGHTS:
        actions.draw(by, by.store_ids[0], day.replace(day=1) - timedelta(days=1), at=now())
