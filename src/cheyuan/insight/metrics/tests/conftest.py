"""A store with cars, visits and messages, row by row, and its figures reckoned in this very process."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps

from cheyuan.base.tenancy.scope import scope
from cheyuan.insight.metrics import texts
from cheyuan.insight.metrics.models import Refresh
from cheyuan.insight.metrics.reckoning import reckon
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import moment

TODAY = date(2026, 11, 22)
START = moment(date(2024, 1, 1))
VINS = (f"LSVMM{n:012d}" for n in range(1, 10**6))


class Book:
    """Makes rows of one store; everything inside a scope of its own."""

    def __init__(self, store: Any) -> None:
        self.store = store
        self.by: Actor = system(store.group_id, (store.pk,))

    def make(self, kind: str, /, **values: Any) -> Any:
        """A row of a model."""
        with scope(self.by):
            return apps.get_model(kind).objects.create(store_id=self.store.pk, **values)

    def car(self, delivered_on: date | None = date(2024, 1, 1), model: str = "L5", **values: Any) -> Any:
        """A car with its owner."""
        vin = next(VINS)
        who = self.make("customers.Customer", cust_no=vin, name="王小伟", created_at=START, updated_at=START)
        given = {
            "brand": "海悦",
            "group_id": self.store.group_id,
            "owner": who,
            "created_at": START,
            "updated_at": START,
        }
        return self.make("vehicles.Vehicle", vin=vin, model=model, delivered_on=delivered_on, **given | values)

    def visit(self, car: Any, on: date, kind: str = "service", source: str = "import", fen: int = 0) -> Any:
        """A visit to the workshop."""
        return self.make("vehicles.Visit", vehicle=car, visited_on=on, kind=kind, source=source, amount_fen=fen)

    def message(self, car: Any, state: str, on: date, channel: str = "sms", purpose: str = "service") -> Any:
        """A message of a day."""
        sent = moment(on, 10) if state in ("sent", "delivered") else None
        return self.make(
            "channels.Message", customer_id=car.owner_id, channel=channel, purpose=purpose, state=state, sent_at=sent,
            intent=f"{car.pk}:{state}:{on}:{channel}", created_at=moment(on, 9),
        )  # fmt: skip

    def reckon(self, as_of: date = TODAY) -> Refresh:
        """Its figures of that day."""
        return reckon(self.by, self.store.pk, as_of=as_of, at=moment(as_of, 12))


@pytest.fixture
def book(tenants: SimpleNamespace) -> Book:
    """The store's; the SQL is written before."""
    made = Book(tenants.store)
    texts.write(made.by, None)
    return made


@pytest.fixture
def boss(actor: Callable[..., Actor]) -> Actor:
    """The care manager of the store."""
    return actor("care_manager", name="周敏")
