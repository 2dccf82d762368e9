"""The reference judged by hand: each expectation below was worked out on paper from the text of the semantics."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from cheyuan.engage.care.tests.reference.days import plus_months
from cheyuan.engage.care.tests.reference.dues import (
    birthday_on,
    inspection_due_on,
    know,
    service_due_on,
    target_km,
    warranty_ends_on,
)
from cheyuan.engage.care.tests.reference.facts import (
    DEFAULTS,
    Book,
    Customer,
    Interval,
    OwnRule,
    Reading,
    Task,
    Vehicle,
    Visit,
)
from cheyuan.engage.care.tests.reference.odometer import first_day_at, forecast, km_on, pace
from cheyuan.engage.care.tests.reference.plan import tasks

D = date.fromisoformat
CAR = Vehicle(1, 1, "VIN1", 1, delivered_on=D("2026-01-01"), use="公司")
OWNER = Customer(1, 1, "C1")


def visit(day: str, km: int | None = None, kind: str = "保养", at: str | None = None) -> Visit:
    return Visit(1, 1, D(day), datetime.fromisoformat(at) if at else None, kind, km)


def note(day: str, km: int, correction: bool = False) -> Reading:
    return Reading(1, 1, D(day), km, correction)


def book(*rows: Visit | Reading, car: Vehicle = CAR, owner: Customer = OWNER) -> Book:
    visits = [r for r in rows if isinstance(r, Visit)]
    return Book([car], [owner], visits, [r for r in rows if isinstance(r, Reading)])


def series(*rows: Visit | Reading, as_of: str = "2027-06-30", car: Vehicle = CAR) -> list[tuple[str, int]]:
    known = know(book(*rows, car=car), car, D(as_of)).series
    return [(day.isoformat()[2:], km) for day, km in known]


def rules(b: Book, as_of: str) -> set[str]:
    return {t.rule for t in tasks(b, D(as_of))}


def one(b: Book, rule: str, as_of: str) -> Task:
    (task,) = [t for t in tasks(b, D(as_of)) if t.rule == rule]
    return task


@pytest.mark.parametrize(
    ("day", "n", "then"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2024-02-29", 24, "2026-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-03-31", 1, "2026-04-30"),
    ],
)
def test_care_02_months_are_clipped(day: str, n: int, then: str) -> None:
    assert plus_months(D(day), n) == D(then)


def test_care_02_the_largest_reading_of_a_day_and_the_delivery_are_kept() -> None:
    rows = [visit("2026-03-01", 2_000), visit("2026-03-01", 2_100), note("2026-03-01", 1_900)]
    assert series(*rows) == [("26-01-01", 0), ("26-03-01", 2_100)]


def test_care_02_rows_before_delivery_or_after_the_day_are_unknown() -> None:
    rows = [note("2025-12-31", 50), note("2026-03-01", 900), note("2026-03-02", 950)]
    assert series(*rows, as_of="2026-03-01") == [("26-01-01", 0), ("26-03-01", 900)]


def test_care_02_a_contradicted_spike_is_left_out_but_a_lone_rise_or_the_limit_itself_stays() -> None:
    fast = [note("2026-01-11", 15_001)]
    assert series(*fast) == [("26-01-01", 0), ("26-01-11", 15_001)]
    assert series(*fast, note("2026-02-01", 1_000)) == [("26-01-01", 0), ("26-02-01", 1_000)]
    limit = [note("2026-01-11", 15_000), note("2026-02-01", 1_000)]
    assert series(*limit) == [("26-01-01", 0), ("26-01-11", 15_000)]


def test_care_02_a_spike_is_measured_against_the_reading_just_before_it() -> None:
    rows = [note("2026-01-31", 90_000), note("2026-02-01", 90_001), note("2026-03-01", 2_000)]
    assert series(*rows) == [("26-01-01", 0), ("26-02-01", 90_001)]


def test_care_02_a_correction_starts_anew_and_alone_counts_on_its_day() -> None:
    rows = [visit("2026-02-01", 5_000), visit("2026-03-01", 9_000), note("2026-03-01", 700, correction=True)]
    rows += [note("2026-03-01", 650, correction=True), note("2026-04-01", 1_500)]
    assert series(*rows) == [("26-03-01", 700), ("26-04-01", 1_500)]
    assert series(*rows, as_of="2026-02-28") == [("26-01-01", 0), ("26-02-01", 5_000)]


def test_care_02_pace_falls_back_to_older_readings_and_to_the_default() -> None:
    a, b, c = (D("2023-01-01"), 1_000), (D("2026-01-01"), 40_000), (D("2026-01-30"), 41_000)
    assert pace([b, c], DEFAULTS, 35) == (35, 1)
    assert pace([a, b, c], DEFAULTS, 35) == (40_000, 1_125)
    assert pace([b, (D("2026-01-31"), 41_000)], DEFAULTS, 35) == (1_000, 30)
    assert pace([(D("2024-01-01"), 0), (D("2025-12-31"), 730)], DEFAULTS, 35) == (730, 730)
    assert pace([b, (D("2026-03-02"), 40_059)], DEFAULTS, 35) == (1, 1)
    assert pace([b, (D("2026-03-02"), 70_001)], DEFAULTS, 35) == (500, 1)


def test_care_02_forecast_looks_up_the_past_and_rounds_up_ahead() -> None:
    s = [(D("2026-01-01"), 0), (D("2026-03-02"), 2_000)]
    assert forecast(s, (100, 3), 2_000) == D("2026-03-02")
    assert forecast(s, (100, 3), 2_001) == D("2026-03-03")
    assert forecast(s, (100, 3), 2_100) == D("2026-03-05")
    assert km_on(s, (100, 3), D("2026-03-03")) == 2_033
    assert km_on(s, (100, 3), D("2026-03-01")) == 1_966
    assert first_day_at(s, (100, 3), 2_034) == D("2026-03-04")
    assert first_day_at(s, (100, 3), 1_967) == D("2026-03-02")
    assert first_day_at(s, (100, 3), 1_966) == D("2026-03-01")


def test_care_02_first_service_by_months_or_by_km_and_by_energy() -> None:
    def due(*rows: Visit | Reading, energy: str | None = "ice") -> date:
        car = replace(CAR, energy=energy)
        return service_due_on(know(book(*rows, car=car), car, D("2026-05-31")))

    assert due() == D("2026-05-24")  # 5,000 / 35 = 142.9, so 143 days after 1 January
    assert due(energy="EV") == D("2026-07-01")  # 10,000 / 40 = 250 days, the months are earlier
    assert due(note("2026-04-11", 4_000), energy="PHEV") == D("2026-05-06")  # 40 a day, 25 days more
    assert due(note("2026-04-11", 1_000), energy=None) == D("2026-07-01")
    assert due(note("2026-02-01", 7_000)) == D("2026-02-01")  # reached already


def test_care_02_later_service_from_the_last_one() -> None:
    def due(*rows: Visit | Reading, energy: str = "ice") -> date:
        car = replace(CAR, energy=energy)
        return service_due_on(know(book(*rows, car=car), car, D("2027-06-30")))

    assert due(visit("2026-04-11", 10_000)) == D("2026-07-20")  # 100 a day, 100 days
    assert due(visit("2026-04-11", 1_000, "Service")) == D("2026-10-11")
    assert due(visit("2026-04-11", 1_000), energy="Ev") == D("2027-04-11")
    assert due(visit("2026-04-11", None), note("2026-05-11", 90_000)) == D("2026-10-11")
    repair = visit("2026-06-11", 3_000, "维修")
    assert due(visit("2026-04-11", 1_000), repair) == D("2026-10-11")


def test_care_02_the_km_of_a_service_are_the_kept_reading_of_its_day() -> None:
    def km(*rows: Visit | Reading) -> int | None:
        return target_km(know(book(*rows), CAR, D("2027-06-30")))

    assert km(visit("2026-04-11", None), note("2026-04-11", 3_000)) == 13_000
    assert km(visit("2026-04-11", None)) is None
    assert km(visit("2026-04-11", 4_000), note("2026-05-11", 200, correction=True)) is None
    assert km() == 5_000
    assert km(visit("2026-01-01", None)) == 10_000


def test_care_02_warranty_by_date_or_km() -> None:
    def ends(car: Vehicle, *rows: Reading) -> date:
        return warranty_ends_on(know(book(*rows, car=car), car, D("2027-06-30")))

    assert ends(CAR) == D("2029-01-01")
    assert ends(CAR, note("2026-04-11", 50_000)) == D("2026-07-20")  # 500 a day, 100 days
    assert ends(replace(CAR, warranty_end=D("2026-12-24"))) == D("2026-12-24")


@pytest.mark.parametrize(
    ("as_of", "recorded", "due"),
    [
        ("2024-03-01", None, "2026-02-28"),
        ("2026-02-28", None, "2026-02-28"),
        ("2026-03-01", None, "2028-02-29"),
        ("2032-03-01", None, "2034-02-28"),
        ("2034-03-01", None, "2035-02-28"),
        ("2026-03-01", "2026-01-30", "2026-01-30"),
        ("2026-03-01", "2026-01-29", "2028-02-29"),
    ],
)
def test_care_03_inspection_in_years_2_4_6_8_10_and_yearly_then(as_of: str, recorded: str | None, due: str) -> None:
    car = replace(CAR, use="家用", registered_on=D("2024-02-29"), inspection_due=recorded and D(recorded))
    assert inspection_due_on(car, DEFAULTS, D(as_of)) == D(due)


def test_care_03_only_private_cars_of_at_most_nine_seats() -> None:
    for use, seats, has in (("", None, 1), ("Private", 9, 1), ("非营运", 10, 0), ("营运", 5, 0), ("COMPANY", 5, 0)):
        car = replace(CAR, use=use, seats=seats)
        assert (inspection_due_on(car, DEFAULTS, D("2026-03-01")) is not None) is bool(has)
    bare = replace(CAR, use=None, delivered_on=None)
    assert inspection_due_on(bare, DEFAULTS, D("2026-03-01")) is None


def test_care_04_birthdays_of_29_february() -> None:
    leap = replace(OWNER, birthday=D("2000-02-29"))
    assert birthday_on(leap, D("2027-06-01")) == D("2027-02-28")
    assert birthday_on(leap, D("2028-06-01")) == D("2028-02-29")
    b = book(owner=leap)
    task = Task(1, "R14", "C1", "2027", D("2027-02-28"), D("2027-02-28"), datetime(2027, 3, 1, 23, 59, 59))
    assert one(b, "R14", "2027-02-28") == task
    assert "R14" not in rules(b, "2027-03-01")


def test_care_04_birthdays_only_of_persons_with_a_delivered_car() -> None:
    born = replace(OWNER, birthday=D("1990-06-01"))
    assert "R14" in rules(book(owner=born), "2026-06-01")
    assert "R14" not in rules(book(owner=replace(born, kind="company")), "2026-06-01")
    assert "R14" not in rules(book(owner=replace(born, do_not_contact=True)), "2026-06-01")
    for change in ({"status": "sold"}, {"delivered_on": None}, {"delivered_on": D("2026-06-02")}):
        assert "R14" not in rules(book(owner=born, car=replace(CAR, **change)), "2026-06-01")


def test_care_04_a_delivery_gives_five_tasks_and_a_call() -> None:
    found = [t[1:] for t in tasks(book(), D("2026-01-08")) if t.rule != "R05"]
    first, late = D("2026-01-01"), datetime(2026, 1, 9, 23, 59, 59)
    assert found == [
        ("R01", "VIN1", "2026-01-01", D("2026-01-02"), D("2026-01-02"), late),
        ("R02", "VIN1", "2026-01-01", D("2026-01-03"), D("2026-01-03"), late),
        ("R03", "VIN1", "2026-01-01", first, first, late),
        ("R04", "VIN1", "2026-01-01", D("2026-01-08"), D("2026-01-08"), late),
        ("R07", "VIN1", "2026-01-01", D("2026-01-04"), D("2026-01-04"), datetime(2026, 1, 11, 23, 59, 59)),
    ]
    assert one(book(), "R01", "2026-01-02").deadline == datetime(2026, 1, 3, 23, 59, 59)
    assert one(book(), "R02", "2026-01-03").deadline == datetime(2026, 1, 4, 23, 59, 59)
    assert one(book(), "R03", "2026-01-01").deadline == datetime(2026, 1, 4, 18)
    assert one(book(), "R05", "2026-01-16").deadline == datetime(2026, 1, 17, 23, 59, 59)
    assert rules(book(), "2026-01-16") == {"R05"}
    assert rules(book(car=replace(CAR, sold_here=False)), "2026-01-05") == {"R07"}


def test_care_04_a_visit_is_followed_by_its_hand_over_moment() -> None:
    rows = [visit("2026-02-10", at="2026-02-10T09:00:00"), visit("2026-02-10", at="2026-02-10T20:30:00")]
    task = one(book(*rows), "R06", "2026-02-10")
    assert (task.cycle, task.deadline) == ("2026-02-10", datetime(2026, 2, 12, 20, 30))
    assert one(book(rows[0], visit("2026-02-10")), "R06", "2026-02-10").deadline == datetime(2026, 2, 12, 18)
    assert one(book(*rows), "R06", "2026-02-17").deadline == datetime(2026, 2, 18, 23, 59, 59)
    assert "R06" not in rules(book(*rows), "2026-02-18")
    late = one(book(*rows), "R07", "2026-02-20")
    assert (late.due_on, late.cycle) == (D("2026-02-13"), "2026-02-10")
    assert one(book(*rows), "R07", "2026-02-13").deadline == datetime(2026, 2, 20, 23, 59, 59)


def test_care_02_first_service_is_reminded_twice() -> None:
    slow = note("2026-02-10", 400)
    early = one(book(slow), "R08a", "2026-03-01")
    assert early[3:] == ("first:a", D("2026-07-01"), D("2026-03-01"), datetime(2026, 4, 1, 23, 59, 59))
    assert "R08a" not in rules(book(slow), "2026-04-02")
    assert one(book(slow), "R08b", "2026-06-28").cycle == "first:b"
    assert "R08b" in rules(book(slow), "2026-07-30")
    assert "R08b" not in rules(book(slow), "2026-07-31")
    fast = note("2026-02-20", 4_500)  # 90 a day: due on 26 February
    assert "R08a" not in rules(book(fast), "2026-03-01")
    assert {"R08a", "R08b"} & rules(book(slow, visit("2026-02-25")), "2026-03-01") == set()


def test_care_02_periodic_service_and_invitation() -> None:
    rows = [visit("2026-04-11", 1_000)]  # due on 11 October by months
    assert one(book(*rows), "R10", "2026-09-27")[3:6] == ("2026-04-11", D("2026-10-11"), D("2026-09-27"))
    assert rules(book(*rows), "2026-10-03") == {"R10"}
    assert rules(book(*rows), "2026-10-04") == {"R09"}
    assert one(book(*rows), "R09", "2026-10-04").deadline == datetime(2026, 10, 11, 23, 59, 59)
    assert rules(book(*rows), "2026-11-09") == {"R09"}
    assert rules(book(*rows), "2026-11-10") == {"R25"}
    slow = [visit("2026-04-11", 2_000), note("2026-07-20", 9_000)]  # 45 a day: 12,000 on 25 September
    # 9,000 km on 200 days; 12,000 after ceil(3,000 / 45) = 67 days; 11,000 after 45 days
    assert one(book(*slow), "R10", "2026-09-10")[4:6] == (D("2026-09-25"), D("2026-09-03"))
    assert "R10" not in rules(book(*slow), "2026-09-02")


def test_care_02_at_risk_then_lapsed_then_lost() -> None:
    rows = [visit("2026-04-11", 1_000)]  # due on 11 October
    assert one(book(*rows), "R25", "2026-11-10")[3:] == (
        "2026-04-11",
        D("2026-10-11"),
        D("2026-11-10"),
        datetime(2026, 11, 17, 23, 59, 59),
    )
    assert rules(book(*rows), "2027-01-08") == {"R25"}
    first = one(book(*rows), "R17", "2027-01-09")
    assert (first.cycle, first.deadline) == ("2026-04-11/1", datetime(2027, 1, 31, 23, 59, 59))
    assert one(book(*rows), "R17", "2027-04-08").cycle == "2026-04-11/1"
    assert one(book(*rows), "R17", "2027-04-09").cycle == "2026-04-11/2"
    assert one(book(*rows), "R17", "2027-10-06").cycle == "2026-04-11/3"
    assert rules(book(*rows), "2027-10-07") == set()
    assert rules(book(*rows, owner=replace(OWNER, do_not_contact=True)), "2027-01-09") == set()


def test_care_02_warranty_inspection_and_insurance_windows() -> None:
    paper = replace(CAR, use="", inspection_due=D("2027-05-01"), insurance_expiry=D("2027-05-01"))
    served = visit("2027-03-01", 1_000, at=None)
    car = replace(paper, warranty_end=D("2027-05-01"))
    assert rules(book(served, car=car), "2027-04-01") == {"R11", "R12", "R13"}
    assert rules(book(served, car=car), "2027-03-31") == {"R12", "R13"}
    assert {"R12", "R13"} & rules(book(served, car=car), "2027-03-01") == set()
    assert {"R12", "R13"} <= rules(book(served, car=car), "2027-03-02")
    assert rules(book(served, car=car), "2027-05-02") == {"R12"}
    assert rules(book(served, car=car), "2027-05-31") == {"R12"}
    assert rules(book(served, car=car), "2027-06-01") == set()
    assert one(book(served, car=car), "R11", "2027-04-15").cycle == "2027-05-01"


def test_care_04_who_has_no_tasks() -> None:
    day = "2026-01-05"
    assert rules(book(), day)
    for change in ({"status": "sold"}, {"status": "written_off"}, {"customer_id": None}):
        assert rules(book(car=replace(CAR, **change)), day) == set()
    assert rules(book(car=replace(CAR, delivered_on=D("2026-01-06"), insurance_expiry=D(day))), day) == set()
    undelivered = replace(CAR, use="", delivered_on=None, registered_on=D("2024-01-20"), insurance_expiry=D(day))
    assert rules(book(visit("2026-01-02"), car=undelivered), day) == {"R06", "R07", "R12", "R13"}


def test_care_04_a_store_may_change_the_numbers() -> None:
    b = book(visit("2026-04-11", 1_000))
    b.policies[1] = {"months": 9}
    assert one(b, "R09", "2027-01-11").due_on == D("2027-01-11")


def test_care_05_a_visit_elsewhere_is_a_service_but_makes_no_call() -> None:
    away = replace(visit("2026-02-10", 3_000), here=False)
    b = book(away)
    assert know(b, CAR, D("2026-02-12")).last_service == D("2026-02-10")
    assert "R06" not in rules(b, "2026-02-12")
    assert "R06" in rules(book(replace(away, here=None)), "2026-02-12")


def test_care_02_the_interval_of_the_kind_of_car_that_says_most() -> None:
    def due(*rows: tuple[str, str, str, int]) -> date:
        b = book(note("2026-05-01", 120), car=replace(CAR, brand="BYD", model="Han", energy="EV"))
        b.intervals = [Interval(1, brand, model, energy, n, 50_000, n, 50_000) for brand, model, energy, n in rows]
        return service_due_on(know(b, b.vehicles[0], D("2026-05-31")))

    assert due(("", "", "ev", 2), ("Toyota", "", "", 3)) == D("2026-03-01")
    assert due(("", "", "ev", 2), ("byd", "", "", 3)) == D("2026-04-01")
    assert due(("byd", "", "ev", 4), ("byd", "", "", 3)) == D("2026-05-01")
    assert due(("byd", "", "ev", 4), ("Byd", "HAN", "", 5)) == D("2026-06-01")
    assert due(("byd", "han", "ev", 8), ("Byd", "HAN", "", 5)) == D("2026-09-01")
    assert due() == D("2026-07-01")


def test_care_01_a_rule_of_a_manager_around_a_day_of_the_car() -> None:
    b = book(car=replace(CAR, insurance_expiry=D("2026-06-30")))
    b.own_rules = [OwnRule(1, "C01", "insurance_ends_on", -90, -80, -75, marketing=True)]
    made = one(b, "C01", "2026-04-01")
    assert made[3:] == ("2026-06-30", D("2026-06-30"), D("2026-04-01"), datetime(2026, 4, 16, 23, 59, 59))
    assert "C01" not in rules(b, "2026-03-31") | rules(b, "2026-04-12")
    b.customers = [replace(OWNER, do_not_contact=True)]
    assert "C01" not in rules(b, "2026-04-01")
