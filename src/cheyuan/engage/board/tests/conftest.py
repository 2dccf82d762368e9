"""Tasks in somebody's hands."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from cheyuan.engage.contact.tests.conftest import connection_queries, fresh, person, task
from cheyuan.kernel.actor import Actor

__all__ = ["connection_queries", "fresh", "person", "task"]


@pytest.fixture
def team(tenants: SimpleNamespace, actor: Callable[..., Actor]) -> SimpleNamespace:
    """A manager and three agents."""
    names = ("安", "白", "陈")
    agents = [actor("care_agent", name=name) for name in names]
    return SimpleNamespace(boss=actor("care_manager", name="周敏"), agents=agents)


@pytest.fixture
def pile(task: Callable[..., Any]) -> Callable[..., list[Any]]:
    """``pile(agent, 6)`` → that many tasks in their hands, about one customer."""
    about: dict[int, Any] = {}

    def make(agent: Actor | None, count: int, **fields: Any) -> list[Any]:
        made = []
        for _ in range(count):
            one = task("R09", about=about.get(0), assignee_id=agent.account_id if agent else None, **fields)
            about[0] = about.get(0) or _owner(one)
            made.append(one)
        return made

    return make


def _owner(one: Any) -> Any:
    one.customer.car = one.vehicle
    return one.customer
