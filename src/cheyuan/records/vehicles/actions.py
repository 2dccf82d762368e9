"""What can be done with cars and their history."""

from datetime import date, datetime
from typing import Any

from cheyuan.base.journal.actions import note, timeline
from cheyuan.base.search.actions import index
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel import plate, vin
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Missing, Refused
from cheyuan.kernel.ref import Ref
from cheyuan.records.customers.queries import customer
from cheyuan.records.vehicles import entries, queries
from cheyuan.records.vehicles.models import InsurancePolicy, Ownership, Reading, Vehicle, Visit
from cheyuan.records.vehicles.odometer import Point, kept

EDITABLE = (
    "plate", "brand", "model", "trim", "colour", "model_year", "energy", "engine_no", "seats", "use", "built_on",
    "registered_on", "delivered_on", "sold_here", "warranty_end", "warranty_km", "extended_warranty_end", "inspection_due",
    "notes",
)  # fmt: skip


def _clean(values: dict[str, Any]) -> dict[str, Any]:
    unknown = set(values) - set(EDITABLE)
    if unknown:
        raise Refused("field_unknown", field=sorted(unknown)[0])
    if values.get("plate"):
        values["plate"] = plate.clean(values["plate"])
    return values


@action("vehicles.edit")
def create(
    by: Actor, /, store_id: int, number: str, *, at: datetime, owner_id: int | None = None, **values: Any
) -> Vehicle:
    """Open a car's file. Refused: vin_length, vin_letters, plate_form, vin_taken, field_unknown, owner_elsewhere."""
    number = vin.clean(number)
    if Vehicle.objects.filter(store_id=store_id, vin=number).exists():
        raise Refused("vin_taken", value=number, field="vin")
    if owner_id is not None and customer(by, owner_id).store_id != store_id:
        raise Refused("owner_elsewhere", field="owner_id")
    one = Vehicle.objects.create(
        store_id=store_id, group_id=by.group_id, vin=number, vin_warning=not vin.check_digit_ok(number), owner_id=owner_id,
        cares=not queries.cared_elsewhere(number), created_at=at, updated_at=at, **_clean(values),
    )  # fmt: skip
    if owner_id:
        Ownership.objects.create(store_id=store_id, vehicle_id=one.pk, customer_id=owner_id, since=one.delivered_on)
    _reindex(one)
    _tell(by, one, "vehicle.created", at)
    return one


@action("vehicles.edit")
def edit(by: Actor, /, vehicle_id: int, *, at: datetime, **values: Any) -> Vehicle:
    """Change some fields of a car's file. Refused as ``create``."""
    one = queries.vehicle(by, vehicle_id, lock=True)
    changed = sorted(name for name, new in _clean(values).items() if getattr(one, name) != new)
    if changed:
        for name in changed:
            setattr(one, name, values[name])
        one.updated_at = at
        one.save()
        _reindex(one)
        _tell(by, one, "vehicle.edited", at, fields=", ".join(changed))
    return one


def _reindex(one: Vehicle) -> None:
    index([entries.draft(one, one.owner.name if one.owner else "")])


def _tell(by: Actor, one: Vehicle, verb: str, at: datetime, topic: str = "car", **facts: Any) -> None:
    ref = Ref("vehicle", one.pk)
    timeline(
        by,
        verb,
        at=at,
        topic=topic,
        customer_id=one.owner_id,
        vehicle_id=one.pk,
        ref=ref,
        store_id=one.store_id,
        **facts,
    )
    note(by, verb, ref, at=at, store_id=one.store_id)


def series(vehicle: Vehicle) -> list[Point]:
    """The readings of a car that count, oldest first, its delivery with 0 km among them."""
    notes = list(Reading.objects.filter(vehicle_id=vehicle.pk).values_list("read_on", "km", "correction"))
    points = [Point(day, km) for day, km, correction in notes if not correction]
    seen = Visit.objects.filter(vehicle_id=vehicle.pk, km__isnull=False).values_list("visited_on", "km")
    points += [Point(day, km) for day, km in seen]
    if vehicle.delivered_on:
        points = [point for point in points if point.day >= vehicle.delivered_on] + [Point(vehicle.delivered_on, 0)]
    return kept(points, [Point(day, km) for day, km, correction in notes if correction])


@action("vehicles.reading")
def add_reading(by: Actor, vehicle_id: int, *, km: int, read_on: date, source: str, at: datetime) -> Reading:
    """One more reading (PPL-03). Refused: reading_future, km_backwards(day, km) when an earlier is higher or a later lower."""
    one = queries.vehicle(by, vehicle_id, lock=True)
    if read_on > day_of(at):
        raise Refused("reading_future", field="km")
    for point in series(one):
        if (point.day <= read_on and point.km > km) or (point.day > read_on and point.km < km):
            raise Refused("km_backwards", field="km", day=point.day, km=point.km, value=km)
    return _write(by, one, Reading(read_on=read_on, km=km, source=source, at=at), "vehicle.reading", at)


@action("vehicles.correct")
def correct_reading(by: Actor, vehicle_id: int, *, km: int, read_on: date, reason: str, at: datetime) -> Reading:
    """A manager's correction: the series starts anew from its day. Refused: reason_missing, reading_future."""
    one = queries.vehicle(by, vehicle_id, lock=True)
    if not reason.strip():
        raise Refused("reason_missing", field="reason")
    if read_on > day_of(at):
        raise Refused("reading_future", field="km")
    row = Reading(read_on=read_on, km=km, source="correction", correction=True, reason=reason.strip()[:200], at=at)
    return _write(by, one, row, "vehicle.corrected", at, reason=row.reason)


