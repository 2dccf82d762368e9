"""A customer with a car, the ready-made surveys, invitations with their links."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.surveys import actions, links
from cheyuan.engage.surveys.actions.answering import Given
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import day_of, now

VINS = (f"LSVSS{n:012d}" for n in range(1, 10**6))


def house(store: Any) -> Actor:
    """The system in one store."""
    return system(store.group_id, (store.pk,))


def marks(score: int = 9, *, words: str = "", question: str = "", nps: int | None = None) -> Given:
    """A whole answer to the delivery survey with the same mark everywhere."""
    values = dict.fromkeys(("overall", "explained", "clean", "attitude"), score)
    texts = {"better": words} if words else {}
    return Given({**values, "nps": score if nps is None else nps}, texts, question)


@pytest.fixture
def person(tenants: SimpleNamespace) -> Callable[..., Any]:
    """``person(store)`` → a customer with ``car``."""

    def make(store: Any = None, **fields: Any) -> Any:
        store = store or tenants.store
        with scope(house(store)):
            customers = apps.get_model("customers", "Customer").objects
            values = {"name": "陈立群", "gender": "M", "phone": "13800138000", **fields}
            one = customers.create(
                store_id=store.pk, cust_no=f"S{customers.count() + 1}", created_at=now(), updated_at=now(), **values
            )
            one.car = apps.get_model("vehicles", "Vehicle").objects.create(
                store_id=store.pk, group_id=store.group_id, vin=next(VINS), plate="粤A7K2M6", owner=one, brand="海悦",
                model="L5", created_at=now(), updated_at=now(),
            )  # fmt: skip
        return one

    return make


@pytest.fixture
def boss(actor: Callable[..., Actor], tenants: SimpleNamespace) -> Actor:
    """The care manager of the store, with the ready-made surveys in the group."""
    actions.ensure_surveys(tenants.group.pk, at=now())
    return actor("care_manager", name="周敏")


@pytest.fixture
def invited(boss: Actor, person: Callable[..., Any]) -> Callable[..., Any]:
    """``invited(code)`` → an invitation; its ``link`` ends in ``token``."""

    def make(code: str = "delivery", about: Any = None, at: datetime | None = None, by: Actor | None = None) -> Any:
        about = about or person()
        one = actions.invite(by or boss, about.pk, code, vehicle_id=about.car.pk, at=at or now())
        one.token = links.token_of(one.store_id, links.secret_of(one.store_id, one.nonce))
        return one

    return make


@pytest.fixture
def answered(invited: Callable[..., Any]) -> Callable[..., Any]:
    """``answered(3)`` → an answer by the link with this mark everywhere."""

    def make(score: int = 9, at: datetime | None = None, about: Any = None, **more: Any) -> Any:
        one = invited(at=at, about=about)
        guest = links.guest(one.store_id)
        assert guest is not None
        return actions.answer(guest, one.pk, marks(score, **more), at=at or now())

    return make


@pytest.fixture
def task(person: Callable[..., Any]) -> Callable[..., Any]:
    """``task("R04")`` → an open care task that asks by message."""

    def make(rule: str = "R04", about: Any = None, channel: str = "message", day: date | None = None) -> Any:
        one, day = about or person(), day or day_of(now())
        with scope(house(one.store)):
            return apps.get_model("care", "Task").objects.create(
                store_id=one.store_id, rule=rule, subject_kind="vehicle", subject_id=one.car.pk, subject=one.car.vin,
                customer=one, vehicle=one.car, cycle=f"{rule}/{day}", due_on=day, opens_on=day, offer_on=day,
                deadline=now() + timedelta(days=2), role="care_agent", channel=channel, created_on=day, created_at=now(),
                updated_at=now(), facts={"delivered_on": (day - timedelta(days=7)).isoformat()},
            )  # fmt: skip

    return make


@pytest.fixture
def rows() -> Callable[..., Any]:
    """``rows(store, "surveys.Answer")`` → all of them, as the system sees them."""

    def look(store: Any, kind: str, **where: Any) -> list[Any]:
        with scope(house(store)):
            return list(apps.get_model(kind).objects.filter(**where).order_by("pk"))

    return look
