"""What happens every day at a store's own time. The queue's clock is UTC; which store's hour has come is asked each minute."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

from cheyuan.base.jobs.fence import fence
from cheyuan.base.jobs.models import Occasion
from cheyuan.base.tenancy.models import Store
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import now

DAILY = "jobs.daily"
Function = Callable[[Actor, date], None]


@dataclass(frozen=True)
class Daily:
    """A function ``(by, day)`` and the store time from which it is due."""

    name: str
    due: time
    function: Function


_daily: dict[str, Daily] = {}


def register(name: str, hour: int, minute: int, function: Function) -> None:
    """Run ``function(by, day)`` once a day in every store, from that store time on; done in AppConfig.ready.

    It runs as the system in that store, opens its own transactions and may be tried again. A day on which no worker ran
    before midnight is left out.
    """
    _daily[name] = Daily(name, time(hour, minute), function)


def tick(at: datetime) -> int:
    """Defer what has become due and was not deferred yet; answers how much."""
    count = 0
    stores: dict[int, list[Store]] = {}
    for store in Store.objects.filter(is_active=True).only("id", "group_id", "zone"):
        stores.setdefault(store.group_id, []).append(store)
    for group_id, own in stores.items():
        with scope(system(group_id, tuple(store.pk for store in own), name="schedule")):
            new = _remember([place for store in own for place in _due(store, at)], at)
            if new:
                app.configure_task(DAILY, queue="work").batch_defer(*(_job(group_id, *place) for place in new))
            count += len(new)
    return count


Place = tuple[int, str, date]


def _due(store: Store, at: datetime) -> list[Place]:
    local = at.astimezone(ZoneInfo(store.zone))
    return [(store.pk, one.name, local.date()) for one in _daily.values() if local.time() >= one.due]


def _job(group_id: int, store_id: int, name: str, day: date) -> dict[str, JSONValue]:
    return {"name": name, "group_id": group_id, "store_id": store_id, "day": day.isoformat()}


def _remember(places: list[Place], at: datetime) -> list[Place]:
    """Those that nobody remembered before; two ticks at once agree."""
    if not places:
        return []
    stores, names, days = (list(column) for column in zip(*places, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO jobs_occasion (store_id, name, day, deferred_at)"
            " SELECT *, %s FROM unnest(%s::int[], %s::text[], %s::date[])"
            " ON CONFLICT (store_id, name, day) DO NOTHING RETURNING store_id, name, day",
            [at, stores, names, days],
        )
        return list(cursor.fetchall())


def run(name: str, group_id: int, store_id: int, day: date) -> None:
    """One occasion, unless it was finished before. A function that is no longer registered is let go."""
    one = _daily.get(name)
    if one is None:
        return
    by = system(group_id, (store_id,), name=name)
    with fence(f"daily:{name}:{store_id}:{day}", group_id, (store_id,)):
        with scope(by):
            place = Occasion.objects.filter(store_id=store_id, name=name, day=day)
            if not place.filter(finished_at=None).exists():
                return
        one.function(by, day)
        with scope(by):
            place.update(finished_at=now())
