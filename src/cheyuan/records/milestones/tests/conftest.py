"""A customer with a car that goes through the workshop."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps

from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import now
from cheyuan.records.milestones import actions

VINS = (f"LSVCD{n:012d}" for n in range(1, 10**6))


def house(store: Any) -> Actor:
    """The system in one store."""
    return system(store.group_id, (store.pk,))


@pytest.fixture
def car(tenants: SimpleNamespace) -> Callable[..., Any]:
    """``car(store)`` → a car with its owner."""

    def make(store: Any = None, plate: str = "粤A7K2M6", **fields: Any) -> Any:
        store = store or tenants.store
        with scope(house(store)):
            people = apps.get_model("customers", "Customer").objects
            values = {"name": "陈立群", "gender": "M", "phone": "13800138000", **fields}
            owner = people.create(
                store_id=store.pk, cust_no=f"C{people.count() + 1}", created_at=now(), updated_at=now(), **values
            )
            return apps.get_model("vehicles", "Vehicle").objects.create(
                store_id=store.pk, group_id=store.group_id, vin=next(VINS), plate=plate, owner=owner, brand="海悦",
                model="L5", created_at=now(), updated_at=now(),
            )  # fmt: skip

    return make


@pytest.fixture
def received(car: Callable[..., Any], actor: Callable[..., Actor]) -> Callable[..., Any]:
    """``received()`` → the milestone of a car that has just come to the workshop."""
    numbers = iter(range(1, 1000))

    def make(by: Actor | None = None, **more: Any) -> Any:
        by = by or actor("service_advisor")
        one = car()
        fact = actions.Fact("workshop", f"RO{next(numbers)}", "received", vehicle_id=one.pk, **more)
        return actions.note_fact(by, one.store_id, fact, at=now())

    return make
