"""CARE-01: rules that managers make themselves."""

from datetime import datetime

import pytest

from cheyuan.engage.care.plan.anchors import ANCHORS
from cheyuan.engage.care.plan.tests.book import Book, day


def rule(code: str, anchor: str, opens: int, closes: int, deadline: int, marketing: bool = False) -> dict[str, object]:
    figures = {"opens_after": opens, "closes_after": closes, "deadline_after": deadline}
    return {"store_id": 1, "rule": code, "anchor": anchor, "marketing": marketing} | figures


def test_care_01_a_managers_rule_has_its_window_around_an_anchor() -> None:
    book = Book()
    book.car("2025-03-10")
    book.car(None)
    book.own_rules = [rule("C01", "delivered_on", 365, 372, 370)]
    assert book.open_on("C01", "2026-03-09", "2026-03-10", "2026-03-17", "2026-03-18") == [False, True, True, False]
    task = book.tasks("2026-03-10", "C01")[0]
    assert (task["cycle"], task["due_on"], task["facts"]) == ("2025-03-10", day("2025-03-10"), '{"day":"2025-03-10"}')
    assert task["deadline"] == datetime(2026, 3, 15, 23, 59, 59)


def test_care_01_a_managers_marketing_rule_respects_do_not_contact() -> None:
    book = Book()
    book.car("2025-03-10", insurance_expiry="2026-04-30", do_not_contact=True)
    book.own_rules = [
        rule("C01", "insurance_ends_on", -90, -61, -61),
        rule("C02", "insurance_ends_on", -90, -61, -61, marketing=True),
    ]
    assert [row["rule"] for row in book.tasks("2026-02-15") if row["rule"].startswith("C")] == ["C01"]


@pytest.mark.parametrize("anchor", sorted(ANCHORS))
def test_care_01_every_anchor_is_a_day_of_the_car(anchor: str) -> None:
    book = Book()
    book.car("2025-03-10", insurance_expiry="2026-04-30")
    book.visit("2025-09-09", 5_000)
    book.own_rules = [rule("C01", anchor, -2_000, 2_000, 0)]
    expected = book.dues("2026-01-01").get(anchor, day("2025-03-10"))
    assert [row["due_on"] for row in book.tasks("2026-01-01", "C01")] == [expected]


@pytest.mark.parametrize(
    ("condition", "meant"),
    [
        ({}, [1, 2, 3, 4]),
        ({"energy": "any", "brand": "", "model": "", "age_from": 0, "age_until": 0}, [1, 2, 3, 4]),
        ({"energy": "EV"}, [2]),
        ({"energy": "ice"}, [1, 3, 4]),  # nobody wrote down what car 3 and 4 run on
        ({"brand": "byd"}, [1, 2]),
        ({"model": "an"}, [1, 3]),
        ({"brand": "Byd", "model": "HAN"}, [1]),
        ({"age_from": 12}, [1, 2, 3]),
        ({"age_until": 11}, [4]),
        ({"age_from": 24, "age_until": 24}, [3]),
    ],
)
def test_care_01_a_condition_leaves_out_the_cars_that_are_not_meant(
    condition: dict[str, object], meant: list[int]
) -> None:
    book = Book()
    book.car("2025-03-10", brand="BYD", model="Han EV", energy="ICE")
    book.car("2025-03-10", brand="byd", model="汉", energy="ev")
    book.car("2024-03-10", brand="Toyota", model="Granvia Han", energy=None)
    book.car("2025-12-31", energy="")
    book.own_rules = [rule("C01", "delivered_on", 0, 2_000, 2_000) | condition]
    assert sorted(row["vehicle_id"] for row in book.tasks("2026-03-10", "C01")) == meant


@pytest.mark.parametrize(
    ("segment", "meant"), [("", [1, 2, 3]), (None, [1, 2, 3]), ("S01", [2]), ("S02", [3]), ("S03", [])]
)
def test_ins_10_a_rule_for_a_segment_leaves_out_who_is_not_in_it(segment: str | None, meant: list[int]) -> None:
    """A car belongs by itself or by its owner; car 1 has the number of the customer in no segment of cars."""
    book = Book()
    for _number in range(3):
        book.car("2025-03-10")
    book.vehicles[2]["customer_id"] = 1
    book.member_cars = [{"store_id": 1, "segment": "S01", "vehicle_id": 2}]
    book.member_people = [{"store_id": 1, "segment": "S02", "customer_id": 1}]
    book.vehicles[0]["customer_id"] = 3
    book.own_rules = [rule("C01", "delivered_on", 0, 2_000, 2_000) | {"segment": segment}]
    assert sorted(row["vehicle_id"] for row in book.tasks("2026-03-10", "C01")) == meant
