"""What is swept out every night."""

from datetime import date

from cheyuan.base.accounts.actions import sweep_drafts, sweep_guards
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now

HOUR, MINUTE = 3, 10


def sweep(by: Actor, day: date) -> None:
    """Old drafts of the group; sessions, tokens and counted tries that mean nothing any more."""
    sweep_drafts(by, at=now())
    sweep_guards(at=now())
