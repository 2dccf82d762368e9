"""The colleagues to whom customers can be handed."""

from collections.abc import Sequence

from cheyuan.base.accounts import queries
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now

ADVISORS = ("service_advisor", "service_manager", "care_agent", "care_manager")
CONSULTANTS = ("sales_consultant", "sales_manager")


def _options(by: Actor, roles: Sequence[str]) -> list[tuple[str, object]]:
    found = queries.colleagues(by, day_of(now()), roles=roles).values()
    return [(str(one.id), one.name) for one in found]


def colleagues(by: Actor) -> Sequence[tuple[str, object]]:
    """Advisors and care agents of the actor's stores, as options."""
    return _options(by, ADVISORS)


def consultants(by: Actor) -> Sequence[tuple[str, object]]:
    """Sales consultants of the actor's stores, as options."""
    return _options(by, CONSULTANTS)
