"""Cars, readings and visits of an import: staged, matched by VIN, written set by set. Enters after the customers."""

from collections.abc import Iterator, Mapping
from typing import Any

from cheyuan.base.intake import findable
from cheyuan.base.intake.loaders import Place, Refusal, Run, Stage, array
from cheyuan.base.intake.reading.rows import Cleaned, Problem
from cheyuan.kernel import vin
from cheyuan.kernel.errors import Refused
from cheyuan.records.customers import intake as customers
from cheyuan.records.vehicles import entries
from cheyuan.records.vehicles import intake_sql as sql

VEHICLE = {
    "sheet": "int", "row": "int", "vin": "text", "vin_warning": "bool", "owner_no": "text", "own_row": "bool",
    "plate": "text",
    "brand": "text", "model": "text", "trim": "text", "colour": "text", "model_year": "int", "energy": "text",
    "engine_no": "text",
    "seats": "int", "use": "text", "registered_on": "date", "delivered_on": "date", "status": "text", "warranty_end": "date",
    "inspection_due": "date", "insurance": "date", "km": "int", "read_on": "date", "notes": "text", "tokens": "text[]",
    "title": "text",
}  # fmt: skip
VISIT = {
    "sheet": "int", "row": "int", "vin": "text", "visited_on": "date", "kind": "text", "km": "int", "amount_fen": "bigint",
    "note": "text",
}  # fmt: skip
OPINION = {"sheet": "int", "row": "int", "title": "text", "field": "text", "theirs": "text"}
_NOTE = 300


class VehiclesLoader:
    """The cars' part in an import: cars, their readings, visits and insurance, and what the book says of our figures."""

    records: frozenset[str] = frozenset({"vehicle", "reading", "visit", "opinion"})
    tables: tuple[str, ...] = (
        "vehicles_vehicle", "vehicles_visit", "vehicles_reading", "vehicles_insurancepolicy", "vehicles_ownership",
    )  # fmt: skip

    def __init__(self) -> None:
        self._cars = Stage("in_vehicle_row", VEHICLE)
        self._visits = Stage("in_visit", VISIT)
        self._opinions = Stage("in_opinion", OPINION)

    def open(self, run: Run) -> None:
        """Make the temporary tables."""
        for stage in (self._cars, self._visits, self._opinions):
            stage.create(run)

    def add(self, run: Run, spec: str, place: Place, records: Mapping[str, Mapping[str, Any]], row: Cleaned) -> None:
        """Stage the car, reading and visit of one row."""
        if spec == "services":
            visit = records["visit"]
            self._visits.add(
                run,
                (
                    place.sheet, place.row, records["vehicle"]["vin"], visit["visited_on"], visit["kind"],
                    visit.get("mileage_km"), visit.get("amount_fen", 0), _visit_note(row) if row.notes else "",
                ),
            )  # fmt: skip
            return
        if spec not in ("vehicles", "owners"):
            return
        self._car(run, spec, place, records, row)
        visit = records.get("visit", {})
        if "last_service_date" in visit:
            day, km = visit["last_service_date"], visit.get("last_service_km")
            self._visits.add(run, (place.sheet, place.row, records["vehicle"]["vin"], day, "service", km, 0, ""))
        for field, value in records.get("opinion", {}).items():
            self._opinions.add(run, (place.sheet, place.row, run.titles[place.sheet], field, _plain(value)))

    def _car(self, run: Run, spec: str, place: Place, records: Mapping[str, Mapping[str, Any]], row: Cleaned) -> None:
        car, reading, mixed = records["vehicle"], records.get("reading", {}), spec == "owners"
        get = car.get
        number, plate, brand, model = car["vin"], get("plate", ""), get("brand", ""), get("model", "")
        km = reading.get("mileage_km")
        self._cars.add(
            run,
            (
                place.sheet, place.row, number, not vin.check_digit_ok(number),
                records.get("customer", {}).get("cust_no"), mixed, plate, brand, model, get("trim"), get("colour"),
                get("model_year"), get("energy"), get("engine_no"), get("seats"), get("use"),
                get("registration_date"), get("delivery_date"), get("status"), get("warranty_end"),
                get("inspection_due"), get("insurance_expiry"), km,
                (reading.get("mileage_on") or run.as_of) if km is not None else None,
                "" if mixed else _notes(row), array(entries.tokens(number, plate, brand, model)),
                entries.title(brand, model, plate, number),
            ),
        )  # fmt: skip

    def flush(self, run: Run) -> None:
        """Write the rest into the temporary tables."""
        for stage in (self._cars, self._visits, self._opinions):
            stage.flush(run)
        run.sql("ANALYZE in_vehicle_row; ANALYZE in_visit")

    def resolve(self, run: Run) -> Iterator[Refusal]:
        """Match cars by VIN and owners by car; refuse unknown owners and cars; say whose care a car already is in."""
        run.sql(sql.OWNER_BY_VIN)
        yield from customers.settle(run)
        run.sql(sql.OWNERS)
        run.sql("ANALYZE in_owner")
        run.sql(sql.MATCH)
        run.sql("ANALYZE in_vehicle")
        yield from _refusals(run, sql.OWNER_UNKNOWN, "cust_no", "owner_unknown", "error")
        yield from _refusals(run, sql.OWNER_CHANGES, "cust_no", "owner_changes", "warning")
        yield from _refusals(run, sql.CARED_ELSEWHERE, "vin", "cared_elsewhere", "warning")
        run.sql(sql.CARS)
        run.sql("ANALYZE in_car")
        yield from _refusals(run, sql.VIN_UNKNOWN, "vin", "vin_unknown", "error")

    def write(self, run: Run) -> None:
        """Write cars, owners, readings, insurance and visits, with the figures that lists show."""
        run.sql(sql.BEFORE)
        run.sql(sql.CHANGED)
        changed = run.sql(sql.UPDATE)
        run.count("vehicles_changed", changed)
        run.sql(sql.FIGURES_OF_NEW)
        run.count("vehicles_new", run.sql(sql.INSERT))
        run.cursor.execute(sql.OWNERS_CHANGED)
        run.count("owners_changed", run.cursor.fetchone()[0])
        for statement in (sql.OWNERSHIP_BEFORE, sql.CLOSE_OWNERSHIP, sql.OPEN_OWNERSHIP, sql.MADE):
            run.sql(statement)
        run.count("readings_new", run.sql(sql.READINGS))
        run.count("insurances_new", run.sql(sql.INSURANCE))
        run.sql(sql.VISITS_BEFORE)
        run.sql(sql.FILL_VISITS)
        run.count("visits_new", run.sql(sql.VISITS))
        run.sql(sql.FIGURES_BEFORE)
        run.sql(sql.FIGURES)
        if changed:
            findable.renew(run, "vehicle", _drafts(run))
        run.sql(sql.TIMELINE)
        run.sql(sql.OPINIONS)
        run.sql(sql.SEARCH.format("id <>"))
        run.sql("SET LOCAL gin_pending_list_limit = '4MB'")
        run.sql(sql.SEARCH.format("id ="))


