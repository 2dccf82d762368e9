"""What the frame of every page asks the inbox."""

from collections.abc import Mapping
from typing import Any

from cheyuan.base.inbox import digesting, queries, records
from cheyuan.base.tenancy.scope import reading
from cheyuan.kernel.actor import Actor


def count(request: Any) -> int:
    """How many notices are new."""
    return queries.unread(request.actor)


def values(by: Actor) -> Mapping[str, Any]:
    """What the question of the bell needs to know."""
    return {"kinds": records.kinds(by)}


def mine(request: Any) -> dict[str, Any]:
    """The part of one's own page: the daily digest."""
    with reading(request.actor):
        return {"wish": digesting.wish_of(request.actor), "hours": range(24)}
