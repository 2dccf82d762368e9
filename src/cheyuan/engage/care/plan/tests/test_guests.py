"""CARE-R19, CARE-R20: important guests are called within 48 hours; a sample of visitors without a car is interviewed."""

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.engage.care.plan.tests.book import STORE, Book, day
from cheyuan.engage.care.tests.reference.guests import place

DRAWN = next(n for n in range(1, 1_000) if place(n) < 20)
LEFT = next(n for n in range(1, 1_000) if place(n) >= 20)


def guest(*visits: str) -> Book:
    """A VIP without a car who came at these moments."""
    book = Book()
    who = book.person(important=True)
    for at in visits:
        book.came(who, at, looks=False)
    return book


def test_care_r19_from_the_day_of_the_visit_until_a_week_later_within_48_hours() -> None:
    book = guest("2026-11-20T10:05:07")
    assert book.open_on("R19", "2026-11-19", "2026-11-20", "2026-11-27", "2026-11-28") == [False, True, True, False]
    task = book.tasks("2026-11-20", "R19")[0]
    assert (task["cycle"], task["due_on"], task["vehicle_id"]) == ("2026-11-20", day("2026-11-20"), None)
    assert task["deadline"] == datetime(2026, 11, 22, 10, 5, 7)
    assert json.loads(task["facts"]) == {"visited_on": "2026-11-20", "showroom": True, "workshop": False}


def test_care_r19_showroom_and_workshop_on_one_day_are_one_call() -> None:
    book = Book()
    car = book.car("2024-01-10")
    book.important.append({"store_id": STORE, "customer_id": car})
    book.visit("2026-11-20", at="2026-11-20T16:30:00")
    book.came(car, "2026-11-20T09:00:00")
    book.came(car, "2026-11-19T09:00:00")
    found = book.tasks("2026-11-20", "R19")
    assert [one["cycle"] for one in found] == ["2026-11-19", "2026-11-20"]
    assert found[1]["deadline"] == datetime(2026, 11, 22, 16, 30)
    assert json.loads(found[1]["facts"]) == {"visited_on": "2026-11-20", "showroom": True, "workshop": True}
    assert found[1]["customer_id"] == car


def test_care_r19_nobody_else_and_not_when_switched_off() -> None:
    book = Book()
    book.came(book.person(), "2026-11-20T10:00:00", looks=False)
    assert book.tasks("2026-11-20", "R19", "R20") == []
    switched = guest("2026-11-20T10:00:00")
    switched.change(on_R19=False)
    assert switched.tasks("2026-11-20", "R19") == []


def test_care_r20_a_visit_drawn_is_asked_about_from_the_next_day_within_three_days() -> None:
    book = Book()
    book.came(book.person(), "2026-11-20T10:00:00", number=DRAWN)
    assert book.open_on("R20", "2026-11-20", "2026-11-21", "2026-11-28", "2026-11-29") == [False, True, True, False]
    task = book.tasks("2026-11-21", "R20")[0]
    assert (task["cycle"], task["due_on"]) == (f"2026-11-20/{DRAWN}", day("2026-11-21"))
    assert task["deadline"] == datetime(2026, 11, 23, 23, 59, 59)


def test_care_r20_only_the_sample_only_lookers_and_nobody_with_a_car() -> None:
    book = Book()
    owner = book.car("2024-01-10")
    book.came(owner, "2026-11-20T10:00:00", number=DRAWN)
    book.came(book.person(), "2026-11-20T10:00:00", number=LEFT)
    book.came(book.person(), "2026-11-20T10:00:00", looks=False, number=DRAWN + 2_147_483_647)
    assert book.tasks("2026-11-21", "R20") == []
    book.change(r20_share=100)
    assert [one["cycle"] for one in book.tasks("2026-11-21", "R20")] == [f"2026-11-20/{LEFT}"]
    book.change(r20_share=0)
    assert book.tasks("2026-11-21", "R20") == []


def test_care_r20_who_bought_meanwhile_is_no_prospect() -> None:
    book = Book()
    buyer = book.car("2026-11-23")
    book.came(buyer, "2026-11-20T10:00:00", number=DRAWN)
    assert book.open_on("R20", "2026-11-22", "2026-11-23") == [True, False]


@given(st.integers(1, 2**40), st.sampled_from((5, 20, 50, 80)))
def test_care_r20_any_run_of_numbers_is_sampled_near_its_share(first: int, share: int) -> None:
    drawn = sum(place(number) < share for number in range(first, first + 2_000))
    assert abs(drawn / 20 - share) < 6


@pytest.mark.parametrize("share", [20, 60])
def test_care_r20_the_draw_is_that_of_the_reference_for_great_numbers_too(share: int) -> None:
    book, wanted = Book(), set()
    book.change(r20_share=share)
    who = book.person()
    for number in [*range(1, 300), *(2**31 - 3 + n for n in range(6)), *(2**62 + n for n in range(50))]:
        book.came(who, "2026-11-20T10:00:00", number=number)
        wanted |= {number} if place(number) < share else set()
    found = book.tasks("2026-11-21", "R20")
    assert {json.loads(one["facts"])["reception"] for one in found} == wanted
