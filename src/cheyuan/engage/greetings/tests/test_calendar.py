"""CARE-R15: the calendar of a year, what is missing to the policy, what would fill it; its entries and their words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cheyuan.base.policies import actions as policies
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.greetings import actions, queries
from cheyuan.engage.greetings.actions import Given
from cheyuan.engage.greetings.greeting import changed, shipped, values_of
from cheyuan.engage.greetings.models import Version
from cheyuan.engage.greetings.queries.calendar import APART
from cheyuan.engage.greetings.shipped import BY_CODE, ENTRIES
from cheyuan.engage.greetings.tests.conftest import DAWN
from cheyuan.kernel.almanac import DayRule
from cheyuan.kernel.errors import Conflict, Refused

TODAY = date(2026, 9, 2)


def year(by, today=TODAY):
    with scope(by):
        return queries.calendar(by, by.store_id, today)


def test_care_r15_the_shipped_calendar_has_the_festivals_all_24_terms_and_words_in_two_languages():
    assert len(BY_CODE) == len(ENTRIES)
    assert {
        "spring",
        "lantern",
        "qingming",
        "duanwu",
        "qixi",
        "mid_autumn",
        "chongyang",
        "national",
        "new_year",
    } <= set(BY_CODE)
    terms = {one.rule.term for one in ENTRIES if one.rule and one.rule.kind == "term" and not one.rule.shift}
    assert len(terms) == 24
    for one in ENTRIES:
        assert changed(shipped(one), Given()) == shipped(one), one.code
        assert one.zh
        assert one.en


@pytest.mark.django_db
def test_care_r15_a_year_has_its_days_in_order_and_says_where_the_policy_is_missed(boss):
    months = year(boss)
    assert [month.first for month in months][:2] == [date(2026, 9, 1), date(2026, 10, 1)]
    assert len(months) == 12
    days = [one.day for month in months for one in month.days]
    assert days == sorted(days)
    titles = {one.greeting.code: one.day for one in months[0].days}
    assert titles["mid_autumn"] == date(2026, 9, 25)
    short = [month for month in months if month.short]
    assert short
    assert all(month.least == 3 and month.on < 3 for month in short)


@pytest.mark.django_db
def test_care_r15_proposals_fill_the_month_a_week_apart_and_switching_them_on_does(boss):
    before = sum(month.short for month in year(boss)[1:])
    while short := [month for month in year(boss) if month.short and month.proposals]:
        month = short[0]
        taken = [one.day for other in year(boss) for one in other.days if one.greeting.on]
        assert all(abs((one.day - day).days) >= APART for one in month.proposals for day in taken)
        for one in month.proposals:
            actions.switch(boss, boss.store_id, one.greeting.code, True, at=DAWN)
    after = sum(month.short for month in year(boss)[1:])
    assert after < before / 2, "what is left has no room a week apart"


@pytest.mark.django_db
def test_care_r15_the_number_wanted_is_the_policys(boss, house):
    policies.set_value(
        house, "care.r15_least", 0, for_store=house.store_id, valid_from=date(2020, 1, 1), reason="", at=DAWN
    )
    assert not any(month.short or month.proposals for month in year(boss))


@pytest.mark.django_db
def test_care_r15_two_within_a_week_are_named(boss):
    actions.switch(boss, boss.store_id, "term_qiufen", True, at=DAWN)
    (moon,) = [one for one in year(boss)[0].days if one.greeting.code == "mid_autumn"]
    assert moon.near == shipped(BY_CODE["term_qiufen"]).title


@pytest.mark.django_db
def test_care_r15_words_have_versions_and_a_late_colleague_is_told(boss, house):
    with scope(boss):
        seen = queries.greeting(boss, boss.store_id, "spring")
    first = actions.change(boss, boss.store_id, "spring", Given(zh="{title}，新年好！"), at=DAWN, version=seen.version)
    assert first.zh == "{title}，新年好！"
    assert (
        actions.change(boss, boss.store_id, "spring", Given(zh="{title}，新年好！"), at=DAWN).version == first.version
    )
    with pytest.raises(Conflict, match="greeting_changed"):
        actions.change(boss, boss.store_id, "spring", Given(zh="旧的"), at=DAWN, version=seen.version)
    with scope(boss):
        assert [row.values for row in Version.objects.all()] == [{"zh": "{title}，新年好！"}], (
            "only what differs is kept"
        )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "code"),
    [
        (Given(zh=""), "text_missing"), (Given(zh="x" * 301), "template_long"),
        (Given(zh="{phone} {password}"), "placeholder_unknown"), (Given(zh="{title"), "placeholder_unknown"),
        (Given(zh="{title} {car}"), "greeting_car"), (Given(en="{place}"), "placeholder_unknown"),
        (Given(whom="cats"), "greeting_whom"), (Given(age_from=50, age_until=10), "greeting_age"),
        (Given(rule=DayRule("moon", 13, 1)), "greeting_day"), (Given(title=" "), "greeting_title"),
    ],
)  # fmt: skip
def test_care_r15_what_makes_no_sense_is_refused_by_name(boss, given, code):
    with pytest.raises(Refused, match=code):
        actions.change(boss, boss.store_id, "spring", given, at=DAWN)


@pytest.mark.django_db
def test_care_r15_a_store_adds_its_own_day_and_it_is_held(boss, house, friend, messages):
    friend(name="陈立群", gender="M")
    given = Given(title="店庆", zh="{title}，{store}十周年店庆，感谢有您。", rule=DayRule("sun", 9, 10), on=True)
    made = actions.add(boss, boss.store_id, given, at=DAWN)
    assert (made.code, made.kind) == ("own_1", "own")
    day = date(2026, 9, 10)
    (wave,) = actions.hold_day(house, house.store_id, day, at=DAWN - timedelta(days=15))
    assert wave.code == "own_1"
    assert messages()[0].text == "陈先生，天河店十周年店庆，感谢有您。"


@given(some.sampled_from(ENTRIES), some.booleans(), some.sampled_from(["all", "owners"]), some.integers(0, 600))
def test_care_r15_a_version_keeps_what_differs_and_nothing_else(entry, on, whom, age):
    base = shipped(entry)
    wanted = changed(base, Given(on=on, whom="owners" if base.narrowed else whom, age_from=age))
    kept = values_of(wanted)
    assert all(getattr(base, name) != value for name, value in kept.items())
    assert ("on" in kept) == (on != base.on)
