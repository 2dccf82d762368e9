"""``cheyuan engine score``: cars' facts in, trade-in score and reasons out (SAL-10)."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from cheyuan.insight.scores.files import sheet
from cheyuan.insight.scores.reasons import reasons, spoken
from cheyuan.insight.scores.tradein import run as engine
from cheyuan.insight.scores.tradein.tables import POINTS, SCHEMAS
from cheyuan.insight.scores.tradein.values import DEFAULTS
from cheyuan.kernel.errors import Refused

KNOWN = {"vin": "car", "id": "car", "车架号": "car", "delivery_date": "delivered_on", "mileage_km": "km"}
DAYS = {"valuation_on": "valuation", "looked_on": "looked", "family_on": "family"}
MOST_REPAIRS = 99
COLUMNS = ("car", "score", "candidate", *(f"{name}_points" for name in POINTS), "worth", "reasons", "codes")


def run(source: Path, target: Path, *, as_of: date) -> dict[str, Any]:
    """Score every car of the file with the shipped points, as of a day; one row each, in the order of the file.

    Columns in: car*, delivered_on, registered_on, km, repairs_6m, bills_12m, list_price, valuation_on, looked_on,
    warranty_ends_on, family_on. A car delivered after the day has no score.
    """
    names, data = _read(source, as_of)
    found = {row["vehicle_id"]: row for row in engine.compute(data, {1: DEFAULTS}, as_of).to_pylist()}
    count = sheet.write(target, COLUMNS, (_row(name, found.get(n)) for n, name in enumerate(names)))
    candidates = sum(row["candidate"] for row in found.values())
    return {"cars": count, "scored": len(found), "candidates": candidates, "as_of": as_of.isoformat()}


def _row(name: str, row: dict[str, Any] | None) -> list[Any]:
    if row is None:
        return [name, *[None] * (len(COLUMNS) - 1)]
    given = reasons(row)
    worth = None if row["worth_fen"] is None else row["worth_fen"] / 100
    return [
        name, row["score"], "yes" if row["candidate"] else "no", *(row[f"{one}_points"] for one in POINTS), worth,
        " ".join(map(spoken, given)), "|".join(one["code"] for one in given),
    ]  # fmt: skip


def _read(source: Path, as_of: date) -> tuple[list[str], dict[str, pa.Table]]:
    names: list[str] = []
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in ("cars", "bills", "signs", "prices", "ends")}
    for line, row in sheet.table(source, ("car",), KNOWN):
        number = len(names)
        names.append(sheet.cell(row, "car", line, str, needed=True))
        for table, values in _facts(row, line, number, as_of):
            rows[table].append({"store_id": 1, **values})
    if not names:
        raise Refused("sheet_empty", file=source.name)
    return names, {name: pa.Table.from_pylist(some, schema=SCHEMAS[name].to_pyarrow()) for name, some in rows.items()}


def _facts(row: dict[str, str], line: int, number: int, as_of: date) -> list[tuple[str, dict[str, Any]]]:
    """The rows of the expression that say what a line says: its repairs on days of their own, its bills as one."""

    def day(name: str) -> date | None:
        found: date | None = sheet.cell(row, name, line, sheet.day)
        return found

    car = {"vehicle_id": number, "customer_id": number, "brand": "", "model": str(number), "trim": ""}
    dated = {name: day(name) for name in ("delivered_on", "registered_on")}
    km = sheet.cell(row, "km", line, sheet.whole)
    found: list[tuple[str, dict[str, Any]]] = [
        ("cars", {**car, **dated, "km": km, "warranty_end": day("warranty_ends_on")})
    ]
    repairs = sheet.cell(row, "repairs_6m", line, sheet.whole) or 0
    for n in range(min(repairs, MOST_REPAIRS)):
        on = as_of - timedelta(days=n)
        found.append(("bills", {"vehicle_id": number, "visited_on": on, "kind": "repair", "fen": 0}))
    bills = sheet.cell(row, "bills_12m", line, sheet.fen)
    if bills:
        found.append(("bills", {"vehicle_id": number, "visited_on": as_of, "kind": "service", "fen": bills}))
    price = sheet.cell(row, "list_price", line, sheet.fen)
    if price:
        found.append(("prices", {"brand": "", "model": str(number), "trim": "", "price_fen": price}))
    for name, kind in DAYS.items():
        if seen := day(name):
            found.append(("signs", {"customer_id": number, "vehicle_id": number, "kind": kind, "seen_on": seen}))
    return found
