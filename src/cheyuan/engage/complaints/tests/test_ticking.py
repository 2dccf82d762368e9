"""CARE-31: the clock counts open time only, stands still while we wait, and adds up. No database."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cheyuan.engage.complaints.ticking import NOTHING, Week, reaches, spent
from cheyuan.kernel.clock import SHANGHAI, moment

MONDAY = date(2026, 11, 16)
EVERY_DAY = Week(dict.fromkeys(range(7), (time(8, 30), time(18))))
moments = st.datetimes(datetime(2026, 9, 1), datetime(2026, 12, 31), timezones=st.just(UTC))
lengths = st.integers(0, 9 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
hours = st.tuples(st.integers(0, 23), st.integers(0, 23)).filter(lambda two: two[0] < two[1])
weeks = st.builds(
    lambda days, closed, count: Week(
        {day: (time(a), time(b)) for day, (a, b) in days.items()}, dict.fromkeys(closed), holidays_count=count
    ),
    st.dictionaries(st.integers(0, 6), hours, min_size=1),
    st.lists(st.dates(date(2026, 9, 1), date(2026, 12, 31)), max_size=5),
    st.booleans(),
)
breaks = st.lists(st.tuples(moments, lengths), max_size=4).map(
    lambda rows: [(since, since + long) for since, long in rows]
)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return moment(MONDAY + timedelta(days=day), hour, minute)


@settings(max_examples=150, deadline=None)
@given(weeks, moments, moments, breaks)
def test_care_31_time_spent_is_never_negative_nor_more_than_passed(week, start, end, pauses):
    assert NOTHING <= spent(week, start, end, pauses) <= max(NOTHING, end - start)


@settings(max_examples=150, deadline=None)
@given(weeks, moments, lengths, lengths, breaks)
def test_care_31_time_spent_adds_up_over_any_moment_between(week, start, first, second, pauses):
    middle, end = start + first, start + first + second
    whole = spent(week, start, end, pauses)
    assert spent(week, start, middle, pauses) + spent(week, middle, end, pauses) == whole


@settings(max_examples=150, deadline=None)
@given(weeks, moments, lengths, moments, lengths)
def test_care_31_a_pause_takes_away_exactly_its_own_open_time(week, start, long, since, wait):
    end, until = start + long, since + wait
    inside = spent(week, max(start, since), min(end, until))
    assert spent(week, start, end, [(since, until)]) == spent(week, start, end) - inside


@settings(max_examples=100, deadline=None)
@given(weeks, moments, breaks)
def test_care_31_no_progress_outside_the_hours(week, start, pauses):
    day = start.astimezone(SHANGHAI).date()
    open_on = week.open_on(day)
    closed_from = open_on[1] if open_on else moment(day)
    assert spent(week, closed_from, moment(day + timedelta(days=1)), pauses) == NOTHING


@settings(max_examples=100, deadline=None)
@given(weeks, moments, st.integers(1, 3000), breaks)
def test_care_31_the_limit_is_the_moment_at_which_its_time_is_spent(week, start, minutes, pauses):
    wanted = timedelta(minutes=minutes)
    due = reaches(week, start, wanted, pauses)
    assert due is not None
    assert spent(week, start, due, pauses) == wanted
    assert spent(week, start, due - timedelta(seconds=1), pauses) < wanted


def test_care_31_a_pause_without_end_stops_the_clock():
    assert reaches(EVERY_DAY, at(0, 9), timedelta(hours=4), [(at(0, 10), None)]) is None
    assert spent(EVERY_DAY, at(0, 9), at(3, 9), [(at(0, 10), None)]) == timedelta(hours=1)
    assert reaches(EVERY_DAY, at(0, 9), timedelta(minutes=30), [(at(0, 10), None)]) == at(0, 9, 30)


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        (at(0, 9), 60, at(0, 10)),
        (at(0, 7), 60, at(0, 9, 30)),
        (at(0, 17, 30), 60, at(1, 9)),
        (at(0, 20), 60, at(1, 9, 30)),
        (at(0, 9), 24 * 60, at(2, 14)),
    ],
)
def test_care_31_limits_run_on_over_the_night(start, minutes, due):
    assert reaches(EVERY_DAY, start, timedelta(minutes=minutes)) == due


def test_care_31_holidays_stand_still_unless_the_store_counts_them():
    national_day, eve = date(2026, 10, 1), date(2026, 9, 30)
    assert EVERY_DAY.open_on(national_day) is None
    assert Week(EVERY_DAY.hours, holidays_count=True).open_on(national_day) is not None
    assert EVERY_DAY.open_on(eve) is not None
    opened = Week(EVERY_DAY.hours, {national_day: (time(10), time(12))})
    assert opened.open_on(national_day) == (moment(national_day, 10), moment(national_day, 12))


def test_care_31_a_made_up_working_day_counts_where_weekends_are_closed():
    week = Week(dict.fromkeys(range(5), (time(9), time(17))))
    saturday, made_up = date(2026, 11, 14), date(2026, 10, 10)
    assert week.open_on(saturday) is None
    assert week.open_on(made_up) == (moment(made_up, 9), moment(made_up, 17))
