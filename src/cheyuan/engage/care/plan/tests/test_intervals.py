"""CARE-02: first service and interval per model and engine type; the store's own values where none fit."""

import json
from typing import Any

from cheyuan.engage.care.plan.tests.book import Book, day


def row(months: int, brand: str = "", model: str | None = "", energy: str | None = "") -> dict[str, Any]:
    kind = {"store_id": 1, "brand": brand, "model": model, "energy": energy}
    return kind | {"first_months": months, "first_km": 90_000, "months": months + 20, "km": 95_000}


def first_months(book: Book) -> list[int]:
    """Per car the months until its first service, from deliveries on 15 January 2026."""
    dues = book.every_due("2026-01-20")
    return [due["service_due_on"].month - 1 + 12 * (due["service_due_on"].year - 2026) for due in dues]


def test_care_02_the_row_that_says_most_wins_and_letter_case_does_not_matter() -> None:
    book = Book()
    for brand, model, energy in (
        *(("BYD", "Han", "EV"), ("byd", "HAN", "phev"), ("Byd", "Seal", "ev"), ("BYD", "Seal", "ice")),
        *(("Toyota", "Camry", "ev"), ("Toyota", "Han", "hev"), (None, None, "hev")),
    ):
        book.car("2026-01-15", brand=brand, model=model, energy=energy)
    book.intervals = [
        *(row(10, "byd", "han", "ev"), row(9, "BYD", "HAN", None), row(8, "byd", "", "Ev"), row(7, "byd")),
        *(row(5, energy="ev"), row(4, model="Han"), row(3, model=None)),
    ]
    assert first_months(book) == [10, 9, 8, 7, 5, 4, 3]


def test_care_02_without_a_fitting_row_the_stores_values_hold() -> None:
    book = Book()
    book.car("2026-01-15", brand="BYD", model="Han", energy="ev")
    book.intervals = [row(10, "Toyota"), row(9, "BYD", "Seal"), row(8, "BYD", "", "phev"), {**row(2), "store_id": 2}]
    assert first_months(book) == [6]
    book.intervals.append(row(11, "BYD"))
    assert first_months(book) == [11]


def test_care_02_a_car_whose_engine_nobody_wrote_down_counts_as_combustion() -> None:
    book = Book()
    for energy in (None, "", "Unknown", "ice", "phev"):
        book.car("2026-01-15", energy=energy)
    book.intervals = [row(9, energy="ice")]
    assert first_months(book) == [9, 9, 9, 9, 5]  # a plug-in follows the store: 5,000 km at 35 a day


def test_care_02_after_a_service_the_later_values_hold_and_the_task_shows_them() -> None:
    book = Book()
    book.car("2024-01-15", brand="BYD", model="Han")
    book.visit("2025-01-15", 10_000)
    book.intervals = [row(1, "BYD")]
    assert book.dues("2026-09-10")["service_due_on"] == day("2026-10-15")
    facts = json.loads(book.tasks("2026-10-10", "R09")[0]["facts"])
    assert (facts["months"], facts["km"], facts["target_km"]) == (21, 95_000, 105_000)


def test_care_02_a_km_interval_of_the_model_decides() -> None:
    book = Book()
    book.car("2025-01-01", brand="BYD", model="Han")
    book.visit("2025-04-11", 10_000)  # 100 km a day
    book.intervals = [{**row(6, "BYD", "Han"), "km": 3_000}]
    due = book.dues("2025-04-11")
    assert (due["service_due_on"], due["target_km"], due["service_by"]) == (day("2025-05-11"), 13_000, "km")
