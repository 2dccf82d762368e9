"""What is swept out every night."""

from datetime import date

from cheyuan.base.apikit.forgetting import sweep as forget
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now

HOUR, MINUTE = 3, 20


def sweep(by: Actor, day: date) -> None:
    """Answers of writes that nobody will repeat any more."""
    with scope(by):
        forget(now())
