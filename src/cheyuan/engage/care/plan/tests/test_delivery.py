"""R01–R07: after a delivery and after a visit."""

from datetime import datetime

from cheyuan.engage.care.plan import run
from cheyuan.engage.care.plan.tests.book import CON, Book, day


def test_care_r01_opens_the_day_after_delivery_and_is_due_24_hours_after_18_00() -> None:
    book = Book()
    book.car("2026-03-10")
    assert book.open_on("R01", "2026-03-10", "2026-03-11", "2026-03-18", "2026-03-19") == [False, True, True, False]
    task = book.tasks("2026-03-11", "R01")[0]
    assert (task["due_on"], task["opens_on"], task["closes_on"]) == tuple(
        map(day, ("2026-03-11", "2026-03-11", "2026-03-18"))
    )
    assert (task["cycle"], task["subject"], task["facts"]) == ("2026-03-10", "VIN1", '{"delivered_on":"2026-03-10"}')
    # 2026-03-11 18:00 is before the end of the day after creation, which wins
    assert task["deadline"] == datetime(2026, 3, 12, 23, 59, 59)


def test_care_r02_and_r03_are_due_three_days_after_delivery_at_18_00() -> None:
    book = Book()
    book.car("2026-02-26")
    assert book.tasks("2026-02-26", "R03")[0]["deadline"] == datetime(2026, 3, 1, 18, 0)
    assert book.tasks("2026-02-27", "R03")[0]["deadline"] == datetime(2026, 3, 1, 18, 0)
    assert book.tasks("2026-02-28", "R02")[0]["deadline"] == datetime(2026, 3, 1, 23, 59, 59)
    assert book.open_on("R02", "2026-02-27", "2026-02-28", "2026-03-07", "2026-03-08") == [False, True, True, False]
    assert book.open_on("R03", "2026-02-25", "2026-02-26", "2026-03-05", "2026-03-06") == [False, True, True, False]


def test_care_r04_and_r05_end_with_a_day() -> None:
    book = Book()
    book.car("2026-03-10")
    four, five = book.tasks("2026-03-17", "R04")[0], book.tasks("2026-03-25", "R05")[0]
    assert (four["due_on"], four["deadline"]) == (day("2026-03-17"), datetime(2026, 3, 18, 23, 59, 59))
    assert (five["due_on"], five["deadline"]) == (day("2026-03-25"), datetime(2026, 3, 26, 23, 59, 59))
    assert book.open_on("R05", "2026-03-24", "2026-04-01", "2026-04-02") == [False, True, False]


def test_care_r01_to_r05_belong_to_the_selling_store_but_the_audit_does_not() -> None:
    book = Book()
    book.car("2026-03-10", sold_here=False)
    assert book.rules("2026-03-13") == ["R07"]
    assert book.rules("2026-03-12") == []


def test_care_r06_is_due_48_hours_after_the_last_hand_over_of_the_day() -> None:
    book = Book()
    book.car("2025-01-01")
    book.visit("2026-03-10", 20_000, "repair", at="2026-03-10T09:15:00")
    book.visit("2026-03-10", 20_005, "BODY", at="2026-03-10T16:40:30")
    book.visit("2026-03-12", None, "钣喷")
    tasks = book.tasks("2026-03-10", "R06")
    assert [(t["cycle"], t["deadline"]) for t in tasks] == [("2026-03-10", datetime(2026, 3, 12, 16, 40, 30))]
    later = book.tasks("2026-03-12", "R06")
    assert [t["cycle"] for t in later] == ["2026-03-10", "2026-03-12"]
    assert later[1]["deadline"] == datetime(2026, 3, 14, 18, 0)
    assert later[1]["facts"] == '{"visited_on":"2026-03-12"}'
    assert [len(book.tasks(d, "R06")) for d in ("2026-03-09", "2026-03-17", "2026-03-18", "2026-03-20")] == [0, 2, 1, 0]


