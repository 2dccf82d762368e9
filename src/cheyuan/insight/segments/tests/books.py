"""Random rows of the lake, and random trees over the fields of the records."""
# ruff: noqa: E501

import random
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

TODAY = date(2026, 2, 28)
SCHEMAS: dict[str, pa.Schema] = {
    "vehicles": pa.schema([
        ("store_id", pa.int32()), ("vehicle_id", pa.int64()), ("vin", pa.string()), ("customer_id", pa.int64()),
        ("brand", pa.string()), ("model", pa.string()), ("energy", pa.string()), ("use", pa.string()), ("seats", pa.int32()),
        ("delivered_on", pa.date32()), ("registered_on", pa.date32()), ("status", pa.string()), ("warranty_end", pa.date32()),
        ("inspection_due", pa.date32()), ("insurance_expiry", pa.date32()), ("sold_here", pa.bool_()),
    ]),
    "customers": pa.schema([
        ("store_id", pa.int32()), ("customer_id", pa.int64()), ("cust_no", pa.string()), ("kind", pa.string()),
        ("birthday", pa.date32()), ("do_not_contact", pa.bool_()),
    ]),
    "car_traits": pa.schema([
        ("store_id", pa.int32()), ("vehicle_id", pa.int64()), ("trim", pa.string()), ("plate_region", pa.string()),
        ("model_year", pa.int64()), ("odometer_km", pa.int64()),
    ]),
    "takings": pa.schema([
        ("store_id", pa.int32()), ("vehicle_id", pa.int64()), ("visited_on", pa.date32()), ("kind", pa.string()),
        ("amount_fen", pa.int64()), ("here", pa.bool_()),
    ]),
    "profiles": pa.schema([
        ("store_id", pa.int32()), ("customer_id", pa.int64()), ("kind", pa.string()), ("gender", pa.string()),
        ("birthday", pa.date32()), ("city", pa.string()), ("district", pa.string()), ("source", pa.string()),
        ("usage", pa.string()), ("is_vip", pa.bool_()), ("is_key_account", pa.bool_()), ("do_not_contact", pa.bool_()),
        ("filed_on", pa.date32()),
    ]),
    "household_members": pa.schema([
        ("store_id", pa.int32()), ("customer_id", pa.int64()), ("household_id", pa.int64()), ("children", pa.int64()),
    ]),
    "visitors": pa.schema([
        ("store_id", pa.int32()), ("customer_id", pa.int64()), ("came_on", pa.date32()), ("looks", pa.bool_()),
    ]),
    "vouchers": pa.schema([
        ("store_id", pa.int32()), ("voucher_id", pa.int64()), ("customer_id", pa.int64()), ("state", pa.string()),
        ("valid_from", pa.date32()), ("valid_until", pa.date32()),
    ]),
    "milestone_jobs": pa.schema([
        ("store_id", pa.int32()), ("job_id", pa.int64()), ("kind", pa.string()), ("customer_id", pa.int64()),
        ("vehicle_id", pa.int64()), ("is_open", pa.bool_()),
    ]),
}  # fmt: skip
BRANDS, CITIES, USAGES = (
    ("海悦", "奔驰", "BMW", "o'Neil\\", ""),
    ("广州", "深圳", "Foshan", "", None),
    ("family", "business", "young", ""),
)
TRAPS = ("广州", "深圳", "foshan", "OSH", "%", "_", "'", "\\", "海", "奔驰", "bmw", "O'N")
Rows = dict[str, list[dict[str, Any]]]


def _day(chance: random.Random, back: int = 2000, on: int = 400) -> date | None:
    if chance.random() < 0.15:
        return None
    near = chance.random() < 0.3
    return TODAY + timedelta(
        days=chance.choice((-366, -365, -91, -90, -30, -1, 0, 1, 30, 31)) if near else chance.randint(-back, on)
    )


