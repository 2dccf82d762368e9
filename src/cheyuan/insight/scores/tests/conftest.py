"""A small store whose cars and customers can be made by hand, and its night."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps

from cheyuan.base.tenancy.scope import scope
from cheyuan.insight.scores.storing.night import reckon
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import moment

AT = moment(date(2020, 1, 1))


class Place:
    """One store: people, cars, visits, the scores of a day."""

    def __init__(self, store: Any) -> None:
        self.store = store
        self.by: Actor = system(store.group_id, (store.pk,), name="tests")

    @contextmanager
    def open(self) -> Iterator[None]:
        """See its rows."""
        with scope(self.by):
            yield

    def owner(self, **fields: Any) -> Any:
        """A person."""
        with self.open():
            customers = apps.get_model("customers", "Customer").objects
            number = customers.count() + 1
            values = {"name": f"车主{number}", "cust_no": f"C{number}", **fields}
            return customers.create(store_id=self.store.pk, created_at=AT, updated_at=AT, **values)

    def car(self, delivered_on: date | None, owner: Any = None, **fields: Any) -> Any:
        """A car, owned since its delivery."""
        owner = owner or self.owner()
        with self.open():
            vehicles = apps.get_model("vehicles", "Vehicle").objects
            number = vehicles.count() + 1
            values = {"brand": "海悦", "model": "L5", "vin": f"LSV{self.store.pk:05d}{number:09d}", **fields}
            car = vehicles.create(
                store_id=self.store.pk, group_id=self.store.group_id, owner=owner, delivered_on=delivered_on,
                created_at=AT, updated_at=AT, **values,
            )  # fmt: skip
            ownerships = apps.get_model("vehicles", "Ownership").objects
            ownerships.create(store_id=self.store.pk, vehicle=car, customer=owner, since=delivered_on)
            return car

    def visit(self, car: Any, on: date, fen: int = 0, kind: str = "service") -> None:
        """A visit to the workshop."""
        with self.open():
            visits = apps.get_model("vehicles", "Visit").objects
            visits.create(store_id=self.store.pk, vehicle=car, visited_on=on, kind=kind, amount_fen=fen)

    def night(self, day: date) -> dict[str, Any]:
        """The scores of a day, here in this process."""
        return reckon(self.by, lambda done, total: None, store_id=self.store.pk, as_of=day.isoformat())

    def rows(self, model: str, **where: Any) -> list[Any]:
        """Stored rows."""
        with self.open():
            return list(apps.get_model("scores", model).objects.filter(**where).order_by("pk"))


@pytest.fixture
def place(tenants: SimpleNamespace) -> Place:
    """The store of the tests."""
    return Place(tenants.store)