def test_care_r07_audits_deliveries_and_visits_each_day_once() -> None:
    book = Book()
    book.car("2026-03-10")
    book.visit("2026-03-10", 12)
    book.visit("2026-03-12", 60, "repair")
    assert [t["cycle"] for t in book.tasks("2026-03-13", "R07")] == ["2026-03-10"]
    both = book.tasks("2026-03-15", "R07")
    assert [(t["cycle"], t["due_on"], t["closes_on"]) for t in both] == [
        ("2026-03-10", day("2026-03-13"), day("2026-03-20")),
        ("2026-03-12", day("2026-03-15"), day("2026-03-22")),
    ]
    assert [t["facts"] for t in both] == [
        '{"after":"delivery","day":"2026-03-10"}',
        '{"after":"visit","day":"2026-03-12"}',
    ]
    assert both[1]["deadline"] == datetime(2026, 3, 22, 23, 59, 59)


def test_care_05_a_service_done_elsewhere_counts_and_its_km_too_but_makes_no_call() -> None:
    book = Book()
    book.car("2025-06-10")
    book.visit("2026-03-10", 9_000, here=False)
    assert book.tasks("2026-03-14", "R06", "R07") == []
    due = book.dues("2026-03-14")
    assert (due["last_service_on"], due["last_service_km"], due["latest_km"]) == (day("2026-03-10"), 9_000, 9_000)
    assert due["service_due_on"] == day("2026-09-10")
    book.visit("2026-03-10", 9_010, "repair", at="2026-03-10T11:00:00")  # the same day here: called for this one
    assert [row["deadline"] for row in book.tasks("2026-03-10", "R06")] == [datetime(2026, 3, 12, 11, 0)]


def test_care_05_a_book_that_does_not_say_where_a_visit_was_means_here() -> None:
    book = Book()
    book.car("2025-06-10")
    book.visit("2026-03-10", 9_000, here=None)
    assert len(book.tasks("2026-03-14", "R06", "R07")) == 2
    data = book.arrow()
    data["visits"] = data["visits"].drop_columns(["here"])
    rows = run.compute(CON, run.load(CON, data), day("2026-03-14")).to_pylist()
    assert {row["rule"] for row in rows} >= {"R06", "R07"}


def test_care_nobody_is_late_for_what_was_made_late() -> None:
    book = Book()
    book.car("2026-03-10")
    assert book.tasks("2026-03-24", "R04")[0]["deadline"] == datetime(2026, 3, 25, 23, 59, 59)


def test_care_04_cars_sold_ownerless_or_not_yet_delivered_have_no_tasks() -> None:
    book = Book()
    book.car("2026-03-10", status="sold")
    book.car("2026-03-10", status="Written_Off")
    book.car("2026-03-10", customer_id=None)
    book.car("2026-03-20", insurance_expiry="2026-04-01", registered_on="2024-03-20")
    book.car("2026-03-10", status="ACTIVE")
    assert {t["subject"] for t in book.tasks("2026-03-14")} == {"VIN5"}


def test_care_04_visits_before_delivery_or_after_the_day_are_not_known() -> None:
    book = Book()
    book.car("2026-03-10")
    book.visit("2026-03-09", 5)
    book.visit("2026-03-16", 300)
    assert book.tasks("2026-03-15", "R06") == []
    assert book.dues("2026-03-15")["last_service_on"] is None


def test_care_01_a_rule_that_is_off_makes_nothing_and_edited_numbers_count() -> None:
    book = Book()
    book.car("2026-03-10")
    book.change(on_R01=False, r04_after_days=5, r04_deadline_days=9)
    assert book.tasks("2026-03-11", "R01") == []
    task = book.tasks("2026-03-15", "R04")[0]
    assert (task["due_on"], task["deadline"]) == (day("2026-03-15"), datetime(2026, 3, 19, 23, 59, 59))