def compare(run: Run) -> None:
    """What the book says of the last service against the visits on file; what agrees is forgotten."""
    run.sql(sql.OURS)
    run.sql(sql.AGREED)


def _drafts(run: Run) -> Iterator[findable.Draft]:
    run.cursor.execute("SELECT id, vin, plate, brand, model, owner_name FROM in_vehicle_changed")
    for id_, number, plate, brand, model, owner in run.cursor.fetchall():
        title, tokens = entries.title(brand, model, plate, number), entries.tokens(number, plate, brand, model)
        yield findable.Draft(id_, title, owner or "", plate.lower(), tokens)


def _refusals(run: Run, query: str, field: str, code: str, severity: str) -> Iterator[Refusal]:
    run.cursor.execute(query, {"store": run.store_id})
    for sheet, row, value in run.cursor.fetchall():
        yield Refusal(Place(sheet, row), Problem(field, code, value or "", severity))


def _plain(value: Any) -> str:
    """A figure as text: days as ISO, whole numbers without a point."""
    return f"{value:g}" if isinstance(value, float) else str(value)[:30]


def _visit_note(row: Cleaned) -> str:
    return "; ".join(f"{header}: {text}" for header, text in row.notes.items())[:_NOTE]


def _notes(row: Cleaned) -> str:
    lines = [str(row.values["notes"])] if row.values.get("notes") else []
    return "\n".join([*lines, *(f"{header}: {text}" for header, text in row.notes.items())])[:4000]


def undo(run: Run) -> None:
    """Give back what the import wrote: history and new cars gone, changed cars as before. Refused("undo_edited")."""
    run.cursor.execute(sql.EDITED, {"store": run.store_id, "batch": run.batch_id})
    edited = run.cursor.fetchone()[0]
    if edited:
        raise Refused("undo_edited", records=edited)
    for statement in sql.UNDO:
        run.sql(statement)
    findable.restore(run, "vehicle")
    run.count("vehicles_removed", run.sql(sql.REMOVE))
