"""CARE-R15, CARE-08: greetings are held through the one contact policy, once per person, greeting and year."""

import threading
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cheyuan.base.channels import actions as channels
from cheyuan.base.channels import leaving
from cheyuan.base.policies import actions as policies
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.greetings import actions, audience, queries
from cheyuan.engage.greetings.actions import holding
from cheyuan.engage.greetings.greeting import Given
from cheyuan.engage.greetings.models import Recipient, Wave
from cheyuan.engage.greetings.tests.conftest import DAWN, MOON
from cheyuan.kernel.almanac import DayRule
from cheyuan.kernel.clock import moment
from cheyuan.kernel.errors import Conflict, Denied, Missing
from cheyuan.records.customers import subject
from cheyuan.records.duplicates import actions as duplicates

pytestmark = pytest.mark.django_db


def held(house, day=MOON, at=DAWN):
    return actions.hold_day(house, house.store_id, day, at=at)


def test_care_r15_on_the_day_everybody_who_agreed_is_greeted_in_the_outbox(house, friend, messages):
    friend(name="陈立群", gender="M")
    friend(name="李静", gender="F", agrees=False)
    (wave,) = held(house)
    (one,) = messages()
    assert (wave.code, wave.cycle, wave.counts) == ("mid_autumn", "2026", {"held": 1, "no_consent": 1})
    assert one.text.startswith("陈先生，中秋快乐")
    assert "天河店" in one.text
    assert (one.state, one.channel, one.purpose, one.reason) == ("held", "sms", "marketing", "greeting_festival")
    assert one.not_before == moment(MOON, 9)
    assert one.use_by == moment(MOON + timedelta(days=1))
    assert one.address == "13900200000"


def test_care_r15_it_makes_no_call_task(house, friend):
    friend()
    held(house)
    with scope(house):
        assert not apps.get_model("care", "Task").objects.exists()


def test_care_r15_a_second_run_holds_nothing_and_the_next_year_greets_again(house, friend, messages):
    friend()
    held(house)
    held(house, at=DAWN + timedelta(hours=1))
    assert len(messages()) == 1
    next_year = date(2027, 9, 15)
    held(house, next_year, moment(next_year, 6))
    assert len(messages()) == 2


def test_care_r15_a_run_that_died_in_the_middle_leaves_nothing_and_the_next_does_it_whole(
    house, friend, messages, monkeypatch
):
    friend(), friend()
    monkeypatch.setattr(holding, "LINK", "SELECT 1/0")
    with pytest.raises(Exception, match="division"), transaction.atomic():
        held(house)
    assert not messages()
    monkeypatch.undo()
    held(house)
    assert len(messages()) == 2


@pytest.mark.django_db(transaction=True)
def test_care_r15_two_runs_at_once_greet_once(house, friend, messages):
    for _number in range(5):
        friend()
    gate = threading.Barrier(2)

    def run():
        gate.wait()
        held(house)
        connection.close()

    both = [threading.Thread(target=run) for _ in range(2)]
    [one.start() for one in both]
    [one.join() for one in both]
    assert len(messages()) == 5
    with scope(house):
        assert Recipient.objects.count() == 5
        assert Recipient.objects.exclude(message_id=None).count() == 5


def test_care_r15_control_without_the_intents_guard_a_person_is_greeted_twice(house, friend, messages, monkeypatch):
    friend()
    held(house)
    with scope(house):
        Recipient.objects.all().delete()
        Wave.objects.update(state="open")
    held(house)
    assert len(messages()) == 1, "even when the wave is forgotten, the intent stands"
    with scope(house):
        Recipient.objects.all().delete()
        Wave.objects.update(state="open")
    monkeypatch.setattr(holding, "intent_of", lambda wave: f"again:{wave.code}:")
    held(house)
    assert len(messages()) == 2, "the guard is the intent's name"


def test_care_08_the_number_of_statements_does_not_grow_with_the_people(house, friend):
    friend()
    with CaptureQueriesContext(connection) as few:
        held(house)
    for _number in range(12):
        friend()
    day = date(2027, 9, 15)
    with CaptureQueriesContext(connection) as many:
        held(house, day, moment(day, 6))
    assert len(many) <= len(few) + 1


