"""The calendar: PLT-01 opening hours and holidays, CARE-08 quiet hours, CARE-13 parts of the day, CARE-31 the clock."""

import json
import os
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.kernel import calendar
from cheyuan.kernel.calendar import Opening
from cheyuan.kernel.clock import SHANGHAI, moment

RULES = Path(os.environ.get("CHEYUAN_SHARED", Path(__file__).parents[5] / "shared" / "data")) / "rules"
moments = st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31), timezones=st.just(SHANGHAI))


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize(("year", "count"), [(2024, 251), (2025, 248), (2026, 248)])
def test_plt_01_working_days_are_the_official_ones(year: int, count: int) -> None:
    path = RULES / f"holiday_{year}.json"
    if not path.exists():
        pytest.skip("the outside data (shared/data) is not on this machine")
    announced = {date.fromisoformat(d["date"]): not d["isOffDay"] for d in json.loads(path.read_text())["days"]}
    expected = {day: announced.get(day, day.weekday() < 5) for day in days_of(year)}
    assert {day: calendar.is_working_day(day) for day in expected} == expected
    assert sum(expected.values()) == count


def test_plt_01_years_not_announced_fall_back_to_the_law() -> None:
    free = [day for day in days_of(2027) if day.weekday() < 5 and not calendar.is_working_day(day)]
    assert [d.isoformat()[5:] for d in free] == [
        "01-01", "02-05", "02-08", "04-05", "06-09", "09-15", "10-01",
    ]  # fmt: skip
    assert not calendar.is_announced(2027)
    assert calendar.is_announced(2026)


def test_plt_01_the_administrator_overrides_both() -> None:
    overrides = {date(2027, 2, 9): False, date(2027, 2, 20): True, date(2026, 11, 20): False}
    assert [calendar.is_working_day(day, overrides) for day in overrides] == [False, True, False]
    assert calendar.next_working_day(date(2026, 11, 20), overrides) == date(2026, 11, 23)


def test_care_31_the_clock_counts_open_minutes_only() -> None:
    friday = moment(date(2026, 11, 20), 17, 30)
    monday = moment(date(2026, 11, 23), 9, 0)
    assert calendar.working_minutes_between(friday, monday) == 60
    assert calendar.working_minutes_between(friday, monday, Opening(time(8, 30), time(18), every_day=True)) == 60 + 1140
    assert calendar.working_minutes_between(monday, friday) == 0
    assert calendar.add_working_hours(friday, 1) == monday
    assert calendar.add_working_hours(moment(date(2026, 11, 21), 3), 0.5) == monday


@given(moments, st.integers(0, 6000), st.booleans())
def test_care_31_adding_and_counting_agree(at: datetime, minutes: int, every_day: bool) -> None:
    opening = Opening(every_day=every_day)
    at = at.replace(second=0, microsecond=0)
    end = calendar.add_working_hours(at, minutes / 60, opening)
    assert abs(calendar.working_minutes_between(at, end, opening) - minutes) <= 1
    assert end >= at


def test_a_store_that_never_opens_is_an_error() -> None:
    closed = {date(2026, 1, 1) + timedelta(days=n): False for n in range(800)}
    at = moment(date(2026, 1, 1))
    with pytest.raises(ValueError, match="closed for a year"):
        calendar.add_working_hours(at, 1, overrides=closed)
    with pytest.raises(ValueError, match="opens < closes"):
        calendar.add_working_hours(at, 1, Opening(time(18), time(8)))


@given(moments, st.sampled_from(["UTC", "America/New_York", "Asia/Shanghai"]))
def test_care_08_never_in_quiet_hours_nor_at_lunch_whatever_the_zone_of_the_clock(at: datetime, zone: str) -> None:
    elsewhere = at.astimezone(ZoneInfo(zone))
    allowed = calendar.next_allowed(elsewhere)
    local = allowed.astimezone(SHANGHAI)
    assert 8 <= local.hour < 21
    assert not 12 <= local.hour < 14
    assert allowed >= elsewhere
    assert calendar.next_allowed(allowed) == allowed
    assert 8 <= calendar.next_allowed(elsewhere, lunch=None).hour < 21


def test_care_08_edges_of_the_quiet_hours() -> None:
    day = date(2026, 11, 21)
    assert calendar.next_allowed(moment(day, 20, 59)) == moment(day, 20, 59)
    assert calendar.next_allowed(moment(day, 21)) == moment(day + timedelta(days=1), 8)
    assert calendar.next_allowed(moment(day, 7, 59)) == moment(day, 8)
    assert calendar.next_allowed(moment(day, 12)) == moment(day, 14)
    assert calendar.next_allowed(moment(day, 12), lunch=None) == moment(day, 12)


def test_care_13_three_attempts_fall_on_three_days_in_three_parts() -> None:
    at = moment(date(2026, 11, 21), 10)
    tried, days = [calendar.part_of(at)], {at.date()}
    for _ in range(2):
        at = calendar.next_attempt(at, tried)
        tried.append(calendar.part_of(at))
        days.add(at.date())
    assert sorted(tried) == sorted(calendar.PARTS)
    assert len(days) == 3
    assert calendar.next_allowed(at) == at
    assert calendar.part_of(datetime(2026, 11, 21, 10, tzinfo=UTC)) == "evening"


def test_care_r15_solar_terms_and_lunar_days() -> None:
    assert calendar.solar_term(date(2026, 2, 4)) == "立春"
    assert calendar.solar_term(date(2026, 12, 22)) == "冬至"
    assert calendar.solar_term(date(2026, 2, 5)) is None
    for year in (2024, 2025, 2026, 2027, 2033):
        assert len([day for day in days_of(year) if calendar.solar_term(day)]) == 24
    spring = calendar.lunar(date(2026, 2, 17))
    assert (spring.month, spring.day, spring.text, spring.festivals) == (1, 1, "正月初一", ("春节",))
    assert calendar.lunar(date(2026, 2, 16)).festivals == ("除夕",)
    assert calendar.lunar(date(2025, 7, 25)).leap
