"""CARE-R15: the days of festivals and solar terms, against published calendars, the sun itself and their own rules."""

import itertools
import math
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cheyuan.kernel import almanac, calendar
from cheyuan.kernel.almanac import DayRule, day_in, occurrences
from cheyuan.kernel.clock import SHANGHAI

PUBLISHED = [
    # General Office of the State Council, holiday notices, and the almanac of Purple Mountain Observatory.
    (
        DayRule("moon", 1, 1),
        (date(2020, 1, 25), date(2023, 1, 22), date(2024, 2, 10), date(2025, 1, 29), date(2026, 2, 17)),
    ),
    (DayRule("moon", 1, 15), (date(2023, 2, 5), date(2024, 2, 24), date(2025, 2, 12), date(2026, 3, 3))),
    (DayRule("moon", 5, 5), (date(2023, 6, 22), date(2024, 6, 10), date(2025, 5, 31), date(2026, 6, 19))),
    (DayRule("moon", 7, 7), (date(2023, 8, 22), date(2024, 8, 10), date(2025, 8, 29), date(2026, 8, 19))),
    (DayRule("moon", 8, 15), (date(2023, 9, 29), date(2024, 9, 17), date(2025, 10, 6), date(2026, 9, 25))),
    (DayRule("moon", 9, 9), (date(2023, 10, 23), date(2024, 10, 11), date(2025, 10, 29), date(2026, 10, 18))),
    (DayRule("moon", 1, 1, shift=-1), (date(2024, 2, 9), date(2025, 1, 28), date(2026, 2, 16))),
    (DayRule("term", term="清明"), (date(2023, 4, 5), date(2024, 4, 4), date(2025, 4, 4), date(2026, 4, 5))),
    (DayRule("term", term="立春"), (date(2021, 2, 3), date(2024, 2, 4), date(2025, 2, 3), date(2026, 2, 4))),
    (DayRule("term", term="夏至"), (date(2023, 6, 21), date(2024, 6, 21), date(2026, 6, 21))),
    (DayRule("term", term="冬至"), (date(2023, 12, 22), date(2024, 12, 21), date(2025, 12, 21), date(2026, 12, 22))),
    (DayRule("term", term="霜降"), (date(2023, 10, 24), date(2024, 10, 23), date(2025, 10, 23), date(2026, 10, 23))),
    (DayRule("weekday", 5, nth=2, weekday=6), (date(2024, 5, 12), date(2025, 5, 11), date(2026, 5, 10))),
    (DayRule("weekday", 6, nth=3, weekday=6), (date(2024, 6, 16), date(2025, 6, 15), date(2026, 6, 21))),
]


@pytest.mark.parametrize(("rule", "days"), PUBLISHED)
def test_care_r15_days_are_those_of_published_calendars(rule, days):
    found = {day for _year, day in occurrences(rule, days[0], days[-1])}
    assert set(days) <= found
    assert all(min(abs((one - day).days) for day in found) == 0 for one in days)


def _sun(at: datetime) -> float:
    """Apparent longitude of the sun in degrees, good to 0.01° (J. Meeus, Astronomical Algorithms, chapter 25)."""
    seconds = at.timestamp() + 69 - 946_728_000  # since J2000.0, in terrestrial time
    t = seconds / 86_400 / 36_525
    mean = 280.46646 + 36_000.76983 * t + 0.0003032 * t * t
    anomaly = math.radians(357.52911 + 35_999.05029 * t - 0.0001537 * t * t)
    centre = (
        (1.914602 - 0.004817 * t - 0.000014 * t * t) * math.sin(anomaly)
        + (0.019993 - 0.000101 * t) * math.sin(2 * anomaly)
        + 0.000289 * math.sin(3 * anomaly)
    )
    return (mean + centre - 0.00569 - 0.00478 * math.sin(math.radians(125.04 - 1934.136 * t))) % 360


@given(some.integers(1992, 2080), some.sampled_from(almanac.TERMS))  # until 1991 clocks were put forward in summer
def test_care_r15_a_solar_term_begins_when_the_sun_stands_there(year, term):
    day = day_in(DayRule("term", term=term), year)
    wanted = (285 + 15 * almanac.TERMS.index(term)) % 360
    start = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
    before, after = ((_sun(at) - wanted + 180) % 360 - 180 for at in (start, start + timedelta(days=1)))
    assert before < 0.02, "not begun the day before; the formula is good to 0.01°, a day is 1°"
    assert after > -0.02


@given(some.integers(1950, 2090))
def test_care_r15_each_year_has_its_24_terms_in_order(year):
    terms = calendar.solar_terms(year)
    assert tuple(terms.values()) == almanac.TERMS
    days = list(terms)
    assert all(13 <= (two - one).days <= 17 for one, two in itertools.pairwise(days))


@given(some.integers(1950, 2090), some.integers(1, 12), some.integers(1, 29))
def test_care_r15_a_lunar_day_reads_back_as_itself_and_is_no_leap_month(year, month, day):
    found = calendar.lunar(day_in(DayRule("moon", month, day), year))
    assert (found.year, found.month, found.day, found.leap) == (year, month, day, False)


RULES = some.one_of(
    some.builds(DayRule, some.just("sun"), some.integers(1, 12), some.integers(1, 31), shift=some.integers(-40, 40)),
    some.builds(DayRule, some.just("moon"), some.integers(1, 12), some.integers(1, 30), shift=some.integers(-40, 40)),
    some.builds(DayRule, some.just("term"), term=some.sampled_from(almanac.TERMS), shift=some.integers(-40, 40)),
    some.builds(
        DayRule, some.just("weekday"), some.integers(1, 12), nth=some.integers(1, 4), weekday=some.integers(0, 6)
    ),
)


@given(RULES, some.dates(date(2000, 1, 1), date(2080, 1, 1)))
def test_care_r15_every_rule_has_one_day_in_each_of_its_years_and_none_is_lost(rule, first):
    found = list(occurrences(rule, first, first + timedelta(days=3 * 366)))
    assert len({year for year, _day in found}) == len(found)
    assert found == sorted(found)
    halves = (occurrences(rule, first, first + timedelta(days=500)),
              occurrences(rule, first + timedelta(days=501), first + timedelta(days=3 * 366)))  # fmt: skip
    assert [one for half in halves for one in half] == found, "no day falls between two stretches or into both"


@pytest.mark.parametrize(
    "rule",
    [
        DayRule("sun", 13, 1), DayRule("moon", 1, 31), DayRule("term", term="圣诞"), DayRule("weekday", 5, nth=5),
        DayRule("tide"), DayRule("sun", 1, 0), DayRule("sun", 1, 1, shift=500),
    ],
)  # fmt: skip
def test_care_r15_a_day_that_does_not_exist_is_refused(rule):
    with pytest.raises(ValueError, match="no day"):
        day_in(rule, 2026)


def test_care_r15_laba_may_come_twice_in_a_calendar_year_and_counts_for_its_lunar_year():
    rule = DayRule("moon", 12, 8)
    assert list(occurrences(rule, date(2022, 1, 1), date(2022, 12, 31))) == [
        (2021, date(2022, 1, 10)), (2022, date(2022, 12, 30)),
    ]  # fmt: skip