def test_care_08_frequency_refusal_and_no_offers_hold_back_with_their_reason(house, friend, messages):
    lately, refused, stopped, plain = friend(), friend(), friend(do_not_contact=True), friend()
    channels.touch(house, phone=lately.phone, purpose="marketing", channel="sms", at=DAWN - timedelta(days=2))
    channels.refuse(house, address=refused.phone, purpose="marketing", source="sms", at=DAWN)
    (wave,) = held(house)
    assert wave.counts == {"held": 1, "frequency": 1, "refused": 1, "stopped": 1}
    assert [one.customer_id for one in messages()] == [plain.pk]
    with scope(house):
        told = {one.customer_id: one.code for one in queries.people(house, wave)}
    assert told == {lately.pk: "frequency", refused.pk: "refused", stopped.pk: "stopped", plain.pk: ""}


def test_care_08_a_household_gets_one_conversation(house, friend, messages):
    friend(name="陈立群", gender="M", phone="13900111111"), friend(name="李静", gender="F", phone="13900111111")
    held(house)
    at = moment(MOON, 9, 5)
    leaving.prepare(house, lambda: at)
    assert sorted(one.state for one in messages()) == ["due", "merged"]
    (lead,) = messages(state="due")
    assert "陈先生" in lead.text
    assert "李女士" in lead.text


def test_care_r15_a_festival_that_is_over_never_leaves(house, friend, messages):
    one = friend()
    held(house)
    channels.touch(house, phone=one.phone, purpose="marketing", channel="sms", at=moment(MOON, 8))
    leaving.prepare(house, lambda: moment(MOON, 9, 5))
    (made,) = messages()
    assert (made.state, made.code) == ("dropped", "frequency")


def test_care_r15_nothing_waits_beyond_the_day_even_when_no_worker_ran(house, friend, messages):
    friend()
    held(house)
    leaving.prepare(house, lambda: moment(MOON + timedelta(days=1), 9))
    assert [(one.state, one.code) for one in messages()] == [("dropped", "stale")]


def test_care_r15_off_by_entry_or_by_rule_nothing_is_held(house, boss, friend, messages):
    friend()
    actions.switch(boss, boss.store_id, "mid_autumn", False, at=DAWN)
    assert held(house) == []
    actions.switch(boss, boss.store_id, "mid_autumn", True, at=DAWN)
    policies.set_value(house, "care.on_R15", False, for_store=house.store_id, valid_from=MOON, reason="", at=DAWN)
    assert held(house) == []
    assert not messages()


def test_care_r15_erased_customers_and_other_stores_are_not_greeted(house, friend, tenants, messages):
    with scope(house):
        gone = friend()
        type(gone).objects.filter(pk=gone.pk).update(erased_at=DAWN)
    friend(tenants.sister)
    (wave,) = held(house)
    assert (wave.audience, messages()) == (0, [])


def test_care_r15_the_audience_is_narrowed_by_city_model_and_age(house, boss, friend, messages):
    near, _far = friend(city="广州市"), friend(city="佛山")
    other = friend(city="广州")
    with scope(house):
        type(other.car).objects.filter(pk=other.car.pk).update(model="X9")
    given = Given(whom="owners", city="广州", model="l5", age_from=12, age_until=40)
    actions.change(boss, boss.store_id, "mid_autumn", given, at=DAWN)
    held(house)
    assert [one.customer_id for one in messages()] == [near.pk]


def test_care_r15_the_preview_says_what_then_happens(house, boss, friend):
    friend(), friend(), friend(agrees=False)
    with scope(boss):
        one = queries.greeting(boss, boss.store_id, "mid_autumn")
        store = apps.get_model("tenancy", "Store").objects.get(pk=boss.store_id)
        seen = audience.preview(boss, actions.asked_on(one, store, MOON, DAWN))
    assert (seen.goes, seen.back, seen.held_back) == (2, {"no_consent": 1}, 1)
    (wave,) = held(house)
    assert wave.counts == {"held": seen.goes, **seen.back}


