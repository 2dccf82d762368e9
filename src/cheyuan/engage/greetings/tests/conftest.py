"""People who may be greeted, a day that has a festival, and weather."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps

from cheyuan.base.channels.addresses import key_of
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.contact.tests.conftest import person as one_person
from cheyuan.engage.greetings.weather.reports import Report
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import moment

person = one_person
MOON = date(2026, 9, 25)
"""Mid-Autumn Festival of 2026, a Friday."""
DAWN = moment(MOON, 6, 10)


@pytest.fixture
def house(tenants: SimpleNamespace) -> Actor:
    """The system in the first store."""
    return system(tenants.group.pk, (tenants.store.pk,))


@pytest.fixture
def boss(actor: Callable[..., Actor]) -> Actor:
    """The marketing manager."""
    return actor("marketing_manager", name="周敏")


@pytest.fixture
def friend(person: Callable[..., Any]) -> Callable[..., Any]:
    """``friend(city="广州")`` → an owner with a phone of their own who agreed to offers by text message."""
    count = iter(range(10_000))

    def make(store: Any = None, *, agrees: bool = True, car: bool = True, **fields: Any) -> Any:
        phone = fields.pop("phone", f"1390020{next(count):04d}")
        one = person(store, phone=phone, **fields)
        with scope(system(one.store.group_id, (one.store_id,))):
            one.phone_key = key_of(one.store.group_id, phone)
            one.save(update_fields=["phone_key"])
            if agrees:
                apps.get_model("customers", "Consent").objects.create(
                    store_id=one.store_id, customer=one, purpose="marketing", channel="sms", given=True,
                    at=moment(date(2026, 1, 1)), source="test",
                )  # fmt: skip
            if not car:
                type(one.car).objects.filter(pk=one.car.pk).update(owner=None)
        return one

    return make


@pytest.fixture
def messages(house: Actor) -> Callable[..., list[Any]]:
    """``messages(state="held")`` → messages of the first store, oldest first."""

    def look(**asked: Any) -> list[Any]:
        with scope(house):
            return list(apps.get_model("channels", "Message").objects.filter(**asked).order_by("pk"))

    return look


def rain(number: str = "R1", at: datetime = DAWN, **more: Any) -> Report:
    """Heavy rain in Guangzhou until tonight."""
    values = {"source": "test", "kind": "heavy_rain", "level": 3, "regions": ("广州",), "valid_from": at,
              "valid_to": at + timedelta(hours=12), "headline": "暴雨橙色预警", **more}  # fmt: skip
    return Report(number=number, **values)
