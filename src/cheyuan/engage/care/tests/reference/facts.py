"""What the reference plan is given: plain rows, and the numbers of the policies."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

Policy = dict[str, Any]


@dataclass(frozen=True)
class Vehicle:
    """One car in one store's file; dates are calendar days of the store."""

    store_id: int
    vehicle_id: int
    vin: str
    customer_id: int | None
    energy: str | None = "ice"
    brand: str | None = None
    model: str | None = None
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

    store_id: int
    customer_id: int
    cust_no: str
    kind: str = "person"
    birthday: date | None = None
    do_not_contact: bool = False


@dataclass(frozen=True)
class Visit:
    """One workshop visit; `visited_at` is the naive local moment of hand-over when it is known."""

    store_id: int
    vehicle_id: int
    visited_on: date
    visited_at: datetime | None = None
    kind: str | None = "保养"
    km: int | None = None
    here: bool | None = True


@dataclass(frozen=True)
class Reading:
    """One odometer note in km; a manager's correction starts the series anew."""

    store_id: int
    vehicle_id: int
    read_on: date
    km: int | None
    correction: bool = False


@dataclass(frozen=True)
class Interval:
    """First service and interval of some kind of car; an empty brand, model or energy stands for any."""

    store_id: int
    brand: str | None
    model: str | None
    energy: str | None
    first_months: int
    first_km: int
    months: int
    km: int


@dataclass(frozen=True)
class OwnRule:
    """A rule that a manager made: days after (before, when negative) a day known of the car."""

    store_id: int
    rule: str
    anchor: str
    opens_after: int
    closes_after: int
    deadline_after: int
    marketing: bool = False
    segment: str | None = ""


@dataclass(frozen=True)
class Reception:
    """One visit in the visitor book; `came_at` is the naive local moment, `looks` says that they look at cars."""

    store_id: int
    reception_id: int
    customer_id: int
    came_on: date
    came_at: datetime
    looks: bool | None


@dataclass(frozen=True)
class Important:
    """A customer with a standing: VIP or key account."""

    store_id: int
    customer_id: int


@dataclass(frozen=True)
class Candidate:
    """A time in which a car was a trade-in candidate; `until` is the first day on which it no longer was."""

    store_id: int
    vehicle_id: int
    since: date
    until: date | None
    score: int = 55
    reasons: str = "[]"


@dataclass(frozen=True)
class CarIn:
    """A car that belongs to a segment by itself."""

    store_id: int
    segment: str
    vehicle_id: int


@dataclass(frozen=True)
class PersonIn:
    """A customer who belongs to a segment, with all their cars."""

    store_id: int
    segment: str
    customer_id: int


@dataclass
class Book:
    """All rows of some stores; `policies` holds only what a store changed, by store."""

    vehicles: list[Vehicle] = field(default_factory=list)
    customers: list[Customer] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    intervals: list[Interval] = field(default_factory=list)
    own_rules: list[OwnRule] = field(default_factory=list)
    receptions: list[Reception] = field(default_factory=list)
    important: list[Important] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    member_cars: list[CarIn] = field(default_factory=list)
    member_people: list[PersonIn] = field(default_factory=list)
    policies: dict[int, Policy] = field(default_factory=dict)

    def policy(self, store_id: int) -> Policy:
        """The numbers that hold in the store."""
        return {**DEFAULTS, **self.policies.get(store_id, {})}

    @cached_property
    def _rows(self) -> dict[tuple[int, int], tuple[list[Visit], list[Reading]]]:
        """Visits and readings of each car, sorted into heaps once."""
        rows: dict[tuple[int, int], tuple[list[Visit], list[Reading]]] = {}
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

    store_id: int
    rule: str
    subject: str
    cycle: str
    due_on: date
    opens_on: date
    deadline: datetime


DEFAULTS: Policy = {
    # service
    "first_months": 6,
    "first_km": 5_000,
    "first_km_ev": 10_000,
    "months": 6,
    "km": 10_000,
    "months_ev": 12,
    "km_ev": 20_000,
    # odometer
    "km_per_day": 35,
    "km_per_day_ev": 40,
    "km_per_day_least": 1,
    "km_per_day_most": 500,
    "pace_window_days": 730,
    "pace_least_days": 30,
    "spike_km": 1_500,
    # papers
    "warranty_months": 36,
    "warranty_km": 100_000,
    "inspection_seats": 9,
    "inspection_past_days": 30,
    # rules: first day, last day, deadline
    "r01_after_days": 1,
    "r01_keep_days": 7,
    "r01_deadline_hours": 24,
    "r02_after_days": 2,
    "r02_keep_days": 7,
    "r02_deadline_hours": 72,
    "r03_after_days": 0,
    "r03_keep_days": 7,
    "r03_deadline_hours": 72,
    "r04_after_days": 7,
    "r04_keep_days": 7,
    "r04_deadline_days": 7,
    "r05_after_days": 15,
    "r05_keep_days": 7,
    "r05_deadline_days": 16,
    "r06_after_days": 0,
    "r06_keep_days": 7,
    "r06_deadline_hours": 48,
    "r07_after_days": 3,
    "r07_keep_days": 7,
    "r07_deadline_days": 7,
    "r08a_from_months": 2,
    "r08a_until_months": 3,
    "r08b_before_days": 3,
    "r08b_keep_days": 29,
    "r09_before_days": 7,
    "r09_keep_days": 29,
    "r10_before_days": 14,
    "r10_before_km": 1_000,
    "r10_until_days": 8,
    "r11_before_days": 30,
    "r11_keep_days": 0,
    "r12_before_days": 60,
    "r12_keep_days": 30,
    "r13_before_days": 60,
    "r13_keep_days": 0,
    "opening_minute": 510,
    "r14_deadline_minutes": 120,
    "r17_every_days": 90,
    "r17_until_days": 360,
    "r17_deadline_days": 10,
    "r19_after_days": 0,
    "r19_keep_days": 7,
    "r19_deadline_hours": 48,
    "r20_share": 20,
    "r20_after_days": 1,
    "r20_keep_days": 7,
    "r20_deadline_days": 3,
    "r22_again_months": 6,
    "r22_keep_days": 30,
    "r22_deadline_days": 7,
    "r25_from_days": 30,
    "r25_until_days": 89,
    "r25_deadline_days": 7,
}