def test_care_r15_taken_back_while_it_waits_and_not_held_again(house, boss, friend, messages):
    friend(), friend()
    (wave,) = held(house)
    assert actions.stop(boss, wave.pk, at=DAWN) == 2
    assert {one.state for one in messages()} == {"withdrawn"}
    held(house)
    assert {one.state for one in messages()} == {"withdrawn"}
    with pytest.raises(Conflict, match="wave_gone"):
        actions.stop(boss, wave.pk, at=DAWN)


def test_care_r15_agents_look_and_do_not_change_and_neighbours_see_nothing(actor, house, friend, tenants):
    friend()
    (wave,) = held(house)
    agent = actor("care_agent")
    with scope(agent):
        assert queries.wave(agent, wave.pk).pk == wave.pk
    with pytest.raises(Denied):
        actions.stop(agent, wave.pk, at=DAWN)
    with pytest.raises(Denied):
        actions.switch(agent, agent.store_id, "spring", False, at=DAWN)
    neighbour = actor("marketing_manager", tenants.sister)
    with pytest.raises(Missing):
        actions.stop(neighbour, wave.pk, at=DAWN)
    with pytest.raises(Denied):
        actions.switch(neighbour, tenants.store.pk, "spring", False, at=DAWN)


def test_care_r16_seasonal_advice_is_an_entry_with_a_day_of_its_own(house, boss, friend, messages):
    friend(name="陈立群", gender="M"), friend(car=False)
    day = DayRule("moon", 1, 1, shift=-14)
    with scope(boss):
        entry = queries.greeting(boss, boss.store_id, "season_spring_trip")
    assert entry.rule == day
    trip = date(2026, 2, 3)
    (wave, *_rest) = [one for one in held(house, trip, moment(trip, 6)) if one.kind == "season"]
    (one,) = messages(reason="greeting_season")
    assert "海悦 L5 粤A7K2M6" in one.text
    assert one.use_by == moment(trip + timedelta(days=7))
    assert wave.counts == {"held": 1}


def test_ppl_07_a_merged_file_takes_its_greetings_along_and_is_not_greeted_again(house, actor, friend, messages):
    first, second = friend(phone="13900222222"), friend(phone="13900333333")
    (wave,) = held(house)
    boss = actor("general_manager")
    duplicates.merge(boss, first.pk, second.pk, at=DAWN)
    with scope(house):
        assert [one.customer_id for one in Recipient.objects.all()] == [first.pk]
    assert {one.customer_id for one in messages()} == {first.pk}
    third, fourth = friend(agrees=False), friend()
    next_year = date(2027, 9, 15)
    held(house, next_year, moment(next_year, 6))
    duplicates.merge(boss, third.pk, fourth.pk, at=DAWN)
    with scope(house):
        Wave.objects.filter(cycle="2027").update(state="open")
    held(house, next_year, moment(next_year, 7))
    with scope(house):
        assert Recipient.objects.filter(wave__cycle="2027", customer_id=third.pk).count() == 1
    assert wave.pk


def test_ppl_08_a_persons_copy_names_their_greetings_and_erasing_takes_them_and_what_waits(
    house, actor, friend, messages
):
    one = friend()
    held(house)
    boss = actor("general_manager")
    assert [row["day"] for row in subject.copy(boss, one.pk, at=DAWN)["greetings"]["greetings"]] == [MOON]
    subject.erase(boss, one.pk, at=DAWN)
    assert [(row.state, row.address, row.text) for row in messages()] == [("refused", "", "")]
    with scope(house):
        assert not Recipient.objects.exists()


def test_care_r15_who_reads_english_is_greeted_in_english_where_there_are_words(house, friend, messages):
    friend(name="Anna Smith", gender="F", language="en"), friend(name="李静", gender="F")
    held(house)
    first, second = messages()
    assert (first.language, second.language) == ("en", "zh-hans")
    assert first.text.startswith("Dear Anna Smith, ")
    assert second.text.startswith("李女士，中秋快乐")
