"""Due dates of one car or one person, as known at the end of a day."""

from dataclasses import dataclass
from datetime import date

from cheyuan.engage.care.tests.reference.days import days_in_month, plus_days, plus_months
from cheyuan.engage.care.tests.reference.facts import Book, Customer, Interval, Policy, Vehicle, Visit
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
    service: Policy  # first service and interval

    @property
    def last_service(self) -> date | None:
        """Latest service day."""
        return self.services[-1] if self.services else None


def electric(vehicle: Vehicle) -> bool:
    """Whether the electric numbers hold."""
    return (vehicle.energy or "").strip().lower() == "ev"


def interval(book: Book, vehicle: Vehicle) -> Interval | None:
    """The row for this kind of car that says most: brand and model and energy, brand and model, brand and energy …"""
    energy = (vehicle.energy or "").lower()
    kind = (
        (vehicle.brand or "").lower(),
        (vehicle.model or "").lower(),
        "ice" if energy in ("", "unknown") else energy,
    )
    of_store = [i for i in book.intervals if i.store_id == vehicle.store_id]
    named = {tuple((word or "").lower() for word in (i.brand, i.model, i.energy)): i for i in of_store}
    brand, model, fuel = kind
    for asked in (
        *((brand, model, fuel), (brand, model, ""), (brand, "", fuel), (brand, "", "")),
        *(("", model, fuel), ("", model, ""), ("", "", fuel), ("", "", "")),
    ):
        if asked in named:
            return named[asked]
    return None


def service_values(book: Book, vehicle: Vehicle, policy: Policy) -> Policy:
    """First service and interval of this car, whether by its kind or by its store."""
    own = interval(book, vehicle)
    if own is not None:
        names = ("first_months", "first_km", "months", "km")
        return {name: getattr(own, name) for name in names}
    ending = "_ev" if electric(vehicle) else ""
    return {"first_months": policy["first_months"], **{n: policy[n + ending] for n in ("first_km", "months", "km")}}


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
    return Known(vehicle, policy, visits, services, series, speed, service_values(book, vehicle, policy))


def target_km(known: Known) -> int | None:
    """Odometer at which the next service is due; None when the last one's km are not known."""
    if known.last_service is None:
        return int(known.service["first_km"])
    for day, km in known.series:
        if day == known.last_service:
            return int(km + known.service["km"])
    return None


def service_due_on(known: Known) -> date:
    """Next service of a delivered car, by months or km, whichever is first."""
    assert known.vehicle.delivered_on is not None
    if known.last_service is None:
        by_months = plus_months(known.vehicle.delivered_on, known.service["first_months"])
    else:
        by_months = plus_months(known.last_service, known.service["months"])
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
