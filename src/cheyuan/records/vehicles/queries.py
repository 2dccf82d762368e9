"""The one gate to cars and their history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import F, OuterRef, Q, QuerySet, Sum

from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing
from cheyuan.records.vehicles.models import InsurancePolicy, Ownership, Reading, Vehicle, Visit


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
    return list(vehicles(by).filter(owner_id=customer_id).order_by("-delivered_on", "pk"))


def visits(by: Actor, vehicle_ids: Iterable[int]) -> list[Visit]:
    """The visits of some cars, oldest first."""
    by.require("vehicles.view")
    return list(Visit.objects.filter(vehicle_id__in=list(vehicle_ids)).order_by("visited_on", "pk"))


def readings(by: Actor, vehicle_ids: Iterable[int]) -> list[Reading]:
    """The odometer notes of some cars, oldest first."""
    by.require("vehicles.view")
    return list(Reading.objects.filter(vehicle_id__in=list(vehicle_ids)).order_by("read_on", "pk"))


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
    rows = vehicles(by).filter(owner_id__in=customer_ids, status="active").order_by("-delivered_on", "pk")
    of: dict[int, list[Vehicle]] = {}
    for row in rows.only("pk", "owner_id", "brand", "model", "vin", "plate", "last_visit_on"):
        of.setdefault(row.owner_id or 0, []).append(row)
    return {pk: _fleet(found) for pk, found in of.items()}


def _fleet(found: list[Vehicle]) -> Fleet:
    days = [one.last_visit_on for one in found if one.last_visit_on]
    return Fleet(str(found[0]), found[0].plate, len(found), max(days, default=None))


def _owned_then(customer_ids: Sequence[int]) -> Q:
    """Visits of cars while these customers owned them."""
    of = "vehicle__ownerships__"
    since = Q((f"{of}since", None)) | Q((f"{of}since__lte", F("visited_on")))
    until = Q((f"{of}until", None)) | Q((f"{of}until__gte", F("visited_on")))
    return Q((f"{of}customer_id__in", list(customer_ids))) & since & until


def spent_since(by: Actor, customer_ids: Sequence[int], since: date) -> dict[int, int]:
    """Customer → fen spent from that day on, by one query."""
    by.require("vehicles.view")
    rows = Visit.objects.filter(_owned_then(customer_ids), visited_on__gte=since)
    sums = rows.values_list("vehicle__ownerships__customer_id").annotate(total=Sum("amount_fen")).order_by()
    return {pk: int(total) for pk, total in sums}


def visits_of_customer(by: Actor, customer_id: int) -> list[Visit]:
    """Every visit of the customer's cars while they owned them, oldest first."""
    by.require("vehicles.view")
    return list(Visit.objects.filter(_owned_then([customer_id])).order_by("visited_on", "pk"))


def names(by: Actor, vehicle_ids: Sequence[int]) -> dict[int, str]:
    """What cars are called, by one query."""
    rows = Vehicle.objects.filter(pk__in=vehicle_ids, store_id__in=by.store_ids)
    return {row.pk: str(row) for row in rows.only("pk", "brand", "model", "vin")}


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
    return vehicles(by).select_related("owner")


def cared_elsewhere(vin: str) -> bool:
    """Whether another file of the group already cares for this car; nothing else is told about it."""
    if Vehicle.objects.filter(vin=vin, cares=True).exists():
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM vehicles_cared_elsewhere(ARRAY[%s]))", [vin])
        return bool(cursor.fetchone()[0])
