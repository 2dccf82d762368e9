"""A customer with a car and tasks about it, as the plan would write them."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import day_of, moment, now

FACTS = {
    "base": "service", "base_on": "2026-05-20", "base_km": 41_000, "months": 6, "km": 10_000, "by": "date",
    "by_date": "2026-11-20", "by_km": "2026-12-03", "target_km": 51_000, "latest_on": "2026-05-20",
    "latest_km": 41_000, "pace_km": 5_000, "pace_days": 100, "ends_on": "2026-12-20", "source": "recorded",
    "due_on": "2026-12-20", "registered_on": "2024-12-20", "delivered_on": "2024-06-01", "birthday": "1980-11-22",
    "visited_on": "2026-11-20", "after": "visit", "day": "2026-11-20",
}  # fmt: skip
VINS = (f"LSVAA{n:012d}" for n in range(1, 10**6))
NUMBERS = (f"1380013{n:04d}" for n in range(1, 9999))


def house(store: Any) -> Actor:
    """The system in one store."""
    return system(store.group_id, (store.pk,))


@pytest.fixture
def person(tenants: SimpleNamespace) -> Callable[..., Any]:
    """``person(store, name=…)`` → a customer with ``car``."""

    def make(store: Any = None, **fields: Any) -> Any:
        store = store or tenants.store
        at = now()
        with scope(house(store)):
            customers = apps.get_model("customers", "Customer").objects
            values = {"name": "陈立群", "gender": "M", "phone": next(NUMBERS), **fields}
            one = customers.create(
                store_id=store.pk, cust_no=f"C{customers.count() + 1}", created_at=at, updated_at=at, **values
            )
            one.car = apps.get_model("vehicles", "Vehicle").objects.create(
                store_id=store.pk, group_id=store.group_id, vin=next(VINS), plate="粤A7K2M6", owner=one, brand="海悦",
                model="L5", delivered_on=date(2024, 6, 1), odometer_km=0, odometer_on=date(2024, 6, 1), created_at=at,
                updated_at=at,
            )  # fmt: skip
        return one

    return make


@pytest.fixture
def task(tenants: SimpleNamespace, person: Callable[..., Any]) -> Callable[..., Any]:
    """``task("R09", due=…, about=customer)`` → an open task offered today."""

    def make(
        rule: str = "R09", *, store: Any = None, about: Any = None, at: datetime | None = None, **fields: Any
    ) -> Any:
        store = store or tenants.store
        one = about or person(store)
        at = at or now()
        day = day_of(at)
        with scope(house(store)):
            tasks = apps.get_model("care", "Task").objects
            values = {
                "rule": rule, "subject_kind": "vehicle", "subject_id": one.car.pk, "subject": one.car.vin, "customer": one,
                "vehicle": one.car, "cycle": f"c{tasks.count()}", "due_on": day + timedelta(days=7), "opens_on": day,
                "deadline": moment(day + timedelta(days=7), 23, 59), "role": "care_agent", "offer_on": day,
                "facts": FACTS, "created_on": day, "created_at": at, "updated_at": at, **fields,
            }  # fmt: skip
            return tasks.create(store_id=store.pk, **values)

    return make


@pytest.fixture
def fresh() -> Callable[[Any], Any]:
    """The row as it is stored now, seen by the system."""

    def look(row: Any) -> Any:
        with scope(system(row.store.group_id, (row.store_id,))):
            return type(row).objects.get(pk=row.pk)

    return look


@pytest.fixture
def connection_queries() -> Callable[[Callable[[], Any]], int]:
    """How many queries a call makes."""

    def count(call: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as seen:
            call()
        return len(seen)

    return count


@pytest.fixture
def evenings(tenants: SimpleNamespace) -> None:
    """The store is open until half past eight."""
    apps.get_model("tenancy", "OpeningHours").objects.filter(store=tenants.store).update(closes=time(20, 30))


@pytest.fixture
def no_night(tenants: SimpleNamespace) -> None:
    """The policy knows no quiet hours, so that a test may dial whenever it runs."""
    versions = apps.get_model("policies", "PolicyVersion").objects
    with scope(house(tenants.store)):
        for key, value in (("channels.quiet_from", 24), ("channels.quiet_to", 0)):
            versions.create(group=tenants.group, key=key, value=value, by_name="x", at=now(), valid_from=day_of(now()))
