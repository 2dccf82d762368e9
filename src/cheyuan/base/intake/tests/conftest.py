"""Books for tests, brought in by the actions themselves; what a store holds, to compare before and after."""

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from cheyuan.base.intake import actions, queries
from cheyuan.base.intake.pipeline import Input
from cheyuan.base.jobs import run as running
from cheyuan.base.jobs.models import Work
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel import vin
from cheyuan.kernel.actor import Actor

NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)
TODAY = date(2026, 11, 21)
COLUMNS = {
    "customers": ("cust_no", "name", "phone", "email", "birthday", "city", "address", "do_not_contact", "语言", "销售顾问",
                  "爱好"),
    "vehicles": (
        "vin", "plate", "cust_no", "brand", "model", "delivery_date", "status", "mileage_km", "mileage_on",
        "insurance_expiry", "last_service_date", "km_per_day",
    ),
    "services": ("vin", "visited_on", "mileage_km", "kind", "amount_fen"),
}  # fmt: skip
TABLES = (
    "customers_customer", "customers_consent", "vehicles_vehicle", "vehicles_visit", "vehicles_reading",
    "vehicles_ownership", "vehicles_insurancepolicy", "search_entry", "journal_timelineentry", "intake_opinion",
)  # fmt: skip
Rows = Sequence[Mapping[str, object]]


def number(place: int) -> str:
    """A VIN with its check digit."""
    return vin.with_check_digit(f"LZA00000{place:09d}")


def person(place: int, **more: object) -> dict[str, object]:
    """A row of customers.csv."""
    return {"cust_no": f"C{place:04d}", "name": f"王小{place}", "phone": f"1380000{place:04d}", **more}


def car(place: int, owner: int | None = None, **more: object) -> dict[str, object]:
    """A row of vehicles.csv."""
    no = f"C{place if owner is None else owner:04d}"
    row = {"vin": number(place), "cust_no": no, "brand": "启辰星", "model": "S5", "delivery_date": "2024-03-05"}
    return {**row, **more}


def visit(place: int, day: str, **more: object) -> dict[str, object]:
    """A row of services.csv."""
    return {"vin": number(place), "visited_on": day, "kind": "保养", **more}


@pytest.fixture(autouse=True)
def files_apart(settings: Any, tmp_path: Path) -> Path:
    """Uploads of each test lie in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files" / "intake"


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., list[Input]]:
    """``book(customers=[…], vehicles=[…], services=[…])`` → the files of a book in the exchange format."""

    def make(**sheets: Rows) -> list[Input]:
        return [_file(tmp_path, name, rows) for name, rows in sheets.items()]

    return make


def _file(folder: Path, name: str, rows: Rows) -> Input:
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, COLUMNS[name])
        out.writeheader()
        out.writerows(rows)
    return Input(path, path.name)


@pytest.fixture
def bring() -> Callable[..., Any]:
    """``bring(by, files)`` → the written batch; ``dry=True`` only checks."""

    def make(by: Actor, files: list[Input], *, dry: bool = False, at: datetime = NOW, **args: Any) -> Any:
        one = actions.begin(by, by.store_ids[0], files, title="book", as_of=TODAY, at=at)
        return actions.check(by, one.pk, at=at) if dry else actions.commit(by, one.pk, at=at, **args)

    return make


@pytest.fixture
def troubles() -> Callable[..., set[tuple[Any, ...]]]:
    """``troubles(by, batch)`` → {(sheet, row, code, severity)}."""

    def make(by: Actor, one: Any) -> set[tuple[Any, ...]]:
        with scope(by):
            return {(t.sheet, t.row, t.code, t.severity) for t in queries.troubles(by, one.pk, limit=1_000_000)}

    return make


@pytest.fixture
def held() -> Callable[..., dict[str, list[Any]]]:
    """``held(by)`` → every row of the store's people and cars, by table."""

    def make(by: Actor) -> dict[str, list[Any]]:
        found = {}
        with scope(by), connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t ORDER BY t.id")
                found[table] = [row for (row,) in cursor.fetchall()]
        return found

    return make


@pytest.fixture
def work_off() -> Callable[..., list[Work]]:
    """``work_off(by)`` does all waiting work as a worker would; answers it as it ended."""

    def make(by: Actor) -> list[Work]:
        with scope(by):
            waiting = list(Work.objects.filter(state="waiting").order_by("pk").values_list("pk", "store_id"))
        for work_id, store_id in waiting:
            running.run(work_id, by.group_id, store_id, lambda: False)
        with scope(by):
            return list(Work.objects.filter(pk__in=[pk for pk, _ in waiting]).order_by("pk"))

    return make
