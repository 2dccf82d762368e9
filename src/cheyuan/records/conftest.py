"""Customers and cars for tests of this floor, made by the actions themselves."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pytest

from cheyuan.kernel import vin
from cheyuan.kernel.actor import Actor
from cheyuan.records.customers import actions as customers
from cheyuan.records.vehicles import actions as vehicles

NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)
_numbers = count(1)


@pytest.fixture
def customer() -> Callable[..., Any]:
    """``customer(by, name="王小伟", **fields)`` → a customer of the actor's store."""

    def make(by: Actor, name: str = "王小伟", **fields: Any) -> Any:
        fields.setdefault("phone", f"138{next(_numbers):08d}")
        return customers.create(by, by.store_ids[0], at=NOW, name=name, **fields)

    return make


@pytest.fixture
def car() -> Callable[..., Any]:
    """``car(by, owner=None, **fields)`` → a car delivered on 2024-01-10, unless said otherwise."""

    def make(by: Actor, owner: Any = None, **fields: Any) -> Any:
        number = vin.with_check_digit(f"LZA00000{next(_numbers):09d}")
        values = {"brand": "启辰星", "model": "S5", "delivered_on": date(2024, 1, 10), **fields}
        return vehicles.create(by, by.store_ids[0], number, at=NOW, owner_id=owner.pk if owner else None, **values)

    return make
