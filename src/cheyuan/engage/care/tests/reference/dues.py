"""Due dates of one car or one person, as known at the end of a day."""

from dataclasses import dataclass
from datetime import date

from cheyuan.engage.care.tests.reference.days import days_in_month, plus_days, plus_months
from cheyuan.engage.care.tests.reference.facts import Book, Customer, Policy, Vehicle, Visit
from cheyuan.engage.care.tests.reference.odometer import Series, forecast, kept_readings, pace

PRIVATE = {"", "private", "个人", "家用", "非营运"}
INSPECTION_YEARS = (2, 4, 6, 8, *range(10, 200))


@dataclass(frozen=True)
class Known:
    """What is known of one car; the series is empty only when there is no delivery and no note."""

    vehicle: Vehicle
    policy: Policy
    visits: list[Visit]
    services: list[date]
    series: Series
    speed: tuple[int, int]

    @property
    def last_service(self) -> date | None:
        """Latest service day."""
        return self.services[-1] if self.services else None


def electric(vehicle: Vehicle) -> bool:
    """Whether the electric numbers hold."""
    return (vehicle.energy or "").strip().lower() == "ev"


def number(known: Known, name: str) -> int:
    """A policy number, the electric one for an electric car."""
    return int(known.policy[name + ("_ev" if electric(known.vehicle) else "")])


def know(book: Book, vehicle: Vehicle, as_of: date) -> Known:
    """Gather what is known of the car at the end of the day."""
    born = vehicle.delivered_on or date.min
    visits = [v for v in book.visits_of(vehicle) if born <= v.visited_on <= as_of]
    notes = [r for r in book.readings_of(vehicle) if born <= r.read_on <= as_of]
    policy = book.policy(vehicle.store_id)
    services = sorted({v.visited_on for v in visits if (v.kind or "").lower() in ("保养", "service")})
    series = kept_readings(vehicle, visits, notes, policy)
    default = policy["km_per_day_ev" if electric(vehicle) else "km_per_day"]
    speed = pace(series, policy, default) if series else (default, 1)
    return Known(vehicle, policy, visits, services, series, speed)


def target_km(known: Known) -> int | None:
    """Odometer at which the next service is due; None when the last one's km are not known."""
    if known.last_service is None:
        return number(known, "first_km")
    for day, km in known.series:
        if day == known.last_service:
            return km + number(known, "km")
    return None


def service_due_on(known: Known) -> date:
    """Next service of a delivered car, by months or km, whichever is first."""
    assert known.vehicle.delivered_on is not None
    if known.last_service is None:
        by_months = plus_months(known.vehicle.delivered_on, known.policy["first_months"])
    else:
        by_months = plus_months(known.last_service, number(known, "months"))
    target = target_km(known)
    return by_months if target is None else min(by_months, forecast(known.series, known.speed, target))


def warranty_date_part(known: Known) -> date:
    """End of the warranty by date, of a delivered car."""
    assert known.vehicle.delivered_on is not None
    return known.vehicle.warranty_end or plus_months(known.vehicle.delivered_on, known.policy["warranty_months"])


def warranty_ends_on(known: Known) -> date:
    """End of the warranty by date or km, whichever is first."""
    return min(warranty_date_part(known), forecast(known.series, known.speed, known.policy["warranty_km"]))


def inspection_due_on(vehicle: Vehicle, policy: Policy, as_of: date) -> date | None:
    """Statutory inspection of a small private car."""
    seats = 5 if vehicle.seats is None else vehicle.seats
    if (vehicle.use or "").strip().lower() not in PRIVATE or seats > policy["inspection_seats"]:
        return None
    recorded = vehicle.inspection_due
    if recorded is not None and recorded >= plus_days(as_of, -policy["inspection_past_days"]):
        return recorded
    start = vehicle.registered_on or vehicle.delivered_on
    if start is None:
        return None
    return next(d for d in (plus_months(start, 12 * n) for n in INSPECTION_YEARS) if d >= as_of)


def birthday_on(customer: Customer, as_of: date) -> date | None:
    """This year's birthday."""
    born = customer.birthday
    if born is None:
        return None
    return date(as_of.year, born.month, min(born.day, days_in_month(as_of.year, born.month)))