def make(seed: int, people: int = 40) -> Rows:
    """Two stores; awkward days, empty texts, customers without cars and cars of nobody."""
    chance = random.Random(seed)
    rows: Rows = {name: [] for name in SCHEMAS}
    car = 0
    for number in range(1, people + 1):
        store = 1 + number % 2
        key = {"store_id": store, "customer_id": number}
        kind = chance.choice(("person", "person", "company"))
        birthday = chance.choice(
            (None, date(1992, 2, 29), date(1991, 2, 28), date(1991, 3, 1), date(2001, 7, 9), date(1970, 12, 31))
        )
        rows["customers"].append(
            {**key, "cust_no": f"C{number}", "kind": kind, "birthday": birthday, "do_not_contact": False}
        )
        rows["profiles"].append({
            **key, "kind": kind, "gender": chance.choice(("F", "M", "")), "birthday": birthday, "city": chance.choice(CITIES),
            "district": "", "source": chance.choice(CITIES), "usage": chance.choice(USAGES), "is_vip": chance.random() < 0.2,
            "is_key_account": False, "do_not_contact": chance.random() < 0.2, "filed_on": _day(chance, 800, 0),
        })  # fmt: skip
        if chance.random() < 0.5:
            rows["household_members"].append(
                {**key, "household_id": number // 4 * 2 + store, "children": chance.randint(0, 2)}
            )
        for _ in range(chance.choice((0, 0, 1, 2))):
            rows["visitors"].append({**key, "came_on": _day(chance, 200, 3), "looks": chance.random() < 0.6})
        for place in range(chance.choice((0, 0, 1, 3))):
            rows["vouchers"].append({
                **key, "voucher_id": number * 10 + place, "state": chance.choice(("given", "used")),
                "valid_from": TODAY - timedelta(days=chance.randint(-3, 30)), "valid_until": TODAY + timedelta(days=chance.randint(-3, 60)),
            })  # fmt: skip
        if chance.random() < 0.2:
            rows["milestone_jobs"].append({**key, "job_id": number, "kind": chance.choice(("order", "workshop")), "vehicle_id": None,
                                           "is_open": chance.random() < 0.7})  # fmt: skip
        for _ in range(chance.choice((0, 1, 1, 2, 3))):
            car += 1
            _car(chance, rows, store, car, None if chance.random() < 0.1 else number)
    return rows


def _car(chance: random.Random, rows: Rows, store: int, car: int, owner: int | None) -> None:
    key = {"store_id": store, "vehicle_id": car}
    rows["vehicles"].append({
        **key, "vin": f"V{car}", "customer_id": owner, "brand": chance.choice(BRANDS), "model": chance.choice(("L5", "S9")),
        "energy": chance.choice(("ev", "ice", "EV", "", None)), "use": chance.choice(("private", "company", "")), "seats": 5,
        "delivered_on": _day(chance), "registered_on": None, "status": chance.choice(("active",) * 5 + ("sold",)),
        "warranty_end": _day(chance), "inspection_due": _day(chance), "insurance_expiry": _day(chance),
        "sold_here": chance.choice((True, False, None)),
    })  # fmt: skip
    if chance.random() < 0.9:
        rows["car_traits"].append({**key, "trim": chance.choice(("精英", "")), "plate_region": "粤A", "model_year": chance.choice((None, 2020, 2024)),
                                   "odometer_km": chance.choice((None, 0, 12_000, 60_000))})  # fmt: skip
    for _ in range(chance.choice((0, 1, 3))):
        rows["takings"].append({
            **key, "visited_on": _day(chance, 800, 5), "kind": chance.choice(("service", "repair")),
            "amount_fen": chance.choice((0, 99_900, 500_000, 1_200_000)), "here": chance.random() < 0.8,
        })  # fmt: skip


def arrow(rows: Rows) -> dict[str, pa.Table]:
    """The rows as the lake has them."""
    return {name: pa.Table.from_pylist(rows[name], schema=schema) for name, schema in SCHEMAS.items()}
