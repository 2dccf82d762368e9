"""R08–R10, R17, R25: the service that is due, by date or by km."""

import json
from datetime import datetime

from cheyuan.engage.care.plan.tests.book import Book, day


def test_care_02_first_service_by_months_is_clipped_to_the_month_end() -> None:
    book = Book()
    book.car("2025-08-31")
    book.note("2025-11-30", 91)  # 1 km a day: 5,000 km are far
    due = book.dues("2025-12-01")
    assert (due["service_due_on"], due["service_by"], due["target_km"]) == (day("2026-02-28"), "date", 5_000)
    assert (due["pace_km"], due["pace_days"], due["pace_known"]) == (91, 91, True)


def test_care_02_first_service_by_forecast_rounds_the_days_up() -> None:
    book = Book()
    book.car("2026-01-01")
    book.note("2026-02-10", 2_000)  # 40 days, 50 km a day: 3,000 km more take 60 days
    assert book.dues("2026-02-10")["service_due_on"] == day("2026-04-11")
    book.note("2026-02-11", 2_003)  # 41 days: 2,997 × 41 / 2,003 = 61.35 → 62 days
    due = book.dues("2026-02-11")
    assert (due["service_due_on"], due["service_by"]) == (day("2026-04-14"), "km")


def test_care_02_without_thirty_days_between_readings_the_default_counts() -> None:
    book = Book()
    book.car("2026-01-01")
    book.note("2026-01-30", 1_500)  # 29 days: (5,000 − 1,500) / 35 = 100 days
    due = book.dues("2026-01-31")
    assert (due["service_due_on"], due["pace_known"]) == (day("2026-05-10"), False)
    book.car("2026-01-01", energy="EV")
    book.note("2026-01-30", 1_500, car=2)
    book.vehicles.pop(0)  # electric: (10,000 − 1,500) / 40 = 212.5 → 213 days, later than six months
    due = book.dues("2026-01-31")
    assert (due["service_due_on"], due["target_km"], due["pace_km"]) == (day("2026-07-01"), 10_000, 40)


def test_care_02_the_interval_after_a_service_and_for_electric_cars() -> None:
    book = Book()
    book.car("2024-01-31")
    book.visit("2025-08-31", 5_790, "保养")  # 578 days since delivery, 10.02 km a day
    assert book.dues("2025-09-01")["service_due_on"] == day("2026-02-28")
    book.vehicles[0]["energy"] = "ev"
    due = book.dues("2025-09-01")
    assert (due["service_due_on"], due["target_km"]) == (day("2026-08-31"), 25_790)
    book.vehicles[0]["energy"] = "phev"
    assert book.dues("2025-09-01")["target_km"] == 15_790


def test_care_02_a_forecast_that_a_reading_has_reached_is_that_readings_day() -> None:
    book = Book()
    book.car("2026-01-01")
    book.note("2026-03-01", 4_999)
    book.note("2026-03-10", 5_600)
    book.note("2026-03-20", 6_300)
    assert book.dues("2026-03-25")["service_due_on"] == day("2026-03-10")


def test_care_02_a_service_without_km_counts_by_months_only() -> None:
    book = Book()
    book.car("2025-01-01")
    book.note("2026-01-01", 40_000)
    book.visit("2026-01-10", None, "SERVICE")
    due = book.dues("2026-01-31")
    assert (due["service_due_on"], due["target_km"], due["service_by"]) == (day("2026-07-10"), None, "date")
    assert book.open_on("R10", "2026-06-25", "2026-06-26", "2026-07-02", "2026-07-03") == [False, True, True, False]
    facts = json.loads(book.tasks("2026-06-26", "R10")[0]["facts"])
    assert (facts["base_km"], facts["target_km"], facts["by_km"], facts["months"]) == (None, None, None, 6)


def test_care_02_the_largest_of_several_services_on_a_day_gives_the_km() -> None:
    book = Book()
    book.car("2025-01-01")
    book.visit("2026-01-10", 30_000)
    book.visit("2026-01-10", 30_020)
    book.note("2026-01-10", 30_050)
    due = book.dues("2026-01-10")
    assert (due["last_service_km"], due["target_km"]) == (30_050, 40_050)


def test_care_r08_early_then_last_reminder_of_the_first_service() -> None:
    book = Book()
    book.car("2025-12-31")  # + 2 months = 28 February, + 3 months = 31 March
    assert book.dues("2026-02-28")["service_due_on"] == day("2026-05-23")  # 5,000 / 35 = 142.9 → 143 days
    assert book.open_on("R08a", "2026-02-27", "2026-02-28", "2026-03-31", "2026-04-01") == [False, True, True, False]
    early = book.tasks("2026-02-28", "R08a")[0]
    assert (early["cycle"], early["due_on"], early["closes_on"]) == ("first:a", day("2026-05-23"), day("2026-03-31"))
    assert early["deadline"] == datetime(2026, 3, 31, 23, 59, 59)
    assert book.open_on("R08b", "2026-05-19", "2026-05-20", "2026-06-21", "2026-06-22") == [False, True, True, False]
    last = book.tasks("2026-05-20", "R08b")[0]
    assert (last["cycle"], last["deadline"]) == ("first:b", datetime(2026, 5, 23, 23, 59, 59))
    book.visit("2026-05-20", 5_200)
    assert book.tasks("2026-05-20", "R08a", "R08b") == []


