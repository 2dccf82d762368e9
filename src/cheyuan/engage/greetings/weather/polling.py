"""Asking the weather service for the stores' regions, again and again: what is known already does no harm."""

from datetime import datetime, timedelta

from django.db import connection

from cheyuan.base.tenancy.models import Store
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.greetings.actions import take
from cheyuan.engage.greetings.weather.services import Service
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.places import plain, province_of

BACK = timedelta(days=2)
"""How far back is asked each time: what was missed while a service was away comes later."""
MOST_REGIONS = 400
CITIES = "SELECT DISTINCT city FROM customers_customer WHERE store_id = ANY(%s) AND erased_at IS NULL AND city <> '' LIMIT 2000"


def houses() -> list[Actor]:
    """The system in each group, with all its stores that work."""
    found: dict[int, list[int]] = {}
    for store_id, group_id in Store.objects.filter(is_active=True).values_list("pk", "group_id"):
        found.setdefault(group_id, []).append(store_id)
    return [system(group, tuple(sorted(own)), name="weather") for group, own in sorted(found.items())]


def regions_of(by: Actor) -> list[str]:
    """The cities of stores and their customers that the table of places knows, and their provinces."""
    with scope(by), connection.cursor() as cursor:
        stores = list(Store.objects.filter(pk__in=by.store_ids).values_list("city", flat=True))
        cursor.execute(CITIES, [list(by.store_ids)])
        cities = {plain(city) for city in [*stores, *(row[0] for row in cursor.fetchall())] if province_of(city)}
    return sorted(cities | {province_of(city) for city in cities})[:MOST_REGIONS]


def poll(by: Actor, service: Service, *, at: datetime) -> int:
    """One round for a group; answers how much news there was. Raises ``services.Away``."""
    found = service.events(regions_of(by), at - BACK)
    return sum(one.outcome != "same" for one in take(by, found, at=at))
