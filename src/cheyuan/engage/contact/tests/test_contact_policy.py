"""CARE-08, CARE-13: the message of a task nobody could be reached for leaves by the policy, with its reason; calls count."""

from datetime import timedelta

import pytest
from django.apps import apps

from cheyuan.base.channels import leaving
from cheyuan.base.channels import queries as outgoing
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.contact import actions
from cheyuan.engage.contact.answers import Answer
from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import SHANGHAI, moment
from cheyuan.records.customers import actions as customers
from cheyuan.site.testing.days import today


def morning():
    """Half past nine of this day, in the store."""
    return moment(today(), 9, 30)


def unreached(by, one):
    """Three attempts on three days in three parts of the day."""
    for days, hours in ((0, 0), (1, 5), (2, 10)):
        actions.report(by, one.pk, Answer("no_answer"), at=morning() + timedelta(days=days, hours=hours))
    with scope(by):
        return apps.get_model("channels", "Message").objects.get(task_id=one.pk)


@pytest.mark.parametrize(
    ("fields", "channel", "chosen"),
    [
        ({"wechat": "wx_chen", "preferred_channel": "wechat"}, "wechat", "preferred"),
        ({"wechat": "wx_chen", "is_vip": True}, "wechat", "vip"),
        ({"wechat": "wx_chen"}, "sms", "asked"),
        ({"preferred_channel": "wechat"}, "sms", "asked"),
    ],
)
def test_care_08_the_message_takes_the_channel_of_the_policy_and_says_why(actor, task, person, fields, channel, chosen):
    by = actor("care_agent")
    made = unreached(by, task(at=morning(), about=person(**fields)))
    assert (made.state, made.channel, made.chosen) == ("held", channel, chosen)


def test_care_13_it_leaves_into_the_outbox_at_a_decent_hour(actor, task, tenants):
    by = actor("care_agent")
    made = unreached(by, task(at=morning()))
    house = system(tenants.group.pk, (tenants.store.pk,))
    night = moment((morning() + timedelta(days=2)).date(), 22)
    for at, state in ((night, "held"), (night + timedelta(hours=10), "sent")):
        leaving.prepare(house, lambda at=at: at)
        leaving.leave(house, lambda at=at: at)
        with scope(by):
            assert outgoing.message(by, made.pk).state == state


def test_p6_somebody_who_says_no_in_between_gets_nothing(actor, task, tenants):
    by = actor("care_agent")
    one = task(at=morning())
    made = unreached(by, one)
    customers.stop_contact(by, one.customer_id, scope="everything", at=morning() + timedelta(days=2, hours=11))
    with scope(by):
        assert outgoing.message(by, made.pk).state == "refused"


def test_care_08_a_reached_call_about_an_offer_counts_in_the_households_budget(actor, task, person):
    by, one = actor("care_manager"), person()
    customers.change_phone(by, one.pk, "13912345678", at=morning())
    customers.record_consent(by, one.pk, "marketing", True, at=morning(), source="call", on=("sms",))
    planned = [outgoing.Planned(1, one.store_id, one.pk, "marketing", ("sms",), morning())]
    assert outgoing.judged(by, planned, at=morning())[1].verdict == "go"
    actions.report(by, task("R17", about=one, at=morning()).pk, Answer("will_come"), at=morning())
    said = outgoing.judged(by, planned, at=morning())[1]
    assert (said.verdict, said.timed) == ("later", "frequency")


def test_care_08_a_call_taken_back_counts_no_longer_and_one_call_counts_once(actor, task, person):
    by, one = actor("care_manager"), person(phone="13912345679")
    first, second = task("R17", about=one, at=morning()), task("R25", about=one, at=morning())
    touches = apps.get_model("channels", "Touch").objects
    attempt = actions.report(by, first.pk, Answer("will_come"), at=morning(), also=[second.pk])
    with scope(by):
        assert touches.count() == 1
    actions.undo(by, attempt.pk, at=morning() + timedelta(minutes=1))
    with scope(by):
        assert not touches.exists()


def test_care_13_attempts_of_a_store_without_evenings_fall_into_its_hours_and_end(actor, task, fresh):
    by, one, at = actor("care_agent"), task(at=morning()), morning()
    for _number in range(2):
        actions.report(by, one.pk, Answer("no_answer"), at=at)
        at = fresh(one).next_at
        assert 8 <= at.astimezone(SHANGHAI).hour < 18
    actions.report(by, one.pk, Answer("no_answer"), at=at)
    assert fresh(one).state == "failed"


def test_care_08_offers_need_consent_and_service_does_not(actor, person):
    by, one = actor("care_agent"), person()

    def ask(purpose):
        wish = outgoing.Planned(1, one.store_id, one.pk, purpose, ("wechat", "sms"), morning())
        return outgoing.judged(by, [wish], at=morning())[1]

    assert (ask("marketing").verdict, ask("marketing").code) == ("drop", "no_consent")
    assert (ask("service").verdict, ask("service").channel) == ("go", "sms")
