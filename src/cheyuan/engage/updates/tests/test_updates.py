"""CARE-R23 and CARE-R24: what customers are told of vouchers and milestones, once, by policy, and what is taken back."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cheyuan.base.channels import actions as channels
from cheyuan.base.channels.models import Message
from cheyuan.base.channels.wordings import names_in
from cheyuan.base.policies.actions import set_value
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.updates.texts import SHIPPED, SHIPPED_IN_ENGLISH
from cheyuan.engage.updates.vouchers import remind
from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import now
from cheyuan.records.customers import actions as customers
from cheyuan.records.milestones import actions as milestones
from cheyuan.records.milestones.queries import STEPS
from cheyuan.records.vouchers import actions as vouchers
from cheyuan.records.vouchers.actions import Terms
from cheyuan.site.testing.days import today

pytestmark = pytest.mark.django_db


def house(store):
    """The system in one store."""
    return system(store.group_id, (store.pk,))


def before():
    """Three months ago."""
    return now() - timedelta(days=90)


@pytest.fixture
def person(tenants):
    """``person(agrees=…)`` → a customer of the store, who agreed to offers unless said otherwise."""
    numbers = iter(range(10000, 99999))

    def make(*, agrees=True, **fields):
        by, store = house(tenants.store), tenants.store
        fields = {"name": "陈立群", "gender": "M", "phone": f"138001{next(numbers)}", **fields}
        with scope(by):
            one = customers.create(by, store.pk, at=before(), **fields)
            if agrees:
                customers.record_consent(by, one.pk, "marketing", True, at=before(), source="form", proof="签字")
        return one

    return make


@pytest.fixture
def ends_in(actor, person):
    """``ends_in(30)`` → a voucher that ends in so many days, given long ago."""

    def make(days, one=None, **more):
        terms = Terms("amount", "保养券", 20_000, today(-90), today(days))
        return vouchers.give(actor("care_manager"), (one or person(**more)).pk, terms, at=before())

    return make


@pytest.fixture
def messages(tenants):
    """All messages of the store, oldest first."""

    def look():
        with scope(house(tenants.store)):
            return list(Message.objects.order_by("pk"))

    return look


def reminders(store):
    """Voucher, step and code of every reminder."""
    with scope(house(store)):
        rows = apps.get_model("vouchers", "Reminder").objects.order_by("pk")
        return [(row.voucher_id, row.step, row.code) for row in rows]


def test_care_r23_thirty_and_seven_days_before_the_owner_is_reminded_once(tenants, ends_in, messages):
    by = house(tenants.store)
    first, last = ends_in(30), ends_in(7)
    ends_in(31), ends_in(15), ends_in(90)
    assert remind(by, today(), at=now()) == {"first": 1, "last": 1}
    assert remind(by, today(), at=now()) == {"first": 0, "last": 0}
    assert remind(by, today(1), at=now()) == {"first": 1, "last": 0}
    held = messages()
    assert [one.intent for one in held][:2] == [f"voucher:{first.pk}:first", f"voucher:{last.pk}:last"]
    assert {one.purpose for one in held} == {"marketing"}
    assert f"{last.code[:5]}-{last.code[5:]}" in str(held[1].text)
    assert held[1].use_by is not None


def test_care_r23_a_day_that_was_missed_is_made_up_but_nothing_comes_at_once_with_the_gift(
    tenants, actor, person, ends_in
):
    ends_in(28)
    terms = Terms("amount", "保养券", 20_000, today(), today(28))
    vouchers.give(actor("care_manager"), person().pk, terms, at=now())
    assert remind(house(tenants.store), today(), at=now()) == {"first": 1, "last": 0}


def test_care_r23_where_no_message_is_possible_the_voucher_says_so_and_is_asked_again(
    tenants, ends_in, person, messages
):
    by = house(tenants.store)
    silent = person(agrees=False)
    one, mute = ends_in(30, silent), ends_in(30, person(phone=""))
    assert remind(by, today(), at=now()) == {"first": 0, "last": 0}
    said = {voucher: code for voucher, _step, code in reminders(tenants.store)}
    assert said == {one.pk: "no_consent", mute.pk: "no_address"}
    with scope(by):
        customers.record_consent(by, silent.pk, "marketing", True, at=now(), source="form", proof="签字")
    assert remind(by, today(1), at=now()) == {"first": 1, "last": 0}
    assert [row for row in reminders(tenants.store) if row[0] == one.pk] == [(one.pk, "first", "")]
    assert len(messages()) == 1


def test_care_r23_a_redeemed_voucher_is_not_spoken_of_any_more(tenants, actor, ends_in, messages):
    by, desk, one = house(tenants.store), actor("front_desk"), ends_in(30)
    remind(by, today(), at=now())
    vouchers.use(desk, one.code, "RO1", at=now())
    assert messages()[0].state == "withdrawn"
    assert remind(by, today(), at=now()) == {"first": 0, "last": 0}
    vouchers.unuse(desk, one.pk, at=now())
    assert remind(by, today(), at=now()) == {"first": 1, "last": 0}
    assert [row.state for row in messages()] == ["withdrawn", "held"]


def test_care_r23_a_hundred_vouchers_cost_as_many_statements_as_one(tenants, ends_in):
    by = house(tenants.store)

    def statements(count):
        for _ in range(count):
            ends_in(30)
        with CaptureQueriesContext(connection) as seen:
            assert remind(by, today(), at=now())["first"] == count
        return len(seen)

    statements(1)
    assert statements(12) <= statements(2)


def test_care_r23_the_rule_can_be_switched_off(tenants, actor, ends_in):
    ends_in(30)
    boss = actor("general_manager")
    set_value(boss, "care.on_R23", False, for_store=tenants.store.pk, valid_from=today(), reason="", at=now())
    assert remind(house(tenants.store), today(), at=now()) == {}


@pytest.fixture
def moved(actor, person, tenants):
    """``moved("ready")`` → a car in the workshop that has just reached a step, and who moved it."""
    numbers = iter(range(1, 100))

    def make(step, one=None, by=None, **more):
        by, one = by or actor("service_advisor"), one or person(agrees=False)
        fact = milestones.Fact("workshop", f"RO{next(numbers)}", step, customer_id=one.pk, **more)
        return milestones.note_fact(by, tenants.store.pk, fact, at=now())

    return make


def test_care_r24_a_milestone_becomes_a_service_message_at_once(moved, messages):
    row = moved("ready")
    held = messages()
    assert [(one.intent, one.purpose, one.reason) for one in held] == [(f"milestone:{row.pk}", "service", "milestone")]
    assert (row.message_id, row.told) == (held[0].pk, "")
    assert "取车" in str(held[0].text)


def test_care_r24_steps_that_the_policy_does_not_name_are_not_told(moved, messages, actor, tenants):
    assert moved("in_work").told == "off"
    boss = actor("general_manager")
    for key, on in (("updates.workshop_in_work", True), ("updates.workshop_ready", False)):
        set_value(boss, key, on, for_store=tenants.store.pk, valid_from=today(), reason="", at=now())
    assert moved("in_work").message_id
    assert moved("ready").told == "off"
    set_value(boss, "care.on_R24", False, for_store=tenants.store.pk, valid_from=today(), reason="", at=now())
    assert moved("in_work").told == "off"
    assert len(messages()) == 1


def test_care_r24_taken_back_while_it_waits_the_message_never_leaves(moved, messages, actor):
    by = actor("service_advisor")
    row = moved("ready", by=by)
    milestones.take_back(by, row.pk, at=now())
    assert messages()[0].state == "withdrawn"
    fact = milestones.Fact("workshop", "RO1", "ready")
    again = milestones.note_fact(by, row.store_id, fact, at=now())
    assert again.message_id
    assert [one.state for one in messages()] == ["withdrawn", "held"]


def test_care_r24_nobody_hears_twice_of_what_was_noted_anew(moved, messages, actor, tenants):
    by = actor("service_advisor")
    row = moved("ready", by=by)
    with scope(house(tenants.store)):
        Message.objects.update(state="delivered")
    milestones.take_back(by, row.pk, at=now())
    again = milestones.note_fact(by, row.store_id, milestones.Fact("workshop", "RO1", "ready"), at=now())
    assert (again.message_id, again.told) == (None, "told")
    assert len(messages()) == 1


def test_p6_a_refusal_holds_for_milestones_too(moved, person, tenants):
    one, by = person(agrees=False), house(tenants.store)
    channels.refuse(by, address=one.phone, source="inbound", at=now())
    assert moved("ready", one).told == "refused"
    assert moved("ready", person(agrees=False, phone="")).told == "no_address"
    assert moved("ready", when=now() - timedelta(days=3)).told == "old"


def test_care_r24_every_step_has_its_words():
    assert {f"r24.{kind}.{step}" for kind, steps in STEPS.items() for step in steps} <= set(SHIPPED)


def test_care_r23_r24_both_languages_say_the_same(tenants):
    assert {code: set(names_in(text)) for code, text in SHIPPED.items()} == {
        code: set(names_in(text)) for code, text in SHIPPED_IN_ENGLISH.items()
    }


def test_care_r23_who_reads_english_is_reminded_in_english(tenants, ends_in, messages):
    ends_in(30, name="Anna Smith", language="en"), ends_in(30)
    assert remind(house(tenants.store), today(), at=now()) == {"first": 2, "last": 0}
    first, second = messages()
    assert (first.language, second.language) == ("en", "zh-hans")
    assert str(first.text).startswith("Dear Anna Smith, your 保养券 ")
    assert "月" not in str(first.text)
    assert str(second.text).startswith("陈先生您好")


def test_care_r24_who_reads_english_hears_of_the_car_in_english(tenants, actor, person, messages):
    one = person(name="Anna Smith", language="en")
    fact = milestones.Fact("workshop", "W-1", "ready", customer_id=one.pk)
    milestones.note_fact(actor("service_manager"), tenants.store.pk, fact, at=now())
    (held,) = messages()
    assert (held.language, str(held.text)[:50]) == ("en", "Dear Anna Smith, your car is ready to be collected")