def _write(by: Actor, one: Vehicle, row: Reading, verb: str, at: datetime, **facts: Any) -> Reading:
    same = {"vehicle_id": one.pk, "read_on": row.read_on, "km": row.km, "correction": row.correction}
    there = Reading.objects.filter(store_id=one.store_id, **same).first()
    if there is not None:
        return there
    row.store_id, row.vehicle_id, row.by_name = one.store_id, one.pk, by.name
    row.save(force_insert=True)
    refresh(one, at)
    _tell(by, one, verb, at, km=f"{row.km:,}", **facts)
    return row


def refresh(one: Vehicle, at: datetime) -> None:
    """Bring the figures that lists show in line with the history."""
    points = series(one)
    done = Visit.objects.filter(vehicle_id=one.pk).order_by("-visited_on")
    one.odometer_km, one.odometer_on = (points[-1].km, points[-1].day) if points else (None, None)
    one.last_visit_on = done.values_list("visited_on", flat=True).first()
    one.last_service_on = done.filter(kind="service").values_list("visited_on", flat=True).first()
    one.updated_at = at
    one.save(update_fields=["odometer_km", "odometer_on", "last_visit_on", "last_service_on", "updated_at"])


@action("vehicles.reading")
def remove_reading(by: Actor, reading_id: int, *, at: datetime) -> None:
    """Take back a reading that was just entered (undo); the audit keeps that it was there."""
    row = Reading.objects.filter(pk=reading_id).first()
    if row is None:
        raise Missing("reading", reading_id)
    one = queries.vehicle(by, row.vehicle_id, lock=True)
    row.delete()
    refresh(one, at)
    _tell(by, one, "vehicle.reading_removed", at, km=f"{row.km:,}")


@action("vehicles.reading")
def record_elsewhere(
    by: Actor, vehicle_id: int, *, visited_on: date, km: int | None, shop: str, amount_fen: int, at: datetime
) -> int:
    """A service that another shop did: it counts for the next due date, not for our hand-over calls. Answers its id."""
    one = queries.vehicle(by, vehicle_id, lock=True)
    row, _made = Visit.objects.get_or_create(
        store_id=one.store_id, vehicle_id=one.pk, visited_on=visited_on, kind="service", amount_fen=amount_fen,
        defaults={"km": km, "note": shop[:300], "source": "elsewhere"},
    )  # fmt: skip
    refresh(one, at)
    _tell(by, one, "vehicle.elsewhere", at, topic="visit", shop=shop)
    return int(row.pk)


@action("vehicles.reading")
def remove_visit(by: Actor, visit_id: int, *, at: datetime) -> None:
    """Take back a visit elsewhere that was just entered (undo)."""
    row = Visit.objects.filter(pk=visit_id, source="elsewhere").first()
    if row is None:
        raise Missing("visit", visit_id)
    one = queries.vehicle(by, row.vehicle_id, lock=True)
    row.delete()
    refresh(one, at)
    _tell(by, one, "vehicle.visit_removed", at, topic="visit")


@action("vehicles.edit")
def mark_sold(by: Actor, vehicle_id: int, *, sold_on: date, at: datetime) -> Vehicle:
    """The owner has sold the car: the ownership ends, the plan leaves it alone."""
    one = queries.vehicle(by, vehicle_id, lock=True)
    one.status, one.updated_at = "sold", at
    one.save(update_fields=["status", "updated_at"])
    Ownership.objects.filter(vehicle_id=one.pk, until=None).update(until=sold_on)
    _tell(by, one, "vehicle.sold", at)
    return one


@action("vehicles.edit")
def mark_unsold(by: Actor, vehicle_id: int, *, at: datetime) -> Vehicle:
    """Take ``mark_sold`` back."""
    one = queries.vehicle(by, vehicle_id, lock=True)
    one.status, one.updated_at = "active", at
    one.save(update_fields=["status", "updated_at"])
    newest = Ownership.objects.filter(vehicle_id=one.pk, customer_id=one.owner_id).order_by("-pk").first()
    if newest is not None and not Ownership.objects.filter(vehicle_id=one.pk, until=None).exists():
        newest.until = None
        newest.save(update_fields=["until"])
    _tell(by, one, "vehicle.unsold", at)
    return one


@action("vehicles.edit")
def add_insurance(
    by: Actor, vehicle_id: int, *, ends_on: date, at: datetime, starts_on: date | None = None, insurer: str = "",
    kinds: str = "", premium_fen: int | None = None, sold_here: bool | None = None,
) -> InsurancePolicy:  # fmt: skip
    """One more insurance policy; the latest end decides the reminder. Refused("days_backwards")."""
    if starts_on and ends_on <= starts_on:
        raise Refused("days_backwards", field="ends_on")
    one = queries.vehicle(by, vehicle_id, lock=True)
    row, _made = InsurancePolicy.objects.update_or_create(
        store_id=one.store_id, vehicle_id=one.pk, ends_on=ends_on,
        defaults={
            "starts_on": starts_on, "insurer": insurer, "kinds": kinds, "premium_fen": premium_fen, "sold_here": sold_here,
        },
    )  # fmt: skip
    _tell(by, one, "vehicle.edited", at, fields="insurance")
    return row


@action("vehicles.edit")
def remove_insurance(by: Actor, policy_id: int, *, at: datetime) -> None:
    """Take back a policy that was just entered (undo)."""
    row = InsurancePolicy.objects.filter(pk=policy_id).first()
    if row is None:
        return
    one = queries.vehicle(by, row.vehicle_id, lock=True)
    row.delete()
    _tell(by, one, "vehicle.edited", at, fields="insurance")
