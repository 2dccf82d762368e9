"""The set-based engine and the plain reference give the same tasks: rule, subject, cycle, due day, first day, deadline."""

from dataclasses import replace
from datetime import date

import pytest

from cheyuan.engage.care.tests.reference.books import awkward_days, make_book
from cheyuan.engage.care.tests.reference.days import plus_days
from cheyuan.engage.care.tests.reference.dues import know, service_due_on
from cheyuan.engage.care.tests.reference.engine import engine_tasks, service_due_dates
from cheyuan.engage.care.tests.reference.facts import Book, Customer, Reading, Vehicle, Visit
from cheyuan.engage.care.tests.reference.plan import tasks
from cheyuan.engage.care.tests.reference.shared import folder, load

DAYS = awkward_days()
QUICK = 10
CASES = [pytest.param(n, day, marks=[pytest.mark.slow] if n >= QUICK else []) for n, day in enumerate(DAYS)]


def same(book: Book, days: list[date]) -> None:
    """Fail with the few first differences of the first day that differs."""
    for day, planned in engine_tasks(book, days).items():
        expected = tasks(book, day)
        missing, extra = sorted(set(expected) - set(planned)), sorted(set(planned) - set(expected))
        assert (day, missing[:3], extra[:3]) == (day, [], [])
        assert len(planned) == len(expected)


@pytest.mark.parametrize(("seed", "day"), CASES)
def test_care_02_care_03_care_04_the_engine_equals_the_reference(seed: int, day: date) -> None:
    same(make_book(seed, day, cars=100 + 10 * seed), [day])


@pytest.mark.slow
def test_care_04_one_book_gives_the_same_on_each_of_thirty_days() -> None:
    same(make_book(31, date(2026, 11, 21), cars=300), DAYS)


@pytest.mark.slow
def test_care_04_the_first_days_after_an_import() -> None:
    day = date(2026, 11, 21)
    book = make_book(77, day, cars=250)
    book.vehicles = [replace(v, sold_here=True) for v in book.vehicles]
    same(book, [plus_days(day, n) for n in range(5)])


def test_care_04_a_book_without_rows_has_no_tasks() -> None:
    owner = Customer(1, 1, "C1", birthday=date(1990, 3, 1))
    same(Book(customers=[owner]), [date(2026, 3, 1)])


def test_care_02_a_car_without_delivery_has_no_warranty_however_far_it_ran() -> None:
    """From a book that showed a difference: the least of an unknown date and a forecast is unknown."""
    car = Vehicle(1, 1, "VIN1", 1, use="公司", warranty_end=date(2026, 3, 20))
    far = Reading(1, 1, date(2026, 2, 1), 101_000)
    same(Book([car], [Customer(1, 1, "C1")], [], [far]), [date(2026, 2, 1), date(2026, 3, 1)])


def test_care_06_the_comparison_sees_a_missing_or_moved_task() -> None:
    """The control: a book that differs by one visit or one day is told apart."""
    day = date(2026, 3, 3)
    car = Vehicle(1, 1, "VIN1", 1, delivered_on=date(2026, 1, 1))
    owner = Customer(1, 1, "C1")
    right = Book([car], [owner], [Visit(1, 1, day, None, "维修", 900)])
    for wrong in (Book([car], [owner]), Book([car], [owner], [Visit(1, 1, plus_days(day, -1), None, "维修", 900)])):
        assert engine_tasks(wrong, [day])[day] != tasks(right, day)


def test_care_04_the_outside_book_through_both() -> None:
    base = folder()
    if base is None:
        pytest.skip("the shared owner book is not here; name its folder in CHEYUAN_SHARED")
    book, foreign = load(base)
    today = date(2026, 11, 21)
    days = [today, date(2026, 11, 22), date(2026, 12, 31), date(2027, 2, 28), date(2024, 2, 29)]
    same(book, days)
    ours = {v.vin: service_due_on(know(book, v, today)) for v in book.vehicles}
    assert service_due_dates(book, today) == ours
    # The other system adds 180 or 365 days where we add months, takes every visit for a service and knows no first one.
    assert sum(ours[vin] != day for vin, day in foreign.items()) == 743
