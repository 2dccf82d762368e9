"""The rows of the exchange format (care-semantics.md): customers, vehicles, services; dates ISO, money in fen."""

from collections.abc import Iterator
from datetime import date

from cheyuan.site.demo.book import Household
from cheyuan.site.demo.cars import Car
from cheyuan.site.demo.people import Person
from cheyuan.site.demo.visits import Visit

Row = list[str | int]
COLUMNS: dict[str, tuple[str, ...]] = {
    "customers": (
        "cust_no", "name", "type", "gender", "phone", "email", "birthday", "city", "address", "source", "do_not_contact",
    ),
    "vehicles": (
        "vin", "plate", "cust_no", "brand", "model", "trim", "colour", "model_year", "energy", "delivery_date",
        "registration_date", "seats", "use", "status", "mileage_km", "mileage_on", "insurance_expiry", "warranty_end",
        "inspection_due",
    ),
    "services": ("vin", "visited_on", "mileage_km", "kind", "amount_fen"),
}  # fmt: skip


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def customer(owner: Person) -> Row:
    """One row of customers.csv."""
    return [
        owner.cust_no, owner.name, owner.kind, owner.gender, owner.phone, owner.email, _iso(owner.birthday), owner.city,
        owner.address, owner.source, "1" if owner.do_not_contact else "",
    ]  # fmt: skip


def vehicle(car: Car) -> Row:
    """One row of vehicles.csv."""
    return [
        car.vin, car.plate, car.cust_no, car.model.brand, car.model.name, car.trim, car.colour, car.model_year, car.energy,
        car.delivered.isoformat(), _iso(car.registered), car.model.seats, car.use, car.status,
        "" if car.read_km is None else car.read_km, _iso(car.read_on), _iso(car.insurance), _iso(car.warranty),
        _iso(car.inspection),
    ]  # fmt: skip


def service(car: Car, visit: Visit) -> Row:
    """One row of services.csv."""
    km: str | int = "" if visit.km is None else visit.km
    return [car.vin, visit.day.isoformat(), km, visit.kind, visit.amount_fen]


def of(household: Household) -> Iterator[tuple[str, Row]]:
    """All rows of a household: (sheet, row)."""
    yield "customers", customer(household.owner)
    for car, _ in household.cars:
        yield "vehicles", vehicle(car)
    for car, found in household.cars:
        for visit in found:
            yield "services", service(car, visit)
