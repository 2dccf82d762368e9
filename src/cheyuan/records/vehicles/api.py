"""Cars and their odometers over the API."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.db.models import Q
from ninja import Query, Router
from pydantic import Field

from cheyuan.base.apikit.idempotency import idempotent
from cheyuan.base.apikit.paging import Page, PageIn, page
from cheyuan.base.apikit.schemas import Id, In, Km, Out, Text
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused
from cheyuan.records.vehicles import actions, queries
from cheyuan.records.vehicles.models import Vehicle
from cheyuan.records.vehicles.showing import series

router = Router()
Short = Annotated[str, Field(max_length=40)]
Middle = Annotated[str, Field(max_length=60)]
Day = Annotated[date | None, Field(ge=date(1900, 1, 1), le=date(2100, 12, 31))]
Energy = Literal["", "ice", "ev", "phev", "hev"]


class VehicleOut(Out):
    """One car."""

    id: int
    store_id: int
    vin: str
    vin_warning: bool = Field(description="The check digit does not fit")
    plate: str
    owner_id: int | None
    brand: str
    model: str
    trim: str
    colour: str
    model_year: int | None
    energy: str
    engine_no: str
    seats: int | None
    use: str
    built_on: date | None
    registered_on: date | None
    delivered_on: date | None
    sold_here: bool
    status: str
    warranty_end: date | None
    warranty_km: int | None
    extended_warranty_end: date | None
    inspection_due: date | None
    odometer_km: int | None
    odometer_on: date | None
    last_visit_on: date | None
    last_service_on: date | None
    updated_at: datetime


class VehicleFields(In):
    """What may be changed; what is left out stays."""

    plate: Short | None = None
    brand: Middle | None = None
    model: Middle | None = None
    trim: Middle | None = None
    colour: Short | None = None
    model_year: Annotated[int, Field(ge=1950, le=2100)] | None = None
    energy: Energy | None = None
    engine_no: Short | None = None
    seats: Annotated[int, Field(ge=1, le=99)] | None = None
    use: Annotated[str, Field(max_length=20)] | None = None
    built_on: Day = None
    registered_on: Day = None
    delivered_on: Day = None
    sold_here: bool | None = None
    warranty_end: Day = None
    warranty_km: Km | None = None
    extended_warranty_end: Day = None
    inspection_due: Day = None
    notes: Text | None = None


class VehicleNew(VehicleFields):
    """A new car; its owner must be on file in the same store."""

    vin: Short
    owner_id: Id | None = None
    store_id: Id | None = None


class VehiclesIn(PageIn):
    """Which cars."""

    vin: Short = ""
    plate: Short = ""
    owner_id: Id | None = None
    status: Literal["", "active", "sold", "written_off"] = ""


class ReadingOut(Out):
    """One odometer reading, and whether it counts in the series."""

    day: date
    km: int
    source: str
    who: str
    counts: bool
    why: str = Field(description="Why it does not count; empty when it does")


class ReadingIn(In):
    """One reading."""

    km: Km
    read_on: Annotated[date, Field(ge=date(1900, 1, 1), le=date(2100, 12, 31))]
    source: Annotated[str, Field(min_length=1, max_length=20)] = "api"


class CorrectionIn(In):
    """The true reading of a day, and why the series starts anew."""

    km: Km
    read_on: Annotated[date, Field(ge=date(1900, 1, 1), le=date(2100, 12, 31))]
    reason: Annotated[str, Field(min_length=1, max_length=200)]


class VisitOut(Out):
    """One visit to the workshop."""

    id: int
    visited_on: date
    kind: str
    km: int | None
    amount_fen: int
    note: str
    source: str


NULLABLE = frozenset(
    {"model_year", "seats", "built_on", "registered_on", "delivered_on", "warranty_end", "warranty_km",
     "extended_warranty_end", "inspection_due"}
)  # fmt: skip


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """null empties a day or a number; for everything else it means "left out"."""
    return {name: value for name, value in values.items() if value is not None or name in NULLABLE}


@router.get("", response=Page[VehicleOut], summary="Cars", operation_id="vehicles")
def vehicles(request: Any, wish: Query[VehiclesIn]) -> dict[str, Any]:
    """The cars of the actor's stores, by number of the record."""
    asked = {"vin": wish.vin.upper(), "plate": wish.plate.upper(), "owner_id": wish.owner_id, "status": wish.status}
    rows = queries.vehicles(request.actor).filter(Q(*((name, value) for name, value in asked.items() if value)))
    return page(rows, wish)


@router.get("/{vehicle_id}", response=VehicleOut, summary="One car", operation_id="vehicle")
def vehicle(request: Any, vehicle_id: Id) -> Vehicle:
    """One car."""
    return queries.vehicle(request.actor, vehicle_id)


@router.post("", response={201: VehicleOut}, summary="New car", operation_id="vehicle_create")
@idempotent
def create(request: Any, body: VehicleNew) -> tuple[int, Vehicle]:
    """Open a car's file."""
    by = request.actor
    if not by.store_ids:
        raise Refused("store_missing", field="store_id")
    store = body.store_id or by.store_id or by.store_ids[0]
    values = _plain(body.model_dump(exclude_unset=True, exclude={"vin", "owner_id", "store_id"}))
    return 201, actions.create(by.within(store), store, body.vin, at=now(), owner_id=body.owner_id, **values)


@router.patch("/{vehicle_id}", response=VehicleOut, summary="Change a car", operation_id="vehicle_edit")
@idempotent
def edit(request: Any, vehicle_id: Id, body: VehicleFields) -> Vehicle:
    """Change the fields that are sent."""
    return actions.edit(request.actor, vehicle_id, at=now(), **_plain(body.model_dump(exclude_unset=True)))


@router.get("/{vehicle_id}/readings", response=list[ReadingOut], summary="Odometer", operation_id="readings")
def readings(request: Any, vehicle_id: Id) -> list[Any]:
    """Every reading, newest first; those left out of the series say why."""
    by = request.actor
    car = queries.vehicle(by, vehicle_id)
    return list(series(car, queries.visits(by, [vehicle_id]), queries.readings(by, [vehicle_id])))


@router.post("/{vehicle_id}/readings", response={201: VehicleOut}, summary="Add a reading", operation_id="reading_add")
@idempotent
def add_reading(request: Any, vehicle_id: Id, body: ReadingIn) -> tuple[int, Vehicle]:
    """One more reading; refused when it goes backwards (PPL-03)."""
    by = request.actor
    actions.add_reading(by, vehicle_id, km=body.km, read_on=body.read_on, source=body.source, at=now())
    return 201, _again(request, vehicle_id)


@router.post(
    "/{vehicle_id}/readings/correction", response={201: VehicleOut}, summary="Correct the odometer",
    operation_id="reading_correct",
)  # fmt: skip
@idempotent
def correct(request: Any, vehicle_id: Id, body: CorrectionIn) -> tuple[int, Vehicle]:
    """A manager's correction: the series starts anew from its day."""
    by = request.actor
    actions.correct_reading(by, vehicle_id, km=body.km, read_on=body.read_on, reason=body.reason, at=now())
    return 201, _again(request, vehicle_id)


def _again(request: Any, vehicle_id: int) -> Vehicle:
    with scope(request.actor):
        return queries.vehicle(request.actor, vehicle_id)


@router.get("/{vehicle_id}/visits", response=list[VisitOut], summary="Visits", operation_id="visits")
def visits(request: Any, vehicle_id: Id) -> list[Any]:
    """The visits, oldest first."""
    queries.vehicle(request.actor, vehicle_id)
    return list(queries.visits(request.actor, [vehicle_id]))
