"""PPL-03: which readings count, and how many km a day follow from them."""

from cheyuan.engage.care.plan.tests.book import Book, day


def pace(book: Book, as_of: str) -> tuple[int, int]:
    due = book.dues(as_of)
    return due["pace_km"], due["pace_days"]


def test_ppl_03_a_spike_is_left_out_when_a_later_reading_is_lower() -> None:
    book = Book()
    book.car("2025-01-01")
    book.note("2025-03-02", 3_000)
    book.note("2025-03-12", 80_000)
    assert book.dues("2025-03-12")["latest_km"] == 80_000  # not yet contradicted
    book.note("2025-04-01", 4_500)
    due = book.dues("2025-04-01")
    assert (due["latest_km"], due["latest_on"]) == (4_500, day("2025-04-01"))
    assert pace(book, "2025-04-01") == (4_500, 90)


def test_ppl_03_a_backward_reading_is_left_out_when_there_is_no_spike() -> None:
    book = Book()
    book.car("2025-01-01")
    book.note("2025-03-02", 3_000)
    book.note("2025-04-01", 2_900)
    book.note("2025-04-02", 3_000)
    assert pace(book, "2025-04-02") == (3_000, 91)
    book.readings.pop()
    due = book.dues("2025-04-02")
    assert (due["latest_on"], due["latest_km"]) == (day("2025-03-02"), 3_000)


def test_ppl_03_exactly_1500_km_a_day_is_no_spike() -> None:
    book = Book()
    book.car("2025-01-01")
    book.note("2025-03-02", 3_000)
    book.note("2025-03-04", 6_000)
    book.note("2025-04-01", 4_500)
    assert book.dues("2025-04-01")["latest_km"] == 6_000
    book.readings[1]["km"] = 6_001
    assert book.dues("2025-04-01")["latest_km"] == 4_500


def test_ppl_03_a_service_whose_reading_was_left_out_has_no_km() -> None:
    book = Book()
    book.car("2025-01-01")
    book.visit("2025-06-01", 90_000, "保养")
    book.note("2025-06-20", 6_000)
    book.note("2025-06-21", 6_050)
    due = book.dues("2025-07-01")
    assert (due["last_service_on"], due["last_service_km"]) == (day("2025-06-01"), 90_000)  # 596 km a day is possible
    book.note("2025-05-31", 4_000)
    due = book.dues("2025-07-01")
    assert (due["last_service_on"], due["last_service_km"]) == (day("2025-06-01"), None)
    assert due["service_due_on"] == day("2025-12-01")


def test_ppl_03_a_correction_starts_the_series_anew() -> None:
    book = Book()
    book.car("2025-01-01")
    book.note("2025-06-01", 60_000)
    book.note("2025-07-01", 6_000, correction=True)
    book.note("2025-07-01", 61_000)
    book.note("2025-07-01", 6_100, correction=True)
    due = book.dues("2025-07-15")
    assert (due["latest_km"], due["pace_known"], due["pace_km"]) == (6_100, False, 35)
    book.note("2025-08-10", 7_700)
    assert pace(book, "2025-08-10") == (1_600, 40)
    assert book.dues("2025-06-30")["latest_km"] == 60_000  # a day before the correction is as it was then


def test_ppl_03_the_pace_looks_back_730_days_or_else_further() -> None:
    book = Book()
    book.car("2022-01-01")
    book.note("2022-12-31", 10_000)
    book.note("2023-01-01", 10_010)
    book.note("2024-12-31", 40_000)  # 2023-01-01 is 730 days before
    assert pace(book, "2025-01-01") == (29_990, 730)
    book.note("2025-01-10", 40_900)  # 740 days: now the oldest of the window is 2024-12-31, 10 days: too near
    assert pace(book, "2025-01-10") == (30_890, 740)


def test_ppl_03_the_pace_stays_between_1_and_500() -> None:
    book = Book()
    book.car("2025-01-01")
    book.note("2025-04-11", 99)  # 100 days
    assert pace(book, "2025-04-11") == (1, 1)
    book.readings[0]["km"] = 100
    assert pace(book, "2025-04-11") == (100, 100)
    book.readings[0]["km"] = 50_000
    assert pace(book, "2025-04-11") == (50_000, 100)
    book.readings[0]["km"] = 50_001
    assert pace(book, "2025-04-11") == (500, 1)


def test_ppl_03_the_largest_reading_of_a_day_counts_on_the_delivery_day_too() -> None:
    book = Book()
    book.car("2025-01-01")
    book.note("2025-01-01", 18)
    book.note("2025-04-11", 1_018)
    book.note("2025-04-11", 1_000)
    assert pace(book, "2025-04-11") == (1_000, 100)
