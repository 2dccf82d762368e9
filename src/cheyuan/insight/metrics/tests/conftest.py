"""A store with cars, visits and messages, row by row, and its figures reckoned in this very process."""

from collections.abc import Callable
from datetime import date, timedelta
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

    def task(self, car: Any, rule: str, due: date, cycle: str, **values: Any) -> Any:
        """A reminder whose deadline is the evening of its due day."""
        opens, at = due - timedelta(days=7), moment(due - timedelta(days=7))
        given = {
            "customer_id": car.owner_id, "vehicle": car, "subject_kind": "vehicle", "subject_id": car.pk, "subject": car.vin,
            "cycle": cycle, "due_on": due, "opens_on": opens, "deadline": moment(due, 18), "role": "care_agent",
            "offer_on": opens, "created_on": opens, "created_at": at, "updated_at": at,
        }  # fmt: skip
        return self.make("care.Task", rule=rule, **given | values)

    def call(self, task: Any, on: date, outcome: str, **values: Any) -> Any:
        """An attempt at ten o'clock."""
        given = {
            "customer_id": task.customer_id, "vehicle_id": task.vehicle_id, "rule": task.rule, "by_name": "李",
            "at": moment(on, 10), "day": on, "part": 1, "reached": outcome != "no_answer",
        }  # fmt: skip
        return self.make("contact.Attempt", task=task, outcome=outcome, **given | values)

    def complaint(self, car: Any, received: date, serial: int, **values: Any) -> Any:
        """A complaint received at nine."""
        at = moment(received, 9)
        given = {
            "year": received.year, "serial": serial, "number": f"T{serial}", "channel": "phone", "kind": "price", "text": "慢",
            "received_at": at, "opened_at": at, "taken_by_name": "李", "updated_at": at,
        }  # fmt: skip
        return self.make("complaints.Complaint", customer_id=car.owner_id, vehicle=car, **given | values)

    def answer(self, car: Any, on: date, number: int, **values: Any) -> Any:
        """An answer to a survey."""
        at, group = moment(on, 11), {"group_id": self.store.group_id}
        with scope(self.by):
            surveys, versions = (apps.get_model("surveys", one).objects for one in ("Survey", "SurveyVersion"))
            survey, _new = surveys.get_or_create(code="try", defaults={"about": "service", "created_at": at, **group})
            version, _new = versions.get_or_create(
                survey=survey, number=1, defaults={"by_name": "李", "at": at, **group}
            )
        of = {"survey": survey, "version": version, "customer_id": car.owner_id, "vehicle": car, "by_name": "李"}
        invited = self.make(
            "surveys.Invitation", origin=f"try:{number}", nonce=f"{number}", token_hash=f"{number:032d}".encode(),
            created_at=at, expires_at=at, **of,
        )  # fmt: skip
        return self.make("surveys.Answer", invitation=invited, day=on, at=at, **of | values)

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


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Book], Refresh]:
    """A reckoning that ends with an error after everything was written."""

    def fails(*_args: object, **_values: object) -> None:
        raise RuntimeError("the machine goes out")

    def run(book: Book) -> Refresh:
        monkeypatch.setattr(Refresh.objects, "create", fails)
        return book.reckon()

    return run
