"""Counting now."""

from datetime import datetime

from cheyuan.base.jobs.actions import start
from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.queries import store_of
from cheyuan.insight.segments.jobs import NAME
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Refused


@action("segments.edit")
def start_count(by: Actor, *, at: datetime) -> int:
    """Put counting the actor's store in line; answers the number of the work. Refused("store_needed") without a store."""
    if by.store_id is None:
        raise Refused("store_needed")
    args = {"store_id": by.store_id, "day": day_of(at).isoformat()}
    return int(start(by, NAME, store_of(by, by.store_id).name, args, at=at, store_id=by.store_id).pk)
