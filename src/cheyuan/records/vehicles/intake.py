"""Cars, readings and visits of an import: staged, matched by VIN, written set by set. Enters after the customers."""

from collections.abc import Iterator, Mapping
from typing import Any

from cheyuan.base.intake.loaders import Place, Refusal, Run, Stage
from cheyuan.base.intake.reading.rows import Cleaned, Problem
from cheyuan.kernel import vin
from cheyuan.records.customers import intake as customers
from cheyuan.records.vehicles import entries
from cheyuan.records.vehicles import intake_sql as sql

VEHICLE = {
    "sheet": "int", "row": "int", "vin": "text", "vin_warning": "bool", "owner_no": "text", "own_row": "bool", "plate": "text",
    "brand": "text", "model": "text", "trim": "text", "colour": "text", "model_year": "int", "energy": "text", "engine_no": "text",
    "seats": "int", "use": "text", "registered_on": "date", "delivered_on": "date", "status": "text", "warranty_end": "date",
    "inspection_due": "date", "insurance": "date", "km": "int", "read_on": "date", "notes": "text", "tokens": "text[]",
    "title": "text", "id": "bigint default null", "owner_id": "bigint default null", "owner_name": "text default null",
    "old_owner_id": "bigint default null", "is_new": "bool default false", "refused": "bool default false",
    "cares": "bool default true",
}  # fmt: skip
VISIT = {
    "sheet": "int", "row": "int", "vin": "text", "visited_on": "date", "kind": "text", "km": "int", "amount_fen": "bigint",
    "note": "text",
}  # fmt: skip


class VehiclesLoader:
    """The cars' part in an import: cars, their readings, visits and insurance."""

    records = frozenset({"vehicle", "reading", "visit"})

    def __init__(self) -> None:
        self._cars = Stage("in_vehicle", VEHICLE)
        self._visits = Stage("in_visit", VISIT)

    def open(self, run: Run) -> None:
        """Make the temporary tables."""
        self._cars.create(run)
        self._visits.create(run)

    def add(self, run: Run, spec: str, place: Place, records: Mapping[str, Mapping[str, Any]], row: Cleaned) -> None:
        """Stage the car, reading and visit of one row."""
        if spec in ("vehicles", "owners"):
            self._car(run, spec, place, records, row)
        visit = records.get("visit", {})
        if spec == "services":
            kind, amount = visit["kind"], visit.get("amount_fen", 0)
            self._visit(
                run, place, records["vehicle"]["vin"], visit["visited_on"], kind, visit.get("mileage_km"), amount, row
            )
        elif spec == "owners" and "last_service_date" in visit:
            day, km = visit["last_service_date"], visit.get("last_service_km")
            self._visit(run, place, records["vehicle"]["vin"], day, "service", km, 0, row)

    def _visit(
        self, run: Run, place: Place, number: str, day: Any, kind: str, km: Any, amount: int, row: Cleaned
    ) -> None:
        note = (
            "; ".join(f"{header}: {text}" for header, text in row.notes.items())[:300]
            if place.row and row.notes
            else ""
        )
        self._visits.add(run, (place.sheet, place.row, number, day, kind, km, amount, note))

    def _car(self, run: Run, spec: str, place: Place, records: Mapping[str, Mapping[str, Any]], row: Cleaned) -> None:
        car, reading, mixed = records["vehicle"], records.get("reading", {}), spec == "owners"
        number, plate = car["vin"], car.get("plate", "")
        brand, model = car.get("brand", ""), car.get("model", "")
        km = reading.get("mileage_km")
        self._cars.add(
            run,
            (
                place.sheet, place.row, number, not vin.check_digit_ok(number),
                records.get("customer", {}).get("cust_no"), mixed, plate, brand, model, car.get("trim"), car.get("colour"),
                car.get("model_year"), car.get("energy"), car.get("engine_no"), car.get("seats"), car.get("use"),
                car.get("registration_date"), car.get("delivery_date"), car.get("status"), car.get("warranty_end"),
                car.get("inspection_due"), car.get("insurance_expiry"), km,
                (reading.get("mileage_on") or run.as_of) if km is not None else None,
                "" if mixed else _notes(row), sorted(entries.tokens(number, plate, brand, model)),
                entries.title(brand, model, plate, number),
            ),
        )  # fmt: skip

    def flush(self, run: Run) -> None:
        """Write the rest into the temporary tables."""
        self._cars.flush(run)
        self._visits.flush(run)
        run.sql("CREATE INDEX ON in_vehicle (vin); ANALYZE in_vehicle; ANALYZE in_visit")

    def resolve(self, run: Run) -> Iterator[Refusal]:
        """Match cars by VIN and owners by car; refuse unknown owners and cars; say whose care a car already is in."""
        run.sql(sql.MATCH_VIN)
        run.sql(sql.OWNER_BY_VIN)
        yield from customers.settle(run)
        run.sql("ANALYZE in_customer")
        run.sql(sql.OWNER_OF_ROW)
        run.sql(sql.OWNER_BY_NUMBER)
        run.sql(sql.OWNER_NAME)
        yield from _refusals(run, sql.OWNER_UNKNOWN, "cust_no", "owner_unknown", "error")
        run.sql(sql.REFUSE_WITHOUT_OWNER)
        yield from _refusals(run, sql.OWNER_CHANGES, "cust_no", "owner_changes", "warning")
        run.sql(sql.CARED_ELSEWHERE)
        yield from _refusals(
            run, "SELECT sheet, row, vin FROM in_vehicle WHERE NOT cares", "vin", "cared_elsewhere", "warning"
        )
        run.sql(
            "UPDATE in_vehicle SET is_new = true, id = nextval('vehicles_vehicle_id_seq') WHERE id IS NULL AND NOT refused"
        )
        run.sql(sql.CARS)
        run.sql("ANALYZE in_vehicle; ANALYZE in_car")
        yield from _refusals(run, sql.VIN_UNKNOWN, "vin", "vin_unknown", "error")

    def write(self, run: Run) -> None:
        """Write cars, owners, readings, insurance and visits, then the figures that lists show."""
        run.sql(sql.BEFORE)
        run.count("vehicles_changed", run.sql(sql.UPDATE))
        run.count("vehicles_new", run.sql(sql.INSERT))
        run.sql(sql.CLOSE_OWNERSHIP)
        run.sql(sql.OPEN_OWNERSHIP)
        run.count("readings_new", run.sql(sql.READINGS))
        run.sql(sql.INSURANCE)
        run.count("visits_new", run.sql(sql.VISITS))
        run.sql(sql.FIGURES)
        run.sql(sql.SEARCH)
        run.sql(sql.TIMELINE)


def _refusals(run: Run, query: str, field: str, code: str, severity: str) -> Iterator[Refusal]:
    run.cursor.execute(query, {"store": run.store_id})
    for sheet, row, value in run.cursor.fetchall():
        yield Refusal(Place(sheet, row), Problem(field, code, value or "", severity))


def _notes(row: Cleaned) -> str:
    lines = [str(row.values["notes"])] if row.values.get("notes") else []
    return "\n".join([*lines, *(f"{header}: {text}" for header, text in row.notes.items())])[:4000]


def undo(run: Run) -> None:
    """Give back what the import wrote: history and new cars gone, changed cars as before."""
    for statement in sql.UNDO:
        run.sql(statement)
    run.count(
        "vehicles_removed", run.sql("DELETE FROM vehicles_vehicle WHERE store_id = %(store)s AND batch_id = %(batch)s")
    )
