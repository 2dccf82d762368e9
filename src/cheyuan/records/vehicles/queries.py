"""The one gate to cars and their history."""

from collections.abc import Iterable

from django.db.models import QuerySet

from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing
from cheyuan.records.vehicles.models import InsurancePolicy, Reading, Vehicle, Visit


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
