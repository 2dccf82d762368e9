"""A store with cars, reminders, calls and visits, row by row."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps

from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import moment

OCTOBER = date(2026, 10, 1)
CLOSED = moment(date(2026, 11, 1), 2, 30)
VINS = (f"LSVRR{n:012d}" for n in range(1, 10**6))


def house(store: Any) -> Actor:
    """The system in one store."""
    return system(store.group_id, (store.pk,))


class World:
    """Makes rows of one store; everything inside a scope of its own."""

    def __init__(self, store: Any) -> None:
        self.store, self.by = store, house(store)

    def _make(self, kind: str, /, **values: Any) -> Any:
        with scope(self.by):
            return apps.get_model(kind).objects.create(store_id=self.store.pk, **values)

    def car(self, delivered_on: date | None = date(2024, 1, 1), model: str = "L5", **values: Any) -> Any:
        """A car with its owner."""
        at, vin = moment(date(2024, 1, 1)), next(VINS)
        who = self._make("customers.Customer", cust_no=vin, name="王小伟", created_at=at, updated_at=at)
        given = {"brand": "海悦", "group_id": self.store.group_id, "owner": who, "created_at": at, "updated_at": at}
        return self._make("vehicles.Vehicle", vin=vin, model=model, delivered_on=delivered_on, **given | values)

    def task(self, car: Any, rule: str = "R09", due: date = date(2026, 10, 10), cycle: str = "", **values: Any) -> Any:
        """A reminder whose deadline is the evening of its due day."""
        at = moment(due - timedelta(days=7))
        given = {
            "customer_id": car.owner_id, "vehicle": car, "subject_kind": "vehicle", "subject_id": car.pk, "subject": car.vin,
            "cycle": cycle or f"{due}", "due_on": due, "opens_on": due - timedelta(days=7), "deadline": moment(due, 18),
            "role": "care_agent", "offer_on": due - timedelta(days=7), "created_on": due - timedelta(days=7), "created_at": at,
            "updated_at": at,
        }  # fmt: skip
        return self._make("care.Task", rule=rule, **given | values)

    def call(
        self, task: Any, on: date, outcome: str = "will_come", account_id: int | None = None, **values: Any
    ) -> Any:
        """An attempt at ten o'clock."""
        reached = outcome not in ("no_answer", "switched_off", "wrong_number")
        given = {
            "customer_id": task.customer_id, "vehicle_id": task.vehicle_id, "rule": task.rule, "account_id": account_id,
            "by_name": "李", "at": moment(on, 10), "day": on, "part": 1, "reached": reached,
        }  # fmt: skip
        row = self._make("contact.Attempt", task=task, outcome=outcome, **given | values)
        with scope(self.by):
            type(task).objects.filter(pk=task.pk).update(attempts=task.attempts + 1)
        return row

    def visit(self, car: Any, on: date, kind: str = "service", source: str = "import") -> Any:
        """A visit to the workshop."""
        return self._make("vehicles.Visit", vehicle=car, visited_on=on, kind=kind, source=source)


@pytest.fixture
def world(tenants: SimpleNamespace) -> World:
    """The store's."""
    return World(tenants.store)


@pytest.fixture
def boss(actor: Callable[..., Actor]) -> Actor:
    """The care manager of the store."""
    return actor("care_manager", name="周敏")


@pytest.fixture
def chief(actor: Callable[..., Actor]) -> Actor:
    """The general manager of the store."""
    return actor("general_manager", name="何建国")


@pytest.fixture
def agent(actor: Callable[..., Actor]) -> Actor:
    """A care agent of the store."""
    return actor("care_agent", name="林晓")


@pytest.fixture
def lived(world: World, boss: Actor, agent: Actor) -> SimpleNamespace:
    """An October with something of everything; ``agent`` did most of it."""
    cars = [world.car(model=model) for model in ("L5", "L5", "S3", "S3")]
    good = world.task(cars[0], assignee_id=agent.account_id)
    world.call(good, date(2026, 10, 5), "booked", agent.account_id)
    world.visit(cars[0], date(2026, 10, 9))
    late = world.task(cars[1], assignee_id=agent.account_id, due=date(2026, 10, 12))
    world.call(late, date(2026, 10, 15), "refused", agent.account_id, details={"why": "price"})
    missed = world.task(cars[2], assignee_id=agent.account_id, due=date(2026, 10, 20))
    birthday = world.task(cars[3], "R14", assignee_id=agent.account_id, due=date(2026, 10, 21))
    failed = world.task(cars[3], "R08b", assignee_id=agent.account_id, due=date(2026, 10, 8))
    world.call(failed, date(2026, 10, 7), "no_answer", agent.account_id)
    elsewhere = world.task(cars[2], "R17", assignee_id=agent.account_id, due=date(2026, 10, 30))
    world.call(
        elsewhere, date(2026, 10, 28), "done_elsewhere", agent.account_id, details={"shop": "别家快修", "price": 39900}
    )
    return SimpleNamespace(
        cars=cars, good=good, late=late, missed=missed, birthday=birthday, failed=failed, elsewhere=elsewhere
    )


def at(day: int, hour: int = 9) -> datetime:
    """A moment in November."""
    return moment(date(2026, 11, day), hour)
