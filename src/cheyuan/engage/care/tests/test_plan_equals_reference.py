"""The set-based engine and the plain reference give the same tasks: rule, subject, cycle, due day, first day, deadline."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from cheyuan.engage.care.tests.reference.books import awkward_days, make_book
from cheyuan.engage.care.tests.reference.days import plus_days
from cheyuan.engage.care.tests.reference.dues import know, service_due_on, target_km, warranty_date_part
from cheyuan.engage.care.tests.reference.engine import engine_facts, engine_tasks, service_due_dates
from cheyuan.engage.care.tests.reference.facts import Book, Customer, Reading, Vehicle, Visit
from cheyuan.engage.care.tests.reference.odometer import forecast
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


def test_care_04_a_car_whose_owner_is_in_no_file_has_no_tasks() -> None:
    car = Vehicle(1, 1, "VIN1", 2, delivered_on=date(2026, 1, 1))
    same(Book([car], [Customer(1, 1, "C1")]), [date(2026, 1, 3)])


def test_care_06_the_comparison_sees_a_missing_or_moved_task() -> None:
    """The control: a book that differs by one visit or one day is told apart."""
    day = date(2026, 3, 3)
    car = Vehicle(1, 1, "VIN1", 1, delivered_on=date(2026, 1, 1))
    owner = Customer(1, 1, "C1")
    right = Book([car], [owner], [Visit(1, 1, day, None, "维修", 900)])
    for wrong in (Book([car], [owner]), Book([car], [owner], [Visit(1, 1, plus_days(day, -1), None, "维修", 900)])):
        assert engine_tasks(wrong, [day])[day] != tasks(right, day)


def heard(change: Callable[[Book], None]) -> bool:
    """Whether the engine on a book so changed gives other tasks than the reference on the book as it was."""
    changed, right = make_book(2, DAYS[2]), make_book(2, DAYS[2])
    change(changed)
    return engine_tasks(changed, [DAYS[2]])[DAYS[2]] != tasks(right, DAYS[2])


def test_care_02_the_comparison_sees_an_engine_without_intervals_own_rules_or_other_shops() -> None:
    """The control: were the engine to pass these over, the random books would show it."""
    assert not heard(lambda book: None)
    assert heard(lambda book: book.intervals.clear())
    assert heard(lambda book: book.own_rules.clear())
    assert heard(lambda book: book.important.clear())
    assert heard(lambda book: book.receptions.clear())
    assert heard(lambda book: book.candidates.clear())
    assert heard(lambda book: book.member_cars.clear())
    assert heard(lambda book: book.member_people.clear())
    assert heard(lambda book: setattr(book, "visits", [replace(v, here=True) for v in book.visits]))


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


def expected_facts(book: Book, car: Vehicle, rule: str, day: date) -> dict[str, object]:
    """The figures that a service or warranty task must show, drawn from the reference."""
    known = know(book, car, day)
    latest, km = known.series[-1]
    odometer = {"latest_on": str(latest), "latest_km": km, "pace_km": known.speed[0], "pace_days": known.speed[1]}
    if rule == "R11":
        limit = known.policy["warranty_km"]
        by_date, by_km = warranty_date_part(known), forecast(known.series, known.speed, limit)
        shown = {"by": "km" if by_km < by_date else "date", "by_date": str(by_date), "by_km": str(by_km), "km": limit}
        return shown | odometer
    target = target_km(known)
    by_km = None if target is None else str(forecast(known.series, known.speed, target))
    base = {"base": "service" if known.services else "delivery", "base_on": str(known.last_service or car.delivered_on)}
    return base | {"target_km": target, "by_km": by_km} | odometer


@pytest.mark.parametrize("seed", range(4))
def test_care_06_a_service_or_warranty_task_shows_the_figures_it_was_drawn_from(seed: int) -> None:
    day = DAYS[seed]
    book = make_book(seed, day)
    cars = {(v.store_id, v.vehicle_id): v for v in book.vehicles}
    explained = 0
    for store, vehicle, rule, text in engine_facts(book, day):
        facts = json.loads(text)
        assert facts
        if rule in {"R08a", "R08b", "R09", "R10", "R11", "R17", "R25"}:
            expected = expected_facts(book, cars[store, vehicle], rule, day)
            assert {name: facts[name] for name in expected} == expected
            explained += 1
    assert explained > 20
