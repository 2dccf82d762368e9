"""R11–R14: warranty, inspection, insurance, birthday."""

import json
from datetime import datetime

from cheyuan.engage.care.plan.tests.book import Book, day


def test_care_r11_by_date_with_the_date_part_as_cycle() -> None:
    book = Book()
    book.car("2024-02-29")
    assert book.dues("2026-11-01")["warranty_ends_on"] == day("2027-02-28")
    assert book.open_on("R11", "2027-01-28", "2027-01-29", "2027-02-28", "2027-03-01") == [False, True, True, False]
    assert book.tasks("2027-01-29", "R11")[0]["cycle"] == "2027-02-28"
    book.vehicles[0]["warranty_end"] = day("2029-02-28")
    assert book.dues("2026-11-01")["warranty_ends_on"] == day("2029-02-28")


def test_care_r11_by_forecast_km() -> None:
    book = Book()
    book.car("2025-01-01")
    book.note("2025-07-20", 40_000)  # 200 days, 200 km a day: 60,000 km more take 300 days
    assert book.dues("2025-07-20")["warranty_ends_on"] == day("2026-05-16")
    task = book.tasks("2026-04-16", "R11")[0]
    assert (task["due_on"], task["cycle"], task["deadline"]) == (
        day("2026-05-16"),
        "2028-01-01",
        datetime(2026, 5, 16, 23, 59, 59),
    )
    assert json.loads(task["facts"])["by"] == "km"


def test_care_03_inspection_years_of_private_cars() -> None:
    book = Book()
    book.car("2015-05-20", registered_on="2015-06-01")
    dues = [book.dues(d)["inspection_due_on"] for d in ("2016-01-01", "2017-06-01", "2017-06-02", "2025-06-01")]
    assert dues == [day("2017-06-01"), day("2017-06-01"), day("2019-06-01"), day("2025-06-01")]
    later = [book.dues(d)["inspection_due_on"] for d in ("2025-06-02", "2026-06-02", "2040-12-31")]
    assert later == [day("2026-06-01"), day("2027-06-01"), day("2041-06-01")]


def test_care_03_without_registration_the_delivery_counts_and_29_february_is_clipped() -> None:
    book = Book()
    book.car("2020-02-29")
    dues = [book.dues(d)["inspection_due_on"] for d in ("2022-02-28", "2022-03-01", "2024-02-29", "2024-03-01")]
    assert dues == [day("2022-02-28"), day("2024-02-29"), day("2024-02-29"), day("2026-02-28")]


def test_care_03_a_recorded_date_wins_until_30_days_after_it() -> None:
    book = Book()
    book.car("2023-06-01", inspection_due="2025-07-10")
    assert book.dues("2025-08-09")["inspection_due_on"] == day("2025-07-10")
    assert book.dues("2025-08-10")["inspection_due_on"] == day("2027-06-01")
    assert book.open_on("R12", "2025-05-10", "2025-05-11", "2025-08-09", "2025-08-10") == [False, True, True, False]
    task = book.tasks("2025-05-11", "R12")[0]
    assert (task["cycle"], task["deadline"]) == ("2025-07-10", datetime(2025, 7, 10, 23, 59, 59))


def test_care_03_only_private_cars_up_to_nine_seats() -> None:
    seen = {}
    for use, seats in (("个人", 9), ("Private", None), ("", 5), ("非营运", 7), ("家用", 10), ("营运", 5), ("公司", 5)):
        book = Book()
        book.car("2024-03-01", use=use, seats=seats)
        seen[use, seats] = book.dues("2026-01-15")["inspection_due_on"]
    assert [key for key, due in seen.items() if due == day("2026-03-01")] == [
        ("个人", 9),
        ("Private", None),
        ("", 5),
        ("非营运", 7),
    ]
    assert [key for key, due in seen.items() if due is None] == [("家用", 10), ("营运", 5), ("公司", 5)]


def test_care_r13_sixty_days_until_the_end() -> None:
    book = Book()
    book.car("2020-01-01", insurance_expiry="2026-03-31")
    assert book.open_on("R13", "2026-01-29", "2026-01-30", "2026-03-31", "2026-04-01") == [False, True, True, False]
    task = book.tasks("2026-01-30", "R13")[0]
    assert (task["cycle"], task["facts"]) == ("2026-03-31", '{"ends_on":"2026-03-31"}')


def test_care_r14_the_day_of_persons_only() -> None:
    book = Book()
    book.car("2020-01-01", birthday="1985-03-15")
    book.car("2020-01-01", birthday="1985-03-15", kind="company")
    book.car("2020-01-01", birthday="1985-03-15", do_not_contact=True)
    book.car("2026-03-16", birthday="1985-03-15")
    book.car("2020-01-01", birthday="1985-03-15", status="sold")
    book.car("2020-01-01", customer_id=1)  # a second car: still one greeting
    tasks = book.tasks("2026-03-15", "R14")
    assert [(t["subject"], t["subject_kind"], t["cycle"], t["vehicle_id"]) for t in tasks] == [
        ("C1", "customer", "2026", None)
    ]
    assert tasks[0]["deadline"] == datetime(2026, 3, 16, 23, 59, 59)
    assert book.tasks("2026-03-14", "R14") == book.tasks("2026-03-16", "R14") == []


def test_care_r14_29_february_is_kept_on_the_28th_in_common_years() -> None:
    book = Book()
    book.car("2020-01-01", birthday="1992-02-29")
    assert book.open_on("R14", "2026-02-28", "2026-03-01", "2028-02-28", "2028-02-29") == [True, False, False, True]
