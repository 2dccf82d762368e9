"""Times and figures as people say them (look.md: "Dates as people say them")."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.base.ui import human

NOW = datetime(2026, 11, 21, 2, 30, tzinfo=UTC)  # 10:30 in the stores, a Saturday
TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("day", "chinese", "english"),
    [
        (date(2026, 11, 21), "今天", "today"),
        (date(2026, 11, 22), "明天", "tomorrow"),
        (date(2026, 11, 20), "昨天", "yesterday"),
        (date(2026, 11, 24), "周二", "Tue"),
        (date(2026, 11, 28), "11 月 28 日", "Nov 28"),
        (date(2027, 1, 15), "2027 年 1 月 15 日", "Jan 15, 2027"),
        (date(2026, 6, 8), "6 月 8 日", "Jun 8"),
    ],
)
def test_days_are_said_as_people_say_them(day: date, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert human.say_day(day, TODAY) == chinese
    with translation.override("en"):
        assert human.say_day(day, TODAY) == english


@pytest.mark.parametrize(
    ("gap", "kind", "words"),
    [
        (timedelta(days=-2), "over", "逾期 2 天"),
        (timedelta(hours=-3), "over", "逾期 3 小时"),
        (timedelta(minutes=-1), "over", "逾期 1 分钟"),
        (timedelta(hours=7, minutes=30), "now", "今天 18:00"),
        (timedelta(days=1, hours=3, minutes=30), "", "明天 14:00"),
        (timedelta(days=30), "", "12 月 21 日"),
    ],
)
def test_a_deadline_has_a_meaning_and_words(gap: timedelta, kind: str, words: str) -> None:
    with translation.override("zh-hans"):
        assert human.say_due(NOW + gap, NOW) == human.Due(kind, words)


def test_the_store_day_counts_not_the_servers() -> None:
    late = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)  # already the 22nd in the stores
    with translation.override("zh-hans"):
        assert human.say_moment(late, NOW) == "明天 01:00"
        assert human.exact(late) == "2026-11-22 01:00"


def test_a_day_without_time_is_overdue_only_after_it() -> None:
    assert human.say_due(TODAY, NOW).kind == "now"
    assert human.say_due(TODAY - timedelta(days=1), NOW).kind == "over"
    assert human.say_due(TODAY - timedelta(days=1), NOW, waiting=True).kind == "wait"


@given(st.integers(min_value=-10_000, max_value=10_000))
def test_every_deadline_is_said(minutes: int) -> None:
    said = human.say_due(NOW + timedelta(minutes=minutes), NOW)
    assert said.words
    assert (said.kind == "over") == (minutes < 0)


def test_lengths_and_kilometres() -> None:
    with translation.override("zh-hans"):
        assert (human.span(80), human.span(45), human.span(120)) == ("1 小时 20 分", "45 分", "2 小时")
        assert (human.kilometres(78130), human.kilometres(None)) == ("78,130 公里", "—")
