"""A customer with a car, and complaints of theirs in any state."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.complaints import actions
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import moment

MONDAY = date(2026, 11, 16)
NINE = moment(MONDAY, 9)
VINS = (f"LSVCC{n:012d}" for n in range(1, 10**6))


def house(store: Any) -> Actor:
    """The system in one store."""
    return system(store.group_id, (store.pk,))


@pytest.fixture
def person(tenants: SimpleNamespace) -> Callable[..., Any]:
    """``person(store)`` → a customer with ``car``."""

    def make(store: Any = None, **fields: Any) -> Any:
        store = store or tenants.store
        with scope(house(store)):
            customers = apps.get_model("customers", "Customer").objects
            values = {"name": "陈立群", "gender": "M", "phone": "13800138000", **fields}
            one = customers.create(
                store_id=store.pk, cust_no=f"C{customers.count() + 1}", created_at=NINE, updated_at=NINE, **values
            )
            one.car = apps.get_model("vehicles", "Vehicle").objects.create(
                store_id=store.pk, group_id=store.group_id, vin=next(VINS), plate="粤A7K2M6", owner=one, brand="海悦",
                model="L5", created_at=NINE, updated_at=NINE,
            )  # fmt: skip
        return one

    return make


@pytest.fixture
def boss(actor: Callable[..., Actor]) -> Actor:
    """The care manager of the store."""
    return actor("care_manager", name="周敏")


@pytest.fixture
def taken(boss: Actor, person: Callable[..., Any]) -> Callable[..., Any]:
    """``taken(channel=…)`` → a complaint received on Monday at nine."""

    def make(at: datetime = NINE, by: Actor | None = None, about: Any = None, **fields: Any) -> Any:
        by = by or boss
        one = about or person()
        values = {"channel": "hotline", "text": "等了两个小时没人理", "customer_id": one.pk, "vehicle_id": one.car.pk}
        return actions.take(by, by.store_id, actions.Heard(**{**values, **fields}), at=at)

    return make


WORDS = {"answer", "wait", "resume", "solve", "tell", "close", "reopen", "withdraw"}
STEPS = ("answer", "classify", "assign", "start", "solve", "tell", "revisit", "close")


@pytest.fixture
def led(boss: Actor, taken: Callable[..., Any]) -> Callable[..., Any]:
    """``led("solve")`` → a complaint whose flow went up to that step, one every ten minutes."""

    def make(until: str, at: datetime = NINE, severity: str = "normal", **fields: Any) -> Any:
        one = taken(at, **fields)
        for number, step in enumerate(STEPS[: STEPS.index(until) + 1], 1):
            now = at + timedelta(minutes=10 * number)
            do(boss, one, step, now + timedelta(days=7 if step in ("revisit", "close") else 0), severity=severity)
        with scope(house(one.store)):
            return type(one).objects.get(pk=one.pk)

    return make


def do(by: Actor, one: Any, step: str, at: datetime, *, severity: str = "normal") -> Any:
    """One step with plain words."""
    if step == "classify":
        return actions.classify(by, one.pk, department="service", kind="waiting", severity=severity, at=at)
    if step == "assign":
        return actions.assign(by, one.pk, by.account_id, at=at)
    if step == "revisit":
        return actions.revisit(by, one.pk, "yes", "好多了", at=at)
    return getattr(actions, step)(by, one.pk, *(["已经处理"] if step in WORDS else []), at=at)


@pytest.fixture
def fresh() -> Callable[[Any], Any]:
    """The row as it is stored now, seen by the system."""

    def look(row: Any) -> Any:
        with scope(house(row.store)):
            return type(row).objects.get(pk=row.pk)

    return look
