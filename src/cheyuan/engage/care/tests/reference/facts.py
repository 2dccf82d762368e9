"""What the reference plan is given: plain rows, and the numbers of the policies."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Any, NamedTuple

Policy = dict[str, Any]


@dataclass(frozen=True)
class Vehicle:
    """One car in one store's file; dates are calendar days of the store."""

    store_id: str
    vehicle_id: str
    vin: str
    customer_id: str | None
    energy: str | None = "ice"
    use: str | None = None
    seats: int | None = None
    delivered_on: date | None = None
    registered_on: date | None = None
    status: str = "active"
    warranty_end: date | None = None
    inspection_due: date | None = None
    insurance_expiry: date | None = None
    sold_here: bool = True


@dataclass(frozen=True)
class Customer:
    """One customer in one store's file."""

    store_id: str
    customer_id: str
    cust_no: str
    kind: str = "person"
    birthday: date | None = None
    do_not_contact: bool = False


@dataclass(frozen=True)
class Visit:
    """One workshop visit; `visited_at` is the naive local moment of hand-over when it is known."""

    store_id: str
    vehicle_id: str
    visited_on: date
    visited_at: datetime | None = None
    kind: str = "保养"
    km: int | None = None


@dataclass(frozen=True)
class Reading:
    """One odometer note in km; a manager's correction starts the series anew."""

    store_id: str
    vehicle_id: str
    read_on: date
    km: int | None
    correction: bool = False


@dataclass
class Book:
    """All rows of some stores; `policies` holds only what a store changed, by store."""

    vehicles: list[Vehicle] = field(default_factory=list)
    customers: list[Customer] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    policies: dict[str, Policy] = field(default_factory=dict)

    def policy(self, store_id: str) -> Policy:
        """The numbers that hold in the store."""
        return {**DEFAULTS, **self.policies.get(store_id, {})}

    @cached_property
    def _rows(self) -> dict[tuple[str, str], tuple[list[Visit], list[Reading]]]:
        """Visits and readings of each car, sorted into heaps once."""
        rows: dict[tuple[str, str], tuple[list[Visit], list[Reading]]] = {}
        for v in self.visits:
            rows.setdefault((v.store_id, v.vehicle_id), ([], []))[0].append(v)
        for r in self.readings:
            rows.setdefault((r.store_id, r.vehicle_id), ([], []))[1].append(r)
        return rows

    def visits_of(self, vehicle: Vehicle) -> list[Visit]:
        """All visits of one car; the book must be complete by now."""
        return self._rows.get((vehicle.store_id, vehicle.vehicle_id), ([], []))[0]

    def readings_of(self, vehicle: Vehicle) -> list[Reading]:
        """All odometer notes of one car; the book must be complete by now."""
        return self._rows.get((vehicle.store_id, vehicle.vehicle_id), ([], []))[1]


class Task(NamedTuple):
    """One thing to do; `deadline` is naive local time."""

    store_id: str
    rule: str
    subject: str
    cycle: str
    due_on: date
    opens_on: date
    deadline: datetime


DEFAULTS: Policy = {
    "first_months": 6,
    "first_km": 5_000,
    "first_months_electric": 6,
    "first_km_electric": 10_000,
    "later_months": 6,
    "later_km": 10_000,
    "later_months_electric": 12,
    "later_km_electric": 20_000,
    "km_per_day": 35,
    "km_per_day_electric": 40,
    "spike_km_per_day": 1_500,
    "warranty_months": 36,
    "warranty_km": 100_000,
    "opening_time": time(9, 0),
}
