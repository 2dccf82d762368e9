"""Counting now."""

import logging
from collections.abc import Collection
from datetime import date, datetime

from cheyuan.base.jobs.actions import start
from cheyuan.base.lake.process import Killed
from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.queries import store_of
from cheyuan.base.tenancy.scope import scope
from cheyuan.insight.segments import asking
from cheyuan.insight.segments.jobs import NAME
from cheyuan.insight.segments.queries.counted import behind
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Refused

log = logging.getLogger("cheyuan.segments")


@action("segments.edit")
def start_count(by: Actor, *, at: datetime) -> int:
    """Put counting the actor's store in line; answers the number of the work. Refused("store_needed") without a store."""
    if by.store_id is None:
        raise Refused("store_needed")
    args = {"store_id": by.store_id, "day": day_of(at).isoformat()}
    return int(start(by, NAME, store_of(by, by.store_id).name, args, at=at, store_id=by.store_id).pk)


def count_first(by: Actor, store_id: int, codes: Collection[str], day: date) -> bool:
    """Count the store's segments when the newest counting does not say who belongs to these on a day; answers whether it did.

    For work that asks for their members. If counting fails, that work goes on with the members as they were counted last.
    """
    house = system(by.group_id, (store_id,), name=NAME)
    with scope(house):
        if not codes or not behind(house, codes, day):
            return False
    try:
        asking.write(house, store_id, day)
    except (Refused, Killed) as trouble:
        log.warning("segments could not be counted first: %s", trouble, extra={"facts": {"store": store_id}})
        return False
    return True
