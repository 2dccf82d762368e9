"""PPL-05 and care-semantics: days as written, months, birthdays."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.kernel import dates
from cheyuan.kernel.errors import Refused

days = st.dates(date(1955, 1, 1), date(2099, 12, 31))
MANNERS = [
    "{0.year}-{0.month}-{0.day}", "{0:%Y-%m-%d}", "{0.year}.{0.month}.{0.day}", "{0.year}/{0.month}/{0.day}", "{0:%Y%m%d}",
    "{0.year}年{0.month}月{0.day}日", " {0:%Y-%m-%d} 10:30:00", "{0:%Y-%m-%d}T00:00:00", "{0:%Y/%m/%d} 0:00",
]  # fmt: skip


@given(days, st.sampled_from(MANNERS))
def test_ppl_05_every_manner_of_writing_is_the_same_day(day: date, manner: str) -> None:
    assert dates.read(manner.format(day)) == day


@given(days)
def test_ppl_05_numbers_and_dates_are_the_same_day(day: date) -> None:
    serial = (day - dates.SHEET_EPOCH).days
    number = int(f"{day:%Y%m%d}")
    for value in (
        day,
        datetime(day.year, day.month, day.day, 23),
        serial,
        float(serial),
        serial + 0.99,
        str(serial),
        number,
        float(number),
    ):
        assert dates.read(value) == day


@pytest.mark.parametrize(
    "value",
    [
        "2024-13-45",
        "2023-02-29",
        "3/5/2024",
        "2024",
        "2024-03",
        "",
        "无",
        None,
        True,
        19_999,
        80_001,
        float("nan"),
        "20241345",
        0,
        -1,
        10**20,
        timedelta(1),
    ],
)
def test_ppl_05_what_is_no_day_is_refused(value: object) -> None:
    with pytest.raises(Refused, match="date_form"):
        dates.read(value)


def test_ppl_05_old_birthdays_may_be_serial_numbers() -> None:
    assert dates.read(18264, least_serial=dates.BIRTH_SERIAL) == date(1950, 1, 1)
    with pytest.raises(Refused):
        dates.read(1980, least_serial=dates.BIRTH_SERIAL)


@given(days, st.integers(-600, 600))
def test_care_months_keep_the_day_or_the_last_of_the_month(day: date, months: int) -> None:
    moved = dates.add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(1)).day == 1)


def test_care_leap_birthdays_are_kept_on_28_february() -> None:
    born = date(2000, 2, 29)
    assert [dates.birthday_in(born, year).isoformat() for year in (2024, 2026)] == ["2024-02-29", "2026-02-28"]
