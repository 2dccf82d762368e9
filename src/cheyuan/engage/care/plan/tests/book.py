"""A small owner book by hand: rows with defaults, and the plan's answer for a day."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from cheyuan.engage.care.plan import run, tables
from cheyuan.engage.care.plan.policy import DEFAULTS, Values

STORE = 1
CON = run.duckdb()


def _moved(table: pa.Table, store: int) -> pa.Table:
    """The rows of the only store under another number."""
    return table.set_column(0, table.schema.field(0), pa.array([store] * len(table), pa.int32()))


def day(text: str) -> date:
    return date.fromisoformat(text)


def days(row: dict[str, Any]) -> dict[str, Any]:
    dated = {
        k: day(v) for k, v in row.items() if isinstance(v, str) and (k.endswith(("_on", "_end", "_due", "_expiry")))
    }
    if isinstance(row.get("birthday"), str):
        dated["birthday"] = day(row["birthday"])
    return row | dated


@dataclass
class Book:
    """One store's book; ``car`` adds an active private car of a person, cared for, with nothing known but its delivery."""

    vehicles: list[dict[str, Any]] = field(default_factory=list)
    customers: list[dict[str, Any]] = field(default_factory=list)
    visits: list[dict[str, Any]] = field(default_factory=list)
    readings: list[dict[str, Any]] = field(default_factory=list)
    own_rules: list[dict[str, Any]] = field(default_factory=list)
    intervals: list[dict[str, Any]] = field(default_factory=list)
    receptions: list[dict[str, Any]] = field(default_factory=list)
    important: list[dict[str, Any]] = field(default_factory=list)
    candidates: list[dict[str, Any]] = field(default_factory=list)
    member_cars: list[dict[str, Any]] = field(default_factory=list)
    member_people: list[dict[str, Any]] = field(default_factory=list)
    stores: dict[int, Values] = field(default_factory=lambda: {STORE: DEFAULTS})

    def car(self, delivered_on: str | None, **more: Any) -> int:
        number = len(self.vehicles) + 1
        owner = {k: more.pop(k) for k in ("kind", "birthday", "do_not_contact") if k in more}
        plain = dict.fromkeys(tables.VEHICLES.names) | {
            "store_id": STORE,
            "vehicle_id": number,
            "vin": f"VIN{number}",
            "customer_id": number,
            "energy": "ice",
            "status": "active",
            "sold_here": True,
            "delivered_on": delivered_on,
        }
        self.vehicles.append(days(plain | more))
        person = {"store_id": STORE, "customer_id": number, "cust_no": f"C{number}", "kind": "person"}
        self.customers.append(days({"birthday": None, "do_not_contact": False} | person | owner))
        return number

    def visit(
        self,
        on: str,
        km: int | None = None,
        kind: str = "service",
        car: int = 1,
        at: str | None = None,
        here: bool | None = True,
    ) -> None:
        moment = datetime.fromisoformat(at) if at else None
        row = {"store_id": STORE, "vehicle_id": car, "visited_on": on, "visited_at": moment, "kind": kind, "km": km}
        row["here"] = here
        self.visits.append(days(row))

    def note(self, on: str, km: int, correction: bool = False, car: int = 1) -> None:
        row = {"store_id": STORE, "vehicle_id": car, "read_on": on, "km": km, "correction": correction}
        self.readings.append(days(row))

    def person(self, important: bool = False) -> int:
        """Somebody without a car."""
        number = 1_000 + len(self.customers)
        plain = {"birthday": None, "do_not_contact": False, "kind": "person", "cust_no": f"C{number}"}
        self.customers.append({"store_id": STORE, "customer_id": number, **plain})
        if important:
            self.important.append({"store_id": STORE, "customer_id": number})
        return number

    def came(self, who: int, at: str, looks: bool = True, number: int = 0) -> int:
        """A visit in the visitor book; answers its number."""
        number = number or 1 + len(self.receptions)
        moment = datetime.fromisoformat(at)
        row = {"store_id": STORE, "reception_id": number, "customer_id": who, "came_at": moment, "looks": looks}
        self.receptions.append({**row, "came_on": moment.date()})
        return number

    def change(self, **values: Any) -> None:
        self.stores[STORE] = replace(self.stores[STORE], **values)

    def arrow(self) -> dict[str, pa.Table]:
        rows = {
            "vehicles": (self.vehicles, tables.VEHICLES),
            "customers": (self.customers, tables.CUSTOMERS),
            "visits": (self.visits, tables.VISITS),
            "readings": (self.readings, tables.READINGS),
            "own_rules": (self.own_rules, tables.OWN_RULES),
            "intervals": (self.intervals, tables.INTERVALS),
            "receptions": (self.receptions, tables.RECEPTIONS),
            "important": (self.important, tables.IMPORTANT),
            "candidates": (self.candidates, tables.CANDIDATES),
            "member_cars": (self.member_cars, tables.MEMBER_CARS),
            "member_people": (self.member_people, tables.MEMBER_PEOPLE),
        }
        made = {name: pa.Table.from_pylist(some, schema=schema.to_pyarrow()) for name, (some, schema) in rows.items()}
        return made | {"policies": run.policies(self.stores)}

    def each_day(self, as_ofs: list[str], rule: str = "") -> list[list[dict[str, Any]]]:
        """The tasks of several days, sorted: the book is copied into one store per day, so that one run answers."""
        stores = dict(enumerate(map(day, as_ofs), STORE))
        copies = {name: pa.concat_tables([_moved(t, s) for s in stores]) for name, t in self.arrow().items()}
        rows = run.compute(CON, run.load(CON, copies), stores).to_pylist()
        rows.sort(key=lambda row: (row["rule"], row["subject"], row["cycle"]))
        return [[row for row in rows if row["store_id"] == s and row["rule"].startswith(rule)] for s in stores]

    def tasks(self, as_of: str, *rules: str) -> list[dict[str, Any]]:
        """The tasks of a day, sorted; only those of the rules named, if any are."""
        return [row for row in self.each_day([as_of])[0] if not rules or row["rule"] in rules]

    def rules(self, as_of: str) -> list[str]:
        return [row["rule"] for row in self.tasks(as_of)]

    def cycles(self, rule: str, *as_ofs: str) -> list[list[str]]:
        """The cycles of the rule's tasks on each of the days."""
        return [[row["cycle"] for row in rows] for rows in self.each_day(list(as_ofs), rule)]

    def open_on(self, rule: str, *as_ofs: str) -> list[bool]:
        """Whether the rule has a task on each of the days."""
        return [bool(rows) for rows in self.each_day(list(as_ofs), rule)]

    def dues(self, as_of: str) -> dict[str, Any]:
        """The due dates of the first car."""
        return self.every_due(as_of)[0]

    def every_due(self, as_of: str) -> list[dict[str, Any]]:
        """The due dates of all cars, in their order."""
        rows = run.compute_due_dates(CON, run.load(CON, self.arrow()), day(as_of)).to_pylist()
        return sorted(rows, key=lambda row: row["vehicle_id"])
