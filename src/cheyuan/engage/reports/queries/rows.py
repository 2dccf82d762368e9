"""The very rows behind a figure: the same questions, one row each."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cheyuan.base.tenancy import asked
from cheyuan.engage.reports import sql
from cheyuan.engage.reports.queries.figures import Wish, allowed, question
from cheyuan.kernel.actor import Actor

PAGE = 100
WHAT = ("due", "made", "missed", "reached", "booked", "returned", "stayed")
CARS = ("first", "periodic", "lapse", "recall")


@dataclass(frozen=True)
class Row:
    """One reminder."""

    store_id: int
    task_id: int
    rule: str
    vehicle_id: int | None
    customer_id: int
    due_on: date
    deadline: datetime
    day: date
    state: str
    outcome: str
    agent: int | None
    car: str
    tried: int
    first_on: date | None
    last_on: date | None
    made: bool
    reached: bool
    booked: bool
    returned: bool
    name: str
    plate: str
    vin: str


@dataclass(frozen=True)
class CarRow:
    """One car (or one service of a car) of a rate; ``yes``: it is counted in."""

    store_id: int
    vehicle_id: int
    customer_id: int
    name: str
    plate: str
    vin: str
    car: str
    due_on: date | None
    yes: bool
    delivered_on: date


def reminders(
    by: Actor, wish: Wish, *, rule: str = "", what: str = "due", skip: int = 0, most: int = PAGE
) -> tuple[list[Row], int]:
    """Reminders behind a figure by deadline, and how many there are in all. Inside a scope."""
    given = question(by, allowed(by, wish)) | {"rule": rule, "what": what, "skip": skip, "most": most}
    return _cut(Row, asked.rows(sql.ROWS, **given))


def cars(
    by: Actor, wish: Wish, figure: str, *, what: str = "", skip: int = 0, most: int = PAGE
) -> tuple[list[CarRow], int]:
    """Cars behind a rate (``what``: yes, no or all). Denied without ``reports.team``."""
    by.require("reports.team")
    given = question(by, allowed(by, wish)) | {"figure": figure, "what": what, "skip": skip, "most": most}
    return _cut(CarRow, asked.rows(sql.CAR_ROWS, **given))


def _cut(shape: Any, rows: list[Any]) -> tuple[list[Any], int]:
    return [shape(*row[:-1]) for row in rows], int(rows[0][-1]) if rows else 0
