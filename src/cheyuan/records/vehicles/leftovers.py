"""What cars tell of a person: copied with the person's file; erased, the car stays with its VIN and its readings."""

from collections.abc import Collection, Mapping
from typing import Any

from cheyuan.base.intake import forgetting as intake
from cheyuan.base.journal import forgetting as journal
from cheyuan.base.search.actions import index
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.records.customers.persons import Part, Subject, plain
from cheyuan.records.vehicles import entries
from cheyuan.records.vehicles.models import InsurancePolicy, Ownership, Reading, Vehicle, Visit


def _copy(subject: Subject) -> Any:
    """The person's cars; visits, readings and policies of those that are theirs today."""
    owned = Ownership.objects.filter(customer_id=subject.customer.pk)
    mine = list(Vehicle.objects.filter(owner_id=subject.customer.pk).order_by("pk"))
    ids = [one.pk for one in mine]
    leave = ("store_id", "group_id", "batch_id")
    return {
        "vehicles": plain(mine, *leave),
        "ownerships": plain(owned.order_by("pk"), *leave),
        "visits": plain(Visit.objects.filter(vehicle_id__in=ids).order_by("visited_on", "pk"), *leave),
        "readings": plain(Reading.objects.filter(vehicle_id__in=ids).order_by("read_on", "pk"), *leave),
        "insurances": plain(InsurancePolicy.objects.filter(vehicle_id__in=ids).order_by("ends_on", "pk"), *leave),
    }


def _erase(subject: Subject) -> Mapping[str, int]:
    one = subject.customer
    mine = list(Vehicle.objects.select_for_update().filter(owner_id=one.pk))
    ids = [car.pk for car in mine]
    owned = Ownership.objects.filter(customer_id=one.pk)
    known = sorted({*ids, *owned.values_list("vehicle_id", flat=True)})
    told = [pk for pk, note in _noted(known) if pk not in ids and subject.mentioned(note)]
    said = [pk for pk, why in _reasons(known) if subject.mentioned(why)]
    for car in mine:
        car.owner_id, car.plate, car.notes, car.updated_at = None, "", "", subject.at
    Vehicle.objects.bulk_update(mine, ["owner", "plate", "notes", "updated_at"])
    index(entries.draft(car) for car in mine)
    visits = Visit.objects.exclude(note="")
    return {
        "vehicles_vehicle": len(mine),
        "vehicles_ownership": owned.filter(until=None).update(until=day_of(subject.at)),
        "vehicles_visit": visits.filter(vehicle_id__in=ids).update(note="")
        + visits.filter(pk__in=told).update(note=""),
        "vehicles_reading": Reading.objects.filter(pk__in=said).update(reason=""),
        "vehicles_insurancepolicy": InsurancePolicy.objects.filter(vehicle_id__in=ids).delete()[0],
        "journal_timelineentry": journal.forget_words(known, subject.mentioned),
        **intake.forget([("vehicles_vehicle", pk) for pk in ids], subject.mentioned),
    }


def _noted(vehicle_ids: list[int]) -> Any:
    return Visit.objects.filter(vehicle_id__in=vehicle_ids).exclude(note="").values_list("pk", "note")


def _reasons(vehicle_ids: list[int]) -> Any:
    return Reading.objects.filter(vehicle_id__in=vehicle_ids).exclude(reason="").values_list("pk", "reason")


def _owners(by: Actor, ids: Collection[int]) -> set[int]:
    return set(Vehicle.objects.filter(owner_id__in=list(ids), status="active").values_list("owner_id", flat=True))


PART = Part(
    "cars", _copy, _erase,
    ("vehicles_vehicle", "vehicles_ownership", "vehicles_visit", "vehicles_reading", "vehicles_insurancepolicy"),
    ("car",), order=40, needs=_owners,
)  # fmt: skip
