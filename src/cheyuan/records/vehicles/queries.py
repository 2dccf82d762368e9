"""The one gate to cars and their history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F, OuterRef, Q, QuerySet

from cheyuan.base.tenancy import asked
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing
from cheyuan.records.vehicles.models import InsurancePolicy, Ownership, Reading, Vehicle, Visit
from cheyuan.records.vehicles.words import ENERGIES as ENERGIES
from cheyuan.records.vehicles.words import USES as USES


def vehicles(by: Actor) -> QuerySet[Vehicle]:
    """The cars that the actor may see."""
    by.require("vehicles.view")
    return Vehicle.objects.all()


def vehicle(by: Actor, vehicle_id: int, *, lock: bool = False) -> Vehicle:
    """One car; Missing when there is none for this actor. ``lock`` holds the row until the transaction ends."""
    rows = vehicles(by).select_related("owner")
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=vehicle_id).first()
    if found is None:
        raise Missing("vehicle", vehicle_id)
    return found


def vehicle_by_vin(by: Actor, vin: str) -> Vehicle:
    """The store's file of a VIN."""
    found = vehicles(by).filter(vin=vin).first()
    if found is None:
        raise Missing("vehicle", vin)
    return found


def of_customer(by: Actor, customer_id: int) -> list[Vehicle]:
    """A customer's present cars, the newest delivery first."""
    by.require("vehicles.view")
    where = "WHERE t.owner_id = %(id)s AND t.store_id = any(%(stores)s::bigint[]) ORDER BY t.delivered_on DESC, t.id"
    return asked.records(Vehicle, where, id=customer_id, stores=list(by.store_ids))


def visits(by: Actor, vehicle_ids: Iterable[int]) -> list[Visit]:
    """The visits of some cars, oldest first."""
    by.require("vehicles.view")
    return _of_cars(by, Visit, vehicle_ids, "t.visited_on, t.id")


def readings(by: Actor, vehicle_ids: Iterable[int]) -> list[Reading]:
    """The odometer notes of some cars, oldest first."""
    by.require("vehicles.view")
    return _of_cars(by, Reading, vehicle_ids, "t.read_on, t.id")


def _of_cars(by: Actor, model: Any, vehicle_ids: Iterable[int], order: str) -> list[Any]:
    where = f"WHERE t.vehicle_id = any(%(cars)s::bigint[]) AND t.store_id = any(%(stores)s::bigint[]) ORDER BY {order}"
    return asked.records(model, where, cars=list(vehicle_ids), stores=list(by.store_ids))


def insurances(by: Actor, vehicle_ids: Iterable[int]) -> list[InsurancePolicy]:
    """The insurance policies of some cars, the latest end first."""
    by.require("vehicles.view")
    return list(InsurancePolicy.objects.filter(vehicle_id__in=list(vehicle_ids)).order_by("-ends_on", "pk"))


@dataclass(frozen=True)
class Fleet:
    """What a list shows of a customer's present cars: the newest one, how many, the last visit of any."""

    name: str
    plate: str
    count: int
    last_visit_on: date | None


def fleets(by: Actor, customer_ids: Sequence[int]) -> dict[int, Fleet]:
    """Customer → their present cars in short, by one query."""
    by.require("vehicles.view")
    of: dict[int, list[tuple[Any, ...]]] = {}
    for row in asked.rows(_FLEETS, owners=list(customer_ids), stores=list(by.store_ids)):
        of.setdefault(row[0], []).append(row)
    return {pk: _fleet(found) for pk, found in of.items()}


_FLEETS = """
SELECT owner_id, brand, model, vin, plate, last_visit_on FROM vehicles_vehicle
WHERE owner_id = any(%(owners)s::bigint[]) AND store_id = any(%(stores)s::bigint[]) AND status = 'active'
ORDER BY delivered_on DESC, id
"""


def _fleet(found: list[tuple[Any, ...]]) -> Fleet:
    _owner, brand, model, vin, plate, _on = found[0]
    days = [row[5] for row in found if row[5]]
    return Fleet(f"{brand} {model}".strip() or vin, plate, len(found), max(days, default=None))


def spent_since(by: Actor, customer_ids: Sequence[int], since: date) -> dict[int, int]:
    """Customer → fen spent from that day on, by one query."""
    by.require("vehicles.view")
    found = asked.rows(_SPENT, owners=list(customer_ids), since=since, stores=list(by.store_ids))
    return {pk: int(total) for pk, total in found}


_SPENT = """
SELECT o.customer_id, sum(v.amount_fen) FROM vehicles_ownership o JOIN vehicles_visit v
 ON v.store_id = o.store_id AND v.vehicle_id = o.vehicle_id AND v.visited_on >= greatest(%(since)s::date, o.since)
 AND (o.until IS NULL OR v.visited_on <= o.until)
WHERE o.customer_id = any(%(owners)s::bigint[]) AND o.store_id = any(%(stores)s::bigint[])
GROUP BY 1
"""
"""Visits of cars while these customers owned them; ``greatest`` leaves an unknown beginning out."""


def visits_of_customer(by: Actor, customer_id: int) -> list[Visit]:
    """Every visit of the customer's cars while they owned them, oldest first."""
    by.require("vehicles.view")
    return asked.records(Visit, _VISITS, id=customer_id, stores=list(by.store_ids))


_VISITS = """
JOIN vehicles_ownership o ON o.store_id = t.store_id AND o.vehicle_id = t.vehicle_id
 AND (o.since IS NULL OR o.since <= t.visited_on) AND (o.until IS NULL OR o.until >= t.visited_on)
WHERE o.customer_id = %(id)s AND o.store_id = any(%(stores)s::bigint[]) ORDER BY t.visited_on, t.id
"""


def names(by: Actor, vehicle_ids: Sequence[int]) -> dict[int, str]:
    """What cars are called, by one query."""
    if not vehicle_ids:
        return {}
    found = asked.rows(_NAMES, cars=list(vehicle_ids), stores=list(by.store_ids))
    return {pk: f"{brand} {model}".strip() or vin for pk, brand, model, vin in found}


_NAMES = """
SELECT id, brand, model, vin FROM vehicles_vehicle
WHERE id = any(%(cars)s::bigint[]) AND store_id = any(%(stores)s::bigint[])
"""


def ownerships(by: Actor, vehicle_id: int) -> list[Ownership]:
    """Who owned the car, the newest first."""
    by.require("vehicles.view")
    rows = Ownership.objects.filter(vehicle_id=vehicle_id).select_related("customer")
    return list(rows.order_by(F("until").desc(nulls_first=True), "-pk"))


def owners_with(by: Actor, condition: Q) -> QuerySet[Vehicle]:
    """Cars on the road that fit, tied to the customer of an outer query: for filters of the customers' list."""
    by.require("vehicles.view")
    return Vehicle.objects.filter(condition, status="active", owner_id=OuterRef("pk"))


def listed(by: Actor) -> QuerySet[Vehicle]:
    """Cars with their owners, for lists."""
    return vehicles(by).select_related("owner").only(*LISTED)


LISTED = (
    "store", "vin", "plate", "brand", "model", "owner__name", "energy", "colour", "delivered_on", "last_visit_on",
    "odometer_km", "inspection_due", "warranty_end", "status", "created_at",
)  # fmt: skip


def cared_elsewhere(vin: str) -> bool:
    """Whether another file of the group already cares for this car; nothing else is told about it."""
    if Vehicle.objects.filter(vin=vin, cares=True).exists():
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM vehicles_cared_elsewhere(ARRAY[%s]))", [vin])
        return bool(cursor.fetchone()[0])
