"""The metrics that somebody may see, their targets, and of when their figures are."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db.models import Max

from cheyuan.base.policies.queries import values
from cheyuan.insight.metrics.declaring import Metric, metric, metrics
from cheyuan.insight.metrics.models import Refresh
from cheyuan.insight.metrics.rights import VIEW, sees_all
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing


def dictionary(by: Actor) -> list[Metric]:
    """The metrics in their order; whoever does not see the whole store gets those that can be told apart by colleague."""
    by.require(VIEW.name)
    return [one for one in metrics().values() if sees_all(by) or "agent" in one.dims]


def visible(by: Actor, code: str) -> Metric:
    """One metric; Missing when it does not exist for this actor."""
    by.require(VIEW.name)
    one = metric(code)
    if not sees_all(by) and "agent" not in one.dims:
        raise Missing("metric", code)
    return one


def within(by: Actor, stores: Collection[int] | None) -> list[int]:
    """The stores that are asked for, all of the actor's when None; Missing for a foreign one."""
    for one in stores or ():
        if one not in by.store_ids:
            raise Missing("store", one)
    return sorted(set(stores)) if stores else list(by.store_ids)


def targets(by: Actor, *, stores: Collection[int] | None = None, on: date | None = None) -> Mapping[str, float]:
    """Metric → what is wished for, in the unit of its figure; of several stores the group's. Inside a scope."""
    asked = within(by, stores)
    held = values("", asked[0] if len(asked) == 1 else None, on)
    return {one.code: held[one.target] / one.target_scale for one in dictionary(by) if one.target in held}


def as_of(by: Actor, *, stores: Collection[int] | None = None) -> datetime | None:
    """Of when the figures are: the moment since which the oldest of the stores' figures stand; None before the first time."""
    by.require(VIEW.name)
    asked = within(by, stores)
    found = Refresh.objects.filter(store_id__in=asked).order_by().values("store_id").annotate(newest=Max("at"))
    moments = [row["newest"] for row in found]
    return min(moments) if moments else None
