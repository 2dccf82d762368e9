"""The outside owner book of the shared data, read with the plainest means."""

import csv
import os
from datetime import date
from pathlib import Path

from cheyuan.engage.care.tests.reference.facts import Book, Customer, Reading, Vehicle, Visit

STORE = 1
ROOT = Path(__file__).resolve().parents[6]


def folder() -> Path | None:
    """The outside book's folder, or None where there is none."""
    base = Path(os.environ.get("CHEYUAN_SHARED") or ROOT.parent / "shared" / "data")
    return base / "book" if (base / "book" / "vehicles.csv").is_file() else None


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of one file by column name."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def day(text: str | None) -> date | None:
    """An ISO date or nothing."""
    return date.fromisoformat(text) if text else None


def load(base: Path) -> tuple[Book, dict[str, date]]:
    """The book, and the foreign system's next service day by VIN."""
    book, foreign = Book(), {}
    numbers: dict[str, int] = {}
    for n, row in enumerate(rows(base / "customers.csv"), start=1):
        numbers[row["cust_no"]] = n
        kind = row.get("type") or ("company" if row["name"].endswith(("公司", "厂", "局", "店")) else "person")
        book.customers.append(Customer(STORE, n, row["cust_no"], kind, day(row["birthday"])))
    cars: dict[str, int] = {}
    for n, row in enumerate(rows(base / "vehicles.csv"), start=1):
        cars[row["vin"]] = n
        book.vehicles.append(vehicle(row, n, numbers.get(row["cust_no"])))
        if row["mileage_km"] and row["mileage_on"]:
            book.readings.append(Reading(STORE, n, date.fromisoformat(row["mileage_on"]), int(row["mileage_km"])))
        if row["next_service_date"]:
            foreign[row["vin"]] = date.fromisoformat(row["next_service_date"])
    for row in rows(base / "services.csv"):
        km = int(row["mileage_km"]) if row["mileage_km"] else None
        visited = date.fromisoformat(row["visited_on"])
        book.visits.append(Visit(STORE, cars[row["vin"]], visited, None, row["kind"], km))
    return book, foreign


def vehicle(row: dict[str, str], number: int, owner: int | None) -> Vehicle:
    """One line of vehicles.csv."""
    return Vehicle(
        store_id=STORE,
        vehicle_id=number,
        vin=row["vin"],
        customer_id=owner,
        energy=row["energy"],
        use=row.get("use"),
        seats=int(row["seats"]) if row.get("seats") else None,
        delivered_on=day(row["delivery_date"]),
        registered_on=day(row.get("registration_date")),
        status=row.get("status") or "active",
        warranty_end=day(row["warranty_end"]),
        inspection_due=day(row["inspection_due"]),
        insurance_expiry=day(row["insurance_expiry"]),
    )