def test_care_r08a_stops_when_the_last_reminder_begins() -> None:
    book = Book()
    book.car("2026-01-01")
    book.note("2026-02-20", 4_000)  # 50 days, 80 km a day: due after 12.5 → 13 days
    assert book.dues("2026-02-28")["service_due_on"] == day("2026-03-05")
    assert book.open_on("R08a", "2026-03-01", "2026-03-02") == [True, False]
    assert book.open_on("R08b", "2026-03-01", "2026-03-02") == [False, True]


def test_care_r09_from_7_days_before_until_29_days_after() -> None:
    book = Book()
    book.car("2024-01-01")
    book.visit("2025-09-30", 6_000)  # due 2026-03-30 by months
    assert book.open_on("R09", "2026-03-22", "2026-03-23", "2026-04-28", "2026-04-29") == [False, True, True, False]
    task = book.tasks("2026-03-23", "R09")[0]
    assert (task["cycle"], task["deadline"]) == ("2025-09-30", datetime(2026, 3, 30, 23, 59, 59))
    assert json.loads(task["facts"]) == {
        "base": "service",
        "base_on": "2025-09-30",
        "base_km": 6_000,
        "months": 6,
        "km": 10_000,
        "by": "date",
        "by_date": "2026-03-30",
        "by_km": "2028-08-29",  # 6,000 km in 638 days: 10,000 take 1,063.3 → 1,064 days
        "target_km": 16_000,
        "latest_on": "2025-09-30",
        "latest_km": 6_000,
        "pace_km": 6_000,
        "pace_days": 638,
    }


def test_care_r10_invites_when_few_km_are_left() -> None:
    book = Book()
    book.car("2025-01-01")
    book.visit("2025-12-07", 10_200, "保养")  # 340 days, 30 km a day
    book.note("2026-01-06", 11_100)  # 370 days, 30 km a day: 20,200 km on 2026-11-06, months: 2026-06-07
    assert book.open_on("R10", "2026-05-23", "2026-05-24", "2026-05-30", "2026-05-31") == [False, True, True, False]
    book.note("2026-02-05", 17_600)  # 400 days, 44 km a day: 2,600 km more take 60 days, 1,600 take 37 days
    due = book.dues("2026-02-05")
    assert (due["service_due_on"], due["service_by"]) == (day("2026-04-06"), "km")
    assert book.open_on("R10", "2026-03-13", "2026-03-14", "2026-03-29", "2026-03-30") == [False, True, True, False]
    task = book.tasks("2026-03-14", "R10")[0]
    assert (task["opens_on"], task["closes_on"], task["cycle"]) == (
        day("2026-03-14"),
        day("2026-03-29"),
        "2025-12-07",
    )


def test_care_r10_of_a_new_car_has_the_delivery_as_cycle() -> None:
    book = Book()
    book.car("2026-01-01")
    assert book.dues("2026-05-01")["service_due_on"] == day("2026-05-24")  # 143 days
    # 4,000 km after 114.3 → 115 days is before 14 days before the due date
    assert [(t["opens_on"], t["cycle"]) for t in book.tasks("2026-04-26", "R10")] == [(day("2026-04-26"), "2026-01-01")]


def test_care_r25_then_three_times_r17_then_lost() -> None:
    book = Book()
    book.car("2024-01-01")
    book.visit("2025-01-15", 3_000)  # due 2025-07-15
    assert book.open_on("R25", "2025-08-13", "2025-08-14", "2025-10-12", "2025-10-13") == [False, True, True, False]
    assert book.tasks("2025-08-14", "R25")[0]["deadline"] == datetime(2025, 8, 21, 23, 59, 59)
    firsts = book.cycles("R17", "2025-10-12", "2025-10-13", "2026-01-10")
    assert firsts == [[], ["2025-01-15/1"], ["2025-01-15/1"]]
    laters = book.cycles("R17", "2026-01-11", "2026-04-11", "2026-07-10", "2026-07-11")
    assert laters == [["2025-01-15/2"], ["2025-01-15/3"], ["2025-01-15/3"], []]
    first, second, third = (rows[0] for rows in book.each_day(["2025-10-13", "2026-01-11", "2026-04-11"], "R17"))
    assert first["deadline"] == datetime(2025, 10, 31, 23, 59, 59)
    assert (second["opens_on"], second["closes_on"]) == (day("2026-01-11"), day("2026-04-10"))
    assert (third["opens_on"], third["closes_on"], third["due_on"]) == tuple(
        map(day, ("2026-04-11", "2026-07-10", "2025-07-15"))
    )


def test_care_r17_leaves_at_least_ten_days() -> None:
    book = Book()
    book.car("2024-01-01")
    book.visit("2025-01-30", 3_000)  # due 2025-07-30, first call from 2025-10-28
    assert book.tasks("2025-10-28", "R17")[0]["deadline"] == datetime(2025, 11, 7, 23, 59, 59)


def test_care_do_not_contact_keeps_service_reminders_but_no_marketing() -> None:
    book = Book()
    book.car("2024-01-01", do_not_contact=True, birthday="1990-08-14")
    book.visit("2025-01-15", 3_000)
    assert book.rules("2025-07-15") == ["R09"]
    assert book.rules("2025-08-14") == []
    assert book.rules("2025-10-13") == []


def test_care_an_unknown_delivery_day_leaves_inspection_and_insurance_only() -> None:
    book = Book()
    book.car(None, registered_on="2024-03-01", insurance_expiry="2026-03-20", warranty_end="2026-03-10")
    book.visit("2025-08-20", 9_000)
    assert book.rules("2026-02-20") == ["R12", "R13"]
    assert book.dues("2026-02-20")["service_due_on"] is None
