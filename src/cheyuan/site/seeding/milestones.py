"""The demo's workshop board and orders: cars at every step, moved on by the people of the house in the last days."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string

from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import moment, now
from cheyuan.site.seeding.complaints import people_of

WORKSHOP = (
    ("定期保养", ("received",)), ("前刹车片更换", ("received", "in_work")),
    ("空调不制冷", ("received", "in_work", "waiting_parts")), ("右前门钣喷", ("received", "waiting_approval")),
    ("六万公里保养", ("received", "in_work", "quality")), ("定期保养", ("received", "in_work", "quality", "ready")),
    ("轮胎更换", ("received", "in_work", "ready")), ("首保", ("received", "in_work", "ready", "handed_over")),
)  # fmt: skip
ORDERS = (
    ("海悦 L5 尊享版", ("ordered", "allocated")), ("启辰星 E6 长续航", ("ordered", "allocated", "in_transit")),
    ("北岭 X8", ("ordered", "allocated", "in_transit", "arrived")),
    ("云驰 E7", ("ordered", "allocated", "in_transit", "arrived", "inspected", "ready")),
)  # fmt: skip
STEP = timedelta(minutes=50)
"""Between two steps of a job; an order takes a day for each."""


def write(store: Any, accounts: Mapping[str, Any], as_of: date) -> int:
    """Live it by the real actions; answers how many milestones were noted."""
    people = people_of(store, accounts)
    advisor, consultant = people.get("service_advisor"), people.get("sales_consultant")
    cars = _cars(system(store.group_id, (store.pk,), name="演示"), store)
    if advisor is None or consultant is None or len(cars) < len(WORKSHOP) + len(ORDERS):
        return 0
    until = min(now(), moment(as_of, 16, 30))
    made = sum(1 for _ in _workshop(advisor, store, cars, until))
    return made + sum(1 for _ in _orders(consultant, store, cars[len(WORKSHOP) :], until))


def _workshop(by: Actor, store: Any, cars: list[Any], until: datetime) -> Iterator[None]:
    for number, (what, steps) in enumerate(WORKSHOP):
        for place, step in enumerate(steps):
            when = until - STEP * (len(steps) - place) - timedelta(minutes=7 * number)
            _note(by, store, ("workshop", f"RO{until:%y%m%d}{number + 31:02d}", step, what), cars[number], when)
            yield


def _orders(by: Actor, store: Any, cars: list[Any], until: datetime) -> Iterator[None]:
    for number, (what, steps) in enumerate(ORDERS):
        for place, step in enumerate(steps):
            when = until - timedelta(days=len(steps) - 1 - place, minutes=20 + 9 * number)
            _note(by, store, ("order", f"SO{until:%y%m}{number + 11:03d}", step, what), cars[number], when)
            yield


def _note(by: Actor, store: Any, told: tuple[str, str, str, str], car: Any, when: datetime) -> None:
    kind, number, step, what = told
    about = {"vehicle_id": car.pk} if kind == "workshop" else {"customer_id": car.owner_id}
    fact = import_string("cheyuan.records.milestones.actions.Fact")(kind, number, step, when=when, what=what, **about)
    import_string("cheyuan.records.milestones.actions.note_fact")(by, store.pk, fact, at=when)


def _cars(by: Actor, store: Any) -> list[Any]:
    with import_string("cheyuan.base.tenancy.scope.scope")(by):
        rows = apps.get_model("vehicles", "Vehicle").objects.filter(
            store=store, status="active", owner__erased_at=None, owner__do_not_contact=False
        )
        return list(rows.order_by("last_visit_on", "pk")[5 : 5 + 3 * (len(WORKSHOP) + len(ORDERS)) : 3])
