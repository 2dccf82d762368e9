"""The points of SAL-10 car by car, slow and obvious, independent of Ibis."""

import calendar
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Any

import pyarrow as pa

from cheyuan.insight.scores.tradein.tables import SCHEMAS
from cheyuan.insight.scores.tradein.values import Values


@dataclass
class Car:
    """One car with all that was ever said of it."""

    vehicle_id: int
    customer_id: int
    brand: str | None = "海悦"
    model: str | None = "L5"
    trim: str | None = ""
    delivered_on: date | None = None
    registered_on: date | None = None
    km: int | None = None
    warranty_end: date | None = None


@dataclass
class World:
    """One store's cars, bills (day, kind, fen), signs (customer, car or None, kind, day), prices, known ends of warranty."""

    cars: list[Car] = field(default_factory=list)
    bills: list[tuple[int, date, str, int]] = field(default_factory=list)
    signs: list[tuple[int, int | None, str, date]] = field(default_factory=list)
    prices: list[tuple[str, str, str, int]] = field(default_factory=list)
    ends: dict[int, date | None] = field(default_factory=dict)

    def arrow(self, store: int = 1) -> dict[str, pa.Table]:
        """As the tables of the expression."""
        rows: dict[str, list[dict[str, Any]]] = {
            "cars": [{"store_id": store, **asdict(one)} for one in self.cars],
            "bills": [
                {"store_id": store, "vehicle_id": car, "visited_on": day, "kind": kind, "fen": fen}
                for car, day, kind, fen in self.bills
            ],
            "signs": [
                {"store_id": store, "customer_id": who, "vehicle_id": car, "kind": kind, "seen_on": day}
                for who, car, kind, day in self.signs
            ],
            "prices": [
                {"store_id": store, "brand": brand, "model": model, "trim": trim, "price_fen": fen}
                for brand, model, trim, fen in self.prices
            ],
            "ends": [{"store_id": store, "vehicle_id": car, "warranty_ends_on": day} for car, day in self.ends.items()],
        }
        return {name: pa.Table.from_pylist(some, schema=SCHEMAS[name].to_pyarrow()) for name, some in rows.items()}


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last."""
    number = day.year * 12 + day.month - 1 - months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def full_years(since: date, until: date) -> int:
    """How many anniversaries passed."""
    years = until.year - since.year
    return years - 1 if (until.month, until.day) < (since.month, since.day) else years


def worth(world: World, car: Car, age: int | None, v: Values) -> int | None:
    """The list price with what each year took off, whole fen."""

    def key(word: str | None) -> str:
        return (word or "").strip().lower()

    same = [one for one in world.prices if (key(one[0]), key(one[1])) == (key(car.brand), key(car.model))]
    trims = [fen for _b, _m, trim, fen in same if key(trim) == key(car.trim)]
    if age is None or not same:
        return None
    share = Fraction(v.first_year_percent, 100) * Fraction(v.further_percent, 100) ** min(age, 60)
    return max(trims or [one[3] for one in same]) * floor(share * 1_000_000) // 1_000_000


def newest(world: World, car: Car, kind: str, as_of: date) -> date | None:
    """The last sign of the kind that is about this car or about its owner alone."""
    days = [
        day
        for who, which, what, day in world.signs
        if what == kind and day <= as_of and (which == car.vehicle_id or (which is None and who == car.customer_id))
    ]
    return max(days, default=None)


def points(world: World, car: Car, as_of: date, v: Values) -> dict[str, int] | None:
    """Reason → points; None for a car that is not there yet."""
    begun = car.delivered_on or car.registered_on
    if begun and begun > as_of:
        return None
    found = dict.fromkeys(("age", "km", "repairs", "bills", "valuation", "looked", "warranty", "family"), 0)
    age = full_years(begun, as_of) if begun else None
    if age is not None and age >= v.age_from:
        found["age"] = (
            v.age_from_points if age < v.age_strong else v.age_strong_points if age <= v.age_until else v.age_old_points
        )
    if car.km is not None and car.km >= v.km_least:
        found["km"] = v.km_high_points if car.km >= v.km_high else v.km_points
    if car.km is not None and car.km >= v.km_high:
        found["km"] = v.km_high_points
    mine = [one for one in world.bills if one[0] == car.vehicle_id and one[1] <= as_of]
    if (
        len({day for _c, day, kind, _f in mine if kind == "repair" and day > months_before(as_of, v.repair_months)})
        >= v.repairs_least
    ):
        found["repairs"] = v.repairs_points
    spent = sum(fen for _c, day, _k, fen in mine if day > months_before(as_of, v.bills_months))
    value = worth(world, car, age, v)
    if value is not None and Fraction(spent) > Fraction(value * v.bills_percent, 100):
        found["bills"] = v.bills_points
    for kind in ("valuation", "looked", "family"):
        last = newest(world, car, kind, as_of)
        if last and last > as_of - timedelta(days=getattr(v, f"{kind}_days")):
            found[kind] = getattr(v, f"{kind}_points")
    ended = world.ends.get(car.vehicle_id) or car.warranty_end
    if ended and as_of - timedelta(days=v.warranty_days) < ended <= as_of:
        found["warranty"] = v.warranty_points
    return found


def scores(world: World, as_of: date, v: Values) -> Mapping[int, tuple[int, dict[str, int]]]:
    """Car → score and points."""
    every = {car.vehicle_id: points(world, car, as_of, v) for car in world.cars}
    return {car: (min(100, sum(one.values())), one) for car, one in every.items() if one is not None}
