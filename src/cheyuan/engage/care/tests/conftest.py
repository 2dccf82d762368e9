"""A small store whose cars can be changed by hand, and its plan."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.care.actions.plan import run_plan
from cheyuan.engage.care.models import PlanRun, Task
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import moment


class Place:
    """One store: cars, visits, the plan of a day."""

    def __init__(self, store: Any) -> None:
        self.store = store
        self.by: Actor = system(store.group_id, (store.pk,), name="tests")

    @contextmanager
    def open(self) -> Iterator[None]:
        """See its rows."""
        with scope(self.by):
            yield

    def car(self, delivered_on: date | None = date(2026, 1, 10), owner: Any = None, **fields: Any) -> Any:
        """A car with an owner of its own."""
        at = moment(date(2026, 1, 1))
        with self.open():
            vehicles = apps.get_model("vehicles", "Vehicle").objects
            number = vehicles.count() + 1
            owner = owner or self.owner()
            return vehicles.create(
                store_id=self.store.pk, group_id=self.store.group_id, vin=f"LSV{self.store.pk:05d}{number:09d}", owner=owner,
                brand="海悦", model="L5", delivered_on=delivered_on, created_at=at, updated_at=at, **fields,
            )  # fmt: skip

    def owner(self, **fields: Any) -> Any:
        """A person."""
        at = moment(date(2026, 1, 1))
        with self.open():
            customers = apps.get_model("customers", "Customer").objects
            number = customers.count() + 1
            values = {"name": f"车主{number}", "cust_no": f"C{number}", **fields}
            return customers.create(store_id=self.store.pk, created_at=at, updated_at=at, **values)

    def visit(self, car: Any, on: date, km: int | None = None, kind: str = "service") -> Any:
        """A visit to the workshop."""
        with self.open():
            return apps.get_model("vehicles", "Visit").objects.create(
                store_id=self.store.pk, vehicle=car, visited_on=on, kind=kind, km=km
            )

    def change(self, car: Any, **fields: Any) -> None:
        """Put something of a car right."""
        with self.open():
            apps.get_model("vehicles", "Vehicle").objects.filter(pk=car.pk).update(**fields)

    def insure(self, car: Any, ends_on: date) -> None:
        """A policy that ends on a day."""
        with self.open():
            apps.get_model("vehicles", "InsurancePolicy").objects.create(
                store_id=self.store.pk, vehicle=car, ends_on=ends_on
            )

    def plan(self, day: date, on: date | None = None, *, whole: bool = False) -> PlanRun:
        """Run the plan of a day on that day, or later."""
        return run_plan(self.by, self.store.pk, as_of=day, at=moment(on or day, 5, 30), whole=whole)

    def tasks(self, **where: Any) -> list[Task]:
        """Stored tasks."""
        with self.open():
            return list(Task.objects.filter(**where).order_by("rule", "subject", "cycle"))

    def states(self, rule: str) -> list[tuple[str, str, str]]:
        """Cycle, state and reason of a rule's tasks."""
        return [(one.cycle, one.state, one.reason) for one in self.tasks(rule=rule)]


@pytest.fixture
def place(tenants: SimpleNamespace) -> Place:
    """The store of the tests."""
    return Place(tenants.store)
